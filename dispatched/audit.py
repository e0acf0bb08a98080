"""The audit of the sources' arithmetic: every calculation run, held against what its source states, and turned around.

Pure: the tables are read through :mod:`dispatched.evidence`, the arithmetic is that of :mod:`dispatched.calculations`.
:func:`table` runs everything; :func:`sensitivity` and :func:`needed` look into one calculation; :func:`position` is the
model behind the explorer of the audit.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dispatched import evidence
from dispatched.calculations import Range, compute, evaluate, inputs_of, relation, stated

VERDICTS = ("agrees", "agrees when rounded", "only just", "conditional", "disagrees", "not stated")
"""Every verdict of ``calculations.csv``, from the best fit to none."""

Row = Mapping[str, Any]


def calculation(ident: str) -> Row:
    """The row of ``calculations.csv`` with this id.

    Raises:
        evidence.EvidenceError: no such calculation.
    """
    for row in evidence.tables()["calculations"]:
        if row["id"] == ident:
            return row
    raise evidence.EvidenceError(f"no calculation {ident!r}")


SHORT = {
    "calc-lifeline": "One billion from 15,000 workers",
    "calc-stock-after-october-2024": "15,000 present, from entries",
    "calc-mining-share": "75 percent: share in mining, building",
    "calc-mining-total": "75 percent: the total implied",
    "calc-state-share-150": "Over 90 percent, if $150 is left",
    "calc-death-rate-chegdomyn": "One death in 150 loggers",
    "calc-state-share-planned": "Over 90 percent, by planned money",
    "calc-builders-2016": "80 percent builders, as persons",
    "calc-gross-if-90": "Pay that 90 percent implies",
    "calc-savings-per-worker": "Savings of one worker",
    "calc-stock-from-arrivals-2015": "31,500, from arrivals",
    "calc-paid-if-90-year": "Duty of a year that 90 percent implies",
    "calc-wage-bill-2025": "One billion, all wages of 15,000",
}


def short(ident: str) -> str:
    """A calculation in at most 40 characters, for a chart on a phone; its title, cut, where we have no words for it."""
    words: str = SHORT.get(ident, calculation(ident)["title"])
    return words if len(words) <= 40 else words[:39].rstrip(" ,") + "…"


def gap(computed: Range, said: Range) -> float:
    """How far apart two ranges lie, in percent of the stated end that is nearest; 0 where they meet.

    Negative: the inputs give less than the source states. ``(150 million, 1 billion)`` → −85.

    Raises:
        ValueError: the stated end that is nearest is zero.
    """
    if computed.high < said.low:
        near, far = said.low, computed.high
    elif computed.low > said.high:
        near, far = said.high, computed.low
    else:
        return 0.0
    if near == 0:
        raise ValueError("no share of a stated figure of zero")
    return 100 * (far - near) / abs(near)


def words(value: Range, unit: str) -> str:
    """A range in words, whole from a thousand up, else to four digits: ``18,533 persons``, ``69.84%``."""
    low, high = (float(round(end) if abs(end) >= 1000 else f"{end:.4g}") for end in (value.low, value.high))
    both = {"low": low, "high": high, "best": None} if low != high else {"low": None, "high": None, "best": low}
    return evidence.describe({**both, "unit": unit}).replace("$-", "-$")


def table() -> list[dict[str, Any]]:
    """One row for each row of ``calculations.csv``, in its order.

    Returns:
        ``id, era, title, unit``; ``computed`` and ``stated``: both sides in words (empty where nothing is stated); ``low`` and ``high``: what the inputs give; ``said_low``, ``said_high``: what the source
        states (infinite on an open side; None where it states nothing); ``says``: the id of that statement; ``relation`` of the two (``equal``, ``inside``,
        ``overlaps``, ``apart``; ``none``); ``verdict``; ``gap`` in percent (see :func:`gap`; None without a
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
    """Verdict → number of rows, in the order of :data:`VERDICTS`; a verdict that no row has counts 0.

    Raises:
        ValueError: a verdict that is not in the list.
    """
    result = dict.fromkeys(VERDICTS, 0)
    for row in rows:
        if row["verdict"] not in result:
            raise ValueError(f"unknown verdict {row['verdict']!r}")
        result[row["verdict"]] += 1
    return result


def _spans(formula: str) -> set[str]:
    """Names of which a formula takes one end (``high(p) - low(p)``): a span of years cannot be moved as one value."""
    calls = (node for node in ast.walk(ast.parse(formula, mode="eval")) if isinstance(node, ast.Call))
    ends = (call for call in calls if isinstance(call.func, ast.Name) and call.func.id in ("low", "high"))
    return {node.id for call in ends for node in ast.walk(call.args[0]) if isinstance(node, ast.Name)}


def _inputs(row: Row) -> dict[str, Range]:
    return {name: Range(*evidence.bounds(ident)) for name, ident in inputs_of(row).items()}


def _middle(value: Range) -> Range:
    return Range.of((value.low + value.high) / 2)


def sensitivity(row: Row) -> list[dict[str, Any]]:
    """Which input matters most: each one moved over its own range while the others stay in their middle.

    Inputs that the formula uses as a span (``high(p) - low(p)``) are held whole and not listed. A claim with one value
    has no range, so it moves nothing, however doubtful it is.

    Returns:
        ``input`` (its name), ``claim``, ``at_low`` and ``at_high`` (the result with the input at its lowest and its
        highest, in the unit of the row, middles where a union leaves a range) and ``swing`` (their distance), widest
        swing first.
    """
    ranges, spans = _inputs(row), _spans(row["formula"])
    still = {name: value if name in spans else _middle(value) for name, value in ranges.items()}

    def result(name: str, at: float) -> float:
        return _middle(evaluate(row["formula"], {**still, name: Range.of(at)})).low

    rows = []
    for name, claim in inputs_of(row).items():
        if name in spans:
            continue
        ends = result(name, ranges[name].low), result(name, ranges[name].high)
        rows.append(
            {"input": name, "claim": claim, "at_low": ends[0], "at_high": ends[1], "swing": abs(ends[1] - ends[0])}
        )
    return sorted(rows, key=lambda r: -r["swing"])


REACH = 1e4
"""An input is looked for up to this many times above and below what its claim says."""


def needed(row: Row, name: str) -> Range | None:
    """Values of one input for which the source would be right, the other inputs anywhere in their ranges.

    For ``workers * rate`` with a rate of 9,000 to 10,000 and "1 billion" stated: 100,000 to 111,111 workers. The formula
    must rise or fall with the input throughout, and the input be positive; both hold for the tables' calculations.

    Returns:
        a range, from 0 or to infinity where nothing within :data:`REACH` bounds it; None where no value will do.

    Raises:
        ValueError: the source states nothing to compare with, or the input is a span, unknown or not positive.
    """
    if not row["says"]:
        raise ValueError(f"{row['id']}: the source states no result")
    ranges = _inputs(row)
    if name not in ranges or name in _spans(row["formula"]) or ranges[name].low <= 0:
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
    """The part of a window for which a test holds that changes at most once: by halving, on a scale of ratios."""
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


# --- what the explorer moves --------------------------------------------------------------------------------------------

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
        inputs: what is moved, with its lowest and highest value; wider than the source's own where another text or
            a rounding allows.
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

    A single figure is right within :data:`NEAR` percent, a range between its ends, a bound up to or from itself.
    """
    said = stated(case.says)
    if math.isinf(said.high):
        return Range(100, EDGE)
    if math.isinf(said.low):
        return Range(0, 100)
    if said.low == said.high:
        return Range(100 - NEAR, 100 + NEAR)
    middle = _middle(said).low
    return Range(100 * said.low / middle, 100 * said.high / middle)


def position(claim: str = "lifeline", first: float = 0, second: float = 0) -> list[dict[str, Any]]:
    """One claim with its two inputs at a place in their ranges.

    Args:
        claim: key of :func:`cases`.
        first: how far the first input stands on its way from lowest to highest, in percent (0 to 100).
        second: the same of the second input.

    Returns:
        one row: ``case`` (the key), ``a`` and ``b`` (the inputs, in their units), ``result`` (in the case's unit),
        ``share`` (the result in percent of what the source states) and ``fits`` (−1 too low, 0 right, 1 too high).
    """
    case = cases()[claim]
    (_, a), (_, b) = case.inputs
    at = [r.low + place / 100 * (r.high - r.low) for r, place in ((a, first), (b, second))]
    result = evaluate(case.formula, {"a": Range.of(at[0]), "b": Range.of(at[1])}).low
    share = 100 * result / _middle(Range(*evidence.bounds(case.says))).low
    right = band(case)
    slack = 1e-9 * right.high
    fits = -1 if share < right.low - slack else 1 if share > right.high + slack else 0
    return [{"case": claim, "a": at[0], "b": at[1], "result": result, "share": share, "fits": fits}]
