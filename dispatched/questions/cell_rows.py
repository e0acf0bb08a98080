"""A row of the ledger: what is known of a cell, how it is known, and on what it rests."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from dispatched import evidence
from dispatched.arithmetic import INFINITE, NEAR, Bound
from dispatched.models.people_balance import cell
from dispatched.questions.ledger_inputs import Reading

STATUSES = {
    "documented": "a claim states it, and the range is what the claim and all others leave",
    "derived": "no claim states it, and claims and assumptions leave one number",
    "bounded": "claims and assumptions leave a range, or one end of it",
    "assumed": "an assumption alone settles it",
    "unknown": "nothing is known but that it is not negative",
}

COLUMNS = (
    "id",
    "year",
    "region",
    "item",
    "low",
    "high",
    "status",
    "stated_low",
    "stated_high",
    "claims",
    "assumptions",
    "rule",
)


def told_by(counted: Iterable[Reading], on: Mapping[str, bool]) -> dict[str, list[Reading]]:
    """Cell → the readings that state a number for it, from both sides."""
    told: dict[str, list[Reading]] = {}
    for reading in counted:
        count = reading.count(on)
        if reading.high == INFINITE or reading.row["reading"] != "value":
            continue
        first, last = count.years
        item = {"start": "start", "total": count.item}.get(count.when, "end")
        if count.when == "total" and first != last and reading.high > 0:
            continue  # a sum over years states no year; nothing in all of them does
        if count.when in ("year", "each-year", "some-time") and not count.last_day:
            continue
        for year in range(first, last + 1):
            told.setdefault(cell(count.region, item, year), []).append(reading)
    return told


def cell_row(
    year: int, region: str, item: str, low: Bound, high: Bound, told: list[Reading] | None
) -> dict[str, Any]:
    """A row of the table, from the two ends of its cell and the readings that state it."""
    least, most = outward(low.value, high.value)
    known = {row["id"] for row in evidence.tables()["ledger-assumptions"]}
    because = low.because | high.because
    claims = {*because} - known | {claim for one in told or () for claim in one.claims}
    bounded = least > 0 or most is not None
    if told:
        status = "documented"
    elif bounded and not claims:
        status = "assumed"
    elif bounded:
        status = "derived" if least == most else "bounded"
    else:
        status = "unknown"
    said = [one.stated for one in told or ()]
    return {
        "id": f"ledger-{year}-{region}-{item}",
        "year": year,
        "region": region,
        "item": item,
        "low": least,
        "high": most,
        "status": status,
        "stated_low": int(min(a for a, _ in said)) if said else None,
        "stated_high": int(max(b for _, b in said)) if said else None,
        "claims": "; ".join(sorted(claims)) or None,
        "assumptions": "; ".join(sorted(because & known)) or None,
        "rule": _rule(least, most, low, high),
    }


def outward(low: float, high: float) -> tuple[int, int | None]:
    """Both ends in whole persons, away from each other; what is nearly whole is whole.

    >>> outward(7.5, 8.5), outward(2.9999999, 3.0000001), outward(0.0, INFINITE)
    ((7, 9), (3, 3), (0, None))
    """
    return math.floor(low + NEAR), None if high == INFINITE else math.ceil(high - NEAR)


def _rule(least: int, most: int | None, low: Bound, high: Bound) -> str:
    """The last step to each end; an end of zero needs none."""
    steps = {"low": low.rule if least > 0 else "", "high": high.rule if most is not None else ""}
    said = [f"{end}: {rule}" for end, rule in steps.items() if rule]
    if (len({*steps.values()}) == 1 and said) or most == 0:
        return high.rule
    return "; ".join(said) or "nothing bounds it"
