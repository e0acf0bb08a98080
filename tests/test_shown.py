"""A learner's own chart is always drawn, offline, and a line below says what the book would still
ask for.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from dispatched import shown
from dispatched.checks import load_keys
from dispatched.grading import keys, submission

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted([*ROOT.glob("chapters/*.ipynb"), *ROOT.glob("exercises/*/*.ipynb")])
ALL = "a title, a description and a source line"
PLAIN = """
import pandas as pd

wages = pd.DataFrame(
    {
        "place": ["logging camp", "home"],
        "low": [100, 10],
        "high": [200, 20],
    }
)
(
    alt.Chart(wages)
    .mark_bar(height=18)
    .encode(
        x=alt.X("low:Q", title="Pay (rubles)"),
        x2="high:Q",
        y=alt.Y("place:N", title="Place"),
    )
    .properties(width=400, height=120)
)"""


def run(cells: Iterable[str], notebook: Any = None, folder: Path = ROOT) -> list[list[Any]]:
    """The outputs of cells, in one new kernel, after those of a notebook."""
    cells = list(cells)
    notebook = notebook or nbformat.v4.new_notebook()
    notebook.cells += [nbformat.v4.new_code_cell(source) for source in cells]
    client = NotebookClient(
        notebook, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    )
    client.execute()
    return [cell.outputs for cell in notebook.cells[-len(cells) :]]


def hosts(outputs: Iterable[Any]) -> set[str]:
    """Every address in outputs but the name of the chart's format, which no viewer fetches."""
    found: set[str] = set()
    for output in outputs:
        data = {**output.get("data", {})}
        if shown.MIME in data:
            data[shown.MIME] = {k: v for k, v in data[shown.MIME].items() if k != "$schema"}
        text = json.dumps([data, output.get("text", ""), output.get("metadata", {})])
        found |= set(re.findall(r"(?:\w+:)?//[\w-]+(?:\.[\w-]+)+", text))
    return found


def line(outputs: list[Any]) -> str:
    """What stands below a chart; the chart is the first output."""
    assert [sorted(o.data) for o in outputs] == [
        [shown.MIME, "text/plain"],
        ["text/html", "text/plain"],
    ]
    return outputs[1].data["text/plain"]


BASE = (
    "alt.Chart(data).mark_bar().encode(alt.X('year:O', title='Year'), alt.Y('pay:Q', "
    "title='Pay ($)'))"
)
TRIED = {
    "last line": (BASE, ALL),
    "show": (f"chart = {BASE}\nchart.show()\nother = 1", ALL),
    "display": (f"display({BASE})", ALL),
    "its own display": (f"{BASE}.display()", ALL),
    "layers": (f"{BASE} + {BASE}", ALL),
    "facets": (f"{BASE}.facet('place:N')", ALL),
    "with a title": (f"{BASE}.properties(title='Pay')", "a description and a source line"),
    "a short description": (
        f"{BASE}.properties(title='Pay', description='Bars.', usermeta={{'source': 'Ours.'}})",
        "a longer description (12 words or more)",
    ),
    "beside each other": (
        f"{BASE} | {BASE}",
        "a source line and views below each other (alt.vconcat)",
    ),
    "axes": ("alt.Chart(data).mark_line().encode(x='year:Q', y='pay:Q')", "axis y (field pay)"),
    "no unit": (BASE.replace(" ($)", ""), "a unit in brackets in the title of axis y (Pay)"),
    "odd title": (
        f"{BASE}.properties(title=['<b>', '$1 to $2'])",
        "a description and a source line",
    ),
}
UNDRAWN = {
    "no mark": (
        "alt.Chart(data).encode(x='year:O')",
        "it has no mark; add one, such as .mark_bar().",
    ),
    "no mark deep inside": ("alt.vconcat(alt.Chart(data), alt.Chart(data))", "it has no mark;"),
    "no such column": ("alt.Chart(data).mark_bar().encode(x='nope')", 'the field "nope"; verify'),
    "not a table": ("alt.Chart({'a': 1}).mark_bar()", "`Data` has no parameter named 'a'."),
    "too many rows": (
        "alt.Chart(pd.DataFrame({'a': range(6000)})).mark_bar().encode(x='a')",
        "The number of rows in your dataset (6000) is greater than the maximum allowed (5000).",
    ),
}
START = """import altair as alt, pandas as pd
data = pd.DataFrame({'year': [1, 2], 'pay': [3, 4], 'place': ['a', '$450 to $800']})"""
IMPORTS = {
    "a chapter's import": f"from dispatched import charts\n{START}",
    "an exercise's import, after Altair": f"{START}\nfrom dispatched.checks import check",
    "an exercise's import, before Altair": f"from dispatched.checks import check\n{START}",
}


@pytest.fixture(scope="module", params=IMPORTS)
def tried(request: pytest.FixtureRequest) -> dict[str, list[Any]]:
    """Each way of showing a chart → its outputs, after one of the imports."""
    sources = [
        *(s for s, _ in TRIED.values()),
        *(s for s, _ in UNDRAWN.values()),
        "data",
        "data.style.hide()",
    ]
    names = ["start", *TRIED, *UNDRAWN, "table", "styled table"]
    return dict(zip(names, run([IMPORTS[request.param], *sources]), strict=True))


