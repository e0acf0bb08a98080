"""The claims that the explorer of the audit takes apart, each between its inputs' ends."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from dispatched import evidence
from dispatched.arithmetic import Range, compute, evaluate, stated

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
    """The claims of the explorer: key → case, from ``audit-cases.csv``.

    >>> mining = cases()["mining"]
    >>> mining.formula, mining.inputs[0]
    ('100 * a / b', ('Miners and builders (persons)', Range(low=21500.0, high=22500.0)))

    Raises:
        evidence.EvidenceError: an input's claim or formula that cannot be read.
    """
    found = {}
    for row in evidence.tables()["audit-cases"]:
        a, b = ((row[name], _reach(row, name)) for name in ("a", "b"))
        found[row["id"]] = Case(row["label"], row["says"], (a, b), row["formula"], row["unit"])
    return found


def _reach(row: evidence.Row, name: str) -> Range:
    """The range in which a reader moves one input of a case."""
    inputs = {
        "id": f"{row['id']}, input {name}",
        "inputs": row[f"{name}_inputs"],
        "formula": row[f"{name}_range"],
    }
    return compute(inputs)


def band(case: Case) -> Range:
    """Where the source would be right, in percent of what it states (of a range: of its middle).

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

    Raises:
        evidence.EvidenceError: no such case.
    """
    known = cases()
    if claim not in known:
        raise evidence.EvidenceError(f"no case {claim!r}{evidence.near(claim, known)}")
    case = known[claim]
    (_, a), (_, b) = case.inputs
    at = [r.low + place / 100 * (r.high - r.low) for r, place in ((a, first), (b, second))]
    result = evaluate(case.formula, {"a": Range.of(at[0]), "b": Range.of(at[1])}).low
    share = 100 * result / (sum(evidence.bounds(case.says)) / 2)
    right = band(case)
    slack = 1e-9 * right.high
    fits = -1 if share < right.low - slack else 1 if share > right.high + slack else 0
    return [{"case": claim, "a": at[0], "b": at[1], "result": result, "share": share, "fits": fits}]
