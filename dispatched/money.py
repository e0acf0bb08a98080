"""Who gets what: splits that add up, the payback of a bribe, a whole contract under two rules, and their charts.

A source's ranges do not add up by themselves: the lowest pay of one party belongs to the highest of another. So money
is divided one *reading* at a time (a set of numbers that hold together), and every reading adds up to its whole. Money
is in US dollars unless a name says otherwise. The readings and the models are ours.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from dispatched import charts
from dispatched.calculations import Range

Split = dict[str, float]
Row = dict[str, Any]

RULES = {"fixed": "Fixed sum", "share": "Share"}
"""How the state takes its part: the same sum each month, or the same part of each month's earnings."""


# --- dividing -------------------------------------------------------------------------------------------------


def divide(whole: float, taken: Mapping[str, float], rest: str) -> Split:
    """A whole divided among parties: what each takes, and the rest for the one that is named last.

    Args:
        whole: the amount to divide, in any unit.
        taken: party → what it takes, in the same unit.
        rest: the party that gets what is left.

    Returns:
        party → amount; the amounts add up to ``whole``.

    Raises:
        ValueError: a negative amount, a party named twice, or more taken than there is.

    Source: conservation of money; nothing else.
    """
    if rest in taken:
        raise ValueError(f"{rest} cannot both take a part and get the rest")
    if min([whole, *taken.values()]) < 0:
        raise ValueError("amounts must not be negative")
    left = whole - sum(taken.values())
    if left < -1e-9 * max(1.0, whole):
        raise ValueError(f"parts of {sum(taken.values()):,.0f} do not fit into a whole of {whole:,.0f}")
    return {**taken, rest: max(0.0, left)}


def spans(readings: Iterable[Mapping[str, float]]) -> dict[str, Range]:
    """The lowest and the highest amount of each party over several readings of the same money.

    Args:
        readings: splits with the same parties.

    Raises:
        ValueError: no reading, or readings with different parties.
    """
    found = list(readings)
    if not found or any(set(split) != set(found[0]) for split in found):
        raise ValueError("one reading or more is needed, all with the same parties")
    return {
        party: Range(min(split[party] for split in found), max(split[party] for split in found)) for party in found[0]
    }


# --- the contract ---------------------------------------------------------------------------------------------


def contract(
    planned: float, saved: float, *, living: float, idle: int, years: int, bribe: float, rule: str = "fixed"
) -> list[Row]:
    """A worker's whole contract month by month, from the bribe to the last pay.

    In a month with work he earns ``planned + living + saved``; in a month without work nothing. The idle months stand
    at the start of each contract year. Living costs come every month. Under ``fixed`` he owes ``planned`` every month;
    under ``share`` the state takes the part of each month's earnings that brings the same in a month with work. The
    bribe is borrowed before the first month. What is missing is a debt of the worker (to the state, a lender or a
    shop), without interest.

    Args:
        planned: planned money of a month with work (USD).
        saved: what a month with work leaves under either rule (USD).
        living: food, lodging and other needs a month (USD).
        idle: months without work in each year, 0 to 12.
        years: length of the contract, 1 or more.
        bribe: paid for the place (USD).
        rule: a key of :data:`RULES`.

    Returns:
        one row a month, from month 0: ``month, earned, state, living, officials, worker`` (running totals, USD).
        ``state`` is what it is owed, paid or not; ``worker`` is below zero while he owes. In every row state, living,
        officials and worker add up to earned.

    Raises:
        ValueError: a negative amount, or a parameter outside its bounds.

    Source: the fixed sum, owed monthly whatever is earned, after lankov2020 p60-p61; idle months, living costs, the
    share that brings the same in a month with work, and debts without interest are ours.
    """
    if min(planned, saved, living, bribe) < 0 or not 0 <= idle <= 12 or years < 1 or rule not in RULES:
        raise ValueError("amounts must not be negative, idle 0 to 12, years 1 or more, rule fixed or share")
    gross = planned + living + saved
    row = {"month": 0, "earned": 0.0, "state": 0.0, "living": 0.0, "officials": float(bribe), "worker": -float(bribe)}
    rows: list[Row] = [row]
    for month in range(1, 12 * years + 1):
        pay = 0.0 if (month - 1) % 12 < idle else gross
        due = planned if rule == "fixed" or pay else 0.0
        row = {
            "month": month,
            "earned": row["earned"] + pay,
            "state": row["state"] + due,
            "living": row["living"] + living,
            "officials": row["officials"],
            "worker": row["worker"] + pay - due - living,
        }
        rows.append(row)
    return rows


