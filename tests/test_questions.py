"""The questions with a field: their text file, their keys, their place in the chapters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest

from dispatched import checks
from dispatched.checks import question_keys, questions
from dispatched.checks.answers import portable
from dispatched.checks.fields import SAYS, judge_field
from dispatched.checks.key_files import load_question_keys, questions_file
from dispatched.checks.tasks import TaskError
from dispatched.notebooks import fields
from dispatched.notebooks.lanes import lane
from tests.chapters import CHAPTERS, ROOT
from tests.saying import SAID, as_said

ASKED = questions.together(ROOT / "exercises")
MOVED = [path for path in CHAPTERS if any(one.chapter == path.stem for one in ASKED.values())]
"""Chapters whose questions have fields."""
chapter = pytest.mark.parametrize("path", MOVED, ids=lambda path: path.stem)
question = pytest.mark.parametrize("one", ASKED.values(), ids=lambda one: one.ident)

ROW = {
    "id": "ex-a",
    "kind": "number",
    "title": "A title",
    "asks": "How many?",
    "unit": "persons",
    "right": "arrivals-1947",
    "hints": ["What is asked for here?", "This is the way to it."],
    "answer": "So many.",
}
CHOICE = {**ROW, "kind": "choice", "options": ["One", "Two"], "right": "Two"}
del CHOICE["unit"]
ORDER = {**CHOICE, "kind": "order", "right": ["Two", "One"]}
CELLS = {**ROW, "kind": "cells", "head": ["A", "B"], "rows": [["a", "?"]], "right": [1]}

BAD: dict[str, tuple[dict[str, Any], str]] = {
    "a word too many": ({**ROW, "points": 1}, "unknown points"),
    "no title": ({**ROW, "title": ""}, "title missing"),
    "another kind": ({**ROW, "kind": "essay"}, "kind 'essay' is none of number, choice"),
    "an id of a task": ({**ROW, "id": "02-a"}, "an id begins with ex-"),
    "one hint": ({**ROW, "hints": ["What is asked for here?"]}, "two hints are needed"),
    "no unit": ({k: v for k, v in ROW.items() if k != "unit"}, "a unit is needed"),
    "options of a number": ({**ROW, "options": ["1"]}, "kind number has no options"),
    "no options": ({**CHOICE, "options": []}, "kind choice needs options"),
    "neither options nor a question of options": (
        {**CELLS, "kind": "choice"},
        "needs options and has no head, rows",
    ),
    "an option twice": ({**CHOICE, "options": ["Two", "two."]}, "each once"),
    "no such option": ({**CHOICE, "right": "Three"}, "'Three' is none of the options"),
    "a list for a choice": ({**CHOICE, "right": ["Two"]}, "a list, or an option of a choice"),
    "an order shown": ({**ORDER, "options": ["Two", "One"]}, "in the right order already"),
    "half an order": ({**ORDER, "right": ["Two"]}, "an order names every option once"),
    "a short row": ({**CELLS, "rows": [["?"]]}, "as many cells as the head"),
    "no blank": ({**CELLS, "rows": [["a", "b"]]}, "one entry for each '?'"),
    "a mistake of three": ({**ROW, "mistakes": [{"value": 1}]}, "a mistake has value and says"),
    "no such claim": ({**ROW, "right": "arrivals-1848"}, "no row 'arrivals-1848' in claims.csv"),
    "a range": (
        {**ROW, "right": "arrivals-1946-1949"},
        "'arrivals-1946-1949' is a range, 50,000 to 80,000: take low",
    ),
    "no arithmetic": ({**ROW, "right": "__import__('os')"}, "is not allowed or not an input"),
    "a count that is none": ({**ROW, "right": 1.5, "tolerance": 0}, "its own answer is judged"),
    "a mistake that is right": (
        {**ROW, "mistakes": [{"value": 35100, "says": "No."}]},
        "the mistake 35100.0 counts as right",
    ),
    "a mistake never told": (
        {
            **ROW,
            "mistakes": [{"value": 10, "says": "One."}, {"value": 10, "says": "The other."}],
        },
        "of the mistake 10.0 is said 'One.'",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_question_that_cannot_be_asked_is_named(name: str) -> None:
    row, said = BAD[name]
    with pytest.raises(TaskError) as error:
        question_keys.make_key(questions.made(row, "16-a"))
    assert said in str(error.value)
    assert as_said(str(error.value), SAID["questions"][name]), str(error.value)


@pytest.mark.parametrize("row", [ROW, CHOICE, ORDER, CELLS], ids=lambda row: row["kind"])
def test_each_kind_makes_a_key_that_holds_no_answer(row: dict[str, Any]) -> None:
    one = questions.made(row, "16-a")
    key = question_keys.make_key(one)
    assert judge_field(key, portable(question_keys.answer_of(one, one.right))).ok
    assert "35000" not in str(key)
    assert "So many" not in str(key)


def test_two_chapters_with_one_id_are_both_named(tmp_path: Path) -> None:
    text = '[[question]]\nid = "ex-a"\nkind = "choice"\ntitle = "A"\nasks = "B"\nanswer = "C"\n'
    text += 'options = ["1", "2"]\nright = "1"\nhints = ["What is asked?", "This is the way."]\n'
    for name in ("16-a", "17-b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "tasks.toml").write_text(text, encoding="utf-8")
    with pytest.raises(TaskError, match="'ex-a' stands in 16-a and in 17-b"):
        questions.together(tmp_path)
    (tmp_path / "16-a" / "tasks.toml").write_text(text * 2, encoding="utf-8")
    with pytest.raises(TaskError, match="16-a, question 'ex-a': stands twice"):
        questions.load(tmp_path / "16-a" / "tasks.toml")


# --- in the chapters ----------------------------------------------------------------------------


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def test_there_are_chapters_with_fields() -> None:
    assert "02-1946-fisheries" in {path.stem for path in MOVED}


@chapter
def test_a_chapter_asks_six_times_or_more_and_after_each_section(path: Path) -> None:
    notebook = read(path)
    assert list(fields.faults(path.stem, notebook, ASKED)) == []
    placed = list(fields.placed(notebook))
    assert len(placed) >= 6
    assert list(fields.unasked(notebook)) == []
    assert {lane(notebook.cells[number]) for number, _ in placed} == {"story"}


@chapter
def test_the_kept_keys_are_those_of_the_tables(path: Path) -> None:
    mine = [one for one in ASKED.values() if one.chapter == path.stem]
    kept = questions_file(path.stem).read_text(encoding="utf-8")
    made = question_keys.text_of(map(question_keys.make_key, mine))
    assert kept == made, f"the keys of {path.stem}'s questions are old: `make fresh` renews them"


def test_no_key_is_kept_of_a_question_that_is_gone() -> None:
    assert {*load_question_keys()} == {*ASKED}


@question
def test_a_hint_does_not_say_the_answer(one: questions.Question) -> None:
    right = one.right if isinstance(one.right, list) else [one.right]
    for hint in one.hints:
        for entry in right:
            assert question_keys.bare_text(str(entry)).lower() not in hint.lower()


def test_a_question_left_out_or_asked_twice_is_named() -> None:
    text = "## One\n\n```{check} ex-a\n```\n\n## Two\n\nWords.\n\n"
    text += "## In five sentences\n\nOne.\n\n## Further reading\n\nBooks."
    cell = nbformat.v4.new_markdown_cell(text, metadata={"tags": ["story"]})
    again = nbformat.v4.new_markdown_cell(text, metadata={"tags": ["story"]})
    notebook = nbformat.v4.new_notebook(cells=[cell, again])
    one = questions.made(ROW, "16-a")
    two = questions.made({**ROW, "id": "ex-b"}, "16-a")
    assert list(fields.unasked(nbformat.v4.new_notebook(cells=[cell]))) == ["Two"]
    assert list(fields.faults("16-a", notebook, {"ex-a": one, "ex-b": two})) == [
        "16-a, cell 1: question 'ex-a' is asked twice",
        "16-a, tasks.toml: question 'ex-b' is asked in no cell",
    ]
    assert "stands in no tasks.toml" in next(fields.faults("16-a", notebook, {}))
    assert "is of 16-a" in next(fields.faults("17-b", notebook, {"ex-a": one}))
    with pytest.raises(ValueError, match=r"cell 0: question .ex-a. stands in no"):
        fields.with_questions(notebook, {})


# --- in a notebook ------------------------------------------------------------------------------


def test_a_notebook_judges_by_the_same_keys(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    one = ASKED["ex-fisheries-cash"]
    assert checks.check(one.ident, 100).ok
    assert checks.check(one.ident, "100 rubles").ok
    assert checks.check(one.ident, 400).text == one.mistakes[0]["says"]
    assert checks.check(one.ident, ...).text == SAYS["nothing"]
    assert not checks.check("ex-fisheries-order", [*ASKED["ex-fisheries-order"].options]).ok
    assert checks.check("ex-fisheries-returns", [0, 2394, 14395]).ok
    assert checks.hint(one.ident).text.endswith(one.hints[0])
    assert not list(tmp_path.iterdir())  # the file of progress is for tasks
    with pytest.raises(checks.UnknownTaskError, match="no question 'ex-fisheries-cahs'; near it"):
        checks.check("ex-fisheries-cahs", 1)


def test_the_plain_words_of_a_question_have_all_that_the_page_has() -> None:
    text = fields.expanded("```{check} ex-fisheries-returns\n```", ASKED)
    one = ASKED["ex-fisheries-returns"]
    for part in (one.title, one.asks, *one.hints, one.answer, "| 1947 | ____ |"):
        assert part in text
    assert 'checks.check("ex-fisheries-returns", ' in text
