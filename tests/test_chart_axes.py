"""The numbers below a chart stand apart, at equal distances, and inside the picture."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import altair as alt
import pandas as pd
import pytest
import vl_convert

from dispatched import charts
from dispatched.book.draw import NARROW, WIDE, fit

APART = 5
"""Pixels between two numbers of an axis."""

ADVANCE = {",": 0.278, ".": 0.278, "−": 0.584}
"""Width of a character of the typeface, in parts of its size; of a digit or a dollar sign 0.556."""


def labels(node: dict[str, Any], left: float = 0) -> Iterator[tuple[float, float]]:
    """Left and right end of each number of the horizontal axis (pixels)."""
    for item in node.get("items", []):
        if node.get("role") == "axis-label":
            if item.get("opacity", 1):
                wide = 12 * sum(ADVANCE.get(sign, 0.556) for sign in item["text"])
                turn = {"left": 0.0, "right": 1.0}.get(item.get("align", "center"), 0.5)
                yield left + item["x"] - turn * wide, left + item["x"] + (1 - turn) * wide
        elif "items" in item:
            yield from labels(item, left + item.get("x", 0))
        elif node.get("marktype") == "group":
            yield from labels(item, left)


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize(
    ("first", "last", "form"),
    [(0, 12_000, ",d"), (0, 50_000, ",d"), (80, 175, ""), (-6_600, 5_000, "$,d"), (0, 100, "")],
)
def test_numbers_of_an_axis_keep_apart(width: int, first: int, last: int, form: str) -> None:
    axis = alt.Axis(format=form) if form else alt.Axis()
    x = alt.X("x:Q", axis=axis, scale=alt.Scale(domain=[first, last]))
    chart = alt.Chart(pd.DataFrame({"x": [last]})).mark_point().encode(x)
    spec = {**fit(chart.to_dict(), width), "$schema": charts.SCHEMA}
    scene = vl_convert.vegalite_to_scenegraph(spec)
    ends = list(labels(scene["scenegraph"], scene["origin"][0]))
    assert len(ends) >= 3
    gaps = [b[0] - a[1] for a, b in itertools.pairwise(ends)]
    steps = [sum(b) / 2 - sum(a) / 2 for a, b in itertools.pairwise(ends)]
    assert min(gaps) >= APART
    assert max(steps) - min(steps) < 3
    assert ends[0][0] >= -1
    assert ends[-1][1] <= scene["width"] + 1