def test_a_column_that_is_not_there_is_named_with_what_is_near() -> None:
    rows = {"name": "pay"}, {"pay": [{"year_start": 1967, "low": 1}]}
    one = {"data": rows[0], "datasets": rows[1], "mark": "bar"}
    slip = one | {"encoding": {"x": {"field": "year_strat", "type": "ordinal"}}}
    assert shown.draft_line(slip).startswith(
        "The data have no column 'year_strat'; near it: year_start. A draft: the book"
    )
    for more in ({"transform": [{"calculate": "1", "as": "year_strat"}]}, {"datasets": {}}):
        assert "no column" not in shown.draft_line(slip | more)
    right = one | {"encoding": {"x": {"field": "year_start"}, "tooltip": [{"field": "low"}]}}
    assert "no column" not in shown.draft_line(right)


def test_a_plain_chart_is_drawn_with_one_line_below(tried: dict[str, list[Any]]) -> None:
    for name, (_, wish) in TRIED.items():
        said = line(tried[name])
        assert said.startswith("A draft: the book would still ask for a"), name
        assert wish in said, name
        assert "\n" not in said, name


def test_a_chart_that_cannot_be_drawn_says_why_in_one_line(tried: dict[str, list[Any]]) -> None:
    for name, (_, reason) in UNDRAWN.items():
        assert [o.output_type for o in tried[name]] == ["display_data"], name
        said = tried[name][0].data["text/plain"]
        assert said.startswith("This chart cannot be drawn yet: "), name
        assert reason in said, name
        assert "\n" not in said, name


def test_our_theme_draws_it_and_no_other_host_is_named(tried: dict[str, list[Any]]) -> None:
    config = tried["last line"][0].data[shown.MIME]["config"]
    assert "Liberation Sans" in config["font"]
    assert hosts(output for outputs in tried.values() for output in outputs) == set()


def test_money_in_a_table_is_no_formula(tried: dict[str, list[Any]]) -> None:
    for name in ("table", "styled table"):
        assert "mathjax_ignore" in tried[name][0].data["text/html"], name


def test_a_finished_chart_has_no_line() -> None:
    made = "from dispatched import charts\ncharts.eighty_years()"
    ((output,),) = run([made])
    assert output.output_type == "execute_result"
    assert set(output.data) == {shown.MIME, "text/plain"}


def test_another_renderer_is_the_learners_own_choice() -> None:
    chosen = f"from dispatched import charts\n{START}\nalt.renderers.enable('svg')\n{BASE}"
    ((output,),) = run([chosen])
    assert shown.MIME not in output.data


def test_a_plain_chart_in_a_chapter(tmp_path: Path) -> None:
    """Eighteen lines of plain Altair at the end of a chapter: drawn, and nothing before them
    changes.
    """
    kept = nbformat.read(ROOT / "chapters" / "04-1967-logging.ipynb", as_version=4)
    again = nbformat.from_dict(kept)
    (outputs,) = run([PLAIN], again, tmp_path)
    assert line(outputs) == f"A draft: the book would still ask for {ALL}."
    assert hosts(outputs) == set()


@pytest.mark.parametrize("name", keys.assignments())
def test_the_charts_of_a_solution_are_drawn(name: str, tmp_path: Path) -> None:
    """Each solution with its charts shown: drawn by our renderer, no error, no other host."""
    book = keys.source(name)
    asked = [
        pair
        for cell in book.cells
        for pair in submission.checks_of(cell.source)
        if cell.cell_type == "code"
    ]
    charts = [variable for task, variable in asked if load_keys()[task]["kind"] == "chart"]
    shows = run([*charts, "1"], book, tmp_path)
    for variable, outputs in zip(charts, shows[:-1], strict=True):
        assert line(outputs).startswith("A draft: "), variable
    assert charts
    assert (
        hosts(o for cell in book.cells if cell.cell_type == "code" for o in cell.outputs) == set()
    )


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem + "-" + p.parts[-3][:2])
def test_no_committed_output_names_another_host(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    assert hosts(o for cell in cells for o in cell.get("outputs", [])) == set()


def test_another_host_would_be_found() -> None:
    for text in (
        "https://cdn.jsdelivr.net/npm/vega@6",
        "src='//cdn.example.org/x.js'",
        "wss://example.org",
    ):
        assert hosts([{"data": {"text/html": text}}]), text
    spec = {"$schema": shown.SCHEMA, "data": {"url": "https://example.org/a.csv"}}
    assert hosts([{"data": {shown.MIME: spec}}]) == {"https://example.org"}


@pytest.mark.parametrize(
    "spec",
    [
        {},
        {"title": ["a", 1], "usermeta": [], "encoding": None, "mark": "bar"},
        {
            "title": {"text": None},
            "layer": "none",
            "vconcat": [None, 1, {"mark": 1, "encoding": {"x": []}}],
        },
        {"mark": "bar", "encoding": {"x": {"field": ["a"], "axis": "none", "title": ["b"]}}},
    ],
)
def test_a_specification_of_any_shape_is_a_draft(spec: dict) -> None:
    assert shown.draft_line(spec).startswith("A draft: the book would still ask for a")
    assert shown.bundle(spec)["text/plain"].startswith("Chart: ")


def test_importing_the_package_or_the_checks_costs_no_altair_outside_a_notebook() -> None:
    code = (
        "import sys, dispatched, dispatched.checks; print('altair' in sys.modules, 'pandas' "
        "in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
