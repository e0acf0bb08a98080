"""What a teacher writes for a class (settings, roster) and what is computed from it: read, or one
sentence that says what to do.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dispatched.grading import codes, course_files, moderation, roster, rows, settings
from dispatched.grading.handed_in import Work
from dispatched.grading.points import Row
from dispatched.grading.settings import ClassError

SETTINGS = {
    "due = 5": "due '' is no time with its zone",
    '[due]\n"05-a" = 2026-12-04T18:00:00': "due '05-a' is no time with its zone",
    '[due]\n"05-a" = "tomorrow"': "due '05-a' is no time with its zone",
    "step = -1": "step is no number of points",
    "step = nan": "step is no number of points",
    "step = true": "step is no number of points",
    'book = "javascript:alert(1)"': "book is no address of the web",
    "book = 1": "book is no address of the web",
    "anonymous = 1": "anonymous is true or false",
    "colour = 1": "says 'colour', which is none of",
    "a = = 1": "class.toml cannot be read",
}


@pytest.mark.parametrize("text", SETTINGS)
def test_settings_that_cannot_be_are_said_in_one_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / "class.toml").write_text(text)
    with pytest.raises(ClassError) as error:
        settings.read(tmp_path)
    assert SETTINGS[text] in str(error.value)
    assert "\n" not in str(error.value)


ROSTERS = {
    "student,name\nanna,A\nbo,B\nAnna ,C\n": "rows 2 and 4: the student 'Anna' stands twice; take",
    "student\nЙо\nЙо\n": "rows 2 and 3: the student",  # composed, and not
    "name\nAnna\n": "there is no column 'student'",
    "student,name\n,Anna\n": "row 2: there is no student in it",
    "student,name\n": "names no student",
}


@pytest.mark.parametrize("text", ROSTERS)
def test_a_roster_with_a_fault_is_one_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / "roster.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ClassError) as error:
        roster.read(tmp_path)
    assert ROSTERS[text] in str(error.value)


def test_the_roster_is_joined_by_name_and_nobody_is_left_out() -> None:
    entries = [roster.Entry("anna", "Anna Kim"), roster.Entry("Йо"), roster.Entry("eva")]
    works = [Work("anna", b"x"), Work("Йо", b"y"), Work("guest", b"z")]
    made = roster.joined(entries, works)
    assert [(w.name, w.problem, w.remark) for w in made] == [
        ("Anna Kim", "", ""),
        ("Йо", "", ""),
        ("eva", "nothing was submitted", ""),
        ("guest", "", "is not in roster.csv"),
    ]
    assert roster.joined([], works) == works


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ("2026-12-04 17:00:00 UTC", ""),
        ("2026-12-04 17:00:01 UTC", "1 hour"),
        ("2026-12-04 18:00:00.123 +0100", "1 hour"),
        ("2026-12-06 17:00:00 UTC", "2 days"),
        ("2026-99-99", "its time cannot be read"),
        ("", ""),
    ],
)
def test_how_late_something_is(time: str, said: str) -> None:
    assert rows.late(time, datetime(2026, 12, 4, 17, tzinfo=UTC)) == said
    assert rows.late(time, None) == ""


def given(points: float | None, comment: str = "") -> moderation.Given:
    return Row("x, row 2", "s", "t", "", comment, ""), points


def test_graders_who_are_near_enter_their_mean_and_others_wait() -> None:
    made = moderation.settle(
        {
            ("a", "t"): {"kim": given(3, "short"), "lee": given(4, "short")},
            ("b", "t"): {"kim": given(1), "lee": given(2.5)},
            ("c", "t"): {"kim": given(1), "lee": given(5), "agreed": given(2)},
            ("d", "t"): {"kim": given(2), "lee": given(None, "well said")},
            ("e", "t"): {"kim": given(0), "lee": given(0), "mo": given(3)},
        },
        1.0,
        {"b": "Bo"},
    )
    assert {key[0]: (row.comment, points) for key, (row, points) in made.good.items()} == {
        "a": ("short", 3.5),
        "c": ("", 2),
        "d": ("well said", 2),
    }
    assert {key[0] for key in made.apart} == {"b", "e"}
    assert made.apart["b", "t"].startswith("Bo, t: kim gives 1, lee gives 2.5, more than 1 apart.")
    first = moderation.agreement(made)[0]
    assert (first["graders"], first["answers"]) == ("kim, lee", 4)
    assert (first["same"], first["difference"]) == (25, 1.625)  # of 1, 1.5, 4 and 0
    assert -1 < first["kappa"] < 1


def test_agreement_has_no_kappa_where_all_gave_the_same() -> None:
    made = moderation.settle({("a", "t"): {"kim": given(3), "lee": given(3)}}, 1.0, {})
    assert moderation.agreement(made)[0]["kappa"] is None
    assert "All points are agreed." in moderation.section(made)


def test_a_list_of_codes_that_is_spoiled_gives_no_new_codes(tmp_path: Path) -> None:
    first = codes.of(tmp_path, ["anna", "bo"])
    assert len({*first.values()}) == 2
    assert codes.of(tmp_path, ["anna", "bo", "eva"])["anna"] == first["anna"]
    path = tmp_path / "private" / "codes.csv"
    for text in (
        "student,code\na,AAAAA\nb,AAAAA\n",
        "student,code\na,AAAAA\na,B\n",
        "student\na\n",
    ):
        path.write_text(text)
        with pytest.raises(ClassError, match=r"private/codes\.csv cannot be used"):
            codes.of(tmp_path, ["anna"])
        assert path.read_text() == text


def test_a_table_that_a_person_changed_goes_to_no_course_system(tmp_path: Path) -> None:
    with pytest.raises(ClassError, match="make grade comes first"):
        course_files.read(tmp_path)
    place = tmp_path / "reports" / "05-a"
    place.mkdir(parents=True)
    head = "student,name,automatic,automatic_max,written,written_max,to_read,total\n"
    (place / "grades.csv").write_text(f"{head}anna,Anna,1,2,0,0,0,many\n")
    with pytest.raises(ClassError, match="row 2 is not as it was written; run make grade again"):
        course_files.read(tmp_path)
    (place / "grades.csv").write_text(
        f"{head}anna,Anna,,,,,,\nbo,=Bo,1,2,1,3,0,2\ned,Ed,1,2,0,3,1,1\n"
    )
    assert json.dumps(course_files.read(tmp_path).points) == '{"bo": {"05-a": 2.0}}'
    course_files.write(tmp_path)
    assert "'=Bo" in (tmp_path / "reports" / "canvas.csv").read_text(encoding="utf-8-sig")
