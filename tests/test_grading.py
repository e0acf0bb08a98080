"""Grading a class: right solutions earn everything, a released notebook nothing, and a hostile one
nothing that it did not earn.
"""

from __future__ import annotations

import copy
import csv
import hashlib
import json
import os
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from dispatched.grading import grade, inject, keys, release, sandbox, sheet, submission
from tests.grading_room import ASSIGNMENT, HEAD, LIMITS, cell, needs_sandbox, put, solved
from tests.hostile_answers import ATTACKS, RIGHT_ANYWAY


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict]:
    """A class of many kinds, graded once."""
    needs_sandbox()
    folder = tmp_path_factory.mktemp("class")
    assert release.release(folder, [ASSIGNMENT]) == {ASSIGNMENT: ""}
    released = nbformat.read(folder / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    server = socket.socket()
    server.bind(("127.0.0.1", 0))
    server.listen()
    port = str(server.getsockname()[1])
    reached: list[object] = []
    threading.Thread(target=lambda: reached.append(server.accept()), daemon=True).start()
    put(folder, "all-right", solved(released))
    put(folder, "as-released", copy.deepcopy(released))
    for name, code in ATTACKS.items():
        notebook = solved(released)
        cell(notebook, HEAD).source = code.replace("PORT", port).replace(
            "ROOT", repr(str(keys.ROOT))
        )
        put(folder, f"attack-{name}", notebook)
    edited = solved(released)
    cell(edited, "05-obligation-answer").source = "obligation = [1, 2]"
    cell(edited, "05-obligation-check").source = "1 + 1"
    put(folder, "edited-check", edited)
    deleted = solved(released)
    deleted.cells = [
        c for c in deleted.cells if not c.metadata.nbgrader.grade_id.startswith("05-obligation")
    ]
    put(folder, "deleted-cells", deleted)
    double = solved(released)
    wrong = copy.deepcopy(cell(double, HEAD))
    wrong.source, wrong["id"] = "planned_low = 1", "other"
    double.cells.append(wrong)
    put(folder, "double-id", double)
    nameless = solved(released)
    nameless.metadata = nbformat.from_dict({})
    put(folder, "no-kernel", nameless)
    put(folder, "truncated", json.dumps(solved(released)).encode()[:4000])
    put(folder, "picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    put(folder, "empty", b"")
    put(folder, "huge", b'{"cells": [' + b" " * 100_000_000)
    put(folder, "deep", b"[" * 100_000)
    put(folder, "other-json", b'{"cells": {"a": 1}}')
    put(
        folder,
        "odd-cells",
        b'{"cells": [1, null, {"cell_type": "code", "source": 5}, {"cell_type": [], "source": '
        b'["x", 1]}]}',
    )
    put(folder, "Ким-😀", solved(released))
    put(folder, os.fsdecode("Анна".encode("cp1251")), solved(released))
    (folder / "submitted" / "nothing").mkdir()
    outside = folder / "secret.txt"
    outside.write_text("keep")
    link = folder / "submitted" / "link" / ASSIGNMENT
    link.mkdir(parents=True)
    (link / f"{ASSIGNMENT}.ipynb").symlink_to(outside)
    before = tree(folder)
    made = grade.Class(folder, ASSIGNMENT, limits=LIMITS)
    rows = made.grade(quiet=True)
    yield {
        "folder": folder,
        "rows": {r["name"]: r for r in rows},
        "reached": reached,
        "before": before,
        "class": made,
    }
    shutil.rmtree(folder, ignore_errors=True)  # one submission of a hundred megabytes lies in it


def tree(folder: Path) -> dict[str, str]:
    """What must not change: submissions, releases, sources, package and data."""
    roots = [
        folder / "submitted",
        folder / "release",
        folder / "secret.txt",
        keys.EXERCISES,
        keys.ROOT / "data",
    ]
    files = [
        p for root in roots for p in ([root] if root.is_file() else root.rglob("*")) if p.is_file()
    ]
    small = [p for p in files if p.stat().st_size < 10_000_000 and "__pycache__" not in p.parts]
    return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in small}


def test_everybody_has_a_row_and_the_diligent_have_all_points(room: dict) -> None:
    rows = room["rows"]
    assert len(rows) == len(list((room["folder"] / "submitted").iterdir()))
    for name in ("all-right", "no-kernel", "Ким-😀", "Анна"):
        assert rows[name]["automatic"] == rows[name]["automatic_max"] == 24, rows[name]
        assert rows[name]["to_read"] == 1
    assert rows["as-released"]["automatic"] == 0
    assert rows["as-released"]["note"] == ""


def verdict(room: dict, name: str, task: str) -> dict:
    student = room["rows"][name]["student"]
    record = json.loads(inject.record_path(room["folder"], ASSIGNMENT, student).read_text())
    return next(v for v in record["verdicts"].values() if v["id"] == f"{task}-check")


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_earns_nothing_for_the_answer_that_it_stands_in(room: dict, name: str) -> None:
    found = verdict(room, f"attack-{name}", "05-planned-low")
    assert found["share"] == (1 if name in RIGHT_ANYWAY else 0), found
    row = room["rows"][f"attack-{name}"]
    # The seven honest answers below may count, where the attack let the notebook go on.
    assert row["automatic"] <= row["automatic_max"] - (0 if name in RIGHT_ANYWAY else 1)


def test_what_comes_after_a_failed_cell_is_graded(room: dict) -> None:
    for name in (
        "endless",
        "flood",
        "memory",
        "exit",
        "missing",
        "socket",
        "input",
        "checks",
        "html",
    ):
        row = room["rows"][f"attack-{name}"]
        assert row["automatic"] == row["automatic_max"] - 1, (name, row)


def test_the_row_says_why(room: dict) -> None:
    rows = room["rows"]
    assert "was not finished" in rows["attack-exit-hard"]["note"]
    assert "was not finished" in rows["attack-kill"]["note"]
    assert "JSON" in rows["truncated"]["note"]
    assert "UTF-8" in rows["picture"]["note"]
    assert rows["empty"]["note"] == "the file is empty"
    assert "100 MB" in rows["huge"]["note"]
    assert rows["nothing"]["note"] == "nothing was submitted"
    assert "no notebook" in rows["link"]["note"]
    assert "locked cell '05-obligation-check' had been changed" in rows["edited-check"]["note"]
    assert "cell '05-obligation-answer' was missing" in rows["deleted-cells"]["note"]
    assert "stood twice" in rows["double-id"]["note"]
    for name in ("truncated", "picture", "empty", "huge", "deep", "other-json", "nothing", "link"):
        assert rows[name]["automatic"] == 0, name
        assert rows[name]["note"], name


def test_changed_checks_do_not_help_and_deleted_answers_cost_only_themselves(room: dict) -> None:
    assert verdict(room, "edited-check", "05-obligation")["share"] == 0
    assert room["rows"]["edited-check"]["automatic"] == 22
    assert room["rows"]["deleted-cells"]["automatic"] == 22
    assert room["rows"]["double-id"]["automatic"] == 24  # the first of the two counts


def test_nothing_outside_was_reached_or_changed(room: dict) -> None:
    assert room["reached"] == []
    assert tree(room["folder"]) == room["before"]
    for name in ("above", "book", "outside", "socket"):
        student = room["rows"][f"attack-{name}"]["student"]
        record = json.loads(inject.record_path(room["folder"], ASSIGNMENT, student).read_text())
        text = json.dumps(record["cells"])
        assert "gradebook" not in text
        assert "tasks.toml" not in text
        assert "WROTE" not in text
        assert "CONNECTED" not in text
        assert "exercises" not in text


def test_feedback_runs_nothing_and_asks_for_nothing(room: dict) -> None:
    folder = room["folder"] / "reports" / ASSIGNMENT
    pages = [folder / "index.html", *(folder / "feedback").glob("*.html")]
    assert len(pages) == len(room["rows"]) + 1
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert f'content="{sheet.POLICY}"' in text
        assert "<script" not in text.casefold()
        assert "onerror=alert(2)>" not in text
        assert "http://" not in text.replace("http://127", "")
        assert "https://" not in text
    student = room["rows"]["attack-html"]["student"]
    assert "&lt;script&gt;alert(4)" in (folder / "feedback" / f"{student}.html").read_text(
        encoding="utf-8"
    )


def test_the_tables_are_safe_for_a_spreadsheet_and_hold_every_task(room: dict) -> None:
    folder = room["folder"] / "reports" / ASSIGNMENT
    with (folder / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(room["rows"])
    assert not [v for row in rows for v in row.values() if v.startswith(("=", "+", "@"))]
    with (folder / "tasks.csv").open(encoding="utf-8-sig", newline="") as file:
        assert set(next(csv.reader(file))) == {
            "student",
            "name",
            "submitted",
            "submission",
            *room["class"].tasks,
        }


def test_grading_again_runs_nothing_and_gives_the_same(
    room: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "run", lambda *a, **k: pytest.fail("a kept run was run again"))
    again = grade.Class.__new__(grade.Class)
    again.__dict__ = room["class"].__dict__
    rows = again.grade(quiet=True)
    assert {r["name"]: r for r in rows} == room["rows"]


def test_a_run_that_was_stopped_goes_on(room: dict, monkeypatch: pytest.MonkeyPatch) -> None:
    student = room["rows"]["all-right"]["student"]
    inject.record_path(room["folder"], ASSIGNMENT, student).unlink()
    ran: list[object] = []
    real = sandbox.run
    monkeypatch.setattr(sandbox, "run", lambda *a, **k: ran.append(1) or real(*a, **k))
    rows = room["class"].grade(quiet=True)
    assert len(ran) == 1
    assert {r["name"]: r for r in rows} == room["rows"]


def test_without_a_sandbox_nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "available", lambda: "")
    with pytest.raises(sandbox.NoSandboxError, match="bubblewrap"):
        sandbox.run([], package=keys.ROOT / "dispatched", data=keys.ROOT / "data", limits=LIMITS)


def test_names_of_students() -> None:
    assert grade.student_id("anna.kim-2") == "anna.kim-2"
    odd = [grade.student_id(n) for n in ("Ким", "Ким ", "../../etc", ".hidden", "a b", "")]
    assert len(set(odd)) == len(odd)
    assert all(o.startswith("student-") for o in odd)


def test_a_submission_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "x.ipynb"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(submission.SubmissionError, match="UTF-8"):
        submission.parse(path.read_bytes())
    path.write_text(json.dumps({"cells": [{"cell_type": "code", "source": "1"}] * 401}))
    with pytest.raises(submission.SubmissionError, match="401 cells"):
        submission.parse(path.read_bytes())
