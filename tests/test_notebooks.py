"""The committed notebooks: run, complete, and the same bytes when run again."""

from __future__ import annotations

import itertools
import json
import shutil
from pathlib import Path

import nbformat
import pytest

from dispatched import charts
from dispatched.checks import questions
from dispatched.notebooks import begin, fields, fresh, prose, rules, run, stated
from tests.chapters import CHAPTERS, ROOT, SAVED, saved

ASKED = questions.together(ROOT / "exercises")

EXERCISES = sorted((ROOT / "exercises").glob("*/*.ipynb"))
PAGES = [ROOT / "index.md", *sorted((ROOT / "back").glob("*.md"))]
name = pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)


def cells(path: Path, kind: str) -> list[tuple[int, nbformat.NotebookNode]]:
    ours = path.is_relative_to(ROOT)
    notebook = saved(path) if ours else nbformat.read(path, as_version=4)
    return [(n, c) for n, c in enumerate(notebook.cells) if c.cell_type == kind]


def specs(path: Path) -> list[dict]:
    found = (o.get("data", {}).get(charts.MIME) for _, c in cells(path, "code") for o in c.outputs)
    return [spec for spec in found if spec]


def drafts(path: Path) -> list[str]:
    """Charts that the book refuses: the notebook, the cell, and what each lacks."""
    shown = (
        (n, o.get("data", {}).get(charts.MIME)) for n, c in cells(path, "code") for o in c.outputs
    )
    lacking = ((n, charts.faults(spec)) for n, spec in shown if spec is not None)
    return [f"{path.name}, cell {n}: {'; '.join(faults)}" for n, faults in lacking if faults]


def stale(path: Path, again: Path) -> str:
    """What a notebook shows otherwise when it is run again, and the command that renews it."""
    books = (json.loads(p.read_text(encoding="utf-8")) for p in (path, again))
    lines = list(fresh.differences(*books)) or ["its form is another, and no output"]
    return "\n".join([f"{path.name} is not as it runs now: `make fresh` renews it", *lines])


def test_there_are_chapters() -> None:
    assert {p.stem for p in CHAPTERS} >= {"02-1946-fisheries", "05-2000-contract-work"}


@pytest.mark.parametrize("path", SAVED, ids=lambda p: p.stem)
def test_every_cell_was_run_and_holds_its_output(path: Path) -> None:
    assert list(rules.faults(path)) == []


@name
def test_code_fits_the_page(path: Path) -> None:
    long = [
        f"cell {n}: {line}"
        for n, c in cells(path, "code")
        for line in c.source.splitlines()
        if len(line) > 88
    ]
    assert not long


@name
def test_nothing_of_the_template_is_left(path: Path) -> None:
    left = list(begin.unfilled(nbformat.read(path, as_version=4)))
    left += begin.OPEN.findall(path.with_suffix(".toml").read_text(encoding="utf-8"))
    assert not left, (
        f"write what stands in «angle quotes», or take {path.stem} out of _toc.yml until then"
    )


@name
def test_the_code_can_be_followed(path: Path) -> None:
    assert list(rules.style(path)) == []


@name
def test_a_model_that_a_chapter_defines_is_the_one_that_is_tested(path: Path) -> None:
    assert list(rules.twins(path)) == []


@name
def test_shape_of_a_chapter(path: Path) -> None:
    text = "\n\n".join(c.source for _, c in cells(path, "markdown"))
    assert text.startswith("# ")
    for part in ("What the sources disagree on", "Check yourself", "To discuss", "Further reading"):
        assert f"\n## {part}" in text, part
    asked = fields.expanded(text, ASKED)
    assert asked.count("```{exercise}") == asked.count("```{solution}") >= 3
    assert 1500 <= len(text.split()) <= 3600
    kinds = [spec for spec in specs(path) if "explorer" not in spec.get("usermeta", {})]
    assert len(kinds) >= 3
    assert any("explorer" in spec.get("usermeta", {}) for spec in specs(path))


@name
def test_a_line_below_each_chart_says_what_one_sees(path: Path) -> None:
    all_cells = nbformat.read(path, as_version=4).cells
    for cell, after in itertools.pairwise(all_cells):
        if cell.cell_type == "code" and any(charts.MIME in o.get("data", {}) for o in cell.outputs):
            below = after.cell_type == "markdown" and after.source.startswith("*")
            assert below, f"below {cell.id}: put one line in italics that says what one sees"


