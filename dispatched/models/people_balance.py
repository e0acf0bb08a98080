"""The people of a region, year by year: balances, and counts of them as linear inequalities.

A cell is one number of persons: ``sakhalin.arrivals.1947``. Those present at the start of a year
are those present at the end of the year before: one cell. Regions lie within the total.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dispatched.arithmetic import INFINITE, ITEMS, REGIONS, TOTAL, Inequality

FLOWS = {"arrivals": 1.0, "joined": 1.0, "departures": -1.0, "exits": -1.0}
"""What changes the number present, and which way."""

WHEN = {
    "start": "at the start of the year",
    "end": "at the end of each year",
    "year": "in the year, on a day that is not the last",
    "each-year": "over a period, as in each of its years",
    "some-time": "at some time in the years",
    "total": "in all of the years together",
}
"""For when a figure of persons holds; ``total`` is for what comes and goes."""


@dataclass(frozen=True)
class Count:
    """What a source, or several, say of the persons of a region.

    >>> Count("russia", "arrivals", (1947, 1947), "total", 34500, 35500, frozenset({"a"})).when
    'total'

    Args:
        region: one of :data:`REGIONS`.
        item: ``present``, or one of :data:`FLOWS`.
        years: first and last year.
        when: one of :data:`WHEN`.
        low: least number (persons); 0 for none.
        high: greatest number (persons); infinity for none.
        because: ids of the claims, and of the assumptions, on which it rests.
        last_day: id of the assumption that a count of the year holds for its last day too, or that
            a figure of a period does for each of its years; empty if it is not made.
        rule: how it is called, in words.
    """

    region: str
    item: str
    years: tuple[int, int]
    when: str
    low: float
    high: float
    because: frozenset[str]
    last_day: str = ""
    rule: str = "stated"


def cell(region: str, item: str, year: int) -> str:
    """The name of a cell.

    >>> cell("sakhalin", "arrivals", 1947), cell("russia", "start", 1947)
    ('sakhalin.arrivals.1947', 'russia.end.1946')
    """
    return f"{region}.end.{year - 1}" if item == "start" else f"{region}.{item}.{year}"


def cells(years: Sequence[int]) -> list[str]:
    """Every cell of these years, the start of the first among them, year by year.

    >>> cells([1946])[:4]
    ['sakhalin.end.1945', 'far-east.end.1945', 'russia.end.1945', 'sakhalin.arrivals.1946']
    """
    first = [cell(region, "start", years[0]) for region in REGIONS]
    return first + [
        cell(region, item, year) for year in years for region in REGIONS for item in (*FLOWS, "end")
    ]


def balances(years: Iterable[int]) -> list[Inequality]:
    """What always holds: each year's balance, and that those in the regions are among all.

    end = start + arrivals + births and other entries − departures − other exits

    >>> balances([1947])[0].terms == {
    ...     "sakhalin.end.1947": 1, "sakhalin.end.1946": -1,
    ...     "sakhalin.arrivals.1947": -1, "sakhalin.joined.1947": -1,
    ...     "sakhalin.departures.1947": 1, "sakhalin.exits.1947": 1}
    True
    """
    rows = []
    for year in years:
        for region in REGIONS:
            terms = {cell(region, "end", year): 1.0, cell(region, "start", year): -1.0}
            terms |= {cell(region, item, year): -sign for item, sign in FLOWS.items()}
            rows.append(Inequality(terms, 0, 0, rule="the balance of the year"))
        rows.append(within("end", year, rule="the regions lie within the total"))
    return rows


def within(
    item: str, year: int, because: frozenset[str] = frozenset(), rule: str = ""
) -> Inequality:
    """The regions together are no more than the total.

    >>> within("end", 1949).terms
    {'sakhalin.end.1949': -1.0, 'far-east.end.1949': -1.0, 'russia.end.1949': 1.0}
    """
    terms = {cell(region, item, year): -1.0 for region in REGIONS}
    return Inequality(terms | {cell(TOTAL, item, year): 1.0}, 0, INFINITE, because, rule)


def inequalities(count: Count) -> Iterator[Inequality]:
    """What a count says of the cells.

    A number present at some time in the years from a to b binds what came before and what was left:
    those at the start and all who came until b were as many at least, and those at the end less all
    who came since a as many at most.

    >>> seen = Count("far-east", "present", (1964, 1964), "some-time", 4500, 5500, frozenset({"x"}))
    >>> [sorted(row.terms) for row in inequalities(seen)][0]
    ['far-east.arrivals.1964', 'far-east.end.1963', 'far-east.joined.1964']

    Raises:
        ValueError: ``when`` does not fit the item, or years that do not rise.
    """
    first, last = count.years
    if first > last:
        raise ValueError(f"{first} is after {last}")
    if (count.when == "total") != (count.item in FLOWS):
        raise ValueError(f"{count.item} is not counted {WHEN.get(count.when, count.when)!r}")
    span = range(first, last + 1)
    because, rule = count.because, count.rule
    if count.when == "total":
        terms = {cell(count.region, count.item, year): 1.0 for year in span}
        yield Inequality(terms, count.low, count.high, because, rule)
    elif count.when in ("start", "end") or count.last_day:
        item = "start" if count.when == "start" else "end"
        needs = because | {count.last_day} if count.last_day else because
        for year in span:
            place = cell(count.region, item, year)
            yield Inequality({place: 1.0}, count.low, count.high, needs, rule)
    if count.when in ("year", "each-year", "some-time"):
        came = {cell(count.region, i, year): 1.0 for i in ("arrivals", "joined") for year in span}
        before = {cell(count.region, "start", first): 1.0, **came}
        after: Mapping[str, float] = {
            cell(count.region, "end", last): 1.0,
            **{name: -1.0 for name in came},
        }
        yield Inequality(before, count.low, INFINITE, because, rule)
        yield Inequality(after, -INFINITE, count.high, because, rule)


__all__ = [
    "FLOWS",
    "ITEMS",
    "REGIONS",
    "TOTAL",
    "WHEN",
    "Count",
    "balances",
    "cell",
    "cells",
    "inequalities",
    "within",
]
