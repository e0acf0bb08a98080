"""Titles and units in words, shares of points, factors, hints and what a notebook shows of them."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from dispatched import checks
from dispatched.checks import feedback, parts, units, verdict
from dispatched.checks.answers import portable
from dispatched.checks.judge import judge
from dispatched.checks.questions import Question, bare_text
from dispatched.grading.make_key import make_key

# --- titles ---------------------------------------------------------------------------------------


def test_a_title_is_laid_flat_and_has_words() -> None:
    flat = {" Left  [USD] ": "left (usd)", "A{b}〔c〕【d】": "a(b)(c)(d)", "x" * 301: "x" * 300}
    assert {text: units.flat(text) for text in flat} == flat
    words = {"a bc 12 d3ef": ["bc", "ef"], "人 я": ["人"], "자": ["자"], "x" * 301: ["x" * 300]}
    assert {text: units.words(text) for text in words} == words
    names = {" total_sum ": True, "n.1": True, "Total": False, "other": False}
    assert {t: units.is_name(t, ["total_sum", "n.1", "Total"]) for t in names} == names
    has = {"Pay (US dollars)": True, "(US dollars)": False, "P (a) b": False, "(a(b)c) de": True}
    has |= {"": False, ") pay": True, "(pay": False, "((a) pay) x": False}
    assert {text: units.has_words(text) for text in has} == has


def test_a_title_says_something_in_two_words_of_its_own() -> None:
    said = {
        "Most came": True,
        "Most": False,
        "Most came ann": True,
        "Most most": False,
        "Most xx": False,
        "Arrivals aaaa": False,  # one letter again and again
        "pay by year": False,
        "pay, year": False,
        "pay & rise": True,
        "the chart of 1946": False,
        "도착한사람": True,
        "도착자": False,
        "人数増加": True,
        "ひらがな": True,
        "カタカナ": True,
    }
    assert {text: units.says_something(text, ["pay", "year"]) for text in said} == said


def test_the_unit_is_looked_for_where_titles_have_it() -> None:
    found = {
        "Pay (US dollars)": ["us dollars"],
        "Pay (US (dollars))": ["us (dollars)"],
        "Pay (a) and (b)": ["a", "b"],
        "Pay ()": [],
        "Pay, rubles": ["rubles"],
        "Pay: rubles": ["rubles"],
        "Pay - rubles": ["rubles"],
        "Pay – rubles": ["rubles"],
        "Pay — rubles": ["rubles"],
        "Pay in rubles": ["rubles"],
        "Pay / month": ["month"],
        "Pay, in rubles": ["in rubles", "rubles"],
        ", rubles": [],
        "Pay, total (rubles)": ["rubles"],
        "Pay %": ["%"],
        "Pay $": ["$"],
        "Pay us$": ["us$"],
        "Pay USD": ["usd"],
        "Pay ₽": ["₽"],
        "Pay percent": ["percent"],
        "Pay rubles": [],
    }
    assert {text: units.unit_parts(text) for text in found} == found


@pytest.mark.parametrize(
    ("title", "wanted", "good"),
    [
        ("Pay (€)", True, True),
        ("Pay (5)", True, False),
        ("Pay (rub)", "rubles", True),
        ("Pay (scrub)", "rubles", False),
        ("Pay (rubbish)", "rubles", False),
        ("Pay (12rub.)", "rubles", True),
        ("Pay (rubles not dollars)", "rubles", True),
        ("Pay (dollars not rubles)", "rubles", False),
        ("Pay (thousand rubles)", "rubles", False),
        ("Pay (thousand rubles)", "thousand rubles", True),
        ("Pay (bn rubles)", "billion rubles", True),
        ("Pay (million billion rubles)", "million rubles", False),
        ("Share (pp)", "percentage points", True),
        ("Share (%)", "percentage points", False),
        ("Age (yrs)", "years", True),
        ("Age (days)", "years", False),
        ("Hours (tight to free)", "tight free", True),
        ("Hours (tight)", "tight free", False),
        ("Hours (tight)", ["free", "tight"], True),
        ("Hours (tight)", [], False),
        ("Hours (tight)", "", True),
    ],
)
def test_a_unit_is_named_by_a_word_of_its_own(title: str, wanted: Any, good: bool) -> None:
    assert units.names_unit(title, wanted) is good


# --- verdicts -------------------------------------------------------------------------------------


def test_what_is_asked_for_and_what_came_in_its_place() -> None:
    asked = {
        "number": "a number is asked for.",
        "text": "a text is asked for.",
        "list": "a list is asked for, in order.",
        "set": "a list or set is asked for, in any order.",
        "table": "a data frame with the columns  is asked for.",
        "chart": "an Altair chart is asked for.",
        "function": "a function is asked for.",
    }
    assert {kind: verdict.expected({"kind": kind}) for kind in asked} == asked
    table = verdict.expected({"kind": "table", "columns": ["a", "b"]})
    assert table == "a data frame with the columns a, b is asked for."
    other = verdict.wrong_kind({"kind": "text"}, {"is": "other", "type": "Axes"})
    assert (other.ok, other.share) == (False, 0)
    assert other.text == "The answer is an Axes; a text is asked for."
    flag = verdict.wrong_kind({"kind": "text"}, {"is": "flag", "flag": True, "type": "Axes"})
    assert flag.text == "The answer is True; a text is asked for."


def test_half_of_the_parts_earn_half_of_the_points_and_fewer_nothing() -> None:
    shares = {(1, 2, 2): 0.5, (1, 2, 3): 0, (2, 3, 3): 0.67, (3, 3, 4): 0.75, (9, 9, 9): 0.9}
    shares |= {(49, 100, 1): 0, (1, 1, 1): 0.9, (0, 0, 0): 0, (19, 20, 20): 0.9}
    assert {given: verdict.share_of(*given) for given in shares} == shares
    assert [verdict.more(given, 2) for given in (1, 2, 3)] == ["few", "few", "many"]
    for factor, said in verdict.FACTORS.items():
        assert verdict.by_factor(lambda one, known=factor: one == known) == said
    assert verdict.by_factor(lambda one: False) == ""


ROWS = pd.DataFrame({"Year": [1946, 1947, 1947], "Kind": ["a", "a", "b"], "Pay": [5, 6, 7]})
TABLE = {
    "id": "99-t", "kind": "table", "title": "T", "unit": "", "hints": [], "also": [],
    "tolerance": 0.005, "answer": "t", "mistakes": [], "columns": ["Year", "Kind", "Pay"],
    "key": ["Year", "Kind"],
}  # fmt: skip
SAID: list[tuple[Any, float, str]] = [
    (ROWS, 1, "Right."),
    (ROWS[::-1], 1, "Right."),
    (ROWS.assign(Year=1999), 0, "3 of the rows are not asked for, by their Year and Kind."),
    (ROWS.assign(Pay=[5, 6, 9]), 0.67, "Column Pay is wrong in 1 of 3 rows."),
    (ROWS[:2], 0.67, "The table has 2 rows, which is too few."),
    (ROWS[:1], 0, "The table has 1 row, which is too few."),
    (pd.concat([ROWS, ROWS[:1]]), 0.9, "The table has 4 rows, which is too many."),
    (ROWS[["Year"]], 0, "The table has no column Kind, Pay."),
    (pd.concat([ROWS[:2], ROWS[:1]]), 0.9, "Column Year is wrong in 1 of 3 rows."),
]


@pytest.mark.parametrize("n", range(len(SAID)))
def test_of_a_table_its_rows_are_told_apart_by_two_columns(n: int) -> None:
    answer, share, said = SAID[n]
    key = make_key(TABLE, portable(ROWS))
    found = judge(key, portable(answer))
    assert (found.ok, found.share, found.text) == (share == 1, share, said)


def test_rows_in_their_order_where_it_is_asked_for() -> None:
    key = make_key(TABLE | {"ordered": True}, portable(ROWS))
    assert judge(key, portable(ROWS)).ok
    found = judge(key, portable(ROWS[::-1]))
    said = "The right rows, in another order than the task asks for."
    assert (found.ok, found.share, found.text) == (False, 0.5, said)


def test_a_number_within_words_is_no_number() -> None:
    assert [parts._worded(one) for one in ("5 men", "men", "5", 5, None)] == [True] + [False] * 4
    assert [parts._number(one) for one in ("5", "x", 0, True, 2)] == [5, None, None, None, 2]
    assert parts._divided(["50", "x", 0, 3], 10) == [5, "x", 0, 0.3]


# --- in a notebook --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ok", "help_", "mark", "color"),
    [(True, False, "✓", "2e8555"), (False, False, "✗", "c4551f"), (False, True, "?", "1a6199")],
)
def test_a_notebook_shows_the_mark_in_its_color(
    ok: bool, help_: bool, mark: str, color: str
) -> None:
    shown = checks.Feedback("05-<x>", ok, 0, "Less & <more>", help=help_)
    assert shown._repr_html_() == (
        f'<p style="border-left: 4px solid #{color}; padding: 0.3em 0.8em; margin: 0.3em 0">'
        f"<b>{mark} 05-&lt;x&gt;</b> Less &amp; &lt;more&gt;</p>"
    )
    assert repr(shown) == f"{mark} 05-<x>: Less & <more>"


def test_hints_are_counted_and_the_last_one_said_again(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"05-a": ["Which year?", "Look at 1947."], "05-b": []}
    monkeypatch.setattr(feedback, "_hints", {})
    monkeypatch.setattr(feedback, "key_of", lambda task: {"hints": known[task]})
    last = "That was all. Once more: Look at 1947."
    wanted = ["Hint 1 of 2: Which year?", "Hint 2 of 2: Look at 1947.", last, last]
    for text in wanted:
        assert checks.hint("05-a") == checks.Feedback("05-a", False, 0.0, text, help=True)
    none = "There is no hint for a written answer; the rubric says what counts."
    for _ in range(2):
        assert checks.hint("05-b") == checks.Feedback("05-b", False, 0.0, none, help=True)


def test_of_a_written_answer_the_words_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "key_of", lambda task: {"kind": "written"})
    said = "{}. A person reads this answer; the rubric is above."
    for answer, many in ((None, "0 words"), ("Fair.", "1 word"), ("Not  fair.", "2 words")):
        found = checks.Feedback("05-e", many != "0 words", 0.0, said.format(many))
        assert checks.check("05-e", answer) == found


def test_a_student_is_told_which_tasks_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"05-a": {}, "05-b": {}, "06-a": {}}
    monkeypatch.setattr("dispatched.checks.key_files.load_keys", lambda: known)
    monkeypatch.setattr("dispatched.checks.key_files.load_question_keys", lambda: {"ex-a": {}})
    for task, said in {
        "05-x": "no task '05-x'; this chapter has 05-a, 05-b",
        "99-x": "no task '99-x'; this chapter has none",
        "ex-zzzz": "no question 'ex-zzzz'; there are ex-a",
        "ex-aa": "no question 'ex-aa'; near it: ex-a",
    }.items():
        with pytest.raises(checks.UnknownTaskError) as error:
            checks.hint(task)
        assert str(error.value) == said


def test_there_is_a_notebook_where_a_shell_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    for shell, there in ((None, False), (object(), True)):
        made = SimpleNamespace(get_ipython=lambda shell=shell: shell)
        monkeypatch.setitem(sys.modules, "IPython", made)
        assert checks._in_notebook() is there
    monkeypatch.delitem(sys.modules, "IPython")
    assert checks._in_notebook() is False


def test_an_option_is_compared_by_its_words() -> None:
    text = {" *A* `b` \\$5 ": "A b $5", "[a](b) and [c](d)": "a and c", "_x_ ": "x", "[]()": ""}
    assert {given: bare_text(given) for given in text} == text
    assert Question.__dataclass_params__.frozen
