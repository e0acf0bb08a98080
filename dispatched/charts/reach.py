"""Which figures speak of a chosen year, and which keep silent."""

from __future__ import annotations

from typing import Any

import altair as alt

from dispatched.charts.rows import figure_tips
from dispatched.charts.theme import GRAY, HUE, color_scale
from dispatched.evidence.people import KIND

KINDS = [KIND["stock"], KIND["flow"], KIND["quota"]]
SHAPES = ["circle", "triangle-up", "square"]
COLORS = [HUE[name] for name in ("indigo", "brown", "olive")]


def speaking(data: Any, *, years: tuple[int, int], top: float) -> alt.LayerChart:
    """Figures for workers on a line of years: one value of one year is a point, of some years a
    line, a range of some years an area. Those that are silent are gray, and an area an outline.

    Args:
        data: rows of :func:`dispatched.evidence.people_rows` with one more column, ``near`` (1 for
            a figure that speaks, else 0), as a data frame or as named data.
        years: first and last of the axis.
        top: last value of the other axis (persons).
    """
    axis, scale = alt.Axis(format="d", tickCount=5), alt.Scale(domain=list(years), nice=False)
    near = alt.when("datum.near == 1")
    colors = color_scale(KINDS, COLORS)
    outline = near.then(alt.Stroke("kind:N", title="Kind", scale=colors)).otherwise(alt.value(GRAY))
    shade = near.then(alt.value(0.35)).otherwise(alt.value(0))
    base = alt.Chart(data).encode(
        x=alt.X("start:Q", title="Year", axis=axis, scale=scale),
        y=alt.Y("low:Q", title="Workers (persons)", scale=alt.Scale(domain=[0, top])),
        color=near.then(alt.Color("kind:N", title="Kind", scale=colors)).otherwise(alt.value(GRAY)),
        tooltip=figure_tips("value", "kind", "years", "who"),
    )
    shape = alt.Shape("kind:N", title="Kind", scale=alt.Scale(domain=KINDS, range=SHAPES))
    ranges = base.mark_rect(opacity=1).encode(
        x2="end:Q", y2="high:Q", stroke=outline, fillOpacity=shade
    )
    spans = base.transform_filter("datum.low == datum.high").mark_rule(strokeWidth=4)
    dots = base.transform_filter("datum.start == datum.end").mark_point(size=80, opacity=1)
    return alt.layer(ranges, spans.encode(x2="end:Q"), dots.encode(shape=shape))
