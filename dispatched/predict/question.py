"""What a question is: its kind, its words, its frame, and the answer that the tables give."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from dispatched.predict.marks import Mark

KINDS = {
    "draw": "a line over years",
    "guess": "a number on a scale",
    "judge": "a verdict before the recomputation",
    "order": "an order of some things",
}
"""Kind of a question → what the reader gives."""

ORDERS = {
    "largest first": True,
    "freest first": True,
    "smallest first": False,
    "latest first": True,
    "earliest first": False,
}
"""In which order things are asked for → whether the greatest value comes first."""

HANDLES = 16
"""A line is drawn by this many points at most, however many its years."""


@dataclass(frozen=True)
class Frame:
    """The empty frame: a scale of values, and for a line the years.

    Args:
        unit: of the values, an id of ``units.csv``.
        low: where the scale begins.
        high: where it ends.
        years: first and last year; none for a number alone.
        log: whether equal steps are equal factors.
    """

    unit: str
    low: float
    high: float
    years: tuple[int, int] | None = None
    log: bool = False

    def share(self, value: float) -> float:
        """Where a value stands: 0 where the scale begins, 1 where it ends; inside at both.

        >>> Frame("persons", 0, 200).share(50), Frame("persons", 1, 100, log=True).share(10)
        (0.25, 0.5)
        """
        inside = min(max(value, self.low), self.high)
        if self.log:
            return math.log(inside / self.low) / math.log(self.high / self.low)
        return (inside - self.low) / (self.high - self.low)


@dataclass(frozen=True)
class Item:
    """One thing to be put in order: its name, its value in words, and the ends of the value."""

    says: str
    value: str
    low: float
    high: float
    ident: str = ""

    @property
    def middle(self) -> float:
        """By what it is put in order."""
        return (self.low + self.high) / 2


@dataclass(frozen=True)
class Question:
    """One question, with the answer that the tables give.

    Args:
        key: by which the chapter names it.
        chapter: the stem of the file it stands in.
        kind: one of :data:`KINDS`.
        asks: the question, in Markdown.
        after: what is said beside the evidence, in Markdown.
        covers: ``figure``, ``paragraph`` or ``section``: how much of the page waits for the answer.
        also: ids of what else on the page tells the answer, and waits with it.
        frame: of a line or a number.
        given: evidence that a line begins with.
        marks: evidence that is shown afterwards.
        options: of a verdict: value → word.
        right: of a verdict: the value that the table has.
        shown: of a verdict: id of the row that has it.
        items: of an order, as they are shown first.
        says: of an order: one of :data:`ORDERS`.
    """

    key: str
    chapter: str
    kind: str
    asks: str
    after: str = ""
    covers: str = "figure"
    also: tuple[str, ...] = ()
    frame: Frame | None = None
    given: tuple[Mark, ...] = ()
    marks: tuple[Mark, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    right: str = ""
    shown: str = ""
    items: tuple[Item, ...] = ()
    says: str = ""

    @property
    def handles(self) -> tuple[int, ...]:
        """The years at which the reader sets a point: all of them, or some in equal steps.

        They begin where the given evidence ends.
        """
        if self.frame is None or self.frame.years is None:
            return ()
        first, last = self.frame.years
        if self.given:
            first = max(mark.end or 0 for mark in self.given) + 1
        gap = max(1, math.ceil((last - first) / (HANDLES - 1)))
        years = list(range(first, last + 1, gap))
        return (*years[:-1], last) if last - years[-1] < gap / 2 else (*years, last)

    @property
    def order(self) -> list[int]:
        """The places of the items in the order of the tables."""
        sign = -1 if ORDERS.get(self.says) else 1
        return sorted(range(len(self.items)), key=lambda n: sign * self.items[n].middle)

    def idents(self) -> list[str]:
        """The ids of all evidence that the answer shows, each once."""
        found = [mark.ident for mark in (*self.given, *self.marks)]
        found += [self.shown, *(item.ident for item in self.items)]
        return [*dict.fromkeys(ident for ident in found if ident)]
