"""Why a claim is of these years: its sentence, a term, its value, or a period with a reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from tests.trust import heard
from tests.trust.around import SPAN, Around, Fault, Row

PERIODS = Path(__file__).with_name("periods.toml")
_PAIR = re.compile(
    r"(?:from |between )?(?<!\d)((?:18|19|20)\d\d)"
    r"(?: to | and | or |–|-)((?:18|19|20)?\d\d)(?!\d|,\d)"
)
_BESIDE = re.compile(r"\bin ((?:19|20)\d\d) as in ((?:19|20)\d\d)")
_TERM = re.compile(r"(\w+)(?: more)?[- ](?:years?|at the)|another (\w+) years|(decade)")
"""A number of years in a sentence is a term, and so is the decade of a practice."""


@lru_cache(maxsize=1)
def periods() -> dict[tuple[int | None, ...], list[frozenset[str]]]:
    """First and last year, or the first alone → the eras, sources and claims it stands for."""
    found: dict[tuple[int, int], list[frozenset[str]]] = {}
    for period in tomllib.loads(PERIODS.read_text(encoding="utf-8"))["period"]:
        first, *last = period["years"]
        found.setdefault((first, *(last or (None,))), []).append(frozenset(period["of"]))
    return found


def in_period(row: Row) -> bool:
    """The years of a claim are those of a period that stands for it."""
    named = {row["id"], row["source"], row["era"]}
    return any(named & of for of in periods().get((row["year_start"], row["year_end"]), ()))


def years(row: Row, around: Around) -> Iterator[Fault]:
    """A year stands in the sentence or the id, or is a term away from one that does; where they
    name none, it is that of the text or of a note; or both bound a period that has a reason.
    """
    own = sorted({years for years, of in periods().items() for each in of if row["id"] in each})
    if own and (row["year_start"], row["year_end"]) not in own:
        yield "year_start", f"of {row['id']} the period is {own[0][0]} to {own[0][-1]}"
    known = named = heard.years(f"{row['statement']} {row['id']}")
    if not named:
        beside = " ".join(str(row[c]) for c in ("note", "corrected", "attributed_to"))
        known = heard.years(beside) | {around.sources[row["source"]]["year"]}
    told = " ".join(word for found in _TERM.findall(row["statement"]) for word in found)
    terms = {int(n) for n in heard.numbers(told, True) if 2 <= n <= 15 and named}
    stated = {row[c] for c in SPAN} & known
    reckoned = {
        y + sign * (n - k) for y in stated for n in terms for sign in (1, -1) for k in (0, 1)
    }
    for column in SPAN:
        if row[column] is None or row[column] in known or in_period(row):
            continue
        if row[column] not in reckoned or not stated:
            there = ", ".join(str(year) for year in sorted(known) if year > 1900)
            yield column, f"{row[column]} is in neither its sentence nor a period: {there}"


def ranges(row: Row, around: Around) -> Iterator[Fault]:
    """Where the sentence has two years as a range, or side by side, a claim of one is of both."""
    beside = [sorted(pair) for pair in _BESIDE.findall(row["statement"])]
    for first, last in [*_PAIR.findall(row["statement"]), *beside]:
        span = int(first), int(first[: 4 - len(last)] + last)
        own = tuple(row[c] for c in SPAN)
        if span[0] < span[1] and own != span and set(own) <= {*span, None}:
            column = SPAN[0] if own[0] != span[0] else SPAN[1]
            yield column, f"its sentence has {span[0]} to {span[1]}"


def dated(row: Row, around: Around) -> Iterator[Fault]:
    """A claim of a date is of the year that is its value."""
    if row["unit"] != "year" or in_period(row):
        return
    ends = (
        row["low"] if row["best"] is None else row["best"],
        row["high"] if row["best"] is None else row["best"],
    )
    for column, end in zip(SPAN, ends, strict=True):
        if end is not None and row[column] is not None and row[column] != end:
            yield column, f"{row[column]}, and its value is {end:g}"
