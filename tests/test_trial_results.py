"""What the answers of a trial say: careless files, and figures worked by hand."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from dispatched.shown import faults
from dispatched.trial import answers, drawing, results
from dispatched.trial.items import Item, TrialError, key
from tests.test_trial import TEST

MADE_UP = Path(__file__).resolve().parents[1] / "trial" / "made-up.csv"
Rows = list[list[str]]

PAIR = tuple(
    Item(f"01.{goal}", form, "", ("1", "2", "3", "4"), "a") for goal in "xy" for form in "ab"
)
"""A test of two goals; ``a`` is always right."""


def made(tmp_path: Path, change: Callable[[Rows], None]) -> Path:
    """The made-up answers as a file of one's own, with a change."""
    rows = list(csv.reader(io.StringIO(MADE_UP.read_text(encoding="utf-8"))))
    change(rows)
    path = tmp_path / "answers.csv"
    with path.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(rows)
    return path


def cell(row: int, column: str, value: str) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        rows[row - 1][rows[0].index(column)] = value

    return change


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (cell(5, "q03", "e"), "answers.csv, row 5, column q03: 'e' is not a, b, c, d or empty"),
        (cell(5, "q03", "ab"), "row 5, column q03: 'ab' is not"),
        (cell(5, "q03", "=1"), "row 5, column q03: begins like a formula"),
        (cell(2, "arm", "control"), "row 2, column arm: 'control' is none of on, off"),
        (cell(2, "test", "middle"), "row 2, column test: 'middle' is none of pre, post"),
        (cell(2, "form", "c"), "row 2, column form: 'c' is none of a, b"),
        (cell(2, "code", ""), "row 2, column code: is empty"),
        (cell(3, "classroom", "class 9"), "row 3, column classroom: differs from row 2"),
        (cell(3, "form", "a"), "row 3, column form: is the form of row 2 too"),
        (cell(3, "test", "pre"), "row 3, column code: 'made-up-001' has this test in row 2 too"),
        (cell(3, "code", "x"), "row 3, column test: 'x' has no row of the other test"),
        (cell(3, "made_up", ""), "column made_up: holds 'made up' in every row, or nothing in any"),
        (cell(1, "q03", "q3"), "there is no column 'q03'"),
        (lambda rows: rows[6].append("x"), "row 7: 19 cells, not 18"),
    ],
)
def test_what_cannot_be_used_is_told_by_row_and_column(tmp_path: Path, change, says: str) -> None:
    with pytest.raises(TrialError, match=re.escape(says)):
        answers.read(made(tmp_path, change), TEST)


def test_many_faults_are_told_together_and_not_without_end(tmp_path: Path) -> None:
    def all_wrong(rows: Rows) -> None:
        for row in rows[1:]:
            row[-1] = "z"

    with pytest.raises(TrialError) as told:
        answers.read(made(tmp_path, all_wrong), TEST)
    lines = str(told.value).splitlines()
    assert len(lines) == 21
    assert lines[-1] == "and 172 more"


def small(tmp_path: Path, *rows: str) -> answers.Answers:
    path = tmp_path / "small.csv"
    path.write_text("code,classroom,arm,test,form,q01,q02\n" + "\n".join(rows) + "\n", "utf-8")
    return answers.read(path, PAIR)


def pupil(code: str, arm: str, pre: str, post: str, room: str = "1") -> list[str]:
    return [f"{code},{room},{arm},pre,a,{pre}", f"{code},{room},{arm},post,b,{post}"]


GIVEN = [
    *pupil("a", "on", "a,b", "a,a"),  # 50 → 100
    *pupil("b", "on", "b,b", "A,a"),  # 0 → 100
    *pupil("c", "on", "a,b", "a,b"),  # 50 → 50
    *pupil("d", "on", "b,b", "a,"),  # 0 → 50
    *pupil("e", "off", "a,b", "a,b"),  # 50 → 50
    *pupil("f", "off", "b,b", "a,b"),  # 0 → 50
    *pupil("g", "off", "a,b", "a,b"),  # 50 → 50
    *pupil("h", "off", "b,b", "b,b"),  # 0 → 0
    *pupil("i", "off", "a,a", ","),  # did not come
]


def test_the_key_of_the_form_decides() -> None:
    assert key(PAIR, "a") == {"q01": "a", "q02": "a"}
    both = answers.read(MADE_UP, TEST).scored()
    assert {*both["right"]} == {0, 1}
    raw = [*csv.DictReader(MADE_UP.open(encoding="utf-8"))][:2]
    assert {one["form"] for one in raw} == {"a", "b"}
    for one in raw:
        row = both[(both["code"] == one["code"]) & (both["test"] == one["test"])]
        right = {item: int(one[item] == a) for item, a in key(TEST, one["form"]).items()}
        assert row.set_index("item")["right"].to_dict() == right


