"""What a teacher writes for a class (settings, roster) and what is computed from it: read, or one
sentence that says what to do.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dispatched.book import inputs
from dispatched.grading import codes, course_files, moderation, release, roster, rows, settings
from dispatched.grading.handed_in import Work, begun
from dispatched.grading.points import Row
from dispatched.grading.settings import ClassError

ROOT = Path(__file__).resolve().parents[1]

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


def test_the_folder_of_a_class_is_no_part_of_the_checkout_whatever_its_name(tmp_path: Path) -> None:
    room = tmp_path / "Klasse 25 (봄)"
    for name in ("submitted/Ким/05/05.ipynb", "reports/05/grades.csv"):
        path = room / name
        path.parent.mkdir(parents=True)
        path.write_text("{}")
    (tmp_path / "index.md").write_text("# Book")
    assert len([*inputs.files(tmp_path)]) == 3
    release.settle(room)
    assert [*inputs.files(tmp_path)] == [tmp_path / "index.md"]
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    told = subprocess.run(
        ["git", "-C", str(tmp_path), "status", "--porcelain", "-uall"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split() == ["??", "index.md"]


def test_our_forms_are_asked_of_our_code_alone(tmp_path: Path) -> None:
    """`make lint` corrects nothing that a student wrote, in a class of any name."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name in ("spring/submitted/anna/05/05.py", "tests/test_x.py", "exercises/05/a.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text("import os\n")
    ruff = [sys.executable, "-m", "ruff", "check", "--show-files", "."]
    told = subprocess.run(ruff, cwd=tmp_path, capture_output=True, text=True, check=True)
    found = {Path(line).relative_to(tmp_path.resolve()).parts[0] for line in told.stdout.split()}
    assert found == {"pyproject.toml", "tests", "exercises"}


def test_only_what_somebody_handed_in_is_graded_where_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "submitted" / "anna" / "06-b").mkdir(parents=True)
    (tmp_path / "submitted" / ".trash" / "05-a").mkdir(parents=True)
    assert begun(tmp_path, ["05-a", "06-b"]) == ["06-b"]


def test_no_zero_goes_out_for_what_nobody_could_read_or_is_not_due(tmp_path: Path) -> None:
    head = "student,name,automatic,automatic_max,written,written_max,to_read,total,state\n"
    lines = ("cut,Cut,0,2,0,0,0,0,unreadable", "eva,Eva,0,2,0,0,0,0,nothing")
    for name in ("05-a", "06-b"):
        place = tmp_path / "reports" / name
        place.mkdir(parents=True)
        text = "".join(f"{line}\n" for line in (*lines, "bo,Bo,0,2,0,0,0,0,graded"))
        (place / "grades.csv").write_text(head + text)
    (tmp_path / "class.toml").write_text("[due]\n05-a = 2026-12-04T18:00:00+01:00\n")
    early, after = (datetime(2026, 12, day, tzinfo=UTC) for day in (4, 5))
    assert course_files.read(tmp_path, early).points == {"bo": {"05-a": 0, "06-b": 0}}
    late = course_files.read(tmp_path, after)
    assert late.points == {"bo": {"05-a": 0, "06-b": 0}, "eva": {"05-a": 0}}
    assert late.open == {"05-a": 1, "06-b": 2}


def test_a_name_made_up_here_goes_to_no_course_system() -> None:
    grades = course_files.Grades(names={"student-2787ed49": "김민수", "kim": "Kim"})
    entries = {name: roster.Entry(name) for name in grades.names}
    assert [row["SIS User ID"] for row in course_files.canvas(grades, entries)[1:]] == ["", "kim"]
    assert [row["ID number"] for row in course_files.moodle(grades, entries)] == ["", "kim"]
