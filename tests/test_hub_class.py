"""A class on the hub, in a browser: a student fetches, works and hands in, a teacher collects,
grades and gives back, the course changes in between, and nobody sees what is not theirs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest

from dispatched.hub import course
from dispatched.hub.rooms import ROOT, Rooms, people
from tests.browsing import Tab
from tests.hub_class import Person, free_ports, person, prepared, running

pytestmark = pytest.mark.browser

ASSIGNMENT = "05-2000-contract-work"
CHAPTER = "05-2000-contract-work.ipynb"
PATIENCE = 90_000
"""Milliseconds for a server to start and JupyterLab to show itself."""

OWN = "# What I wrote myself"


@dataclass
class Hub:
    """A hub that runs, with a student and a teacher who have come in."""

    address: str
    rooms: Rooms
    student: Person
    other: Person
    teacher: Person

    def desk(self, step: str) -> str:
        """What the desk says of a step, in a teacher's server."""
        code = (
            "import subprocess as s\n"
            f"done = s.run(['desk', '{step}', '{ASSIGNMENT}'], capture_output=True, text=True)\n"
            "print(done.stdout, done.stderr[-500:] if done.returncode else '')"
        )
        return self.teacher.run(code)


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    rooms = prepared(tmp_path_factory.mktemp("hub") / "hub")
    with running(rooms, free_ports()) as address:
        names = ("student-1", "student-2", "teacher-1")
        student, other, teacher = (person(address, rooms, name) for name in names)
        for one in (teacher, other):
            one.start()
        yield Hub(address, rooms, student, other, teacher)


@pytest.fixture(scope="module")
def tab(hub: Hub, chromium: Any) -> Iterator[Tab]:
    """The student's browser, logged in."""
    with Tab(chromium, viewport={"width": 1280, "height": 900}) as tab:
        page = tab.open(f"{hub.address}/hub/login")
        assert "for trying out" in page.locator(".announcement").inner_text()
        page.fill("#username_input", "student-1")
        page.fill("#password_input", people(hub.rooms)["student-1"][1])
        page.click("#login_submit")
        page.wait_for_url("**/lab/tree/course**", timeout=PATIENCE)
        yield tab


