"""The charts that compare the models: the matrix, its scores, and two codings side by side."""

from __future__ import annotations

import json
from typing import Any

import altair as alt
import pandas as pd

from dispatched import evidence
from dispatched.charts.theme import ERA_COLOR, HUE, SOFT, era_scale
from dispatched.models import TOP

STEPS = list(range(TOP + 1))


def _steps(field: str, title: str, channel: Any = alt.X) -> Any:
    """An axis of scores from 0 to 4 with a little room at its ends."""
    axis, scale = (
        alt.Axis(values=STEPS, format="d"),
        alt.Scale(domain=[-0.3, TOP + 0.3], nice=False),
    )
    return channel(f"{field}:Q", title=title, axis=axis, scale=scale)


def dimension_marks(data: Any) -> alt.LayerChart:
    """The scores of one dimension: a dot a period, a line where texts give different scores."""
    base = alt.Chart(data).encode(
        y=alt.Y("era:N", axis=None),
        color=alt.Color(
            "era:N", scale=era_scale(e for e in ERA_COLOR if e != "across"), legend=None
        ),
        tooltip=[
            alt.Tooltip("era:N", title="Period"),
            alt.Tooltip("words:N", title="Score"),
            alt.Tooltip("evidence:N", title="Evidence"),
        ],
    )
    # Drawn are copies of low and high: the page's table shows the words and not the −1 of an empty
    # cell.
    known = base.transform_filter("datum.low >= 0").transform_calculate(
        start="datum.low", end="datum.high"
    )
    title = "Score (0 tightest, 4 freest)"
    lines = known.mark_rule(yOffset=8, strokeWidth=4).encode(_steps("start", title), x2="end:Q")
    dots = known.mark_point(yOffset=8, opacity=1, size=130)
    first, last = dots.encode(_steps("start", title)), dots.encode(_steps("end", title))
    words = (
        alt.Chart(data)
        .mark_text(yOffset=-9, align="left")
        .encode(x=alt.value(0), y=alt.Y("era:N", axis=None), text="words:N")
    )
    return (lines + first + last + words).properties(height=250)


def control_autonomy(data: pd.DataFrame) -> alt.LayerChart:
    """Control against autonomy, one mark a period, with the reach of coding errors.

    Args:
        data: rows as from :func:`dispatched.questions.coding.period_scores`.
    """
    labels = {row["id"]: row["label"] for row in evidence.tables()["eras"]}
    drawn = data.round(2).assign(label=[labels[era] for era in data["era"]])
    tips = [alt.Tooltip("label:N", title="Period")]
    for name in ("control", "autonomy"):
        tips += [alt.Tooltip(f"{name}:Q", title=name.capitalize())]
        for part, words in (("", "all one step off"), ("likely_", "each by itself")):
            ends = zip(drawn[f"{name}_{part}low"], drawn[f"{name}_{part}high"], strict=True)
            drawn[f"{name}_{part}span"] = [f"{low:g} to {high:g}" for low, high in ends]
            tips.append(alt.Tooltip(f"{name}_{part}span:N", title=f"{name.capitalize()}, {words}"))
        tips.append(alt.Tooltip(f"{name}_n:Q", title=f"{name.capitalize()}, cells with a score"))
    color = alt.Color("era:N", title="Period", scale=era_scale(list(data["era"])))
    base = alt.Chart(drawn).encode(color=color, tooltip=tips)
    pick = alt.selection_point(fields=["era"], bind="legend", name="period")
    dim = alt.when(pick).then(alt.value(0.95)).otherwise(alt.value(0.1))
    layers = []
    for part, width in (("", 1), ("likely_", 4)):
        for name, title, channel in _AXES:
            # Copies of the ends: the page's table has them in words already.
            at = base.transform_calculate(
                start=f"datum.{name}_{part}low", end=f"datum.{name}_{part}high"
            )
            end = {"x2": "end:Q"} if name == "control" else {"y2": "end:Q"}
            across = _plain("autonomy" if name == "control" else "control")
            line = at.mark_rule(strokeWidth=width).encode(
                _steps("start", title, channel), across, opacity=dim, **end
            )
            layers.append(line)
    dots = base.mark_point(size=150).encode(_plain("control"), _plain("autonomy"), opacity=dim)
    # The two earliest periods lie side by side: the first is named on its left.
    first = f"datum.era == {json.dumps(str(data['era'].iloc[0]))}"
    named = alt.Chart(drawn).encode(_plain("control"), _plain("autonomy"), text="era:N")
    left = named.transform_filter(first).mark_text(align="right", dx=-8, dy=-9)
    right = named.transform_filter(f"!({first})").mark_text(align="left", dx=8, dy=-9)
    return alt.layer(*layers, dots.add_params(pick), left, right).properties(height=380)


_AXES = (
    ("control", "Control score (4 is tightest)", alt.X),
    ("autonomy", "Autonomy score (4 is freest)", alt.Y),
)


def _plain(name: str) -> Any:
    _, title, channel = next(axis for axis in _AXES if axis[0] == name)
    return _steps(name, title, channel)


def two_codings(data: Any) -> alt.LayerChart:
    """Some cells coded by the reader and by us, and below them how far the two agree.

    Args:
        data: one row a cell: ``cell`` (in words), ``yours`` and ``ours`` (scores; −1 where ours is
            not shown yet) and ``said`` (the agreement in words, the same in each row).
    """
    who = ["Yours", "Ours"]
    color = alt.Color(
        "who:N", title="Whose score", scale=alt.Scale(domain=who, range=[HUE["teal"], SOFT])
    )
    base = alt.Chart(data).encode(y=alt.Y("cell:N", sort=None, axis=None))
    tips = [alt.Tooltip("cell:N", title="Cell"), alt.Tooltip("score:Q", title="Score")]
    x = _steps("score", "Score (0 tightest, 4 freest)")
    ours = base.transform_filter("datum.ours >= 0")
    ours = ours.transform_calculate(who="'Ours'", score="datum.ours")
    yours = base.transform_calculate(who="'Yours'", score="datum.yours")
    rings = ours.mark_point(yOffset=10, size=420, filled=False, strokeWidth=3, opacity=1)
    dots = yours.mark_point(yOffset=10, size=130, opacity=1)
    marks = [mark.encode(x, color, tooltip=tips) for mark in (rings, dots)]
    words = base.mark_text(yOffset=-16, align="left").encode(x=alt.value(0), text="cell:N")
    one = alt.Chart(data).transform_aggregate(said="min(said)")
    said = one.mark_text(align="left", fontWeight="bold")
    height = 240
    below = said.encode(x=alt.value(0), y=alt.value(height - 8), text="said:N")
    return alt.layer(*marks, words, below).properties(height=height)
