"""The charts of a trial. Where the answers are invented, title and source line say so."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from dispatched import charts
from dispatched.trial import results
from dispatched.trial.answers import Answers

WORDS = {"on": "Asked first", "off": "Shown at once"}
"""Arm → how a chart calls it."""
COLORS = [charts.HUE["teal"], charts.HUE["plum"]]


def _finished(given: Answers, chart: Any, title: str, description: str) -> Any:
    marked = "Made-up answers" if given.made_up else ""
    return charts.figure(
        chart,
        title=f"{marked}: {title[0].lower()}{title[1:]}" if marked else title,
        description=f"{description} {given.note}",
        note=given.note,
        claims=[],
    )


def gains(given: Answers) -> Any:
    """The gains of the students, and the mean of each arm."""
    table = given.students().dropna(subset=["gain"])
    table = table.assign(arm=table["arm"].map(WORDS), gain=table["gain"].round(1))
    counted = table.groupby(["arm", "gain"], as_index=False).agg(students=("code", "count"))
    means = table.groupby("arm", as_index=False)["gain"].mean().round(1)
    arms = alt.Y("arm:N", title=None, sort=[*WORDS.values()])
    title = "Gain from the first test to the second (points)"
    circles = (
        alt.Chart(counted)
        .mark_circle(opacity=0.5)
        .encode(
            x=alt.X("gain:Q", title=title),
            y=arms,
            size=alt.Size("students:Q", title="Students").scale(range=[40, 600]),
            color=alt.Color("arm:N", title="Arm", legend=None).scale(
                domain=[*WORDS.values()], range=COLORS
            ),
            tooltip=["arm:N", "gain:Q", "students:Q"],
        )
    )
    diamonds = (
        alt.Chart(means)
        .mark_point(shape="diamond", size=130, filled=True, color=charts.INK, opacity=1)
        .encode(x="gain:Q", y=arms, tooltip=["arm:N", "gain:Q"])
    )
    return _finished(
        given,
        (circles + diamonds).properties(height=150),
        "Gains of the students, by arm",
        """
        Two rows, one an arm, with circles at the gains in percentage points, the larger the more
        students, and a diamond at the arm's mean.""",
    )


def _intervals(table: pd.DataFrame, name: str, titles: tuple[str, str]) -> Any:
    """A dot and a line a row, with a rule at zero."""
    base = alt.Chart(table).encode(y=alt.Y(f"{name}:N", title=titles[0], sort=None))
    lines = base.mark_rule(strokeWidth=2, color=COLORS[0]).encode(
        x=alt.X("low:Q", title=titles[1]), x2="high:Q"
    )
    dots = base.mark_point(filled=True, size=70, color=COLORS[0], opacity=1).encode(
        x="difference:Q", tooltip=[f"{name}:N", "difference:Q", "low:Q", "high:Q"]
    )
    zero = alt.Chart(pd.DataFrame({"x": [0]})).mark_rule(strokeDash=[4, 3]).encode(x="x:Q")
    return (zero + lines + dots).properties(height=32 * len(table) + 20)


def effects(given: Answers) -> Any:
    """The difference between the arms, two ways, with intervals."""
    table = results.effect(given).reset_index()
    return _finished(
        given,
        _intervals(table, "way", ("Way", "Asked first minus shown at once (points)")),
        "Difference between the arms",
        """
        Two rows, one a way to compare, each with a dot at the difference in percentage points and a
        line for its 95 percent interval. A dashed line stands at zero, no difference.""",
    )


def goals(given: Answers) -> Any:
    """The difference of the changes by goal, with intervals."""
    table = results.by_goal(given).reset_index()[["goal", "difference", "low", "high"]]
    return _finished(
        given,
        _intervals(table, "goal", ("Goal", "Asked first minus shown at once (points)")),
        "Difference by goal",
        f"""
        {len(table)} rows, one a goal, each with a dot at the difference between the arms in
        percentage points and a line for its 95 percent interval, around a dashed line at zero.""",
    )


def items(given: Answers) -> Any:
    """How hard each item is against how well it tells students apart."""
    table = results.of_items(given).dropna()
    chart = (
        alt.Chart(table)
        .mark_point(size=70, filled=True)
        .encode(
            x=alt.X("right:Q", title="Right after the lessons (percent)").scale(domain=[0, 100]),
            y=alt.Y("discrimination:Q", title="Correlation with the rest (−1 to 1)"),
            color=alt.Color("form:N", title="Form").scale(domain=["a", "b"], range=COLORS),
            shape=alt.Shape("form:N", title="Form"),
            tooltip=["form:N", "item:N", "goal:N", "right:Q", "discrimination:Q"],
        )
        .properties(height=280)
    )
    return _finished(
        given,
        chart,
        "How hard the items are, and whether they tell students apart",
        """
        One point an item: to the right the easy ones, at the top those that students with a high
        score on the other items get right. Two shapes and colors for the two forms.""",
    )
