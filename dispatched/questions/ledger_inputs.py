"""What the ledger is computed from: which claim documents which cell, and the named assumptions.

Both tables are kept by hand: ``ledger-evidence.csv`` says how a claim is read for a cell,
``ledger-assumptions.csv`` what is taken for granted. Here they become counts and inequalities.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dispatched import evidence
from dispatched.arithmetic import INFINITE, Inequality
from dispatched.arithmetic.linear_forms import forms, years_of
from dispatched.evidence import EvidenceError
from dispatched.models import people_balance
from dispatched.models.people_balance import FLOWS, REGIONS, Count

YEARS = range(1946, 2026)

LAST_DAY = {"year": "year-end", "each-year": "whole-period"}
"""When a figure holds → the assumption under which it holds for the end of a year."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Reading:
    """A row of ``ledger-evidence.csv``, read.

    Args:
        row: the row.
        claims: ids of its claims.
        low: least number that is taken from them (persons).
        high: greatest number; infinity for none.
        stated: lowest and highest number that the claims state, nothing rounded.
    """

    row: Row
    claims: tuple[str, ...]
    low: float
    high: float
    stated: tuple[float, float]

    def in_force(self, on: Mapping[str, bool], trusted: Mapping[str, bool]) -> bool:
        """Does it count: are its claims believed, and the assumptions that it needs made?"""
        made = all(on[ident] == wanted for ident, wanted in needed(self.row))
        return made and all(trusted.get(c, self.row["believed"]) for c in self.claims)

    def count(self, on: Mapping[str, bool]) -> Count:
        """The row as a count of persons."""
        row = self.row
        because = frozenset(self.claims) | {ident for ident, wanted in needed(row) if wanted}
        last_day = LAST_DAY.get(row["when"], "")
        return Count(
            row["region"],
            row["item"],
            (row["year_start"], row["year_end"]),
            row["when"],
            self.low,
            self.high,
            because,
            last_day if last_day and on[last_day] else "",
            f"stated ({row['id']})",
        )


def needed(row: Row) -> list[tuple[str, bool]]:
    """The assumptions under which a row counts: id, and whether it is to be made or not.

    >>> needed({"needs": "families-count; not citizens-elsewhere"})
    [('families-count', True), ('citizens-elsewhere', False)]
    """
    parts = (row["needs"] or "").split("; ")
    return [(part.removeprefix("not "), not part.startswith("not ")) for part in parts if part]


def readings() -> list[Reading]:
    """Every row of ``ledger-evidence.csv``, read and checked.

    Raises:
        EvidenceError: the first fault, with row and column: an unknown claim, one that is not about
            persons or about other years, a claim that one row believes and another does not, an
            unknown assumption, or a time that does not fit.
    """
    known = {row["id"] for row in evidence.tables()["ledger-assumptions"]}
    for ident in known & {row["id"] for row in evidence.tables()["claims"]}:
        raise EvidenceError(f"ledger-assumptions.csv, column id: {ident!r} is a claim too")
    believed: dict[str, tuple[bool, str]] = {}
    made = []
    for number, row in enumerate(evidence.tables()["ledger-evidence"], 2):
        where = f"ledger-evidence.csv, row {number} ({row['id']}), column"
        for ident, _ in needed(row):
            if ident not in known:
                raise EvidenceError(
                    f"{where} needs: {ident!r} is no assumption of ledger-assumptions.csv"
                    f"{evidence.near(ident, known)}"
                )
        if (row["when"] == "total") != (row["item"] in FLOWS):
            raise EvidenceError(f"{where} when: {row['item']} is not counted {row['when']!r}")
        try:
            reading = read(row)
        except EvidenceError as error:
            raise EvidenceError(f"{where} {error}") from None
        for claim in reading.claims:
            told, by = believed.setdefault(claim, (row["believed"], row["id"]))
            if told != row["believed"]:
                raise EvidenceError(
                    f"{where} believed: claim {claim!r} is believed in one of the rows "
                    f"{by} and {row['id']} and not in the other"
                )
        made.append(reading)
    return made


