"""The charts of money divided: readings as bars, money as bands, a contract under two rules."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from dispatched.charts.theme import ERA_COLOR, HUE, INK
from dispatched.models import PARTS, RULES

PART_COLOR = dict(
    zip(PARTS, (HUE["plum"], ERA_COLOR["across"], HUE["brown"], HUE["teal"]), strict=True)
)
"""One color a part."""


STEPS, BEND = 24, 0.5
"""Pieces of a flow as drawn, and the part of its way in which it bends; the rest is straight."""


def flow(
    readings: Mapping[str, Mapping[str, float]], colors: Mapping[str, str], unknown: str
) -> alt.VConcatChart:
    """Each reading's money as bands from one whole, on the left, to its parties, on one scale.

    Args:
        readings: heading → split (USD); the width of a band is its amount, alike in all readings.
        colors: party → color, from top to bottom.
        unknown: what is not drawn because nobody knows it; stands under a dashed line that has no
            width.
    """
    top = max(sum(split.values()) for split in readings.values())
    gap = 0.2 * top
    room = gap * (len(colors) + 2)
    panels = []
    across = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, 1], nice=False))
    color = alt.Color(
        "who:N", scale=alt.Scale(domain=list(colors), range=list(colors.values())), legend=None
    )
    for heading, split in readings.items():
        depth = sum(split.values()) + room
        scale = alt.Scale(domain=[depth, 0], nice=False)
        bands: list[dict[str, Any]] = []
        words: list[dict[str, Any]] = [{"x": 0, "y": round(0.7 * gap), "text": heading}]
        ends: list[dict[str, Any]] = []
        done = 0.0
        for place, who in enumerate(colors):
            left, right = done + 2 * gap, done + gap * (place + 2)
            for step in range(STEPS + 1):
                t = step / STEPS
                turn = min(1.0, t / BEND)
                bend = turn * turn * (3 - 2 * turn)
                y = left + (right - left) * bend
                bands.append(
                    {
                        "who": who,
                        "x": round(t, 3),
                        "y": round(y),
                        "y2": round(y + split[who]),
                        "usd": split[who],
                    }
                )
            ends.append(
                {"x": 1, "y": round(right - 0.16 * gap), "text": f"{who}: ${split[who]:,.0f}"}
            )
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
            alt.Chart(pd.DataFrame(words))
            .mark_text(align="left", baseline="bottom")
            .encode(across, y, text="text:N")
        )
        end = (
            alt.Chart(pd.DataFrame(ends))
            .mark_text(align="right", baseline="bottom")
            .encode(across, y, text="text:N")
        )
        line = alt.Chart(pd.DataFrame([{"x": 0, "to": 1, "y": round(low)}]))
        dash = line.mark_rule(strokeDash=[6, 5]).encode(across, y, x2="to:Q")
        panels.append((area + text + end + dash).properties(height=300 * depth / (top + room)))
    return alt.vconcat(*panels, spacing=4)


def contract_bars(data: Any, *, domain: Sequence[float]) -> alt.LayerChart:
    """Who ends with what: a stacked bar for each rule, a worker's debt left of zero.

    Args:
        data: rows of :func:`contract_rows`, as a data frame or as named data.
        domain: first and last value of the axis (US dollars), which stay when a slider moves.
    """
    parts = list(PARTS)
    y = alt.Y("rule:N", sort=list(RULES.values()), axis=None)
    base = alt.Chart(data)
    bars = (
        base.transform_fold(parts, as_=["part", "usd"])
        .transform_calculate(
            place=f"indexof({json.dumps(parts)}, datum.part)",
            name=f"{json.dumps(PARTS)}[datum.part]",
        )
        .mark_bar(yOffset=18, height=26, clip=True)
        .encode(
            x=alt.X(
                "usd:Q",
                title="Over the whole contract (US dollars)",
                axis=alt.Axis(format="$,d", tickCount=5),
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
            tooltip=[
                alt.Tooltip("name:N", title="Who"),
                alt.Tooltip("usd:Q", title="US dollars", format=",.0f"),
            ],
        )
    )
    line = "datum.rule + ': worker ' + format(datum.worker, '$,.0f') "
    line += " + (datum.back ? ', bribe back: month ' + datum.back : ', bribe not back')"
    words = base.transform_calculate(words=line).mark_text(yOffset=-12, align="left")
    zero = base.mark_tick(yOffset=18, size=34, thickness=2, color=INK).encode(x=alt.datum(0), y=y)
    return alt.layer(bars, zero, words.encode(x=alt.value(0), y=y, text="words:N")).properties(
        height=190
    )