def back_month(balances: Sequence[float], *, for_good: bool = False) -> int | None:
    """The month in which an outlay has come back: the first with a balance of zero or more.

    Args:
        balances: running balance by month, the outlay in month 0 included (USD).
        for_good: the first month from which the balance never falls below zero again.

    Returns:
        the month, or None where it does not come back.
    """
    good = [balance >= -1e-9 for balance in balances]
    if not for_good:
        return good.index(True) if True in good else None
    if not good or not good[-1]:
        return None
    return max((month + 1 for month, fine in enumerate(good) if not fine), default=0)


def payback(bribe: float, saved_month: float) -> int:
    """Whole months of saving until a bribe has come back, if every month brings the same.

    Args:
        bribe: what was paid (USD).
        saved_month: savings a month (USD).

    Raises:
        ValueError: a negative bribe, or savings that are not positive.

    Source: division, rounded up to a whole month; as calc-bribe-payback, without its fractions.
    """
    if bribe < 0 or saved_month <= 0:
        raise ValueError("bribe must not be negative and savings must be positive")
    return math.ceil(bribe / saved_month - 1e-9)


def bad_winter(planned: float, saved: float, *, living: float, idle: int, rule: str) -> Split:
    """Who loses what when a year has ``idle`` months without work: ``state`` and ``worker`` (USD, losses positive).

    The two losses add up to the earnings that are missing. The state's loss is what it is no longer owed: a debt that
    is never paid would be its loss too, and is counted as the worker's. Arguments as for :func:`contract`.
    """
    terms = {"living": living, "years": 1, "bribe": 0.0, "rule": rule}
    good, bad = (contract(planned, saved, idle=n, **terms)[-1] for n in (0, idle))  # type: ignore[arg-type]
    return {party: good[party] - bad[party] for party in ("state", "worker")}


# --- charts ---------------------------------------------------------------------------------------------------


def reading_bars(data: pd.DataFrame, colors: Mapping[str, str], *, title: str, legend: str) -> alt.LayerChart:
    """Stacked bars, one for each reading, the words above; what nobody knows is drawn pale.

    Args:
        data: one row a part, in drawing order: ``what`` (the reading, in words), ``who`` (a key of ``colors``),
            ``percent`` and ``source``.
        colors: party → color, in the order in which the parts are stacked; the last one is pale.
        title: of the axis, with the unit in brackets.
        legend: heading of the legend.
    """
    rows = data.assign(place=data["who"].map(list(colors).index))
    _, words = charts.worded(rows.drop_duplicates("what"))
    domain = list(colors)
    pale = [1.0] * (len(domain) - 1) + [0.3]
    bars = (
        alt.Chart(rows)
        .mark_bar(yOffset=8, height=12)
        .encode(
            x=alt.X("percent:Q", title=title, scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5)),
            y=alt.Y("what:N", sort=None, axis=None),
            color=alt.Color(
                "who:N",
                title=legend,
                scale=alt.Scale(domain=domain, range=list(colors.values())),
                legend=alt.Legend(columns=2),
            ),
            opacity=alt.Opacity("who:N", title=legend, scale=alt.Scale(type="ordinal", domain=domain, range=pale)),
            order="place:Q",
            tooltip=[
                alt.Tooltip("what:N", title="Reading"),
                alt.Tooltip("who:N", title="Who"),
                alt.Tooltip("percent:Q", title="Percent", format=".1f"),
                alt.Tooltip("source:N", title="Source"),
            ],
        )
    )
    return (bars + words).properties(height=36 * rows["what"].nunique())


STEPS, BEND = 24, 0.5
"""Pieces in which a flow is drawn, and the part of its way in which it bends: the rest is straight, below its words."""


