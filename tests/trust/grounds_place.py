"""Why a row cites this source and this part of it: a reader noted there what the row says."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from tests.trust import heard, record
from tests.trust.around import SPAN, VALUES, Around, Fault, Row

YEAR, FIGURE, SMALL = 2.0, 3.0, 0.5
"""What a year, a figure and a number up to 31 weigh beside the rarity of the words."""


def parts(row: Row, around: Around) -> Iterator[Fault]:
    """A reader noted something of each part that the locator names."""
    known = record.parts(row["source"])
    for part in (row["locator"] or "").split("; "):
        if part and part not in known:
            where = ", ".join(sorted(known)[:8]) or "no part"
            yield "locator", f"of {row['source']} was noted {where}, nothing of its {part}"


def in_order(row: Row, around: Around) -> Iterator[Fault]:
    """A locator names each paragraph once, in the order of the text."""
    named = [int(n) for n in re.findall(r"(?:^|; )p(\d+)\b", row["locator"] or "")]
    if named != sorted(set(named)):
        yield "locator", "its paragraphs do not follow each other"


def silent(row: Row, around: Around) -> Iterator[Fault]:
    """That a text says nothing of a matter can be told only of one that was read whole."""
    if not row["locator"] and around.sources[row["source"]]["read"] != "whole":
        yield "source", f"{row['source']} was not read whole: its silence is not known"
    told = {r["era"] for r in around.tables["claims"] if r["source"] == row["source"]}
    if not row["locator"] and row.get("era") and row["era"] not in told:
        yield (
            "source",
            f"{row['source']} tells nothing of {row['era']}, so its silence says nothing",
        )


@lru_cache(maxsize=1)
def _index() -> dict[str, dict[str, tuple[frozenset[str], frozenset[float]]]]:
    """Source → part → hashes of the words and numbers noted of it; the five texts are apart."""
    found: dict[str, dict[str, tuple[frozenset[str], frozenset[float]]]] = {}
    for source in {*record.record()["notes"], *record.again()} - {*record.record()["words"]}:
        for note in record.notes(source):
            for part in note.place.split("; ") if note.place else ():
                words, numbers = found.setdefault(source, {}).get(part, (frozenset(), frozenset()))
                found[source][part] = words | note.words, numbers | note.figures | note.others
    return found


@lru_cache(maxsize=1)
def _weight() -> dict[str, float]:
    """How rare a word is among all parts."""
    all_parts = [words for parts in _index().values() for words, _ in parts.values()]
    often = Counter(word for words in all_parts for word in words)
    return {word: math.log(len(all_parts) / count) for word, count in often.items()}


def _told(row: Row) -> tuple[frozenset[str], frozenset[float]]:
    """The words of a row, as hashes, and every number and year of it."""
    columns = ("statement", "title", "text", "category", "requires", "id")
    text = " ".join(str(row.get(c) or "") for c in columns)
    numbers = {float(y) for y in heard.years(f"{text} {row.get('date') or ''}")}
    numbers |= heard.numbers(text, plain=True)
    numbers |= {float(row[c]) for c in SPAN if row.get(c)}
    for value in (row[c] for c in VALUES if row.get(c) is not None):
        numbers |= {value / size for size in (1, 1e3, 1e6, 1e9)}
    return heard.stems(re.sub(r"-", " ", text)), frozenset(numbers)


def _score(told: tuple[frozenset[str], frozenset[float]], source: str, part: str) -> float:
    words, numbers = _index().get(source, {}).get(part, (frozenset(), frozenset()))
    shared = sum(
        SMALL if number <= 31 else YEAR if 1900 < number < 2030 else FIGURE
        for number in told[1] & numbers
    )
    return shared + sum(_weight()[word] for word in told[0] & words)


def spoken(row: Row, around: Around) -> Iterator[Fault]:
    """The row speaks of the parts at its locator as much as of any other part of the source."""
    own = set((row["locator"] or "").split("; "))
    told = _told(row)
    counted = "low" in row
    figures = {row[c] for c in VALUES if row[c] is not None} if counted else told[1]
    if counted and own & record.noted_places(row["source"], frozenset(figures)):
        return
    for number in figures:
        if number <= 100 or (not counted and 1900 < number < 2030):
            continue
        noted = record.noted_places(row["source"], frozenset([number]))
        if own & noted:
            return
        if noted and not counted:
            yield (
                "locator",
                f"{number:g} was noted of {row['source']} at {', '.join(sorted(noted))}",
            )
            return
    scores = {part: _score(told, row["source"], part) for part in _index().get(row["source"], {})}
    others = {part: score for part, score in scores.items() if part not in own}
    if not others:
        return
    best = max(others, key=lambda part: others[part])
    mine = max((scores.get(part, 0.0) for part in own), default=0.0)
    if mine < others[best]:
        yield "locator", f"it speaks of what was noted of {row['source']} at {best}"


MOST = 0.7
"""A row that says this part of what was written down of a paragraph at the second reading cites it.
"""
WEAK = 0.5
"""What a row shares with each of its parts is at least this part of what it shares with another."""


def each_part(row: Row, around: Around) -> Iterator[Fault]:
    """Of several parts each has its share of what the row says; none that has more is left out."""
    own = (row["locator"] or "").split("; ")
    known = _index().get(row["source"], {})
    if row["source"] in record.record()["words"]:
        yield from _again(row, own)
    elif len(own) > 1:
        told = _told(row)
        scores = {part: _score(told, row["source"], part) for part in known}
        weakest = min(own, key=lambda part: scores.get(part, 0.0))
        for part, score in scores.items():
            if part not in own and scores.get(weakest, 0.0) < WEAK * score:
                yield "locator", f"{part} of {row['source']} has more of it than {weakest}"


def _again(row: Row, own: list[str]) -> Iterator[Fault]:
    """The paragraphs of the five texts that were read again, and whether the row cites them."""
    told = heard.stems(str(row.get("statement") or row.get("text") or ""))
    for note in record.again().get(row["source"], ()):
        weight = record.weights(row["source"])
        whole = sum(weight.get(word, 1.0) for word in note.words)
        shared = sum(weight.get(word, 1.0) for word in note.words & told)
        if note.place not in own and shared >= MOST * whole:
            yield "locator", f"it says what was read again at {note.place} of {row['source']}"


LEAST = 0.4
"""What a row without a figure shares with its own source is at least this part of what it shares
with any other: several texts may tell of one thing.
"""


def by_source(row: Row, around: Around) -> Iterator[Fault]:
    """No other source was noted to say much more of what the row says than its own."""
    if row["source"] in record.record()["words"] or not row["locator"]:
        return
    if any(row.get(column) for column in VALUES) and not row.get("in_words"):
        return
    told = _told(row)
    scores = {
        source: max(_score(told, source, part) for part in parts)
        for source, parts in _index().items()
        if parts
    }
    best = max(scores, key=lambda source: scores[source])
    if scores.get(row["source"], 0.0) < LEAST * scores[best]:
        yield "source", f"what it says was noted of {best} and not of {row['source']}"


def one_list(row: Row, around: Around) -> Iterator[Fault]:
    """The indicators of forced labor are those of one list."""
    others = {r["source"] for r in around.tables["ilo"] if r is not row}
    if row["source"] not in others:
        yield "source", f"the other indicators are of {', '.join(sorted(others))}"