@pytest.mark.parametrize("path", [*CHAPTERS, *PAGES], ids=lambda p: p.stem)
def test_each_number_in_the_prose_is_evidence(path: Path) -> None:
    if path.suffix == ".md":
        faults = [str(fault) for fault in prose.check(path.read_text(encoding="utf-8"))]
    else:
        faults = [
            f"cell {n}, {fault}"
            for n, c in cells(path, "markdown")
            for fault in prose.check(fields.expanded(c.source, ASKED))
        ]
    assert faults == []


@name
def test_no_draft_is_published(path: Path) -> None:
    assert drafts(path) == []


def test_a_draft_is_named(tmp_path: Path) -> None:
    spec = {"mark": "bar", "title": "Bars"}
    output = nbformat.v4.new_output("display_data", data={charts.MIME: spec})
    cell = nbformat.v4.new_code_cell("1", outputs=[output])
    nbformat.write(
        nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("#"), cell]),
        tmp_path / "a.ipynb",
    )
    (said,) = drafts(tmp_path / "a.ipynb")
    assert said.startswith("a.ipynb, cell 1: no description")


@pytest.mark.parametrize(
    "path", [*CHAPTERS, *EXERCISES, *PAGES], ids=lambda p: f"{p.parent.name}-{p.stem}"
)
def test_money_is_never_a_formula(path: Path) -> None:
    texts = [(0, path.read_text(encoding="utf-8"))]
    if path.suffix == ".ipynb":
        texts = [(n, fields.expanded(c.source, ASKED)) for n, c in cells(path, "markdown")]
    assert [f"cell {n}, {fault}" for n, text in texts for fault in prose.formulas(text)] == []


@name
def test_charts_state_only_what_they_draw(path: Path) -> None:
    """Each number in a title or description is a value of the chart's claims or of its data."""
    for spec in specs(path):
        if not charts.faults(spec):  # what a draft lacks is said elsewhere
            assert stated.stray(spec) == [], spec["title"]


def test_the_first_chart_states_only_what_it_draws() -> None:
    assert stated.stray(charts.eighty_years().to_dict()) == []


def test_a_stale_notebook_names_its_cells_and_the_command(tmp_path: Path) -> None:
    old, new = tmp_path / "a.ipynb", tmp_path / "b.ipynb"
    for path, text in ((old, "35"), (new, "36")):
        path.write_text(json.dumps({"cells": [{"outputs": [{"text": text}]}]}), encoding="utf-8")
    assert (
        stale(old, new) == "a.ipynb is not as it runs now: `make fresh` renews it\ncell 0: 35 → 36"
    )


@pytest.mark.slow
@name
def test_runs_alone_from_any_folder_to_the_same_bytes(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    shutil.copyfile(path, copy)
    run.execute(copy)
    assert copy.read_bytes() == path.read_bytes(), stale(path, copy)


def test_a_notebook_without_outputs_is_named(tmp_path: Path) -> None:
    notebook = nbformat.read(CHAPTERS[0], as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.write(notebook, tmp_path / "stripped.ipynb")
    faults = list(rules.faults(tmp_path / "stripped.ipynb"))
    assert any("stripped.ipynb, cell" in f and "execution count is None" in f for f in faults)
    assert any("has no output" in f for f in faults)


def test_an_exempted_cell_is_named(tmp_path: Path) -> None:
    notebook = nbformat.read(CHAPTERS[0], as_version=4)
    next(c for c in notebook.cells if c.cell_type == "code").metadata["tags"] = [
        "nbval-ignore-output"
    ]
    nbformat.write(notebook, tmp_path / "exempt.ipynb")
    assert any("exempts it" in fault for fault in rules.faults(tmp_path / "exempt.ipynb"))


@pytest.mark.slow
def test_nothing_half_written_when_a_cell_fails(tmp_path: Path) -> None:
    from nbclient.exceptions import CellExecutionError

    path = tmp_path / "fails.ipynb"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")])
    nbformat.write(notebook, path)
    before = path.read_bytes()
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        run.execute(path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["fails.ipynb"]