def flow(readings: Mapping[str, Mapping[str, float]], colors: Mapping[str, str], unknown: str) -> alt.VConcatChart:
    """Each reading's money as bands that run from one whole on the left to its parties on the right, on one scale.

    Args:
        readings: heading → split (USD); the width of a band is its amount, alike in all readings.
        colors: party → color, from top to bottom.
        unknown: what is not drawn because nobody knows it; stands under a dashed line that has no width.
    """
    top = max(sum(split.values()) for split in readings.values())
    gap = 0.2 * top
    room = gap * (len(colors) + 2)
    panels = []
    across = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, 1], nice=False))
    color = alt.Color("who:N", scale=alt.Scale(domain=list(colors), range=list(colors.values())), legend=None)
    for heading, split in readings.items():
        depth = sum(split.values()) + room
        scale = alt.Scale(domain=[depth, 0], nice=False)
        bands: list[Row] = []
        words: list[Row] = [{"x": 0, "y": round(0.7 * gap), "text": heading}]
        ends: list[Row] = []
        done = 0.0
        for place, who in enumerate(colors):
            left, right = done + 2 * gap, done + gap * (place + 2)
            for step in range(STEPS + 1):
                t = step / STEPS
                turn = min(1.0, t / BEND)
                bend = turn * turn * (3 - 2 * turn)
                y = left + (right - left) * bend
                bands.append(
                    {"who": who, "x": round(t, 3), "y": round(y), "y2": round(y + split[who]), "usd": split[who]}
                )
            ends.append({"x": 1, "y": round(right - 0.16 * gap), "text": f"{who}: ${split[who]:,.0f}"})
            done += split[who]
        low = done + room - 0.3 * gap
        words.append({"x": 0, "y": round(low - 0.2 * gap), "text": unknown})
        y = alt.Y("y:Q", axis=None, scale=scale)
        area = (
            alt.Chart(pd.DataFrame(bands))
            .mark_area(opacity=0.85)
            .encode(
                across,
                y,
                y2="y2:Q",
                color=color,
                tooltip=[
                    alt.Tooltip("who:N", title="To whom"),
                    alt.Tooltip("usd:Q", title="US dollars", format=",.0f"),
                ],
            )
        )
        text = (
            alt.Chart(pd.DataFrame(words)).mark_text(align="left", baseline="bottom").encode(across, y, text="text:N")
        )
        end = alt.Chart(pd.DataFrame(ends)).mark_text(align="right", baseline="bottom").encode(across, y, text="text:N")
        line = alt.Chart(pd.DataFrame([{"x": 0, "to": 1, "y": round(low)}]))
        dash = line.mark_rule(strokeDash=[6, 5]).encode(across, y, x2="to:Q")
        panels.append((area + text + end + dash).properties(height=300 * depth / (top + room)))
    return alt.vconcat(*panels, spacing=4)


PARTS = {"state": "State", "living": "Food and lodging", "officials": "Bribe", "worker": "Worker"}
"""The parts of a contract, in the order in which they are drawn."""

PART_COLOR = dict(zip(PARTS, (charts.ERA_COLOR[era] for era in ("2000", "across", "2022", "1967")), strict=True))
"""One color a part."""


def contract_rows(planned: float, saved: float, living: float, idle: int, years: int, bribe: float) -> list[Row]:
    """The end of a contract under both rules, for an explorer: ``rule``, the four parts (USD) and ``back``.

    ``back`` is the month from which the bribe has come back for good, 0 if it has not by the end of the contract (or
    if there was no bribe and no debt).
    """
    rows: list[Row] = []
    for rule, name in RULES.items():
        months = contract(planned, saved, living=living, idle=idle, years=years, bribe=bribe, rule=rule)
        month = back_month([row["worker"] for row in months], for_good=True)
        rows.append({"rule": name, **{part: months[-1][part] for part in PARTS}, "back": month or 0})
    return rows


def contract_bars(data: Any, *, domain: Sequence[float]) -> alt.LayerChart:
    """Who ends with what, one stacked bar for each rule; a worker's debt lies left of zero, the answer in words above.

    Args:
        data: rows of :func:`contract_rows`, as a data frame or as named data.
        domain: first and last value of the axis (US dollars), which stay when a slider moves.
    """
    parts = list(PARTS)
    y = alt.Y("rule:N", sort=list(RULES.values()), axis=None)
    base = alt.Chart(data)
    bars = (
        base.transform_fold(parts, as_=["part", "usd"])
        .transform_calculate(place=f"indexof({json.dumps(parts)}, datum.part)", name=f"{json.dumps(PARTS)}[datum.part]")
        .mark_bar(yOffset=18, height=26, clip=True)
        .encode(
            x=alt.X(
                "usd:Q",
                title="Over the whole contract (US dollars)",
                axis=alt.Axis(format="$~s", tickCount=5),
                scale=alt.Scale(domain=list(domain), nice=False),
            ),
            y=y,
            color=alt.Color(
                "part:N",
                title="Who or what for",
                scale=alt.Scale(domain=parts, range=list(PART_COLOR.values())),
                legend=alt.Legend(columns=2, labelExpr=f"{json.dumps(PARTS)}[datum.label]"),
            ),
            order="place:Q",
            tooltip=[alt.Tooltip("name:N", title="Who"), alt.Tooltip("usd:Q", title="US dollars", format=",.0f")],
        )
    )
    line = "datum.rule + ': worker ' + format(datum.worker, '$,.0f') "
    line += " + (datum.back ? ', bribe back: month ' + datum.back : ', bribe not back')"
    words = base.transform_calculate(words=line).mark_text(yOffset=-12, align="left")
    zero = base.mark_tick(yOffset=18, size=34, thickness=2, color=charts.INK).encode(x=alt.datum(0), y=y)
    return alt.layer(bars, zero, words.encode(x=alt.value(0), y=y, text="words:N")).properties(height=190)
