"""The words of charts and explorers: one text file beside each chapter, read by key.

``chapters/04-1967-logging.toml`` holds the titles, descriptions, notes, questions and labels of
chapter 4; its code says ``charts.figure(chart, "quota")``. A writer, and later a translator, finds
all words of a chapter's pictures in one place. A key is used in one file only, so that it needs no
chapter beside it.
"""

from __future__ import annotations

import difflib
import os
import pickle
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any


class TextError(ValueError):
    """A text file that cannot be used, or a key that it does not have."""


@dataclass(frozen=True)
class Text:
    """The words of one chart or explorer.

    Args:
        key: by which code asks for it.
        chapter: the stem of the file it stands in.
        title: what the chart is about, or better what it shows.
        description: the text alternative: what one sees, for a reader who does not see the picture.
        note: what the source line says beside the sources.
        interactive: what a reader can do with the chart beside reading tooltips.
        claims: ids of the claims it draws on; ``None`` to read them from the chart's data.
        question: of an explorer: what the reader should find out.
        assumes: of an explorer: what its model takes for granted.
        controls: of an explorer: parameter → label of its control.
        expects: of an explorer: what a reader's own number is held against: ``of`` (a column, or
            two with a space between them, the lower and the upper end), ``at`` (the column that
            tells rows apart, where there are many), ``first`` (the row chosen at first) and
            ``says`` (what is meant, where a chart draws more than one thing).
        codings: of an explorer whose positions are codings: control → the item that it codes.
        words: value in the data → word that the reader sees (legends, categories, choices).
    """

    key: str
    chapter: str
    title: str
    description: str
    note: str = ""
    interactive: str = ""
    claims: tuple[str, ...] | None = None
    question: str = ""
    assumes: str = ""
    controls: Mapping[str, str] = field(default_factory=dict)
    expects: Mapping[str, str] = field(default_factory=dict)
    codings: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    says: Mapping[str, str] = field(default_factory=dict)


NEEDED = ("title", "description")
LINES = (*NEEDED, "note", "interactive", "question", "assumes")
MAPS = ("controls", "expects", "codings", "words", "says")
SECTIONS = ("chapter", "goals", "teaches", "ladder", "figures", "predict")
"""What a chapter's file may hold.

What is taught is read by ``dispatched.notebooks.teaching``, what is asked first by
``dispatched.predict``.
"""


def folder() -> Path:
    """The folder with the text files.

    It is ``$DISPATCHED_CHAPTERS``, or the checkout's ``chapters/``, or the installed copy.

    >>> folder().name
    'chapters'

    Raises:
        TextError: there is none.
    """
    package = Path(__file__).resolve().parent
    named = os.environ.get("DISPATCHED_CHAPTERS")
    tried = [Path(named)] if named else [package.parent / "chapters", package / "chapters"]
    for place in tried:
        if any(place.glob("*.toml")):
            return place
    raise TextError(f"no text files of chapters in {' or '.join(map(str, tried))}")


def toml(text: str) -> dict[str, Any]:
    """What a text in TOML says; one that was read before is not taken apart again.

    >>> toml('title = "Who came"')
    {'title': 'Who came'}

    Raises:
        tomllib.TOMLDecodeError: it is no TOML.
    """
    said: dict[str, Any] = pickle.loads(_toml(text))
    return said


def _packed(text: str) -> bytes:
    """What a text says, from which a copy for each reader is made sooner than from the text."""
    return pickle.dumps(tomllib.loads(text), pickle.HIGHEST_PROTOCOL)


_toml = lru_cache(maxsize=64)(_packed)


def read(path: Path) -> dict[str, Any]:
    """A chapter's text file, as its sections.

    Raises:
        TextError: it is no TOML, or has a section that no chapter has; names file and line.
    """
    try:
        found = toml(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TextError(f"{path.name}: {error}") from error
    for name in found:
        if name not in SECTIONS:
            raise TextError(f"{path.name}: no section {name!r}; there are {', '.join(SECTIONS)}")
    return found


def figures(path: Path) -> dict[str, Text]:
    """Key → words, of one chapter's file.

    Raises:
        TextError: a figure without title or description, or with something that no figure has;
            names file and key.
    """
    return {k: _text(k, path, rows) for k, rows in read(path).get("figures", {}).items()}


def _text(key: str, path: Path, given: Any) -> Text:
    where = f"{path.name}, figure {key!r}"
    if not isinstance(given, Mapping):
        raise TextError(f"{where}: is no table")
    for name, value in given.items():
        if name in LINES:
            good = isinstance(value, str)
        elif name in MAPS:
            good = isinstance(value, Mapping) and all(isinstance(v, str) for v in value.values())
        elif name == "claims":
            good = isinstance(value, list) and all(isinstance(v, str) for v in value)
        else:
            known = ", ".join((*LINES, "claims", *MAPS))
            raise TextError(f"{where}: nothing is called {name!r}; there are {known}")
        if not good:
            raise TextError(f"{where}: {name} has another form")
    for name in NEEDED:
        if not str(given.get(name, "")).strip():
            raise TextError(f"{where}: has no {name}")
    lines = {name: " ".join(given[name].split()) for name in LINES if name in given}
    maps = {name: dict(given[name]) for name in MAPS if name in given}
    claims = tuple(given["claims"]) if "claims" in given else None
    return Text(key, path.stem, claims=claims, **lines, **maps)


def together(place: Path) -> dict[str, Text]:
    """Key → words, of all files of a folder.

    Raises:
        TextError: two files have the same key; names both.
    """
    found: dict[str, Text] = {}
    for path in sorted(place.glob("*.toml")):
        for key, text in figures(path).items():
            if key in found:
                first = found[key].chapter
                raise TextError(f"figure {key!r} stands in {first}.toml and in {path.name}")
            found[key] = text
    return found


_together = lru_cache(maxsize=4)(together)


def of(key: str) -> Text:
    """The words of a chart or explorer.

    >>> of("no-such-figure")
    Traceback (most recent call last):
    dispatched.texts.TextError: no text file of a chapter has a figure 'no-such-figure'...

    Raises:
        TextError: no file has the key; names those that look like it.
    """
    known = _together(folder())
    if key not in known:
        near = difflib.get_close_matches(key, known, 3)
        hint = f"; near it: {', '.join(near)}" if near else ""
        raise TextError(
            f"no text file of a chapter has a figure {key!r}{hint}."
            " A chart of your own needs no key: show it as it is"
        )
    return known[key]


def words(key: str) -> Mapping[str, str]:
    """The words of a figure's values: legends, categories, options of a list.

    Raises:
        TextError: no such figure, or it has none.
    """
    text = of(key)
    if not text.words:
        raise TextError(f"{text.chapter}.toml, figure {key!r}: has no words")
    return text.words
