"""Students' boxes are read without trusting a name, a time or a link; people and accounts."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from dispatched.hub import boxes, course, start, walls
from dispatched.hub.rooms import HubError, Rooms, people

WORK = "05-2000-contract-work"
BOOK = f"{WORK}.ipynb"


def hand_in(rooms: Rooms, student: str, text: str, entry: str = "") -> Path:
    """What nbgrader's `submit` leaves in a box."""
    rooms.welcome(student)
    place = rooms.box(student) / (entry or f"{student}+{WORK}+2026-01-01 10:00:00 UTC+abc")
    place.mkdir(parents=True)
    (place / BOOK).write_text(text)
    (place / "timestamp.txt").write_text("1999-01-01 00:00:00 UTC")
    (place / "submission_secret.txt").write_text("s" * 128)
    return place


def collected(rooms: Rooms) -> dict[str, str]:
    """Collect; student → text of the notebook in the class, empty where there is none."""
    boxes.collect(rooms.boxes, rooms.classroom / "submitted", WORK)
    found = (rooms.classroom / "submitted").glob(f"*/{WORK}")
    return {
        p.parent.name: (p / BOOK).read_text() if (p / BOOK).exists() else "" for p in sorted(found)
    }


@pytest.fixture
def rooms(tmp_path: Path) -> Rooms:
    made = Rooms(tmp_path / "hub")
    made.make()
    return made


def test_the_box_says_whose_work_it_is_and_not_its_name(rooms: Rooms) -> None:
    hand_in(rooms, "student-1", "mine", f"student-2+{WORK}+2026-01-01 10:00:00 UTC+abc")
    assert collected(rooms) == {"student-1": "mine"}


def test_the_newest_counts_by_the_systems_record_and_not_by_what_it_says(rooms: Rooms) -> None:
    hand_in(rooms, "student-1", "first", f"student-1+{WORK}+2099-01-01 10:00:00 UTC+abc")
    second = hand_in(rooms, "student-1", "second", f"student-1+{WORK}+2001-01-01 10:00:00 UTC+abc")
    os.utime(second / BOOK, (0, 0))
    assert collected(rooms) == {"student-1": "second"}
    stamp = (rooms.classroom / "submitted" / "student-1" / WORK / "timestamp.txt").read_text()
    assert not stamp.startswith(("1970", "1999", "2001", "2099"))


def test_another_assignment_and_half_a_name_are_left_alone(rooms: Rooms) -> None:
    for entry in ("student-1+06-2017-sanctions+2026+a", "notes", f"a+{WORK}", f"a+{WORK}+b+c+d"):
        hand_in(rooms, "student-1", "x", entry)
    assert collected(rooms) == {}


def test_no_link_leads_out_of_a_box(rooms: Rooms, tmp_path: Path) -> None:
    key = tmp_path / "the-key"
    key.mkdir()
    (key / BOOK).write_text("the solution")
    link = hand_in(rooms, "student-1", "")
    (link / BOOK).unlink()
    (link / BOOK).symlink_to(key / BOOK)
    rooms.welcome("student-2")
    entry = rooms.box("student-2") / f"student-2+{WORK}+2026-01-01 10:00:00 UTC+abc"
    entry.symlink_to(key, target_is_directory=True)
    rooms.box("student-3").symlink_to(entry.parent, target_is_directory=True)
    assert collected(rooms) == {"student-1": ""}


def test_a_pipe_and_a_folder_in_a_submission_stop_nobody(rooms: Rooms) -> None:
    place = hand_in(rooms, "student-1", "mine")
    os.mkfifo(place / "a.ipynb")
    (place / "b.ipynb").mkdir()
    (place / "program.py").write_text("x")
    hand_in(rooms, "student-2", "yours")
    assert collected(rooms) == {"student-1": "mine", "student-2": "yours"}
    kept = rooms.classroom / "submitted" / "student-1" / WORK
    assert sorted(p.name for p in kept.iterdir()) == [
        BOOK,
        "submission_secret.txt",
        "timestamp.txt",
    ]


def test_too_much_is_cut_where_the_grader_will_refuse_it(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boxes, "LARGEST", 1000)
    hand_in(rooms, "student-1", "x" * 5000)
    assert len(collected(rooms)["student-1"]) == 1001


