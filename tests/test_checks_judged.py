"""What a student reads of an answer, whole sentences; and what is counted and kept of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dispatched import checks
from dispatched.checks import done, feedback
from dispatched.checks.answers import portable
from dispatched.checks.judge import judge
from dispatched.grading.make_key import make_key
from tests.invented_tasks import (
    CALLS,
    FUNCTION,
    LIST,
    NUMBER,
    RIGHT,
    SET,
    SOLUTIONS,
    TABLE,
    TEXT,
    payback,
)

TASKS = {"number": NUMBER, "list": LIST, "set": SET | {"unit": ""}, "text": TEXT, "table": TABLE}
TASKS |= {"function": FUNCTION}
KEYS = {
    kind: make_key(task, portable(SOLUTIONS[kind][1], task.get("calls", [])))
    for kind, task in TASKS.items()
}
NOT_YET = "Not answered yet: give total a value in the cell above."
DOLLARS = "a number (US dollars) is asked for."
FIRST = "total(500, 1000)"


def fails(bribe: float, saving: float) -> float:
    raise ValueError("no bribe")


SAID: list[tuple[str, Any, str]] = [
    *((kind, value, NOT_YET) for kind in TASKS for value in (None, ...)),
    ("number", RIGHT, "Right."),
    ("number", 5, "Not this number. Which figures, which years and which unit does the task name?"),
    ("number", "many", f"The answer is a text; {DOLLARS}"),
    ("number", len, f"The answer is a function; {DOLLARS}"),
    ("number", object(), f"The answer is an object; {DOLLARS}"),
    (
        "number",
        "450 rubles",
        "The answer names another unit than the task, which asks for US dollars.",
    ),
    (
        "number",
        iter([]),
        "This is an iterator that has been read already. Run the answer's cell again, or make a "
        "list of it.",
    ),
    ("text", "planned money", "Right."),
    ("text", "pocket money", "Not this. Read the task again, or ask for a hint."),
    ("text", 5, "The answer is a number; a text is asked for."),
    ("list", 5, "The answer is a number; a list is asked for, in order."),
    ("list", [None, None], "Not answered yet: fill in total in the cell above."),
    ("list", [5400, 1], "1 of 2 entries are right."),
    ("list", [5400], "The answer has 1 entry, which is too few."),
    ("list", [5400, 9600, 1], "The answer has 3 entries, which is too many."),
    ("list", [9600, 5400], "The right entries, in another order than the task asks for."),
    ("list", {5400, 9600}, "Here the order counts, and a set has none. Give a list, in order."),
    (
        "list",
        [5_400_000, 9_600_000],
        "Of each entry: It is a thousand times too large. Look at the unit.",
    ),
    (
        "list",
        [5400, "5 years"],
        "1 of 2 entries are right. '5 years' is no number: write it without words.",
    ),
    ("set", 5, "The answer is a number; a list or set is asked for, in any order."),
    ("set", {"wsj2025", "rfa2018", "x"}, "2 of 3 entries are right."),
    (
        "table",
        5,
        "The answer is a number; a data frame with the columns era, share is asked for.",
    ),
    ("table", pd.DataFrame({"era": ["1946"]}), "The table has no column share."),
    (
        "table",
        pd.DataFrame({"era": ["1946"], "share": [50]}),
        "The table has 1 row, which is too few.",
    ),
    (
        "table",
        pd.DataFrame({"era": ["1946", "1967", "1999"], "share": [50, 33.333, 1]}),
        "1 of the rows are not asked for, by their era.",
    ),
    ("function", payback, "Right for these calls. Grading makes others."),
    ("function", 5, "The answer is a number; a function is asked for."),
    (
        "function",
        lambda b, s: None,
        "total returns nothing yet. Is there a return, and a value behind it?",
    ),
    (
        "function",
        lambda b, s: 6 if b == 400 else None,
        f"{FIRST} returns nothing. Is there a return?",
    ),
    ("function", fails, f"{FIRST} fails with ValueError: no bribe"),
    ("function", lambda b, s: 5, f"{FIRST} gives 5, which is not right."),
    ("function", lambda b, s: True, f"{FIRST} gives True, which is not right."),
    (
        "function",
        lambda b, s: f"{b} months",
        f"{FIRST} gives the text '500 months'. A number is asked for, without words.",
    ),
    (
        "function",
        lambda b, s: {6, 2.4},
        f"{FIRST} gives a set, which has no order. Return a list.",
    ),
    (
        "function",
        lambda b, s: b / s,
        f"{FIRST} gives 0.5. It is twelve times too small. Is this a month where a year was asked "
        "for?",
    ),
]


@pytest.mark.parametrize("n", range(len(SAID)))
def test_a_verdict_says_this_to_the_letter(n: int) -> None:
    kind, answer, said = SAID[n]
    verdict = judge(KEYS[kind], portable(answer, CALLS if kind == "function" else ()))
    assert verdict.text == said
    assert verdict.ok == said.startswith("Right")


def test_a_cell_that_fails_says_how() -> None:
    for key in KEYS.values():
        told = judge(key, {"is": "error", "error": "NameError: total"})
        assert (told.ok, told.share, told.text) == (False, 0, "NameError: total")
        assert judge(key, {"is": "error"}).text == "The cell above fails."


def test_what_cannot_be_read_is_told_with_what_is_asked_for() -> None:
    said = judge(KEYS["list"], {"is": "list", "items": 5})
    form = "The answer has a form that could not be read"
    assert (said.ok, said.share) == (False, 0)
    assert said.text == f"{form}; a list is asked for, in order."


def kept(folder: Path) -> list[str]:
    """The tasks in the file of progress."""
    return json.loads((folder / done.PROGRESS).read_text(encoding="utf-8"))["done"]


def test_checking_calls_a_function_only_where_the_task_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.setattr(feedback, "key_of", KEYS.__getitem__)
    right = checks.check("function", payback)
    assert repr(right) == "✓ function: Right for these calls. Grading makes others."
    assert kept(tmp_path) == ["function"]
    wrong = checks.check("function", lambda b, s: b if b == 500 else 12 * b / s)
    assert (wrong.ok, wrong.share) == (False, 0.5)
    assert wrong.text == f"{FIRST} gives 500, which is not right."
    forgot = checks.check("number", [].count)  # without its brackets
    assert repr(forgot) == f"✗ number: The answer is a function; {DOLLARS}"
    assert kept(tmp_path) == ["function"]


def test_progress_counts_each_task_once_from_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    tasks = {"a1": "05", "a2": "05", "a3": "05", "b1": "06", "b2": "06"}
    known = {task: {"kind": "number", "chapter": chapter} for task, chapter in tasks.items()}
    known["b2"]["kind"] = "written"  # a person reads it
    monkeypatch.setattr(done, "load_keys", lambda: known)
    assert checks.progress().to_dict("index") == {
        "05": {"tasks": 3, "done": 0},
        "06": {"tasks": 1, "done": 0},
    }
    for task in ("a1", "a3", "a1", "b1", "unknown"):
        done.remember(task)
    assert checks.progress().to_dict("index") == {
        "05": {"tasks": 3, "done": 2},
        "06": {"tasks": 1, "done": 1},
    }
    assert checks.progress().index.name == "chapter"
