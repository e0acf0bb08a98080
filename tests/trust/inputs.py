"""Inputs: tables as people spoil them, files at random, answers, notebooks."""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dispatched.arithmetic import Range
from dispatched.book.sentence import pieces
from dispatched.checks import numerals
from dispatched.checks.answers import portable
from dispatched.checks.fields import judge_field
from dispatched.checks.judge import judge
from dispatched.checks.key_files import load_keys, load_question_keys
from dispatched.checks.verdict import Verdict
from dispatched.grading import submission
from tests.trust import loaders, odd, spoiled
from tests.trust.found import Found
from tests.trust.loaders import Loader, LostError

SEED = 1946
AT_RANDOM, ANSWERS, NOTEBOOKS, NUMBERS = 400, 40, 600, 20_000
"""How many files of each kind, answers to each question, notebooks and texts with a number."""
WIDE = ("claims.csv", "sources.csv", "series/stock.csv")
"""The tables of the evidence that are made huge: one is read like another, and each takes long."""

KINDS: dict[str, Mapping[str, spoiled.Spoil]] = {
    "saved in another form": spoiled.FORM,
    "with other values or in pieces": spoiled.VALUES,
    "hostile": spoiled.HOSTILE,
    "huge": spoiled.HUGE,
}


def spoil(loader: Loader, kind: str, names: list[str] | None = None) -> Iterator[str]:
    """Spoil a file in each way of a kind; one sentence for each that was not met as it must be."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        sound = loaders.outcome(loader, folder, loader.sound)
        for name in names or KINDS[kind]:
            raw = KINDS[kind][name](loader.sound)
            try:
                met = loaders.outcome(loader, folder, raw)
            except LostError as error:
                yield f"{loader.what}, {name}: {error}"
                continue
            if kind == "saved in another form" and not met.said and met.value != sound.value:
                yield f"{loader.what}, {name}: other values were read, and nothing was said"
            if loaders.refused(loader, name) and not met.said:
                yield f"{loader.what}, {name}: it was read"


def at_random(loader: Loader, count: int, seed: int = SEED) -> Iterator[str]:
    """Damage a file at random; one sentence for each time that its reader was brought down."""
    chance = random.Random(f"{seed} {loader.what}")
    with tempfile.TemporaryDirectory() as place:
        for number in range(count):
            try:
                loaders.outcome(loader, Path(place), odd.damaged(loader.sound, chance))
            except LostError as error:
                yield f"{loader.what}, damage {number} of seed {seed}: {error}"


def answered(count: int, seed: int = SEED) -> Iterator[tuple[int, str]]:
    """Answers of any kind to every task and every question of a page.

    Yields:
        how many were given to one key, and what went wrong, or nothing.
    """
    judges: list[tuple[Mapping[str, Any], Callable[..., Verdict]]] = [
        *((key, judge) for key in load_keys().values() if key["kind"] != "written"),
        *((key, judge_field) for key in load_question_keys().values()),
    ]
    for key, judging in judges:
        chance = random.Random(f"{seed} {key['id']}")
        wrong = ""
        for number in range(count):
            given = odd.value(chance)
            try:
                with loaders.limited():
                    said = judging(key, portable(given, key.get("calls", ())))
                if not said.text or len(said.text) > 2_000:
                    wrong = f"answer {number} to {key['id']}: it says {said.text[:80]!r}"
            except Exception as error:
                wrong = f"answer {number} to {key['id']}: {type(error).__name__}: {error}"
        yield count, wrong


def handed_in(count: int, seed: int = SEED) -> Iterator[str]:
    """Damaged notebooks; one sentence for each that is neither restored nor refused."""
    chance = random.Random(seed)
    paths = sorted((loaders.ROOT / "exercises").glob("*/*.ipynb"))
    for number in range(count):
        raw = paths[number % len(paths)].read_bytes()
        released = submission.parse(raw)
        try:
            with loaders.limited():
                made, notes = submission.restore(
                    submission.parse(odd.notebook(json.loads(raw), chance)), released
                )
            if len(made.cells) < len(released.cells) or not all(map(str, notes)):
                yield f"notebook {number} of seed {seed}: a cell of the assignment is missing"
        except submission.SubmissionError as error:
            if not 10 < len(str(error)) < loaders.LONGEST:
                yield f"notebook {number} of seed {seed}: it says {str(error)[:80]!r}"
        except Exception as error:
            yield f"notebook {number} of seed {seed}: {type(error).__name__}: {error}"


def numbers(count: int, seed: int = SEED) -> Iterator[str]:
    """Texts with numbers and words of size, given to what reads a number out of a text."""
    chance = random.Random(seed)
    for _ in range(count):
        text = odd.amount(chance)
        try:
            with loaders.limited():
                read = numerals.read_number(text)
                made = pieces(text, Range(*sorted((read[0], read[0] + 1))) if read else Range(1, 2))
            joined = sum(len(piece) for piece in made if isinstance(piece, str))
            if joined > len(text):
                yield f"{text!r}: more words come out than went in"
        except Exception as error:
            yield f"{text!r}: {type(error).__name__}: {error}"


def _found(what: str, tried: int, lost: Iterator[str], note: str = "") -> Found:
    began = time.perf_counter()
    named = tuple(lost)
    seconds = time.perf_counter() - began
    return Found(what, tried, tried - len(named), named, note, seconds)


def trials() -> Iterator[Found]:
    """Inputs: tables as people spoil them, files at random, answers, notebooks."""
    evidence, filled, texts = (
        [*maker()] for maker in (loaders.tables, loaders.filled_in, loaders.texts)
    )
    for kind, ways in KINDS.items():
        for which, some in (("the evidence", evidence), ("a class", filled)):
            if kind == "huge" and some is evidence:
                some = [one for one in some if one.name in WIDE]
            lost = (text for one in some for text in spoil(one, kind))
            note = "Each gives the same values as before, or one sentence with the file's name."
            note = note if kind == "saved in another form" else ""
            yield _found(f"Tables of {which}, {kind}", len(some) * len(ways), lost, note)
    every = [*evidence, *filled, *texts]
    lost = (text for one in every for text in at_random(one, AT_RANDOM))
    yield _found("Files of every kind, damaged at random", len(every) * AT_RANDOM, lost)
    began = time.perf_counter()
    given = [*answered(ANSWERS)]
    wrong = tuple(text for _, text in given if text)
    tried = sum(count for count, _ in given)
    took = time.perf_counter() - began
    yield Found(
        "Odd answers to every task and question", tried, tried - len(wrong), wrong, "", took
    )
    yield _found("Damaged notebooks handed in", NOTEBOOKS, handed_in(NOTEBOOKS))
    yield _found("Texts read for a number", NUMBERS, numbers(NUMBERS))
