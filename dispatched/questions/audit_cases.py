"""The claims that the explorer of the audit takes apart, and where each stands between its inputs' ends."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from dispatched import evidence
from dispatched.arithmetic import Range, evaluate, stated

NEAR = 2
"""Percent to either side of a single stated figure that the explorer still counts as right."""

EDGE = 260
"""Last value of the explorer's axis, percent of what the source states."""


@dataclass(frozen=True)
class Case:
    """A claim that the explorer takes apart.

    Args:
        label: the claim in a few words, for the list.
        says: id of the claim that states the result.
        inputs: what is moved, with its lowest and highest value; wider than the source's own where
            another text or a rounding allows.
        formula: the result from the inputs ``a`` and ``b``.
        unit: of the result, in words.
    """

    label: str
    says: str
    inputs: tuple[tuple[str, Range], tuple[str, Range]]
    formula: str
    unit: str


def cases() -> dict[str, Case]:
    """The claims of the explorer: key → case. Their ranges come from the tables; a few limits are ours."""

    def r(*idents: str) -> Range:
        ends = [end for ident in idents for end in evidence.bounds(ident)]
        return Range(min(ends), max(ends))

    workers, rate = "Workers (persons)", "Owed by each ($ a year)"
    rates = r("dailynk-party-funds", "sejong-planned-money-year")
    total = r("stock-average-2005-2015")
    contract = total * r("contract-work-share") / 100
    half = 500  # "about 22,000" is read as rounded to the nearest thousand
    part = r("mining-construction-2016")
    month = Range(min(evidence.bounds("planned-money")), rates.high / 12)
    return {
        "lifeline": Case(
            "A billion-dollar lifeline today",
            "sejong-lifeline",
            ((workers, r("sejong-stock-2025", "sejong-prospect")), (rate, rates)),
            "a * b",
            "$ a year",
        ),
        "exceeds": Case(
            "More than $1 billion, from 100,000 or more",
            "sejong-revenue-hypothesis",
            ((workers, r("sejong-prospect")), (rate, rates)),
            "a * b",
            "$ a year",
        ),
        "mining": Case(
            "75 percent in mining and construction",
            "mining-construction-share-2016",
            (
                ("Miners and builders (persons)", Range(part.low - half, part.high + half)),
                ("All workers (persons)", r("stock-average-2005-2015", "stock-2016")),
            ),
            "100 * a / b",
            "percent",
        ),
        "ninety": Case(
            "More than 90 percent for the state",
            "wsj-state-share",
            (
                ("Left to a worker ($ a month)", r("wsj-worker-pay-left")),
                ("Paid to the state ($ a month)", month),
            ),
            "100 / (1 + a / b)",
            "percent",
        ),
        "planned": Case(
            "$100 to 200 million of planned money",
            "planned-money-revenue",
            (
                ("Contract workers (persons)", contract),
                ("Planned money ($ a month)", r("planned-money")),
            ),
            "a * b * 12",
            "$ a year",
        ),
        "stock": Case(
            "31,500 workers in 2016, from arrivals",
            "stock-2016",
            (
                ("Arrivals (persons a year)", r("x-visas-yearly-ambassador", "x-arrivals-2015")),
                ("Stay (years)", Range(1, max(evidence.bounds("contract-length-2000")))),
            ),
            "a * b",
            "persons",
        ),
    }


def band(case: Case) -> Range:
    """Where the source would be right, in percent of what it states (of the middle of a stated range).

    A single figure is right within :data:`NEAR` percent, a range between its ends, a bound up to or
    from itself.
    """
    said = stated(case.says)
    if math.isinf(said.high):
        return Range(100, EDGE)
    if math.isinf(said.low):
        return Range(0, 100)
    if said.low == said.high:
        return Range(100 - NEAR, 100 + NEAR)
    middle = (said.low + said.high) / 2
    return Range(100 * said.low / middle, 100 * said.high / middle)


def position(claim: str = "lifeline", first: float = 0, second: float = 0) -> list[dict[str, Any]]:
    """One claim with its two inputs at a place in their ranges.

    Args:
        claim: key of :func:`cases`.
        first: how far the first input stands on its way from lowest to highest, in percent (0 to
            100).
        second: the same of the second input.

    Returns:
        one row: ``case`` (the key), ``a`` and ``b`` (the inputs, in their units), ``result`` (in
        the case's unit), ``share`` (the result in percent of what the source states) and ``fits``
        (−1 too low, 0 right, 1 too high).
    """
    case = cases()[claim]
    (_, a), (_, b) = case.inputs
    at = [r.low + place / 100 * (r.high - r.low) for r, place in ((a, first), (b, second))]
    result = evaluate(case.formula, {"a": Range.of(at[0]), "b": Range.of(at[1])}).low
    share = 100 * result / (sum(evidence.bounds(case.says)) / 2)
    right = band(case)
    slack = 1e-9 * right.high
    fits = -1 if share < right.low - slack else 1 if share > right.high + slack else 0
    return [{"case": claim, "a": at[0], "b": at[1], "result": result, "share": share, "fits": fits}]