def test_what_is_new_is_told(rooms: Rooms) -> None:
    submitted = rooms.classroom / "submitted"
    hand_in(rooms, "student-1", "first")
    assert boxes.collect(rooms.boxes, submitted, WORK) == {"student-1": True}
    assert boxes.collect(rooms.boxes, submitted, WORK) == {"student-1": False}


def test_accounts_are_made_once_and_only_their_owner_reads_them(rooms: Rooms) -> None:
    known = people(rooms)
    kinds = [kind for kind, _ in known.values()]
    assert (kinds.count("teacher"), kinds.count("student")) == (2, 5)
    assert len({password for _, password in known.values()}) == 7
    assert people(rooms) == known
    assert rooms.passwords.stat().st_mode & 0o077 == 0
    assert rooms.root.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "row", ["anna,student,short", "../x,student,12345678", "anna,admin,12345678", "a", "Ä,student,"]
)
def test_a_wrong_row_of_the_accounts_is_named(rooms: Rooms, row: str) -> None:
    people(rooms)
    with rooms.passwords.open("a") as file:
        file.write(row + "\n")
    with pytest.raises(HubError, match=r"passwords\.csv, row 9: each row is"):
        people(rooms)


@pytest.mark.parametrize("name", ["..", "a/b", "", "A", "x" * 42, "-a"])
def test_a_name_that_would_lead_elsewhere_is_refused(rooms: Rooms, name: str) -> None:
    with pytest.raises(HubError, match="is no name here"):
        rooms.home(name)


def test_a_student_is_shown_no_more_than_a_teacher(rooms: Rooms) -> None:
    student, teacher = (walls.walls(rooms, "anna", kind) for kind in (False, True))
    text = " ".join(student)
    for hidden in ("exercises", "teaching", f"{rooms.root}/class", "/boxes ", "/state "):
        assert hidden not in text
    assert "--unshare-pid" in student
    assert str(rooms.classroom) in teacher
    assert str(rooms.boxes) in teacher[teacher.index(str(rooms.boxes)) - 1 :]


def test_the_course_is_published_once_for_each_change(rooms: Rooms) -> None:
    assert course.publish(rooms, {"a.md": "one", "b/c.md": "two"})
    assert not course.publish(rooms, {"a.md": "one", "b/c.md": "two"})
    assert course.publish(rooms, {"a.md": "another"})
    assert course.git(rooms.course, "ls-tree", "-r", "--name-only", "main").split() == ["a.md"]
    assert len(course.git(rooms.course, "log", "--format=%H", "main").split()) == 2


def test_git_says_in_one_sentence_why_it_failed(rooms: Rooms) -> None:
    with pytest.raises(HubError, match=r"^git clone failed: [^\n]+$"):
        course.git(rooms.root, "clone", "nothing-there", "x")


@pytest.fixture
def all_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which nothing is missing."""
    (tmp_path / "proxy").touch()
    monkeypatch.setattr(start, "PROXY", tmp_path / "proxy")
    monkeypatch.setattr(start.sandbox, "available", lambda: "bubblewrap")
    monkeypatch.setattr(start.shutil, "which", lambda name: f"/usr/bin/{name}")


@pytest.mark.usefixtures("all_there")
def test_a_taken_port_is_named_with_a_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        if port > 65533:
            port -= 2
        with pytest.raises(HubError, match=rf"port \d+ is taken: .* make hub PORT={port + 100}"):
            start.require(port)
    with pytest.raises(HubError, match="port 80 cannot be used"):
        start.require(80)


@pytest.mark.usefixtures("all_there")
@pytest.mark.parametrize("program", ["node", "git", "unshare"])
def test_a_missing_program_is_named(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start.shutil, "which", lambda n: None if n == program else f"/bin/{n}")
    with pytest.raises(HubError, match="install"):
        start.require(8000)


@pytest.mark.usefixtures("all_there")
def test_a_missing_proxy_and_a_missing_sandbox_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(start.sandbox, "available", lambda: "")
    with pytest.raises(HubError, match="bubblewrap is missing"):
        start.require(8000)
    monkeypatch.setattr(start, "PROXY", tmp_path / "none")
    with pytest.raises(HubError, match="the proxy is missing: install Node"):
        start.require(8000)
