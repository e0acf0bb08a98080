"""Recompute the sources' own arithmetic with ranges in place of points.

A row of ``calculations.csv`` names its inputs (claims), a formula and the claim that states the
source's own result.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dispatched import evidence
from dispatched.arithmetic.formulas import evaluate
from dispatched.arithmetic.ranges import Range


def calculation(ident: str) -> evidence.Row:
    """The row of ``calculations.csv`` with this id.

    >>> calculation("calc-arrivals-1947-share")["formula"]
    '100 * known / total'

    Raises:
        evidence.EvidenceError: no such calculation; names those that look like it.
    """
    return evidence.find("calculations", ident)


def inputs_of(row: Mapping[str, Any]) -> dict[str, str]:
    """``name=claim-id; …`` of a calculation as a dict.

    >>> inputs_of({"id": "calc-a", "inputs": "known=arrivals-1947; total=arrivals-1946-1949"})
    {'known': 'arrivals-1947', 'total': 'arrivals-1946-1949'}

    Raises:
        evidence.EvidenceError: a part is not of that form, or a name stands twice.
    """
    where = f"calculation {row['id']!r}, column inputs"
    pairs: dict[str, str] = {}
    for part in row["inputs"].split(";"):
        name, sign, ident = part.strip().partition("=")
        if not sign or not name.isidentifier():
            raise evidence.EvidenceError(f"{where}: {part.strip()!r} is not name=claim-id")
        if name in pairs:
            raise evidence.EvidenceError(f"{where}: {name!r} stands twice")
        pairs[name] = ident.strip()
    return pairs


def input_ranges(row: Mapping[str, Any]) -> dict[str, Range]:
    """The inputs of a calculation as ranges: name → what its claim states.

    >>> input_ranges(calculation("calc-arrivals-1947-share"))["known"]
    Range(low=35000.0, high=35000.0)

    Raises:
        evidence.EvidenceError: an unknown claim, or one without a value.
    """
    return {name: Range(*evidence.bounds(ident)) for name, ident in inputs_of(row).items()}


def compute(row: Mapping[str, Any]) -> Range:
    """The result of one calculation from the claims that it names, in the unit of its row.

    35,000 of 50,000 to 80,000 arrivals are 43.75 to 70 percent:

    >>> compute(calculation("calc-arrivals-1947-share"))
    Range(low=43.75, high=70.0)

    Raises:
        evidence.EvidenceError: an unknown claim, or a formula that is not allowed; names the
            calculation.
    """
    try:
        return evaluate(row["formula"], input_ranges(row))
    except (evidence.EvidenceError, ZeroDivisionError) as error:
        raise evidence.EvidenceError(f"calculation {row['id']!r}: {error}") from None


def stated(ident: str) -> Range:
    """What a claim says as a range; ``at least`` and ``at most`` are open on their far side.

    >>> stated("planned-money"), stated("capital-brought-home")
    (Range(low=450.0, high=800.0), Range(low=2000.0, high=inf))

    Raises:
        evidence.EvidenceError: no such claim, or it states no value.
    """
    low, high = evidence.bounds(ident)
    match evidence.claim(ident).relation:
        case "at_least":
            return Range(low, float("inf"))
        case "at_most":
            return Range(float("-inf"), high)
    return Range(low, high)
