"""Read what a class has handed in. The files come from strangers: nothing in them is trusted.

What cannot be used is left out and said in one line with the file's name; the rest counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dispatched import __version__, filled
from dispatched.codings import items
from dispatched.codings.items import CodingError
from dispatched.codings.saving import CODER, COLUMNS, FORMAT

MOST_BYTES, MOST_ROWS, MOST_FILES = 64_000, 500, 5_000
"""A file larger than this, in bytes or rows, is none of ours; more files than this are no class."""

_VERSION = re.compile(r"\d{1,4}(?:\.\d{1,4}){1,3}")


@dataclass(frozen=True)
class Coding:
    """What one coder gave in one chapter.

    Args:
        chapter: two digits.
        coder: the id, drawn by chance.
        book: the version of the book that asked.
        values: item → value.
    """

    chapter: str
    coder: str
    book: str
    values: dict[str, str]


@dataclass(frozen=True)
class Handed:
    """What a folder holds.

    Args:
        codings: one a coder and chapter, in the order of the ids.
        problems: what was left out, one line each with the file's name.
        files: how many files there were.
    """

    codings: tuple[Coding, ...]
    problems: tuple[str, ...]
    files: int


class _UnreadError(ValueError):
    """Why a whole file is left out."""


def read(folder: Path) -> Handed:
    """All codings in a folder; folders inside it and files that begin with a dot are not looked at.

    Two files of one coder and chapter count once where they say the same. Where they differ nobody
    but the coder knows which is meant, so both are left out.

    Raises:
        CodingError: there is no such folder, no file in it, or more than a class has.
    """
    if not folder.is_dir():
        raise CodingError(f"{folder}: there is no such folder")
    paths = sorted(p for p in folder.iterdir() if not p.name.startswith(".") and not _folder(p))
    if not paths:
        raise CodingError(f"{folder}: put the files my-codings-….csv of the class here")
    if len(paths) > MOST_FILES:
        raise CodingError(f"{folder}: {len(paths)} files, at most {MOST_FILES} are read")
    problems: list[str] = []
    found: dict[tuple[str, str], list[tuple[str, Coding]]] = {}
    for path in paths:
        name = _shown(path.name)
        try:
            codings, said = _file(path)
        except _UnreadError as error:
            problems.append(f"{name}: left out: {error}")
            continue
        problems += [f"{name}, {one}" for one in said]
        for one in codings:
            found.setdefault((one.chapter, one.coder), []).append((name, one))
    kept = []
    for (chapter, coder), several in sorted(found.items()):
        names = " and ".join(name for name, _ in several)
        if len({tuple(sorted(one.values.items())) for _, one in several}) > 1:
            problems.append(
                f"{names}: left out: chapter {chapter} of {coder} is here with different values: "
                "keep one"
            )
            continue
        if len(several) > 1:
            problems.append(f"{names}: the same codings of {coder}, counted once")
        kept.append(several[0][1])
    return Handed(tuple(kept), tuple(problems), len(paths))


def _folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _shown(name: str) -> str:
    """A file's name that cannot steer a terminal."""
    safe = "".join(sign if sign.isprintable() else "?" for sign in name)
    return safe if len(safe) <= 80 else f"{safe[:60]}…{safe[-16:]}"


def _rows(path: Path) -> list[list[str]]:
    if path.is_symlink() or not path.is_file():
        raise _UnreadError("it is no plain file")
    if path.suffix.lower() != ".csv":
        raise _UnreadError("it is no CSV file")
    try:
        return filled.rows(filled.text(path, MOST_BYTES))
    except filled.FilledError as error:
        raise _UnreadError(f"it {error}") from None


def _file(path: Path) -> tuple[list[Coding], list[str]]:
    """The codings of one file, one a chapter and coder, and what was left out of it."""
    head, *rows = _rows(path) or [[]]
    if [name.lower() for name in head] != [*COLUMNS]:
        raise _UnreadError(f"its first line is not {','.join(COLUMNS)}")
    if len(rows) > MOST_ROWS:
        raise _UnreadError(f"it has more than {MOST_ROWS} rows")
    said: list[str] = []
    kept: dict[tuple[str, str, str], dict[str, set[str]]] = {}
    for line, row in enumerate(rows, 2):
        if not any(row):
            continue
        try:
            chapter, coder, book, item, value = _row(row)
        except CodingError as error:
            said.append(f"row {line}: left out: {error}")
            continue
        kept.setdefault((chapter, coder, book), {}).setdefault(item, set()).add(value)
    return list(_settled(kept, said)), said


def _row(row: Sequence[str]) -> tuple[str, str, str, str, str]:
    """Chapter, coder, version, item and value of a row.

    Raises:
        CodingError: one of them is not as it must be; names the column.
    """
    if len(row) != len(COLUMNS):
        raise CodingError(f"{len(row)} cells, not {len(COLUMNS)}")
    for name, cell in zip(COLUMNS, row, strict=True):
        if cell.startswith(filled.FORMULA):
            raise CodingError(f"column {name} begins like a formula of a spreadsheet")
    form, book, chapter, coder, item, value = row
    if form != FORMAT:
        raise CodingError(f"column format is not {FORMAT}")
    if not _VERSION.fullmatch(book):
        raise CodingError("column book is no version")
    if not CODER.fullmatch(coder):
        raise CodingError("column coder is no id like c-0123abcd")
    asked = items.of(chapter)
    return asked.chapter, coder, book, asked.item(item[:60]).ident, asked.value(value)


def _settled(
    kept: dict[tuple[str, str, str], dict[str, set[str]]], said: list[str]
) -> Iterator[Coding]:
    for (chapter, coder, book), values in kept.items():
        clear = {item: next(iter(one)) for item, one in values.items() if len(one) == 1}
        for item, one in values.items():
            if len(one) > 1:
                said.append(f"{item}: left out: {len(one)} different values")
        if book != __version__:
            said.append(f"chapter {chapter}: coded with version {book} of the book; counted")
        if clear:
            yield Coding(chapter, coder, book, clear)
