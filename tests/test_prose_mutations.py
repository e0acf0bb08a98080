"""The check of figures, tried on the book itself: a figure changed a little is found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from dispatched import charts
from dispatched.notebooks import prose, stated
from tests.chapters import CHAPTERS

FACTORS = (0.90, 0.93, 0.97, 1.03, 1.07, 1.10)
LINK = re.compile(r"\[((?:[^\[\]]|\\.)*)\]\(#([\w-]+)\)")
NUMBER = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?")


def changed(text: str) -> Iterator[tuple[str, str]]:
    """The text with one of its figures changed by 3, 7 or 10 percent at the precision written, and
    what was changed.
    """
    for found in NUMBER.finditer(text):
        old = found.group()
        digits = len(old.partition(".")[2])
        for factor in FACTORS:
            value = float(old.replace(",", "")) * factor
            new = f"{value:,.{digits}f}" if "," in old else f"{value:.{digits}f}"
            if new != old:
                yield text[: found.start()] + new + text[found.end() :], f"{old} as {new}"


def linked(path: Path) -> Iterator[tuple[str, str]]:
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            yield from LINK.findall(cell.source)


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)
def test_a_linked_figure_that_is_changed_a_little_is_found(path: Path) -> None:
    tried, missed = 0, []
    for text, ident in linked(path):
        for other, what in changed(text):
            tried += 1
            if not prose.check(f"[{other}](#{ident})"):
                missed.append(f"{ident}: {what}")
    assert tried > 50
    assert len(missed) <= 0.02 * tried, missed


def test_a_figure_in_the_words_of_a_chart_that_is_changed_a_little_is_found() -> None:
    """Fewer than in the prose: 8 made 7 is another value that the chart does draw."""
    tried, missed = 0, []
    for path in CHAPTERS:
        for cell in nbformat.read(path, as_version=4).cells:
            for spec in (o.get("data", {}).get(charts.MIME) for o in cell.get("outputs", [])):
                for other, what in changed(spec["description"]) if spec else ():
                    year = 1900 <= float(what.partition(" as")[0].replace(",", "")) <= 2100
                    if not year:
                        tried += 1
                        missed += (
                            []
                            if stated.stray({**spec, "description": other})
                            else [f"{path.stem}: {what}"]
                        )
    assert tried > 1000
    assert len(missed) <= 0.05 * tried, missed


GRID = [{"x": n, "y": n * n} for n in range(1, 101)]


def chart(description: str, **more: object) -> dict:
    return {
        "title": "A curve",
        "description": description,
        "usermeta": {"claims": []},
        "mark": "line",
        "data": {"values": GRID},
        "encoding": {"x": {"field": "x"}, "y": {"field": "y"}},
        **more,
    }


@pytest.mark.parametrize(
    "text", ["It ends at 10,000.", "From 1 to 100.", "At 2,500 it turns.", "It has 100 points."]
)
def test_what_a_chart_draws_may_be_said(text: str) -> None:
    assert stated.stray(chart(text)) == []


@pytest.mark.parametrize(
    ("text", "number"), [("It turns at 37.", "37"), ("It ends at 10,300.", "10,300")]
)
def test_a_scale_of_whole_numbers_is_no_evidence(text: str, number: str) -> None:
    assert stated.stray(chart(text)) == [number]


def test_a_field_that_is_not_drawn_is_no_evidence() -> None:
    rows = [{"x": 1, "y": 5, "hidden": 44}]
    assert stated.stray(chart("It stands at 44.", data={"values": rows})) == ["44"]
    assert stated.stray(chart("It stands at 5.", data={"values": rows})) == []


def test_a_paragraph_of_a_source_is_no_evidence() -> None:
    rows = [{"x": 3, "y": 5, "who": "Lankov 2020, ¶47"}]
    spec = chart("It stands at 47.", data={"values": rows})
    spec["encoding"]["tooltip"] = [{"field": "who"}]
    assert stated.stray(spec) == ["47"]


def test_an_explorer_speaks_of_where_it_opens() -> None:
    rows = [{"bad": 0, "y": [70, 75]}, {"bad": 1, "y": [80, 85]}]
    told = {"columns": ["x", "y"], "fixed": {"x": [3, 4]}, "start": {"bad": 0}}
    more = {"usermeta": {"claims": [], "explorer": told}, "data": {"name": "model"}}
    assert stated.stray(chart("At first 70, over 4.", datasets={"model": rows}, **more)) == []
    assert stated.stray(chart("At first 80.", datasets={"model": rows}, **more)) == ["80"]
