"""Notebooks brought up to date: what changed is said by its cell; what fails stays as it was."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest

from dispatched.notebooks import fresh, run

ROOT = Path(__file__).resolve().parents[1]


def book(*outputs: Any) -> dict[str, Any]:
    """A notebook as JSON: a cell of text, then a cell of code for each output."""
    made = [{"outputs": [] if one is None else [{"data": one}]} for one in outputs]
    return {"cells": [{"source": "Text"}, *made]}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (book("35 people"), book("35 people"), []),
        (book("a", "35\n36"), book("a", "35\n37"), ["cell 2: 36 → 37"]),
        (book({"best": 35000}), book({"best": 36000}), ["cell 1: best = 35000 → best = 36000"]),
        (
            book({"rows": [{"x": 1}]}),
            book({"rows": [{"x": 1}, {"x": 2}]}),
            ["cell 1: nothing → x = 2"],
        ),
        (book("a", "b"), book("b", None), ["cell 1: a → b", "cell 2: b → less than before"]),
        (book(None), book("x" * 500), [f"cell 1: nothing → {'x' * fresh.SHOWN}"]),
    ],
)
def test_each_changed_cell_is_said_in_a_line(before: dict, after: dict, said: list[str]) -> None:
    assert list(fresh.differences(before, after)) == said


@pytest.fixture
def notebooks(tmp_path: Path) -> dict[str, Path]:
    """A notebook as it was run, the same with an output from before, and one that fails."""
    texts = {"current": "print(35, 'people')", "stale": "print(35, 'people')", "fails": "1 / 0"}
    paths = {name: tmp_path / f"{name}.ipynb" for name in texts}
    for name, text in texts.items():
        cells = [nbformat.v4.new_markdown_cell("# T"), nbformat.v4.new_code_cell(text)]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), paths[name])
    run.execute(paths["current"])
    text = paths["current"].read_text(encoding="utf-8")
    paths["stale"].write_text(text.replace("35 people", "34 people"), encoding="utf-8")
    return paths


@pytest.mark.slow
def test_the_command_says_which_cell_and_keeps_what_fails(
    notebooks: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    before = {name: path.read_bytes() for name, path in notebooks.items()}
    assert before["stale"] != before["current"]
    assert fresh.main([str(notebooks["current"]), str(notebooks["stale"])]) == 0
    told = capsys.readouterr()
    assert (
        f"{notebooks['stale']} shows something else:\n  cell 1: 34 people → 35 people\n" in told.out
    )
    assert "2 notebooks run, 1 changed.\nRead the text around the changed cells" in told.out
    assert str(notebooks["current"]) not in told.out
    assert told.err == ""
    assert {p.read_bytes() for p in (notebooks["stale"], notebooks["current"])} == {
        before["current"]
    }

    assert fresh.main([str(notebooks["fails"]), str(notebooks["current"])]) == 1
    told = capsys.readouterr()
    assert told.out == "2 notebooks run, 0 changed, 1 failed.\n"
    assert told.err == (
        f"{notebooks['fails']} fails and stays as it was: ZeroDivisionError: division by zero\n"
    )
    assert notebooks["fails"].read_bytes() == before["fails"]


@pytest.mark.slow
def test_a_chapter_with_a_stale_output_is_renewed_to_the_committed_bytes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The smallest chapter, with an output as it was before a claim was corrected."""
    saved = min(ROOT.glob("chapters/*.ipynb"), key=lambda path: path.stat().st_size)
    path = tmp_path / saved.name
    shutil.copyfile(saved, path)
    made = json.loads(path.read_text(encoding="utf-8"))
    number, output = next(
        (n, place)
        for n, cell in enumerate(made["cells"])
        for place, output in enumerate(cell.get("outputs", []))
        if "text/plain" in output.get("data", {})
    )
    made["cells"][number]["outputs"][output]["data"]["text/plain"] = "an older text"
    path.write_text(json.dumps(made), encoding="utf-8")
    assert fresh.main([str(path)]) == 0
    assert f"\n  cell {number}: " in capsys.readouterr().out
    assert path.read_bytes() == saved.read_bytes()
