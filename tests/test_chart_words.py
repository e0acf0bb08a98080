"""The words in a chart stand apart, on a page and on a phone, wherever an explorer is moved."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
import pytest
import vl_convert

from dispatched import charts, vegalite
from dispatched.book.draw import NARROW, WIDE, fit
from tests.chapters import CHAPTERS

BESIDE = 4
"""Pixels between two texts side by side."""

NARROWER = {",": 0.278, ".": 0.278, ":": 0.278, " ": 0.278, "i": 0.222, "l": 0.222, "t": 0.278}
"""Width of a letter of the typeface, in parts of its size; any other has 0.556."""


class Said(NamedTuple):
    """A text in a picture with its four ends (pixels)."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


def said(node: dict[str, Any], left: float = 0, top: float = 0) -> Iterator[Said]:
    """The texts among the marks of a scene; those that stand on end are left out."""
    for item in node.get("items", []):
        if node.get("marktype") == "text" and node.get("role") == "mark":
            lines = item.get("text") or ""
            lines = lines if isinstance(lines, list) else [str(lines)]
            if any(lines) and item.get("opacity", 1) and not item.get("angle"):
                size = item.get("fontSize", 11)
                wide = size * max(sum(NARROWER.get(s, 0.556) for s in line) for line in lines)
                turn = {"center": 0.5, "right": 1.0}.get(item.get("align", "left"), 0.0)
                up = {"top": 0.0, "middle": 0.5, "bottom": 1.0}.get(item.get("baseline", ""), 0.8)
                x = left + item["x"] + item.get("dx", 0) - turn * wide
                y = top + item["y"] + item.get("dy", 0) - up * size
                yield Said(" ".join(lines), x, x + wide, y, y + size * len(lines))
        elif "items" in item:
            yield from said(item, left + item.get("x", 0), top + item.get("y", 0))
        elif node.get("marktype") == "group":
            yield from said(item, left, top)


def touching(spec: dict[str, Any], width: int) -> list[tuple[str, str]]:
    """Pairs of texts at one height with less than a gap between them."""
    scene = vl_convert.vegalite_to_scenegraph({**fit(spec, width), "$schema": charts.SCHEMA})
    return [
        (one.text, other.text)
        for one, other in itertools.combinations(said(scene["scenegraph"]), 2)
        if min(one.bottom, other.bottom) > max(one.top, other.top)
        and max(one.left, other.left) - min(one.right, other.right) < BESIDE
    ]


def moved(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """An explorer with each slider at each of its places, the others at their start."""
    params = spec.get("params", [])
    for place, param in enumerate(params):
        bind = param.get("bind")
        if isinstance(bind, dict) and bind.get("input") == "range":
            for value in range(bind["min"], bind["max"] + 1, bind["step"]):
                one = {**param, "value": value}
                yield {**spec, "params": [*params[:place], one, *params[place + 1 :]]}


def specs(path: Path) -> Iterator[dict[str, Any]]:
    """The charts of a chapter, as they are saved."""
    for cell in nbformat.read(path, as_version=4).cells:  # type: ignore[no-untyped-call]
        for output in cell.get("outputs", []):
            if vegalite.MIME in output.get("data", {}):
                yield output["data"][vegalite.MIME]


@pytest.mark.slow
@pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)
def test_words_in_a_chart_do_not_touch(path: Path) -> None:
    for spec in specs(path):
        key = spec.get("usermeta", {}).get("key")
        assert touching(spec, WIDE) == [], key
        for one in (spec, *moved(spec)):  # the phone has the least room
            assert touching(one, NARROW) == [], key


def test_words_that_touch_are_seen() -> None:
    rows = [{"x": 0, "word": "Claim: 15,000"}, {"x": 1, "word": "12,890"}]
    place = {"field": "x", "type": "quantitative", "scale": {"domain": [0, 10]}}
    words = {"x": place, "text": {"field": "word", "type": "nominal"}}
    spec = {"data": {"values": rows}, "mark": {"type": "text", "align": "left"}, "encoding": words}
    assert touching(spec, NARROW) == [("Claim: 15,000", "12,890")]
    assert touching({**spec, "data": {"values": rows[:1]}}, NARROW) == []
