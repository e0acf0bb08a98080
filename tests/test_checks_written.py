"""What an author writes (tasks, questions, units) to the last word; digests from both sides."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dispatched.checks import contrast, digests, question_keys, questions, scenes, tasks
from dispatched.checks.contrast import Looks
from dispatched.checks.in_short import shortly
from dispatched.checks.questions import Question
from tests.test_checks_tasks import written
from tests.test_questions import CELLS, CHOICE, ORDER, ROW

# --- tasks ----------------------------------------------------------------------------------------

TASK = {"id": "05-x", "kind": "text", "title": "T", "hints": ["one and two", "three to five"]}
CHART = {"mark": "bar", "channels": {"x": {"field": "year"}}}
LAYER = {"mark": "line", "channels": {}, "says": "No line."}
NEEDED = "id, kind and title are needed"
TWO_HINTS = "two hints are needed, the first a question back, the second the way"
ONE_LAYER = "a layer of a chart has mark, channels and says, and nothing else"
CALLS = "a function needs calls to show and hidden calls to grade with"
RULES = "a chart needs [task.chart] with mark and channels"


def refused(folder: Path, *rows: dict[str, Any]) -> str:
    """What is said of tasks of chapter 05; empty where they are well."""
    path = folder / "05-a" / "tasks.toml"
    path.parent.mkdir(exist_ok=True)
    tables = ["[[task]]\n" + "\n".join(f"{k} = {written(v)}" for k, v in r.items()) for r in rows]
    path.write_text("\n".join(tables), encoding="utf-8")
    try:
        tasks.load(path)
    except tasks.TaskError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, ""),
        ({"kind": None}, NEEDED),
        ({"title": None}, NEEDED),
        ({"b": 1, "a": 2}, "unknown a, b"),
        ({"id": "05x"}, "an id is unique and begins with 05-"),
        ({"hints": ["one and tw", "three to five"]}, TWO_HINTS),
        ({"hints": ["one and two", "three to f"]}, TWO_HINTS),
        ({"hints": ["one and two"] * 3}, TWO_HINTS),
        ({"hints": ["one and two", 5]}, TWO_HINTS),
        ({"hints": None}, TWO_HINTS),
        ({"kind": "written"}, "a written answer needs a rubric"),
        ({"kind": "written", "rubric": "R", "hints": None}, ""),
        ({"kind": "function", "calls": [[1]]}, CALLS),
        ({"kind": "function", "hidden": [[1]]}, CALLS),
        ({"kind": "function", "calls": [[1]], "hidden": [[2]]}, ""),
        ({"kind": "table"}, "a table needs the columns that are compared"),
        ({"kind": "table", "columns": ["a"]}, ""),
        ({"kind": "list", "mistakes": [{"value": [1], "says": "No."}]}, ""),
        ({"kind": "set", "mistakes": [{"value": [1], "says": "No."}]}, ""),
        ({"kind": "number", "mistakes": [{"value": 1, "says": "No."}]}, ""),
        (
            {"kind": "table", "columns": ["a"], "mistakes": [{"value": 1, "says": "No."}]},
            "mistakes are told of numbers, texts, lists and sets only",
        ),
        (
            {"mistakes": [{"value": 1, "says": "No.", "why": "W"}]},
            "a mistake has value and says, and nothing else",
        ),
        ({"kind": "chart"}, RULES),
        ({"kind": "chart", "chart": {"mark": "bar"}}, RULES),
        ({"kind": "chart", "chart": {"channels": {"x": {}}}}, RULES),
        ({"kind": "chart", "chart": CHART}, ""),
        ({"kind": "chart", "chart": CHART | {"b": 1, "a": 1}}, "unknown chart rule a, b"),
        ({"kind": "chart", "chart": CHART | {"layers": [LAYER]}}, ""),
        ({"kind": "chart", "chart": CHART | {"layers": [LAYER | {"b": 1}]}}, ONE_LAYER),
        ({"kind": "chart", "chart": CHART | {"apart": ["dash", "panel", "strength"]}}, ""),
        (
            {"kind": "chart", "chart": CHART | {"apart": ["dash", "width"]}},
            "apart names some of panel, dash, strength",
        ),
        (
            {"kind": "chart", "chart": {"mark": "bar", "channels": {"y": {"b": 1, "a": 1}}}},
            "unknown rule of channel y: a, b",
        ),
    ],
)
def test_a_task_that_cannot_be_set_is_told_why(change: Any, said: str, tmp_path: Path) -> None:
    row = {name: value for name, value in (TASK | change).items() if value is not None}
    told = f"05-a, task '{row['id']}': {said}" if said else ""
    assert refused(tmp_path, row) == told


def test_a_task_without_a_name_is_known_by_its_number(tmp_path: Path) -> None:
    nameless = {name: value for name, value in TASK.items() if name != "id"}
    assert refused(tmp_path, TASK, nameless) == f"05-a, task 'task 2': {NEEDED}"
    said = "05-a, task '05-x': an id is unique and begins with 05-"
    assert refused(tmp_path, TASK, TASK | {"id": "05-y"}, TASK) == said


# --- questions ------------------------------------------------------------------------------------


def test_a_question_has_what_its_author_leaves_out() -> None:
    row = ROW | {"asks": " How many?\n", "answer": " So many. "}
    assert questions.made(row, "16-a") == Question(
        "ex-a", "number", "A title", "How many?", "arrivals-1947",
        ("What is asked for here?", "This is the way to it."), "So many.", "persons", (), (), (),
        0.005, (), "16-a",
    )  # fmt: skip
    mistakes = [{"value": [2], "says": "No."}]
    whole = questions.made(CELLS | {"tolerance": 0, "mistakes": mistakes}, "16-a")
    assert (whole.head, whole.rows, whole.blanks) == (("A", "B"), (("a", "?"),), 1)
    assert (whole.tolerance, whole.mistakes) == (0, tuple(mistakes))
    assert questions.made(CHOICE, "16-a").options == ("One", "Two")
    assert questions.made(ROW | {"right": 0}, "16-a").right == 0


LISTED = "right and the values of mistakes are a list, or an option of a choice"
TEXTS = "title, asks and answer are texts"
BLANKS = "right and the values of mistakes are lists, one entry for each '?'"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (ROW | {"title": 5}, TEXTS),
        (ROW | {"asks": "  "}, TEXTS),
        (ROW | {"answer": ["a"]}, TEXTS),
        (ROW | {"hints": ["one and tw", "three to five"]}, TWO_HINTS),
        (ROW | {"hints": ["one and two", "three to five", "more than that"]}, TWO_HINTS),
        (ROW | {"hints": ["one and two", 5]}, TWO_HINTS),
        (ROW | {"hints": [], "title": ""}, "title, hints missing"),
        (ROW | {"b": 1, "a": 1}, "unknown a, b"),
        (ROW | {"id": "ex-A"}, "an id begins with ex- and has small letters, digits and hyphens"),
        (CHOICE | {"options": ["Two"]}, "two options or more are needed, each once"),
        (CHOICE | {"mistakes": [{"value": "No", "says": "N"}]}, "'No' is none of the options"),
        (CHOICE | {"mistakes": [{"value": ["One"], "says": "N"}]}, LISTED),
        (CHOICE | {"kind": "choices"}, LISTED),
        (
            ORDER | {"mistakes": [{"value": ["One"], "says": "N"}]},
            "an order names every option once",
        ),
        (CELLS | {"unit": ""}, "a unit is needed"),
        (CELLS | {"right": [1, 2]}, BLANKS),
        (CELLS | {"right": 1}, BLANKS),
        (CELLS | {"mistakes": [{"value": [], "says": "N"}]}, BLANKS),
        (CELLS | {"rows": [["a", "?"], ["b"]]}, "every row has as many cells as the head"),
        (
            {name: value for name, value in CELLS.items() if name not in ("head", "rows")},
            "a question of kind cells needs head, rows",
        ),
    ],
)
def test_a_question_that_cannot_be_asked_is_told_why(row: dict[str, Any], said: str) -> None:
    with pytest.raises(tasks.TaskError) as error:
        questions.made(row, "16-a", "question 1")
    assert str(error.value) == f"16-a, question '{row['id']}': {said}"


def test_questions_of_a_file_are_known_by_their_number(tmp_path: Path) -> None:
    path = tmp_path / "16-a" / "tasks.toml"
    assert questions.load(path) == []
    path.parent.mkdir()
    path.write_text("", encoding="utf-8")
    assert questions.load(path) == []
    path.write_text("[[question]]\nkind = 'number'\n", encoding="utf-8")
    with pytest.raises(tasks.TaskError) as error:
        questions.load(path)
    lacking = "id, title, asks, right, hints, answer missing"
    assert str(error.value) == f"16-a, question 'question 1': {lacking}"


def test_keys_are_written_for_questions_and_go_with_them(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "16-a.json"
    question_keys.write([], path)
    one = questions.made(CHOICE | {"title": "Überschrift"}, "16-a")
    for _ in range(2):
        question_keys.write([one], path)
    text = path.read_text(encoding="utf-8")
    assert json.loads(text) == {"questions": [question_keys.make_key(one)]}
    assert text.startswith('{\n "questions": [\n  {\n   "field": true,\n   "forms": [],')
    assert "Überschrift" in text
    assert text.endswith("}\n")
    question_keys.write([], path)
    assert not path.exists()
    assert question_keys.make_key(one)["options"] == ["One", "Two"]


def test_a_unit_may_be_written_in_its_forms() -> None:
    forms = {
        "months": ["months", "month"],
        "percent": ["percentage", "per cent", "percent", "pct"],
        "boats": ["boats"],
        "no": [],
        "": [],
    }
    assert {unit: question_keys.forms(unit) for unit in forms} == forms


# --- digests --------------------------------------------------------------------------------------


def test_a_step_has_a_sign_and_a_place() -> None:
    steps = {0: (0, 0), 1e-10: (0, 0), -1e-10: (0, 0), 1: (1, 0), -1: (-1, 0), 0.999: (1, -1)}
    assert {value: digests.step(value) for value in steps} == steps
    assert digests.step(1e-9) == (1, -4156)
    assert digests.step(2, 1) == (1, 1)
    assert digests.number_digest("a", 0, shift=5) == digests.number_digest("a", 0)
    assert digests.number_digest("a", 1, 0.005, 1) == digests.digest("a", "number", 1, 1)


def test_a_count_is_whole_up_to_a_trace() -> None:
    assert digests.number_digests("a", 5 + 1e-10, 0) == [digests.digest("a", "count", 5)]
    assert digests.number_digests("a", 5.0001, 0) == []
    assert digests.number_digests("a", 1e9 + 0.5, 0) == [digests.digest("a", "count", 10**9)]
    assert digests.number_digests("a", 0.5, 0) == []


def test_names_and_texts_lose_what_does_not_matter() -> None:
    labels = {True: "true", 2.5: "2.5", "1,947": "1,947", -3.0: "-3", None: "none"}
    assert {cell: digests.label(cell) for cell in labels} == labels
    plain = {"a\u2014b": "a-b", "a\u2019s": "a's", "a_b\t c": "a b c", '"Why?!"': "why?", "ﬁ": "fi"}
    assert {text: digests.plain(text) for text in plain} == plain


def test_entries_are_matched_each_once() -> None:
    known = [digests.cell_digests("a", n) for n in (5, 5, "x", None, True)]
    assert digests.matched(known, "a", [5, "X", None, True]) == 4
    assert digests.matched(known, "a", [None, 5, "5", "x", "true"]) == 5
    assert digests.matched(known, "a", [7, 8]) == 0
    assert not digests.holds(known[0], "a", None)
    assert not digests.holds(known[0], "a", "six")
    assert digests.holds(known[0], "a", "5.02")
    assert not digests.holds(known[0], "a", "5.02", 0)


@pytest.mark.parametrize(
    ("text", "unit", "other"),
    [
        ("$5", "rubles", True),
        ("$5", "US dollars", False),
        ("5 %", "US dollars", True),
        ("$5", "persons", True),
        ("$5", "", False),
        ("5", "rubles", False),
        (5, "rubles", False),
        ("five $", "rubles", False),
        ("5 rub", "Rubles a month", False),
        ("€5", "million US DOLLARS", True),
    ],
)
def test_another_unit_is_one_of_another_family(text: Any, unit: str, other: bool) -> None:
    assert digests.foreign(text, unit) is other


# --- charts ---------------------------------------------------------------------------------------


def test_so_many_colors_are_asked_for_at_a_time() -> None:
    looks = Looks("white")
    looks.learn(set())
    looks.learn({f"rgb({n}, 0, 0)" for n in range(201)})
    assert len(looks.known) == 200
    looks.known["black"] = 5.0
    looks.learn({"black"})
    assert looks.contrast("black") == 5
    assert Looks("black").contrast("none") == 1
    dark = Looks("black")
    dark.learn({"black", "no color"})
    assert dark.contrast("black") == pytest.approx(1)
    assert contrast._texts({"marktype": "text"}) == contrast._texts({}) == []


def test_a_chart_without_a_mark_has_an_empty_scene() -> None:
    nothing = {"title": "", "axes": {}, "labels": {}, "legends": [], "marks": []}
    assert scenes.draw({"data": {"values": []}}) == nothing


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"is": "table", "columns": {c: [1] for c in "abcdef"}, "rows": 1},
         "table of 1 row: a, b, c, d, e, f; first 1, 1, 1, 1, 1"),
        ({"is": "table", "columns": {"a" * 90: [1.0]}, "rows": 2},
         f"table of 2 rows: {'a' * 80}; first 1"),
        ({"is": "function", "results": [{"is": "text", "text": "x" * 60}] * 3},
         f"function that gives {'x' * 60}, {'x' * 38}"),
        ({"is": "chart", "scene": {"marks": [{"mark": "m", "channels": {}, "items": []}] * 4}},
         "chart: 0 m marks (); 0 m marks (); 0 m marks ()"),
        ({"is": "chart", "scene": {"marks": [{"mark": "m" * 200, "channels": {}, "items": []}]}},
         f"chart: 0 {'m' * 151}"),
    ],
)  # fmt: skip
def test_a_long_answer_is_cut(value: dict[str, Any], said: str) -> None:
    assert shortly(value) == said
