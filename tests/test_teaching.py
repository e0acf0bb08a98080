"""What each chapter promises to teach, and the words of its charts, held against its code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest

from dispatched import charts, predict, texts
from dispatched.checks import questions, tasks
from dispatched.notebooks import (
    asked,
    fields,
    lanes,
    rules,
    teaching,
    verb_table,
    verbs,
    worded,
)
from tests.chapters import CHAPTERS, ROOT

SILENT = 0.15
"""So many code cells of a chapter may show nothing, the imports among them."""

OPEN, OPEN_IN_BOOK = 2, 30
"""Charts that are built before the reader's eyes: of a chapter, of the book."""

name = pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)


ASKED = questions.together(ROOT / "exercises")
exercise = pytest.mark.parametrize(
    "path", sorted((ROOT / "exercises").glob("*/*.ipynb")), ids=lambda p: p.stem
)


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def assignment(chapter: str) -> Path:
    return ROOT / "exercises" / chapter / f"{chapter}.ipynb"


def of(path: Path) -> teaching.Teaching:
    return teaching.read(path.with_suffix(".toml"))


def known(path: Path) -> list[str]:
    """What has been taught by the end of a chapter."""
    upto = [of(p) for p in CHAPTERS if p.stem <= path.stem]
    return list(teaching.taught(upto))


@name
def test_the_words_of_the_charts_are_used_as_they_stand(path: Path) -> None:
    assert list(worded.faults(path.stem, read(path), texts.together(texts.folder()))) == []


@name
def test_each_question_before_the_evidence_is_asked_once(path: Path) -> None:
    assert list(asked.faults(path.stem, read(path), predict.together(texts.folder()))) == []


@name
def test_no_prose_stands_in_code(path: Path) -> None:
    assert list(rules.long_strings(read(path))) == []


@name
def test_few_cells_show_nothing(path: Path) -> None:
    notebook = read(path)
    silent = rules.silent(notebook)
    cells = sum(cell.cell_type == "code" for cell in notebook.cells)
    assert len(silent) < SILENT * cells, f"cells {silent} of {cells} show nothing"


@name
def test_charts_are_built_in_the_open(path: Path) -> None:
    assert len(rules.in_the_open(read(path))) >= OPEN


def test_the_book_builds_its_charts_in_the_open() -> None:
    assert sum(len(rules.in_the_open(read(path))) for path in CHAPTERS) >= OPEN_IN_BOOK


@name
def test_the_story_reads_without_the_workshop(path: Path) -> None:
    assert list(lanes.faults(path.stem, read(path))) == []


@name
def test_imports_fold_and_the_story_comes_first(path: Path) -> None:
    notebook = read(path)
    first = next(n for n, cell in enumerate(notebook.cells) if cell.cell_type == "code")
    folded = notebook.cells[first].metadata.get("tags", [])
    assert "hide-input" in folded
    assert notebook.cells[first].metadata.get("jupyter", {}).get("source_hidden") is True
    before = " ".join(cell.source for cell in notebook.cells[1:first])
    assert len(before.split()) >= 80, "tell something before the first cell of code"
    others = [n for n, c in enumerate(notebook.cells) if "hide-input" in c.metadata.get("tags", [])]
    assert others == [first], "only the imports fold"


@name
def test_nothing_is_used_before_it_is_taught(path: Path) -> None:
    assert list(teaching.too_early(path.stem, read(path), known(path))) == []


@exercise
def test_no_exercise_uses_what_is_not_taught_by_then(path: Path) -> None:
    assert list(teaching.too_early(path.stem, read(path), known(path))) == []


@name
def test_what_is_new_is_named_before_it_is_used(path: Path) -> None:
    assert list(teaching.unnamed(of(path), read(path))) == []


@name
def test_goals_are_asked_and_assessed_and_ideas_met_with_a_gap_and_alone(path: Path) -> None:
    chapter = fields.with_questions(read(path), ASKED)
    promises = teaching.broken_promises(of(path), chapter, read(assignment(path.stem)))
    assert list(promises) == []


def chart_tasks(path: Path) -> list[str]:
    listed = tasks.load(path.with_name("tasks.toml"))
    return [task["id"] for task in listed if task["kind"] == "chart"]


@exercise
def test_a_chart_task_takes_up_what_its_chapter_showed(path: Path) -> None:
    chapter = ROOT / "chapters" / f"{path.stem}.toml"
    if chapter.exists():  # the brief at the end has no chapter
        new = set(teaching.read(chapter).altair)
        for task in chart_tasks(path):
            used = verbs.altair_ideas(teaching.solutions(read(path))[task])
            assert used & new, f"{task} uses {', '.join(sorted(used))}; new are {', '.join(new)}"


@exercise
def test_the_sample_solution_of_a_chart_task_shows_its_chart(path: Path) -> None:
    for cell in read(path).cells:
        task = teaching.graded_id(cell).removesuffix("-answer")
        if (
            task in chart_tasks(path)
            and cell.cell_type == "code"
            and cell.metadata.nbgrader.solution
        ):
            shown = [charts.MIME in output.get("data", {}) for output in cell.outputs]
            assert any(shown), f"{task}: let the name of the chart be the last line of the solution"


@name
def test_the_table_says_what_is_new_and_what_is_used_again(path: Path) -> None:
    taught = teaching.taught([of(p) for p in CHAPTERS])
    notebook = read(path)
    table = verb_table.of_chapter(of(path), notebook, taught)
    assert not verb_table.put_into(notebook, table), "make fresh writes the tables anew"


def test_the_front_page_says_what_each_chapter_adds() -> None:
    index = (ROOT / "index.md").read_text(encoding="utf-8")
    table = verb_table.of_book([of(path) for path in CHAPTERS])
    assert verb_table.front_page(index, table) == index, "make fresh writes the tables anew"


@pytest.mark.slow
@name
def test_the_answers_of_questions_with_a_gap_run_after_the_chapter(path: Path) -> None:
    notebook = read(path)
    space: dict[str, Any] = {"__name__": "__main__"}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            exec(cell.source, space)
    asked = teaching.questions(fields.with_questions(notebook, ASKED))
    for label in dict.fromkeys(step.gap for step in of(path).ladder):
        try:
            exec(teaching.code_in(asked[label][1]), dict(space))
        except Exception as error:
            pytest.fail(f"{path.stem}, the answer of {label!r}: {type(error).__name__}: {error}")
