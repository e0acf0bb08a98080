"""What was noted when a text was first read, and when it was read again: two own witnesses.

``record.json`` is older than the claims and made in another way. Of the five texts that were read
whole it has, for each paragraph, the numbers and years in it and the hashes of its words; of the
other sources each of the first notes: the place, the figures, the years and numbers beside them,
and the hashes of its words. No sentence of a source stands there.

``second-reading.csv`` is the double entry: the sources of which the first notes have nothing, or no
paragraph, were read anew, without the tables, and what stands in each part was written down in own
words, with the figures in base units. A year that the text gives as "last year" is reckoned from
its date; a sum of printed figures stands beside its parts. Parts are counted as those of the source
are. Where both have a figure, the second reading says where it stands. Of the five long texts only
some paragraphs were read again, with the rows that cite them at hand: these check the place alone.
Parts that came with later claims were noted when their text was read for them.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from tests.trust import heard

RECORD = Path(__file__).with_name("record.json")
AGAIN = Path(__file__).with_name("second-reading.csv")
_PART = re.compile(r"p(\d+)(?:-p?(\d+))?")
ENOUGH, SOME = 0.8, 0.3
"""What a sentence shares with its own paragraph is at least this part of what it shares with the
best other one; and with each paragraph of several it shares this part of that.
"""


@lru_cache(maxsize=1)
def record() -> dict[str, dict[str, list]]:
    """The file: ``paragraphs`` and ``words`` of five sources, ``notes`` of the others."""
    return json.loads(RECORD.read_text(encoding="utf-8"))


def places(locator: str) -> list[int]:
    """The paragraphs that a locator names.

    >>> places("p3; p7-p8; abstract")
    [3, 7, 8]
    """
    found: list[int] = []
    for part in locator.split("; "):
        if match := _PART.fullmatch(part):
            found += range(int(match[1]), int(match[2] or match[1]) + 1)
    return found


def numbers(source: str, locator: str) -> frozenset[float] | None:
    """The numbers and years that were noted of a place of a source; None where nothing was."""
    paragraphs = record()["paragraphs"].get(source)
    if paragraphs is None:
        return noted(source)
    there = [p for p in places(locator) if p <= len(paragraphs)]
    return frozenset(number for p in there for number in paragraphs[p - 1])


@dataclass(frozen=True)
class Note:
    """What one reader wrote down of one part of a source.

    Args:
        place: the part, as in a locator; empty where the note does not say.
        figures: what it counts.
        others: years and numbers beside them.
        words: hashes of its words, see :func:`tests.trust.heard.stems`.
    """

    place: str
    figures: frozenset[float]
    others: frozenset[float]
    words: frozenset[str]


@lru_cache(maxsize=1)
def again() -> dict[str, list[Note]]:
    """Source → what was written down when it was read again."""
    found: dict[str, list[Note]] = {}
    with AGAIN.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            figures = frozenset(float(figure) for figure in row["figures"].split())
            said = frozenset(map(float, heard.years(row["words"])))
            note = Note(row["part"], figures, said, heard.stems(row["words"]))
            found.setdefault(row["source"], []).append(note)
    return found


@cache
def notes(source: str) -> tuple[Note, ...]:
    """The first notes of a source and those of the second reading, which corrects their places."""
    first, second = [], again().get(source, [])
    for place, counted, others, words in record()["notes"].get(source, ()):
        figures = frozenset(map(float, counted))
        there = [note.place for note in second if figures and figures <= note.figures]
        place = there[0] if there else place
        first.append(Note(place, figures, frozenset(others), frozenset(words.split())))
    return (*first, *second)


@cache
def noted(source: str) -> frozenset[float] | None:
    """All figures, numbers and years noted of a source that is not one of the five texts; None
    where nothing was.
    """
    both = () if source in record()["words"] else notes(source)
    return frozenset(n for note in both for n in note.figures | note.others) if both else None


def noted_places(source: str, figures: frozenset[float]) -> frozenset[str]:
    """Where these figures were noted: p2, p3, list …; empty where the notes do not say."""
    if source in record()["words"]:
        return frozenset()
    for each, beside in (
        (again().get(source, ()), False),
        (notes(source), False),
        (notes(source), True),
    ):
        with_them = [
            note.place
            for note in each
            if figures and figures <= (note.figures | note.others if beside else note.figures)
        ]
        if with_them:
            break
    if not with_them or not all(with_them):
        return frozenset()
    return frozenset(part for place in with_them for part in place.split("; "))


@cache
def parts(source: str) -> frozenset[str]:
    """The parts of a source that a reader wrote something down of."""
    paragraphs = record()["paragraphs"].get(source)
    if paragraphs is not None:
        return frozenset(f"p{number}" for number in range(1, len(paragraphs) + 1))
    return frozenset(
        part for note in notes(source) if note.place for part in note.place.split("; ")
    )


@lru_cache(maxsize=8)
def _index(source: str) -> tuple[list[frozenset[str]], dict[str, float]]:
    words = [frozenset(line.split()) for line in record()["words"][source]]
    often = Counter(word for line in words for word in line)
    return words, {word: math.log(len(words) / count) for word, count in often.items()}


def weights(source: str) -> dict[str, float]:
    """How rare each word, as its hash, is among the paragraphs of one of the five texts."""
    return _index(source)[1]


def better_place(source: str, locator: str, sentence: str) -> int | None:
    """The paragraph that a sentence speaks of much more than of its own; None where all is well."""
    if source not in record()["words"]:
        return None
    words, weight = _index(source)
    told = heard.stems(sentence)
    own = {p for p in places(locator) if p <= len(words)}
    mine = sum(
        weight.get(word, 0.0) for word in told & frozenset().union(*(words[p - 1] for p in own))
    )
    shared = [sum(weight[word] for word in told & line) for line in words]
    rival, score = max(
        ((p, each) for p, each in enumerate(shared, 1) if p not in own), key=lambda each: each[1]
    )
    if mine < ENOUGH * score:
        return rival
    return rival if any(shared[p - 1] < SOME * score for p in own) else None