def read(row: Row) -> Reading:
    """The numbers that a row takes from its claims.

    ``a; b``: one of them at least is right, so the range takes in both. ``a + b`` and ``a - b``:
    sum and difference. ``value`` takes both ends, ``floor`` the lower one, of a part or a kind, and
    ``ceiling`` the upper one, of a whole or of something wider.

    >>> row = {"claims": "stock-1950-sakhalin-kurils", "reading": "value", "year_start": 1950,
    ...        "year_end": 1950, "when": "start"}
    >>> read(row).low, read(row).high, read(row).stated
    (11500.0, 12500.0, (12000.0, 12000.0))

    Raises:
        EvidenceError: begins with the column.
    """
    parts = re.split(r" ([+-]) |; ", row["claims"])
    claims, signs = parts[::2], parts[1::2]
    ranges = [claim_range(claim, row) for claim in claims]
    (low, high), stated = ranges[0]
    for sign, ((a, b), (c, d)) in zip(signs, ranges[1:], strict=True):
        if sign is None:
            low, high, stated = min(low, a), max(high, b), (min(stated[0], c), max(stated[1], d))
        elif sign == "+":
            low, high, stated = low + a, high + b, (stated[0] + c, stated[1] + d)
        else:
            low, high, stated = max(low - b, 0.0), high - a, (stated[0] - d, stated[1] - c)
    if row["reading"] == "floor":
        high = INFINITE
    if row["reading"] == "ceiling":
        low = 0.0
    if row["reading"] == "ceiling" and high == INFINITE:
        raise EvidenceError(f"reading: {row['claims']} states no greatest number")
    return Reading(row, tuple(claims), low, high, stated)


def claim_range(ident: str, row: Row) -> tuple[tuple[float, float], tuple[float, float]]:
    """The range that a claim stands for, and what it states.

    Raises:
        EvidenceError: begins with the column: no such claim, not about persons, or not about the
            years of the row.
    """
    try:
        claim = evidence.claim(ident).row
        stated = evidence.bounds(ident)
    except EvidenceError as error:
        raise EvidenceError(f"claims: {error}") from None
    if claim["unit"] not in ("persons", "persons/year", "entries", "places"):
        raise EvidenceError(f"claims: {ident!r} is in {claim['unit']}, not in persons")
    # What stands at the start of a year may be told of the end of the year before.
    first, last = claim["year_start"], claim["year_end"]
    near = row["year_start"] - (row["when"] == "start"), row["year_end"]
    wider = row["reading"] == "floor" and row["when"] == "total"
    if not wider and ((first or 0) > near[1] or (last or 9999) < near[0]):
        raise EvidenceError(f"claims: {ident!r} is about other years, {evidence.years(claim)}")
    if (
        not wider
        and row["when"] != "start"
        and ((first or 0) > near[0] or (last or 9999) < near[1])
    ):
        raise EvidenceError(f"claims: {ident!r} is only about {evidence.years(claim)}")
    low, high = stated
    if claim["relation"] in ("about", "at_most") and claim["best"] is not None:
        low -= half_unit(low)
    if claim["relation"] == "about" and claim["best"] is not None:
        high += half_unit(high)
    if claim["relation"] == "at_least":
        high = INFINITE
    if claim["relation"] == "at_most" and claim["best"] is None:
        low = 0.0
    return (low, high), stated


def half_unit(number: float) -> float:
    """Half a unit of the last digit that is not zero: how far off a round number may be.

    >>> half_unit(12000), half_unit(35000), half_unit(20000), half_unit(0)
    (500.0, 500.0, 5000.0, 0.0)
    """
    if number == 0:
        return 0.0
    unit = 1
    while number % (unit * 10) == 0:
        unit *= 10
    return unit / 2


def assumed(on: Mapping[str, bool]) -> Iterator[Inequality]:
    """The inequalities of the assumptions that are made.

    Raises:
        EvidenceError: a form or years that cannot be read, with row and column.
    """
    for number, row in enumerate(evidence.tables()["ledger-assumptions"], 2):
        if not on[row["id"]] or not row["form"]:
            continue
        where = f"ledger-assumptions.csv, row {number} ({row['id']}), column"
        try:
            years = years_of(row["years"] or "")
        except ValueError as error:
            raise EvidenceError(f"{where} years: {error}") from None
        try:
            yield from _written(row, years)
        except ValueError as error:
            raise EvidenceError(f"{where} form: {error}") from None


def _written(row: Row, years: Iterable[int]) -> Iterator[Inequality]:
    known = {*people_balance.cells(YEARS)}
    for text in row["form"].split("; "):
        for form in forms(text, list(REGIONS)):
            for year in years:
                terms: dict[str, float] = {}
                for term in form.terms:
                    place = people_balance.cell(term.region, term.item, year - term.back)
                    if place not in known:
                        raise ValueError(f"{text!r} has no cell {term.item} in {year}")
                    terms[place] = terms.get(place, 0.0) + term.factor
                because, rule = frozenset({row["id"]}), f"assumed ({row['id']})"
                yield Inequality(terms, form.low, form.high, because, rule)
