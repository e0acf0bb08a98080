"""The kit of the trial: its items, the draw, the power, and the files that people make."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from dispatched.checks import questions
from dispatched.trial import answers, assign, forms, items, made_up, power, tables
from dispatched.trial.items import TrialError
from tests.chapters import ROOT

ITEMS = ROOT / "trial" / "items.toml"
TEST = items.read(ITEMS)
CHAPTERS = ROOT / "chapters"


def test_each_item_measures_a_goal_and_its_figures_are_evidence() -> None:
    assert list(items.faults(TEST, CHAPTERS)) == []
    chapters = {goal[:2] for goal in items.goals(TEST)}
    wanted = {
        f"{number}.{goal.ident}"
        for number in chapters
        for path in CHAPTERS.glob(f"{number}-*.toml")
        for goal in items.teaching.read(path).goals
    }
    assert {*items.goals(TEST)} == wanted


def test_a_figure_without_evidence_and_a_strange_goal_are_named() -> None:
    broken = items.Item("05.no-goal", "a", "There were 31,700.", ("1", "2", "3", "4"), "a")
    wrong = items.Item("05.bad-month", "a", "[30,000](#stock-2016)", ("a", "b", "c", "d"), "a")
    said = list(items.faults((broken, wrong), CHAPTERS))
    assert "no goal '05.no-goal'; there are: 05.stated-share" in said[0]
    assert any("31,700" in one and "not linked" in one for one in said)
    assert any("30,000" in one and "bad-month" in one for one in said)


def test_no_letter_is_right_too_often() -> None:
    for form in items.FORMS:
        counted = Counter(items.key(TEST, form).values())
        assert len(counted) >= 3
        assert max(counted.values()) <= 5


def test_the_items_are_not_the_questions_of_the_book() -> None:
    asked = {_words(one.asks) for one in questions.together(ROOT / "exercises").values()}
    assert not asked & {_words(item.asks) for item in TEST}


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('right = "c"', 'right = "e"', "item 1: right is 'e', not a, b, c or d"),
        ('form = "a"', 'form = "c"', "item 1: form is 'c'"),
        ('form = "a"', 'form = "b"', "form b asks for 01.kind-of-claim more than once"),
        ('goal = "01.kind-of-claim"', 'goal = "01.other"', "01.kind-of-claim, 01.other stands in"),
        ("asks =", "ask =", "item 1: nothing is called 'ask'"),
        ('  "A stock: so many were there",\n', "", "item 1: needs 4 different options"),
        ("A flow: so many came", "A stock: so many were there", "needs 4 different options"),
        ("[[item]]", "[[item", "items.toml: "),
    ],
)
def test_an_item_that_cannot_be_used_is_named(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    path = tmp_path / "items.toml"
    path.write_text(ITEMS.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TrialError, match=re.escape(says)):
        items.read(path)


def test_the_forms_hold_no_key_and_no_link(tmp_path: Path) -> None:
    made = forms.write(tmp_path, ITEMS, CHAPTERS)
    pages = {path.name: path.read_text(encoding="utf-8") for path in made}
    assert [*pages] == ["form-a.html", "form-b.html", "key.html"]
    for name in ("form-a.html", "form-b.html"):
        assert pages[name].count('<ol class="options">') == 12
        assert "href" not in pages[name]
        assert "kind-of-claim" not in pages[name]
        assert "right" not in re.sub(r"<style>.*</style>|about right", "", pages[name], flags=re.S)
    assert "8.06 million" in pages["form-a.html"]
    assert "Lankov 2020" in pages["key.html"]
    assert pages["key.html"].count("<th scope='row'>") == 12


LISTED = [(f"student {n}", f"class {n % 3}") for n in range(61)]


def test_the_draw_is_seeded_balanced_in_each_class_and_blind_to_order() -> None:
    drawn = assign.assign(sorted(LISTED, key=lambda s: s[::-1]), 7)
    again = assign.assign(sorted(LISTED, key=lambda s: s[::-1]), 7)
    assert [(s.name, s.arm, s.first) for s in drawn] == [(s.name, s.arm, s.first) for s in again]
    other = assign.assign(sorted(LISTED, key=lambda s: s[::-1]), 8)
    assert [s.arm for s in drawn] != [s.arm for s in other]
    for room in {s.classroom for s in drawn}:
        mine = [s for s in drawn if s.classroom == room]
        for part in ("arm", "first"):
            counts = Counter(getattr(s, part) for s in mine)
            assert max(counts.values()) - min(counts.values()) <= (1 if part == "arm" else 2)
        cells = Counter((s.arm, s.first) for s in mine)
        assert len(cells) == 4
    codes = [s.code for s in drawn]
    assert len({*codes}) == len(codes)
    assert codes != [s.code for s in again]


def test_whole_classes_are_drawn_in_turns() -> None:
    listed = [(f"s{n}", f"class {n % 6}") for n in range(60)]
    drawn = assign.assign(sorted(listed, key=lambda s: s[::-1]), by="class")
    arms = {(s.classroom, s.arm) for s in drawn}
    assert len(arms) == 6
    assert Counter(arm for _, arm in arms) == {"on": 3, "off": 3}
    with pytest.raises(TrialError, match="the list has 3 classes; to draw whole classes at least"):
        assign.assign(LISTED, by="class")


def test_names_stay_in_one_file_and_a_trial_is_drawn_once(tmp_path: Path, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    roster = tmp_path / "roster.csv"
    rows = "".join(f"Kim {n};Room {n % 2}\n" for n in range(9))
    roster.write_text("\ufeffStudent;Classroom\n" + rows, encoding="utf-8")
    assert assign.main([str(roster), "--seed", "3"]) == 0
    assert "9 students (on: 4, off: 5), seed 3" in capsys.readouterr().out
    listed = (tmp_path / "code-list.csv").read_text(encoding="utf-8")
    given = (tmp_path / "answers.csv").read_text(encoding="utf-8")
    assert listed.count("Kim") == 9
    assert "?ask=off" in listed
    assert "Kim" not in given
    assert "Room" not in given
    assert len(given.splitlines()) == 19
    assert assign.main([str(roster)]) == 1
    assert "a trial is drawn once" in capsys.readouterr().err
    assert (tmp_path / "answers.csv").read_text(encoding="utf-8") == given
    assert not answers.read(tmp_path / "answers.csv", TEST).given["took"].any()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name,classroom\nA,1\n", "there is no column 'student'; there are: name, classroom"),
        ("student,classroom,grade\nA,1,2\n", "the column 'grade' is unknown"),
        ("student,classroom\n", "there is no row below the first line"),
        ("student,classroom\nA,1\nA,1\n", "roster.csv, row 3, column student: stands in row 2 too"),
        ("student,classroom\nA,\n", "roster.csv, row 2, column classroom: is empty"),
        ("student,classroom\n=A1,1\n", "row 2, column student: begins like a formula"),
        ("student,classroom\nA,1,2\n", "row 2: 3 cells, not 2"),
        ("student,section\nA,\n", "roster.csv, row 2, column section: is empty"),
        ("student,name\nA,B\n", "roster.csv: there is no column 'classroom' (or 'section')"),
        ("", "there is no column 'student'; there are: none"),
    ],
)
def test_a_roster_that_cannot_be_used_is_told_by_row_and_column(
    tmp_path: Path, text: str, says: str
) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TrialError, match=re.escape(says)):
        assign.roster(path)


def test_the_roster_by_which_a_class_is_graded_serves_the_trial(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("student,name,email,section\nkim,Kim Min-su,k@x.test,B\nanna,Anna,,A\n")
    assert assign.roster(path) == [("anna", "A"), ("kim", "B")]


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes("student,classroom\nMüller,1\n".encode("latin-1"))
    with pytest.raises(TrialError, match="is not text in UTF-8"):
        assign.roster(path)
    path.write_bytes(b"x" * (tables.MOST_BYTES + 1))
    with pytest.raises(TrialError, match="has more than 5,000,000 bytes"):
        assign.roster(path)


# Cohen 1988, table 2.4.1 (two-sided, 5 percent): students in each group.
@pytest.mark.parametrize(
    ("effect", "chance", "each"), [(0.5, 0.8, 64), (0.8, 0.8, 26), (0.5, 0.9, 86), (1.0, 0.8, 17)]
)
def test_the_power_is_that_of_the_published_table(effect: float, chance: float, each: int) -> None:
    assert power.needed(effect, correlation=0, lost=0, power=chance).each_arm == each


def test_correlation_loss_and_classes_change_the_number_as_they_should() -> None:
    plain = power.needed(0.3, correlation=0, lost=0)
    # Borm and others 2007: the test before takes correlation**2 off the number.
    half = power.needed(0.3, correlation=0.7, lost=0)
    assert half.each_arm == pytest.approx(plain.each_arm * 0.51, abs=1.5)
    assert power.needed(0.3, correlation=0, lost=0.5).students == 2 * plain.students
    # Kish 1965: 1 + (11 - 1) * 0.1 = 2.
    whole = power.needed(0.3, correlation=0, lost=0, by="class", class_size=11, icc=0.1)
    assert whole.each_arm == pytest.approx(2 * plain.each_arm, abs=1)
    assert whole.students == whole.classes * 11
    assert power.needed(0.3, by="class", icc=0, class_size=1).each_arm == power.needed(0.3).each_arm


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"effect": 0}, "effect is 0, not from 0.05"),
        ({"effect": 0.5, "correlation": 1}, "correlation is 1, not from"),
        ({"effect": 0.5, "lost": 1}, "lost is 1, not from"),
        ({"effect": 0.5, "by": "school"}, "by is 'school', not student or class"),
    ],
)
def test_a_plan_outside_its_range_is_refused(given, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        power.needed(**given)


def test_every_line_of_the_made_up_answers_says_so_and_is_made_again() -> None:
    text = (ROOT / "trial" / "made-up.csv").read_text(encoding="utf-8")
    assert text == made_up.text(TEST)
    assert all(line.startswith("made up,made-up-") for line in text.splitlines()[1:])
    assert made_up.text(TEST, 1) != text