def notebook(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def wait_for(page: Any, path: Path, pattern: str, text: str = "") -> Path:
    """The file, as soon as there is one and holds the text.

    The tab waits, not this thread: its requests go on only while Playwright is asked something.
    """
    for _ in range(300):
        found = sorted(path.glob(pattern))
        if found and (not text or text in found[0].read_text()):
            return found[0]
        page.wait_for_timeout(100)
    raise AssertionError(f"no {pattern} with {text!r} came into {path}")


def assignments(page: Any) -> None:
    """Open nbgrader's list in JupyterLab."""
    page.get_by_role("menuitem", name="Nbgrader").click(timeout=PATIENCE)
    page.get_by_role("menuitem", name="Assignment List").click()


def test_a_class_from_handing_out_to_giving_back(hub: Hub, tab: Tab) -> None:
    page = tab.page
    page.locator(".jp-DirListing-item", has_text="05-2000").wait_for(timeout=PATIENCE)
    home = hub.rooms.home("student-1")
    assert "students can fetch it" in hub.desk("hand-out")

    assignments(page)
    page.locator("#released_assignments_list button", has_text="Fetch").click()
    page.locator("#fetched_assignments_list button", has_text="Submit").wait_for(timeout=PATIENCE)
    path = home / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    assert "BEGIN SOLUTION" not in path.read_text()

    # In a workspace of its own, so that no other tab comes to the front meanwhile.
    lab = f"{hub.address}/user/student-1/lab"
    page.goto(f"{lab}/workspaces/work/tree/{ASSIGNMENT}/{ASSIGNMENT}.ipynb")
    page.locator("[data-status=idle]").first.wait_for(timeout=PATIENCE)
    cell = page.locator(".jp-CodeCell", has_text="planned_low = ...").first
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.type("planned_low = 450")
    page.locator(".jp-CodeCell", has_text="planned_low = 450").first.wait_for()
    page.keyboard.press("Control+S")
    wait_for(page, path.parent, path.name, "planned_low = 450")

    page.goto(lab)
    assignments(page)
    page.locator("#fetched_assignments_list button", has_text="Submit").click()
    page.locator("#submitted_assignments_list", has_text=ASSIGNMENT).wait_for(timeout=PATIENCE)
    wait_for(page, hub.rooms.box("student-1"), f"student-1+{ASSIGNMENT}+*")

    assert "1 handed in, 1 of them new" in hub.desk("collect")
    assert "1 handed in, 0 of them new" in hub.desk("collect")
    assert "graded" in hub.desk("grade")
    assert "given back to 1 of 1" in hub.desk("give-back")
    scores = json.loads((hub.rooms.scores / f"{ASSIGNMENT}.json").read_text())
    assert scores["points"]["student-1"]["given"] == 1.0, scores
    assert scores["points"]["student-1"]["waits"] is False

    shown = hub.teacher.ask(f"formgrader/api/submissions/{ASSIGNMENT}").json()
    assert [one["student"] for one in shown] == ["student-1"]
    assert shown[0]["score"] == 1.0

    page.locator("#submitted_assignments_list button", has_text="Fetch Feedback").first.click()
    page_of = wait_for(page, home / ASSIGNMENT / "feedback", f"*/{ASSIGNMENT}.html")
    assert "450" in page_of.read_text()
    assert tab.foreign == []


def test_a_new_version_of_the_course_keeps_what_a_student_wrote(hub: Hub, tab: Tab) -> None:
    mine = hub.rooms.home("student-1") / "course" / CHAPTER
    book = notebook(mine)
    book.cells[2].source += f"\n{OWN}"
    nbformat.write(book, mine)
    new = course.notebooks()
    changed = nbformat.reads(new[CHAPTER], as_version=4)
    changed.cells.append(nbformat.v4.new_markdown_cell("A paragraph that is new."))
    changed.cells[2].source += "\n\n(corrected)"
    new[CHAPTER] = nbformat.writes(changed) + "\n"
    new["16-a-new-chapter.md"] = "# A new chapter\n"
    assert course.publish(hub.rooms, new, "A new version")
    page = tab.open(f"{hub.address}/user/student-1/")
    page.wait_for_url("**/lab/tree/course**", timeout=PATIENCE)
    wait_for(page, mine.parent, "16-a-new-chapter.md")
    now = mine.read_text()
    assert OWN in now, "what the student wrote is gone"
    assert "A paragraph that is new." in now
    assert notebook(mine).cells[2].source.endswith(OWN)


def test_a_student_sees_neither_others_nor_the_grader(hub: Hub) -> None:
    probe = f"""
import os
from pathlib import Path
places = {[str(ROOT / p) for p in ("exercises", "deploy", "tests", ".git")]}
places += [{str(hub.rooms.root)!r}, "/home/student-1", "/home/teacher-1", "/srv"]
places += ["/exchange/dispatched/boxes", "/exchange/dispatched/scores"]
print([p for p in places if Path(p).exists()])
print([os.listdir(p) for p in {[str(ROOT / "dispatched" / p) for p in ("grading", "hub")]}])
print(sorted(os.listdir("/home")), sorted(os.listdir("/exchange/dispatched")))
for name in ("inbound/x", "outbound/x", "feedback/x", "../course.git/x", "../usr/x"):
    try:
        Path("/exchange/dispatched", name).write_text("x")
        print("written:", name)
    except OSError:
        pass
me = os.getpid()
print("parents:", [p for p in os.listdir("/proc") if p.isdigit() and int(p) > 400])
"""
    said = hub.other.run(probe).splitlines()
    assert said[0] == "[]"
    assert said[1] == "[[], []]"
    assert said[2] == "['student-2'] ['feedback', 'inbound', 'outbound']"
    assert said[3:] == ["written: inbound/x", "parents: []"]
    (hub.rooms.box("student-2") / "x").unlink()


@pytest.mark.parametrize("path", ["api/contents", "formgrader", "lab", "api/kernels"])
def test_a_students_rights_end_at_the_own_server(hub: Hub, path: str) -> None:
    assert hub.other.ask(path, whose="teacher-1").status_code == 403
    assert hub.other.ask(path, whose="student-1").status_code in (403, 404)


def test_a_student_has_no_formgrader_and_no_list_of_people(hub: Hub) -> None:
    assert hub.other.ask("formgrader").status_code == 404
    assert hub.teacher.ask("formgrader").status_code == 200
    import requests

    rights = hub.other.rights
    people_there = requests.get(f"{hub.address}/hub/api/users", headers=rights, timeout=20)
    assert people_there.status_code == 403
    start = f"{hub.address}/hub/api/users/student-1/server"
    assert requests.delete(start, headers=rights, timeout=20).status_code in (403, 404)


def test_a_teacher_cannot_enter_a_students_server(hub: Hub) -> None:
    assert hub.teacher.ask("api/contents", whose="student-2").status_code == 403


def test_what_a_kernel_says_is_not_to_be_heard_on_the_network(hub: Hub) -> None:
    """Kernels of others are found neither by their ports nor by their files."""
    hub.student.start()
    kernel = hub.student.kernel()
    hub.student.run("secret = 'mine'", kernel)
    file = next((hub.rooms.home("student-1") / ".run").glob(f"kernel-{kernel}.json"))
    told = json.loads(file.read_text())
    assert told["transport"] == "ipc"
    ports = f"""
import socket
open_ones = []
for port in ({told["iopub_port"]}, {told["shell_port"]}):
    with socket.socket() as one:
        open_ones += [port] if one.connect_ex(("127.0.0.1", port)) == 0 else []
print(open_ones)
"""
    assert hub.other.run(ports).strip() == "[]"


def test_a_wrong_password_and_a_name_that_is_nobodys_are_refused(hub: Hub) -> None:
    for name, password in (("student-1", "wrong"), ("student-9", ""), ("teacher-1", "")):
        with pytest.raises(AssertionError, match="403"):
            Person(hub.address, name, password)