def test_gains_and_attrition_by_hand(tmp_path: Path) -> None:
    given = small(tmp_path, *GIVEN)
    assert not given.made_up
    found = results.attrition(given)
    assert found.loc["off"].tolist() == [5, 5, 4, 4, 20.0]
    assert found.loc["on"].tolist() == [4, 4, 4, 4, 0.0]
    # on: 50, 100, 0, 50; off: 0, 50, 0, 0
    assert results.means(given)["gain"].tolist() == [50.0, 12.5]
    assert results.means(given)["students"].tolist() == [4, 4]


def test_the_difference_and_its_interval_by_hand(tmp_path: Path) -> None:
    # Difference 37.5. Squares about the means: 5000 and 1875; over 6 degrees: 1145.8; its root
    # times the root of 2/4 is 23.94; t of 6 degrees is 2.447: 58.57 to each side.
    found = results.effect(small(tmp_path, *GIVEN)).loc["difference of gains"]
    assert found["difference"] == 37.5
    assert (found["low"], found["high"]) == (pytest.approx(-21.07, abs=0.01), 96.07)
    assert found["rows"] == 8


def test_the_covariance_takes_the_test_before_into_account(tmp_path: Path) -> None:
    # Arms are alike before (25 percent each), so the difference is that of the tests after.
    found = results.effect(small(tmp_path, *GIVEN)).loc["analysis of covariance"]
    assert found["difference"] == pytest.approx(37.5)


def test_by_goal_and_items_by_hand(tmp_path: Path) -> None:
    given = small(tmp_path, *GIVEN)
    goals = results.by_goal(given)
    # Goal x, asked: from two of four to four of four. Shown: from two of four to three of four.
    assert goals.loc["01.x", ["on_before", "on_after"]].tolist() == [50, 100]
    assert goals.loc["01.x", ["off_before", "off_after"]].tolist() == [50, 75]
    assert goals.loc["01.x", "difference"] == 25
    items = results.of_items(given).set_index("item")
    assert items["right"].tolist() == [87.5, 25.0]
    assert items["students"].tolist() == [8, 8]
    # Of eight, q01 is wrong for one, who has q02 wrong too: phi of (2, 5, 0, 1).
    assert items["discrimination"].tolist() == pytest.approx([0.22, 0.22])


def rooms(alike: int) -> list[str]:
    """Six classes of four, each in one arm; some have more right before where ``alike`` is 1."""
    rows = []
    for n, arm in enumerate(["on", "off"] * 3):
        for m in range(4):
            post = "a,a" if arm == "on" and (m + n) % 4 else "a,b"
            pre = "a,b" if m % 2 or alike < n < 4 else "b,b"
            rows += pupil(f"{n}-{m}", arm, pre, post, f"room {n}")
    return rows


def test_whole_classes_are_compared_as_classes(tmp_path: Path) -> None:
    given = small(tmp_path, *rooms(1))
    assert results.whole_classes(given)
    assert results.effect(given)["rows"].tolist() == [6, 6]
    assert not results.whole_classes(answers.read(MADE_UP, TEST))
    with pytest.raises(TrialError, match="the analysis of covariance has no answer"):
        results.effect(small(tmp_path, *rooms(9)))


def test_too_few_are_not_compared(tmp_path: Path) -> None:
    with pytest.raises(TrialError, match="arm off has 3 students with both tests; 4 are needed"):
        results.effect(small(tmp_path, *GIVEN[:14]))


@pytest.mark.parametrize("draw", ["gains", "effects", "goals", "items"])
def test_each_chart_lacks_nothing_and_says_whether_it_is_made_up(tmp_path: Path, draw: str) -> None:
    invented = getattr(drawing, draw)(answers.read(MADE_UP, TEST)).to_dict()
    assert faults(invented) == []
    assert invented["title"]["text"].startswith("Made-up answers: ")
    assert "Made-up answers: no student gave them." in invented["description"]
    assert "Made-up" in " ".join(invented["title"]["subtitle"])
    real = getattr(drawing, draw)(
        answers.read(made(tmp_path, lambda rows: [row.pop(0) for row in rows]), TEST)
    ).to_dict()
    assert "ade-up answers" not in str(real["title"]) + real["description"]
