"""What a chapter's slides are made of beside its story: ``teaching/decks/05-….toml``, checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dispatched import evidence, lessons, predict
from dispatched.checks import questions
from dispatched.checks.tasks import TaskError
from dispatched.kit import peer
from dispatched.kit.peer import Peer, PeerError
from dispatched.lessons import Lesson, Mistake
from dispatched.notebooks import cards

FEWEST = 3
"""Questions to vote on that a chapter has at least."""
DECK = {"ask": str, "figures": list, "calculation": str}
PEERS = ({"check"}, {"said", "wrong", "because"})


class DeckError(ValueError):
    """A file of slides that cannot be used; names the file, the place in it and what is wrong."""


class _WrongError(ValueError):
    """What is wrong and in which place, without the file."""


@dataclass(frozen=True)
class Deck:
    """What the file of a chapter names.

    Args:
        chapter: its name.
        ask: the key of the question before the evidence.
        figures: ids of claims or calculations, two or three.
        calculation: the id of the one that decides; empty where the chapter has none.
        peers: questions to vote on.
    """

    chapter: str
    ask: str
    figures: tuple[str, ...]
    calculation: str
    peers: tuple[Peer, ...]


def folder(root: Path) -> Path:
    """Where the files of a checkout are."""
    return root / "teaching" / "decks"


def read(path: Path, root: Path) -> Deck:
    """The file of a chapter; every id in it is known.

    Args:
        path: ``teaching/decks/NAME.toml``.
        root: the checkout.

    Raises:
        DeckError: no TOML, an unknown or a missing key, an id that nobody has, a question that is
            no vote; names file and place.
        LessonError: the lesson plan of the chapter cannot be read.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return _deck(path.stem, raw, root)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeckError(f"{path.name}: {error}") from None
    except (_WrongError, PeerError, TaskError) as error:
        raise DeckError(f"{path.name}, {error}") from None


def _deck(name: str, raw: Mapping[str, Any], root: Path) -> Deck:
    _only(raw, ("deck", "peer"), "the file")
    deck = raw.get("deck")
    if not isinstance(deck, dict):
        raise _WrongError("deck: there is no [deck]")
    _only(deck, DECK, "deck")
    for key, kind in DECK.items():
        if not isinstance(deck.get(key, kind()), kind) or (key == "ask" and not deck.get(key)):
            raise _WrongError(f"deck, {key}: is no {kind.__name__}")
    asked = predict.questions(root / "chapters" / f"{name}.toml")
    if deck["ask"] not in asked:
        raise _WrongError(f"deck, ask: no [predict.{deck['ask']}] in chapters/{name}.toml")
    figures, calculation = deck.get("figures", []), deck.get("calculation", "")
    if not 2 <= len(figures) <= 3:
        raise _WrongError(f"deck, figures: two or three are needed, there are {len(figures)}")
    for ident in (*figures, *([calculation] if calculation else [])):
        if not isinstance(ident, str) or not cards.has_card(ident):
            raise _WrongError(f"deck: no card {ident!r}{evidence.near(str(ident), cards.homes())}")
    if calculation and not calculation.startswith("calc-"):
        raise _WrongError(f"deck, calculation: {calculation!r} is no calculation")
    return Deck(name, deck["ask"], tuple(figures), calculation, _peers(name, raw, root))


def _peers(name: str, raw: Mapping[str, Any], root: Path) -> tuple[Peer, ...]:
    rows = raw.get("peer", [])
    if not isinstance(rows, list) or len(rows) < FEWEST:
        raise _WrongError(f"peer: {FEWEST} questions are needed")
    lesson = lessons.read(lessons.folder(root) / f"{name}.toml")
    known = {q.ident: q for q in questions.load(root / "exercises" / name / "tasks.toml")}
    made = [_peer(number, row, lesson, known) for number, row in enumerate(rows, 1)]
    if len({one.question.ident for one in made}) < len(made):
        raise _WrongError("peer: one question stands twice")
    return tuple(made)


def _peer(number: int, row: Any, lesson: Lesson, known: Mapping[str, questions.Question]) -> Peer:
    where = f"peer {number}"
    if not isinstance(row, dict) or {*row} not in PEERS:
        raise _WrongError(f"{where}: has check, or said, wrong and because, and nothing else")
    if "check" in row:
        ident = row["check"]
        if ident not in known:
            near = evidence.near(str(ident), known)
            raise _WrongError(f"{where}: the chapter has no question {ident!r}{near}")
        return peer.of_check(known[ident])
    if not isinstance(row["wrong"], list):
        raise _WrongError(f"{where}, wrong: is no list")
    wrong = [_mistake(where, start, lesson.wrong) for start in row["wrong"]]
    ident = f"ex-peer-{lesson.number:02}-{number}"
    texts = (" ".join(str(row[key]).split()) for key in ("said", "because"))
    said, because = texts
    return peer.of_sentences(ident, lesson.chapter, said, wrong, because)


def _mistake(where: str, start: str, wrong: Sequence[Mistake]) -> Mistake:
    found = [one for one in wrong if one.says.startswith(str(start))]
    if len(found) != 1:
        raise _WrongError(
            f"{where}, wrong: {len(found)} mistakes of the plan begin with {start!r}, not one"
        )
    return found[0]


def _only(given: Mapping[str, Any], known: Any, where: str) -> None:
    for name in given:
        if name not in known:
            raise _WrongError(f"{where}: nothing is called {name!r}; there are {', '.join(known)}")
