"""What is said of a wrong answer: a factor of a function or a list, a text in quotation marks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dispatched import checks
from dispatched.checks import charting, in_short
from dispatched.checks.answers import portable
from dispatched.checks.judge import judge
from dispatched.grading import grade, keys
from dispatched.grading.judging import Bench
from dispatched.grading.make_key import make_key


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def invented(kind: str, right: Any, **more: Any) -> dict[str, Any]:
    """The key of an invented task."""
    task = {
        "id": "05-invented", "kind": kind, "title": "Invented", "unit": "", "hints": [], "also": [],
        "tolerance": 0.005, "answer": "found", "mistakes": [], **more,
    }  # fmt: skip
    return make_key(task, portable(right, task.get("calls", [])))


def test_a_function_that_is_off_by_a_factor_is_told_so() -> None:
    said = checks.check("05-payback", lambda bribe, saving: bribe / saving).text
    assert said == (
        "payback(500, 1000) gives 0.5. It is twelve times too small. Is this a month where a year "
        "was asked for?"
    )
    said = checks.check("05-payback", lambda bribe, saving: 3).text
    assert said == "payback(500, 1000) gives 3, which is not right."


def test_texts_that_a_function_returns_stand_in_quotation_marks() -> None:
    said = checks.check("05-lost-dash", lambda text: [text[:5], text[5:]]).text
    assert said == "restore('10,00012,000') gives ['10,00', '012,000'], which is not right."
    assert in_short.shortly(portable([1, "1"])) == "[1, '1']"


def test_a_list_that_is_off_by_a_factor_is_told_so() -> None:
    key = invented("list", [0.375, 0.667, 0])
    assert judge(key, portable([37.5, 66.7, 0])).text.startswith(
        "Of each entry: It is a hundred times too large."
    )
    assert judge(key, portable([37.5, 0.667, 0])).text == "2 of 3 entries are right."
    assert judge(invented("set", [12, 24]), portable([2, 1])).text.startswith(
        "Of each entry: It is twelve times too small."
    )


def test_an_entry_with_words_is_named() -> None:
    key = invented("list", [200, 5, 390], unit="US dollars; months; US dollars")
    said = judge(key, portable(["200", "5 months", "390"])).text
    assert said == "2 of 3 entries are right. '5 months' is no number: write it without words."


def test_percent_is_asked_of_what() -> None:
    asked = ["pay", "wage"]
    assert charting._no_unit(["Part (percent)"], asked) == "says percent, but not percent of what"
    assert charting._no_unit(["Part (rubles)"], asked).startswith("names something else")
    assert charting._no_unit(["Pay (rubles)"], "US dollars").startswith("names another unit")
    assert charting._no_unit(["Part"], asked) == "does not name the unit in brackets"


def test_after_grading_no_other_calls_are_announced() -> None:
    task = {
        "id": "05-double", "kind": "function", "title": "Twice", "unit": "", "hints": [],
        "also": [], "tolerance": 0, "answer": "double", "mistakes": [],
        "calls": [[1]], "hidden": [[2]],
    }  # fmt: skip

    def key(function: Any, hidden: bool) -> dict[str, Any]:
        calls = task["hidden"] if hidden else task["calls"]
        return make_key(task, portable(function, calls), hidden=hidden)

    def twice(number: int) -> int:
        return 2 * number

    shown, secret = ({"05-double": key(twice, hidden)} for hidden in (False, True))
    assert judge(shown["05-double"], portable(twice, [[1]])).text.endswith("Grading makes others.")
    bench = Bench({"05-double": task}, shown, secret, {})
    answers = {"double": portable(twice, [[1], [2]])}
    verdict, _ = bench._judge('check("05-double", double)', {"answers": answers}, "done")
    assert (verdict.ok, verdict.text) == (True, "Right for the calls shown and for others.")
    answers = {"double": portable(lambda number: 2, [[1], [2]])}
    verdict, _ = bench._judge('check("05-double", double)', {"answers": answers}, "done")
    assert verdict.text == "Right for the calls shown, and not for others."


def test_one_word_is_one_word() -> None:
    assert checks.check("05-essay", "Fair.").text.startswith("1 word.")
    assert checks.check("05-essay", "Not fair.").text.startswith("2 words.")


def test_an_assignment_is_known_by_its_number(tmp_path: Path, capsys: Any) -> None:
    name = next(n for n in keys.assignments() if n.startswith("05-"))
    (tmp_path / "release" / name).mkdir(parents=True)
    (tmp_path / "release" / name / f"{name}.ipynb").write_text("{", encoding="utf-8")
    for given in ("05", "5"):
        assert grade.main([str(tmp_path), given, "--unsafe"]) == 1
        assert f"{name}.ipynb cannot be read" in capsys.readouterr().err
    assert grade.main([str(tmp_path), "06", "--unsafe"]) == 1
    assert "06 has not been released into" in capsys.readouterr().err
