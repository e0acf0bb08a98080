"""The charts of law and rights: indicators by period, and how many are met at least and at most."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from dispatched.charts.theme import HUE, INK, SOFT
from dispatched.questions.rights import READINGS

LOOK = {
    "present": ("square", HUE["plum"]),
    "partly": ("triangle-up", HUE["brown"]),
    "absent": ("cross", HUE["teal"]),
    "unknown": ("circle", SOFT),
}
"""Reading → shape and color of its mark."""

ANSWERS = {"met": HUE["plum"], "open": SOFT, "not met": HUE["teal"]}
"""Answer at a threshold → its color; open is gray, as unknown is."""


def heat(data: pd.DataFrame) -> alt.LayerChart:
    """The matrix as a heat map: below each indicator's words a tinted cell for each period.

    Args:
        data: as :func:`matrix` gives it.
    """
    drawn = data[["era", "label", "reading", "text", "who"]].astype(str)
    order = list(dict.fromkeys(drawn["label"]))
    base = alt.Chart(drawn).encode(
        x=alt.X("era:O", title="Period (first year)", axis=alt.Axis(orient="top")),
        y=alt.Y("label:N", sort=order, axis=None),
        tooltip=[
            alt.Tooltip("label:N", title="Indicator"),
            alt.Tooltip("era:N", title="Period from"),
            alt.Tooltip("reading:N", title="Reading"),
            alt.Tooltip("text:N", title="Ground"),
            alt.Tooltip("who:N", title="Source"),
        ],
    )
    colors = alt.Scale(domain=list(READINGS), range=[LOOK[r][1] for r in READINGS])
    shapes = alt.Scale(domain=list(READINGS), range=[LOOK[r][0] for r in READINGS])
    legend = alt.Legend(title="Reading", columns=2, symbolOpacity=1)
    color = alt.Color("reading:N", scale=colors, legend=legend)
    tint = base.mark_rect(opacity=0.22, height=22, yOffset=9).encode(color=color)
    marks = base.mark_point(size=110, opacity=1, filled=True, yOffset=9).encode(
        color=color, shape=alt.Shape("reading:N", scale=shapes, legend=legend)
    )
    once = pd.DataFrame({"label": order})
    words = alt.Chart(once).mark_text(align="left", yOffset=-11)
    words = words.encode(x=alt.value(2), y=alt.Y("label:N", sort=order, axis=None), text="label:N")
    return (tint + marks + words).properties(height=46 * len(order))


def span_bars(data: Any, labels: Mapping[str, str]) -> alt.LayerChart:
    """A bar from the least to the most indicators met in each period, and a line at the threshold.

    Args:
        data: rows of :func:`spans`, as a data frame or as named data.
        labels: period → its words.
    """

    base = (
        alt.Chart(data)
        .transform_calculate(name=f"{json.dumps(dict(labels))}[datum.era]")
        .transform_calculate(
            words="datum.name + ': ' + format(datum.low, '.2~f')"
            " + (datum.high > datum.low ? ' to ' + format(datum.high, '.2~f') : '')"
            " + ', ' + datum.answer"
        )
        .encode(y=alt.Y("era:N", axis=None))
    )
    axis = alt.Axis(values=list(range(12)), format="d")
    x = alt.X(
        "low:Q",
        title="Indicators met (number)",
        axis=axis,
        scale=alt.Scale(domain=[0, 11], nice=False),
    )
    color = alt.Color(
        "answer:N",
        legend=alt.Legend(title="The threshold is", symbolType="square", symbolOpacity=1),
        scale=alt.Scale(domain=list(ANSWERS), range=list(ANSWERS.values())),
    )
    tips = [
        alt.Tooltip("name:N", title="Period"),
        alt.Tooltip("low:Q", title="At least", format=".2~f"),
        alt.Tooltip("high:Q", title="At most", format=".2~f"),
        alt.Tooltip("answer:N", title="The threshold is"),
    ]
    bars = base.mark_bar(yOffset=9, height=12).encode(x, x2="high:Q", color=color, tooltip=tips)
    ends = base.mark_tick(yOffset=9, thickness=5, size=12, opacity=1).encode(
        x, color=color, tooltip=tips
    )
    rule = base.mark_tick(yOffset=9, thickness=2, size=26, opacity=1, color=INK).encode(x="line:Q")
    words = base.mark_text(yOffset=-10, align="left").encode(x=alt.value(2), text="words:N")
    return (bars + ends + rule + words).properties(height=46 * len(labels))
