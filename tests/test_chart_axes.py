"""The numbers below a chart stand apart, at equal distances, and inside the picture."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import altair as alt
import nbformat
import pandas as pd
import pytest
import vl_convert

from dispatched import charts, vegalite
from dispatched.book.draw import NARROW, WIDE, fit
from tests.chapters import CHAPTERS

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


STEPS = {"years-only", "same-number"}
"""Charts of chapter 1, which says that steps stand side by side, whatever lies between."""


def uneven(spec: dict[str, Any]) -> Iterator[tuple[str, list[int]]]:
    """Fields of an axis whose steps are years, some of which are left out, with these years."""
    tables = vegalite.part(spec, "datasets")
    for view in vegalite.views(spec):
        for shown in (vegalite.part(view.encoding, channel) for channel in ("x", "y")):
            if shown.get("type") in ("ordinal", "nominal") and shown.get("field") != "era":
                rows = vegalite.rows(view.data, tables)
                steps = vegalite.part(shown, "scale").get("domain")
                steps = steps or [row.get(shown.get("field")) for row in rows]
                years = sorted({int(s) for s in steps if re.fullmatch(r"(19|20)\d\d", str(s))})
                if len({b - a for a, b in itertools.pairwise(years)}) > 1:
                    yield shown["field"], years


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)
def test_years_stand_as_far_apart_as_they_are(path: Path) -> None:
    found: dict[str, list[tuple[str, list[int]]]] = {}
    for cell in nbformat.read(path, as_version=4).cells:
        for output in cell.get("outputs", []):
            spec = output.get("data", {}).get(vegalite.MIME, {})
            key = re.search(r'"([\w-]+)",?\s*\)\s*$', cell.source)
            if gaps := list(uneven(spec)):
                found[key[1] if key else cell.source] = gaps
    assert set(found) <= STEPS, found
