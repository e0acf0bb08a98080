"""The rules for a chapter's code, each on a notebook of a few cells."""

from __future__ import annotations

import inspect
from pathlib import Path

import nbformat
import pytest

from dispatched import models
from dispatched.notebooks import rules

TEXT = "text: Some words."
SHOWS = "code shown: 1 + 1"

FOLLOWED = {
    "a cell that shows something": [SHOWS, SHOWS],
    "a silent cell after a sentence": [TEXT, "code: x = 1"],
    "imports": ["code: import pandas as pd"],
    "a chart that is shown": ["code shown: alt.Chart(t).mark_bar()"],
    "a function that draws": [TEXT, "code: def bars(t):\n    return alt.Chart(t).mark_bar()"],
    "one string a line in a list": ['code shown: ["one",\n "two"]'],
    "a string with a comment below": ['code shown: f("one",  # why\n  2)'],
}

HARD = {
    "a silent cell after a cell": (
        [SHOWS, "code: x = 1"],
        "cell 1: shows nothing and has no sentence before it",
    ),
    "a silent cell at first": (
        ["code: x = 1"],
        "cell 0: shows nothing and has no sentence before it",
    ),
    "marks that are not shown": (
        [TEXT, "code: bars = alt.Chart(t).mark_bar()"],
        "cell 1: makes marks that it does not show: a chart is one expression",
    ),
    "prose in code": (['code shown: f("one "\n  "two")'], "cell 0: prose glued together in code"),
}


def book(folder: Path, cells: list[str]) -> Path:
    made = nbformat.v4.new_notebook()
    for cell in cells:
        kind, _, source = cell.partition(": ")
        if kind == "text":
            made.cells.append(nbformat.v4.new_markdown_cell(source))
        else:
            outputs = [nbformat.v4.new_output("stream", text="2")] if kind == "code shown" else []
            made.cells.append(nbformat.v4.new_code_cell(source, outputs=outputs))
    nbformat.write(made, folder / "book.ipynb")
    return folder / "book.ipynb"


@pytest.mark.parametrize("name", FOLLOWED)
def test_code_that_can_be_followed(name: str, tmp_path: Path) -> None:
    assert list(rules.style(book(tmp_path, FOLLOWED[name]))) == []


@pytest.mark.parametrize("name", HARD)
def test_code_that_is_hard_to_follow(name: str, tmp_path: Path) -> None:
    cells, line = HARD[name]
    assert list(rules.style(book(tmp_path, cells))) == [f"book.ipynb, {line}"]


TAUGHT = inspect.getsource(models.spread_arrivals)


@pytest.mark.parametrize(
    ("source", "equal"),
    [
        (TAUGHT, True),
        (TAUGHT.replace(inspect.getdoc(models.spread_arrivals)[:20], "Say it otherwise"), True),
        (TAUGHT.replace("return", "return None or", 1), False),
        ("def another(x):\n    return x", True),
    ],
    ids=["the same", "another docstring", "another result", "another name"],
)
def test_a_taught_model_is_the_package_s_own(source: str, equal: bool, tmp_path: Path) -> None:
    said = list(rules.twins(book(tmp_path, [f"code: {source}"])))
    name = "spread_arrivals"
    wrong = f"book.ipynb, cell 0: {name} is not what models.{name} does"
    assert said == ([] if equal else [wrong])
