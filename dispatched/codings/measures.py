"""How far a class agrees with itself and with the book, item by item and overall."""

from __future__ import annotations

import random
import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dispatched.codings.items import Sheet
from dispatched.codings.reading import Coding
from dispatched.models import agreement

DRAWS, SEED = 1000, 1946
FEWEST = 5
"""An interval needs so many items; below, the same few are drawn again and again."""
DEFINED = 0.95
"""In so many draws, as a share, a coefficient must have a value for its interval to be told."""

Marks = list[int | None]


@dataclass(frozen=True)
class ItemAgreement:
    """One item.

    Args:
        ident: its id.
        label: how a table calls it.
        texts: what the sources say.
        counts: value → how many coders gave it, in the order of the values.
        coders: how many gave a value.
        within: pairs of coders with the same value (percent of pairs); None under two coders.
        book: the value of the book.
        with_book: coders with the book's value (percent of coders); None without a coder.
    """

    ident: str
    label: str
    texts: tuple[str, ...]
    counts: dict[str, int]
    coders: int
    within: float | None
    book: str
    with_book: float | None


@dataclass(frozen=True)
class Measure:
    """One figure of the whole.

    Args:
        what: what is measured.
        unit: ``percent`` or nothing.
        value: the figure; None where it has none.
        low, high: a 95 percent interval from other draws of the items; None where there is none.
        why: why a value or an interval is lacking, empty where both are there.
    """

    what: str
    unit: str
    value: float | None
    low: float | None
    high: float | None
    why: str


@dataclass(frozen=True)
class Report:
    """The agreement in one chapter.

    Args:
        sheet: what was asked.
        coders: how many gave a value.
        items: one an item.
        measures: of the whole.
    """

    sheet: Sheet
    coders: int
    items: tuple[ItemAgreement, ...]
    measures: tuple[Measure, ...]


def report(sheet: Sheet, codings: Sequence[Coding], draws: int = DRAWS) -> Report:
    """The agreement of all who coded one chapter.

    Percentages within the class are of pairs of coders, by item, and their mean over the items.
    Alpha is Krippendorff's, of all coders (:func:`dispatched.models.agreement.alpha`); that with
    the book takes each coder's value and the book's as two codings of as many items as there are
    values.
    The intervals are percentiles over items drawn with replacement, as in A. Zapf and others,
    *Measuring inter-rater reliability for nominal data* (2016): they say how another choice of such
    items could move a figure, and not what another class would do.

    Args:
        sheet: what was asked.
        codings: of this chapter.
        draws: how many times the items are drawn.
    """
    columns = [[one.values.get(item.ident) for one in codings] for item in sheet.items]
    items = tuple(_item(sheet, n, column) for n, column in enumerate(columns))
    order = {value: place for place, value in enumerate(sheet.values)}
    units = [
        (order[item.book], [None if v is None else order[v] for v in column])
        for item, column in zip(sheet.items, columns, strict=True)
        if any(value is not None for value in column)
    ]
    made = (
        ("Pairs of coders with the same value", "percent", _pairs_equal),
        ("Alpha of all coders", "", lambda drawn: _alpha(sheet.level, drawn)),
        ("Values equal to the book's", "percent", _book_equal),
        ("Alpha of coders with the book", "", lambda drawn: _alpha_book(sheet.level, drawn)),
    )
    measures = tuple(_measure(what, unit, how, units, draws) for what, unit, how in made)
    return Report(sheet, len(codings), items, measures)


def _item(sheet: Sheet, number: int, column: Sequence[str | None]) -> ItemAgreement:
    item = sheet.items[number]
    counts = Counter(value for value in column if value is not None)
    coders = counts.total()
    return ItemAgreement(
        item.ident,
        item.label,
        item.texts,
        {value: counts[value] for value in sheet.values},
        coders,
        _same(counts) if coders > 1 else None,
        item.book,
        100 * counts[item.book] / coders if coders else None,
    )


def _same(counts: Counter[str] | Counter[int]) -> float:
    """Pairs of coders with the same value (percent of all pairs)."""
    coders = counts.total()
    return 100 * sum(n * (n - 1) for n in counts.values()) / (coders * (coders - 1))


Unit = tuple[int, Marks]
"""An item: the place of the book's value, and of each coder's."""


def _pairs_equal(units: Sequence[Unit]) -> float:
    counted = [Counter(mark for mark in marks if mark is not None) for _, marks in units]
    percents = [_same(counts) for counts in counted if counts.total() > 1]
    if not percents:
        raise ValueError("no item was coded by two")
    return statistics.fmean(percents)


def _alpha(level: str, units: Sequence[Unit]) -> float:
    coders = [[marks[n] for _, marks in units] for n in range(len(units[0][1]))] if units else []
    return agreement.alpha(*coders, distance=level)


def _both(units: Sequence[Unit]) -> tuple[list[int], list[int]]:
    pairs = [(book, mark) for book, marks in units for mark in marks if mark is not None]
    return [book for book, _ in pairs], [mark for _, mark in pairs]


def _book_equal(units: Sequence[Unit]) -> float:
    return agreement.percent(*_both(units))


def _alpha_book(level: str, units: Sequence[Unit]) -> float:
    return agreement.alpha(*_both(units), distance=level)


def _measure(
    what: str,
    unit: str,
    how: Callable[[Sequence[Unit]], float],
    units: Sequence[Unit],
    draws: int,
) -> Measure:
    try:
        value = how(units)
    except ValueError as error:
        return Measure(what, unit, None, None, None, str(error))
    if len(units) < FEWEST:
        return Measure(what, unit, value, None, None, f"no interval below {FEWEST} items")
    chance = random.Random(SEED)
    found = []
    for _ in range(draws):
        try:
            found.append(how(chance.choices(units, k=len(units))))
        except ValueError:  # one value throughout: the coefficient has none
            continue
    if len(found) < DEFINED * draws:
        return Measure(what, unit, value, None, None, "no interval: too few draws have a value")
    cuts = statistics.quantiles(found, n=40, method="inclusive")
    return Measure(what, unit, value, cuts[0], cuts[-1], "")
