"""Charts of every shape, as small as they can be, and what is read of each: ``judged/scenes.json``.

After a change of what is read that is meant: ``python -m tests.drawn_scenes``; look at what changes
in that file, and commit it together with the change.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dispatched.checks import scenes
from dispatched.whole import write_whole

KNOWN = Path(__file__).resolve().parent / "judged" / "scenes.json"

Spec = dict[str, Any]
ROWS = [
    {"year": 1946, "persons": 10, "kind": "a", "low": 8, "day": "1946-01-01", "part": 0.25},
    {"year": 1947, "persons": 35, "kind": "b", "low": 30, "day": "1947-05-02", "part": 0.75},
    {"year": 1948, "persons": 12, "kind": "a", "low": -4, "day": "1948-01-01", "part": None},
]
X = {"field": "year", "type": "ordinal", "title": "Year"}
Y = {"field": "persons", "type": "quantitative", "title": "Arrivals (persons)"}
KIND = {"field": "kind", "type": "nominal", "title": "Kind"}
BIG = {"strokeWidth": 4, "opacity": 0.5}


def chart(mark: Any, rows: Any = None, more: Spec | None = None, **encoding: Any) -> Spec:
    """A chart of the rows, years on x and persons on y where nothing else is said."""
    told = {k: v for k, v in ({"x": X, "y": Y} | encoding).items() if v}
    data = {"values": ROWS if rows is None else rows}
    return {"data": data, "mark": mark, "encoding": told, "width": 120, "height": 80} | (more or {})


def amount(field: str, **more: Any) -> Spec:
    return {"field": field, "type": "quantitative", **more}


def layered(*views: Spec, **more: Any) -> Spec:
    """Views one above another, in a chart of one size."""
    inner = [{k: v for k, v in one.items() if k not in ("width", "height")} for one in views]
    return {"layer": inner, "width": 120, "height": 80, **more}


def scale(**more: Any) -> Spec:
    return Y | {"scale": more}


TWO_LINES = {"text": ["Most came", "in 1947"], "fontSize": 12}
PICK = {"name": "pick", "select": {"type": "point", "fields": ["kind"]}, "bind": "legend"}
FADED = {"condition": {"param": "pick", "value": 1}, "value": 0.2}
DATUM = {"datum": 20, "scale": {"domain": [0, 40]}}
SHADES = {
    "gradient": "linear",
    "stops": [{"offset": 0, "color": "white"}, {"offset": 1, "color": "black"}],
}
CHARTS: dict[str, Spec] = {
    "bars": chart("bar", more={"title": "Most came in 1947"}),
    "bars on their side": chart("bar", x=Y, y=X, more={"title": TWO_LINES}),
    "bars stacked": chart("bar", y=amount("persons", aggregate="sum"), x=KIND, color=X),
    "shares": chart("bar", x=KIND, color=X, y=amount("persons", stack="normalize")),
    "bars beside each other": chart("bar", xOffset={"field": "kind"}, color=KIND),
    "bars from low to high": chart("bar", y2={"field": "low"}),
    "bars below zero": chart("bar", y=amount("low"), color={"value": SHADES}),
    "bars over bars": layered(chart("bar"), chart("bar", y=amount("low"), color=KIND)),
    "bins": chart("bar", x=amount("persons", bin=True), y={"aggregate": "count"}),
    "bins without a width": chart("point", x=amount("persons", bin=True), y=amount("low")),
    "months": chart("bar", x={"field": "day", "type": "temporal", "timeUnit": "yearmonth"}),
    "days": chart("line", x={"field": "day", "type": "temporal", "scale": {"type": "utc"}}),
    "a log scale": chart("line", y=scale(type="log")),
    "cut off": chart("point", y=scale(domain=[11, 30])),
    "cut off and clamped": chart("point", y=scale(domain=[11, 30], clamp=True)),
    "not from zero": chart("line", y=scale(zero=False)),
    "downward": chart("area", y=scale(reverse=True)),
    "points of all kinds": chart("point", shape=KIND, size=amount("low"), opacity=amount("low")),
    "colors by amount": chart("rect", y=KIND, color=amount("persons", title=["Arrivals", "(n)"])),
    "colors of steps": chart("square", color={**Y, "scale": {"type": "quantize"}}),
    "a part without a value": chart("circle", y=amount("part"), tooltip=[KIND, X | {"title": "y"}]),
    "dashes": chart("line", strokeDash=KIND, color={"field": "kind", "legend": None}),
    "a trail": chart("trail", size=amount("persons")),
    "ticks": chart("tick", more={"title": "t"}),
    "texts": chart("text", text={"field": "kind"}),
    "a rule": chart({"type": "rule", **BIG}, rows=ROWS[:1], x=None, y=DATUM),
    "a rule from low to high": chart("rule", y2={"field": "low"}),
    "a click": chart("bar", color=KIND, opacity=FADED, more={"params": [PICK]}),
    "a click that changes nothing": chart("bar", color=KIND, more={"params": [PICK]}),
    "faint": chart({"type": "bar", "opacity": 0.05}),
    "the color of the paper": chart({"type": "bar", "color": "white"}),
    "on black": chart({"type": "bar", "color": "black"}, more={"background": "black"}),
    "a stroke alone": chart({"type": "bar", "fill": None, "stroke": "black", "strokeWidth": 0.2}),
    "thin": chart({"type": "bar", "width": 0.3}),
    "small points": chart({"type": "point", "size": 2}),
    "beside its place": chart({"type": "bar", "xOffset": 30}),
    "no axes": chart("bar", x=X | {"axis": None}, y=Y | {"axis": {"labels": False}}),
    "other labels": chart("bar", y=Y | {"axis": {"labelExpr": "datum.value * 2"}}),
    "a title that nobody reads": chart("bar", more={"title": {"text": "Tiny", "fontSize": 5}}),
    "round corners": chart({"type": "bar", "cornerRadius": 4}),
    "a facet": chart("bar", row=KIND, more={"title": "By kind"}),
    "a facet of columns": chart("point", column=KIND, y=scale(zero=True)),
    "one below the other": {"vconcat": [chart("bar"), chart("point", x=Y, y=amount("low"))]},
    "two titles": {"vconcat": [chart("bar", more={"title": t}) for t in (" Came", "Left ")]},
    "a map": {
        "data": {"values": [{"lon": 40, "lat": 50}]},
        "projection": {"type": "mercator", "scale": 80, "center": [40, 50]},
        "mark": "circle",
        "encoding": {"longitude": amount("lon"), "latitude": amount("lat"), "color": amount("lon")},
    },
    "a theme's lines": chart(
        "line", strokeWidth={"value": 5}, more={"config": {"line": {"strokeWidth": 2}}}
    ),
    "words and flags": chart(
        "point",
        rows=[{"a\\b": "x" * 300, "flag": True}, {"a\\b": "y", "flag": False}],
        x={"field": "a\\\\b", "type": "nominal"},
        y={"field": "flag", "type": "nominal"},
    ),
}


def read(spec: Spec) -> Spec:
    """The scene of a chart as JSON holds it, its places counted from the corner of its small chart.

    Where that corner lies depends on the width of labels, and so on the fonts of a machine.
    """
    found = scenes.scene(spec)
    items = [one for mark in found.get("marks", []) for one in mark["items"]]
    corners = [tuple(map(float, one.pop("panel").split())) for one in items]
    ranks = [sorted(set(along)) for along in zip(*corners, strict=True)]
    for one, corner in zip(items, corners, strict=True):
        one["corner"] = [rank.index(place) for rank, place in zip(ranks, corner, strict=True)]
        one["box"] = [round(v - at, 1) for v, at in zip(one["box"], corner * 2, strict=True)]
        one["at"] = {c: [n if n is None else round(n, 2) for n in v] for c, v in one["at"].items()}
    return json.loads(json.dumps(found))


def known() -> dict[str, Spec]:
    """Name of a chart → what was read of it last."""
    return json.loads(KNOWN.read_text(encoding="utf-8"))


if __name__ == "__main__":
    drawn = {name: read(spec) for name, spec in CHARTS.items()}
    lines = (f" {json.dumps(name)}: {json.dumps(one)}" for name, one in drawn.items())
    write_whole(KNOWN, "{\n" + ",\n".join(lines) + "\n}\n")
