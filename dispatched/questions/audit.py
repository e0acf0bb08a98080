"""The audit of the sources' arithmetic: every calculation run and held against what is stated.

:func:`table` runs everything; :func:`sensitivity` and :func:`needed` look into one calculation.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from dispatched import evidence
from dispatched.arithmetic import (
    VERDICTS,
    Range,
    calculation,
    compute,
    ends_used,
    evaluate,
    gap,
    input_ranges,
    inputs_of,
    relation,
    stated,
)

Row = Mapping[str, Any]


def short(ident: str) -> str:
    """A calculation in at most 40 characters, for a chart on a phone.

    These are its words in the column ``short``, or else its title, cut.

    >>> short("calc-mining-total")
    '75 percent: the total implied'

    Raises:
        evidence.EvidenceError: no such calculation.
    """
    row = calculation(ident)
    said = str(row["short"] or row["title"])
    return said if len(said) <= 40 else said[:39].rstrip(" ,") + "…"


def words(value: Range, unit: str) -> str:
    """A range in words, whole from a thousand up, else to four digits.

    >>> words(Range(18_533.3, 18_533.3), "persons"), words(Range(69.8412, 70), "percent")
    ('18,533 persons', '69.84 to 70%')
    """
    low, high = (
        float(round(end) if abs(end) >= 1000 else f"{end:.4g}") for end in (value.low, value.high)
    )
    both = (
        {"low": low, "high": high, "best": None}
        if low != high
        else {"low": None, "high": None, "best": low}
    )
    return evidence.describe({**both, "unit": unit}).replace("$-", "-$")


def table() -> list[dict[str, Any]]:
    """One row for each row of ``calculations.csv``, in its order.

    Returns:
        ``id, era, title, unit``; ``computed`` and ``stated``: both sides in words (empty where
        nothing is stated); ``low`` and ``high``: what the inputs give; ``said_low``, ``said_high``:
        what the source states (infinite on an open side; None where it states nothing); ``says``:
        the id of that statement; ``relation`` of the two (``equal``, ``inside``, ``overlaps``,
        ``apart``; ``none``); ``verdict``; ``gap`` in percent (see :func:`gap`; None without a
        statement); ``source`` of the statement, as a key of ``sources.csv`` (None without).
    """
    rows = []
    for row in evidence.tables()["calculations"]:
        computed = compute(row)
        said = stated(row["says"]) if row["says"] else None
        rows.append(
            {
                "id": row["id"],
                "era": row["era"],
                "title": row["title"],
                "unit": row["unit"],
                "low": computed.low,
                "high": computed.high,
                "said_low": said.low if said else None,
                "said_high": said.high if said else None,
                "relation": relation(computed, said) if said else "none",
                "computed": words(computed, row["unit"]),
                "stated": evidence.describe(evidence.claim(row["says"]).row) if row["says"] else "",
                "verdict": row["verdict"],
                "gap": gap(computed, said) if said else None,
                "says": row["says"],
                "source": evidence.claim(row["says"]).source if row["says"] else None,
            }
        )
    return rows


def counts(rows: Iterable[Row]) -> dict[str, int]:
    """Verdict → number of rows, in the order of ``VERDICTS``; a verdict that no row has counts 0.

    >>> found = counts([{"verdict": "agrees"}, {"verdict": "disagrees"}, {"verdict": "agrees"}])
    >>> found["agrees"], found["only just"], found["disagrees"]
    (2, 0, 1)

    Raises:
        ValueError: a verdict that is not in the list.
    """
    result = dict.fromkeys(VERDICTS, 0)
    for row in rows:
        if row["verdict"] not in result:
            raise ValueError(f"unknown verdict {row['verdict']!r}")
        result[row["verdict"]] += 1
    return result


def _middle(value: Range) -> Range:
    return Range.of((value.low + value.high) / 2)


def sensitivity(row: Row) -> list[dict[str, Any]]:
    """Which input matters most: each moved over its own range, the others in their middle.

    Inputs that the formula uses as a span (``high(p) - low(p)``) are held whole and not listed. A
    claim with one value has no range, so it moves nothing, however doubtful it is.

    Returns:
        ``input`` (its name), ``claim``, ``at_low`` and ``at_high`` (the result with the input at
        its lowest and its highest, in the unit of the row, middles where a union leaves a range)
        and ``swing`` (their distance), widest swing first.
    """
    ranges, spans = input_ranges(row), ends_used(row["formula"])
    still = {name: value if name in spans else _middle(value) for name, value in ranges.items()}

    def result(name: str, at: float) -> float:
        return _middle(evaluate(row["formula"], {**still, name: Range.of(at)})).low

    rows = []
    for name, claim in inputs_of(row).items():
        if name in spans:
            continue
        ends = result(name, ranges[name].low), result(name, ranges[name].high)
        rows.append(
            {
                "input": name,
                "claim": claim,
                "at_low": ends[0],
                "at_high": ends[1],
                "swing": abs(ends[1] - ends[0]),
            }
        )
    return sorted(rows, key=lambda r: -r["swing"])


REACH = 1e4
"""An input is looked for up to this many times above and below what its claim says."""


def needed(row: Row, name: str) -> Range | None:
    """Values of one input that make the source right, the others anywhere in their ranges.

    For ``workers * rate`` with a rate of 9,000 to 10,000 and "1 billion" stated: 100,000 to 111,111
    workers. The formula must rise or fall with the input throughout, and the input be positive;
    both hold for the tables' calculations.

    Returns:
        a range, from 0 or to infinity where nothing within :data:`REACH` bounds it; None where no
        value will do.

    Raises:
        ValueError: the source states nothing to compare with, or the input is a span, unknown or
            not positive.
    """
    if not row["says"]:
        raise ValueError(f"{row['id']}: the source states no result")
    ranges = input_ranges(row)
    if name not in ranges or name in ends_used(row["formula"]) or ranges[name].low <= 0:
        raise ValueError(f"{row['id']}: {name!r} is no positive input that can be moved")
    said = stated(row["says"])

    def at(value: float) -> Range | None:
        try:
            return evaluate(row["formula"], {**ranges, name: Range.of(value)})
        except ZeroDivisionError:
            return None

    def meets_low(value: float) -> bool:
        found = at(value)
        return found is not None and found.high >= said.low

    def meets_high(value: float) -> bool:
        found = at(value)
        return found is not None and found.low <= said.high

    top = ranges[name].high * REACH
    if evidence.claim(inputs_of(row)[name]).unit == "percent" and ranges[name].high < 100:
        top = 100 * (1 - 1e-9)  # a part of a whole; at 100 many a formula divides by zero
    window = Range(ranges[name].low / REACH, top)
    sides = [_where(test, window) for test in (meets_low, meets_high)]
    if None in sides:
        return None
    low, high = max(s.low for s in sides if s), min(s.high for s in sides if s)
    if high < low <= high * (1 + 1e-9):  # one point, found from both sides
        return Range(high, low)
    return Range(low, high) if low <= high else None


def _where(test: Callable[[float], bool], window: Range) -> Range | None:
    """Where in a window a test holds that changes at most once, found by halving ratios."""
    first, last = test(window.low), test(window.high)
    if first and last:
        return Range(0, math.inf)
    if not first and not last:
        return None
    low, high = window.low, window.high
    for _ in range(200):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if test(middle) == first else (low, middle)
    return Range(0, low) if first else Range(high, math.inf)
