"""What was noted when a text was first read: an own witness for claims and series.

``record.json`` is older than the claims and made in another way. Of the five texts that were read
whole it has, for each paragraph, the numbers and years in it and the hashes of its words; of the
other sources each of the first notes: the place, the figures, and the years and numbers beside
them. No sentence of a source stands there. A source that it does not know is not asked about.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from functools import cache, lru_cache
from pathlib import Path

from tests.trust import heard

RECORD = Path(__file__).with_name("record.json")
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


@cache
def noted(source: str) -> frozenset[float] | None:
    """All figures, numbers and years of the first notes of a source; None where there are none."""
    notes = record()["notes"].get(source)
    return notes and frozenset(n for _, figures, others in notes for n in (*figures, *others))


def noted_places(source: str, figures: frozenset[float]) -> frozenset[str]:
    """Where these figures were noted: p2, p3, list …; empty where the notes do not say."""
    notes = record()["notes"].get(source, ())
    with_them = [place for place, values, _ in notes if figures and figures <= set(values)]
    if not all(with_them):
        return frozenset()
    return frozenset(part for place in with_them for part in place.split("; "))


@lru_cache(maxsize=8)
def _index(source: str) -> tuple[list[frozenset[str]], dict[str, float]]:
    words = [frozenset(line.split()) for line in record()["words"][source]]
    often = Counter(word for line in words for word in line)
    return words, {word: math.log(len(words) / count) for word, count in often.items()}


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
