"""Attacks on what the grader stands on, in one class: each costs its author, and nobody else."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

import nbformat
import pytest

from dispatched.grading import drawing, grade, handed_in, judges, release, sandbox, scenes
from tests.grading_room import (
    ASSIGNMENT,
    LIMITS,
    cell,
    hand_in,
    needs_sandbox,
    put,
    quick_run,
    record_of,
    solved,
)
from tests.hostile_hooks import DEEP, ENDS, GOES_ON, NAMES, PLACES, files, notebooks
from tests.test_grading import tree


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A class of attackers and one honest student, graded once."""
    needs_sandbox()
    folder = tmp_path_factory.mktemp("class")
    assert release.release(folder, [ASSIGNMENT]) == {ASSIGNMENT: ""}
    released = nbformat.read(folder / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    honest = put(folder, "honest", solved(released))
    for student, attacks in notebooks().items():
        notebook = solved(released)
        for task, name in attacks.items():
            code = (GOES_ON | ENDS)[name].replace("planned_low", PLACES[task])
            cell(notebook, f"{task}-answer").source = code
        put(folder, student, notebook)
    made = files(json.loads(nbformat.writes(solved(released))))
    for name, (raw, _) in made.items():
        put(folder, name, raw)
    links(folder, honest)
    before = tree(folder)
    rows = grade.Class(folder, ASSIGNMENT, limits=LIMITS).grade(quiet=True)
    return {
        "folder": folder,
        "rows": {row["student"]: row for row in rows},
        "files": made,
        "before": before,
    }


def links(folder: Path, honest: Path) -> None:
    """Folders and files that are links to the work of another, or wait for a reader for ever."""
    submitted = folder / "submitted"
    (submitted / "folder-link").symlink_to(submitted / "honest", target_is_directory=True)
    (submitted / "inner-link").mkdir()
    (submitted / "inner-link" / ASSIGNMENT).symlink_to(honest.parent, target_is_directory=True)
    for name in ("file-link", "pipe", "folder-as-file", "time-link"):
        (submitted / name / ASSIGNMENT).mkdir(parents=True)
    (submitted / "file-link" / ASSIGNMENT / honest.name).symlink_to(honest)
    os.mkfifo(submitted / "pipe" / ASSIGNMENT / honest.name)
    (submitted / "folder-as-file" / ASSIGNMENT / honest.name).mkdir()
    (submitted / "time-link" / ASSIGNMENT / honest.name).write_bytes(b"")
    (submitted / "time-link" / ASSIGNMENT / "timestamp.txt").symlink_to("/etc/hostname")


LINKS = {"folder-link", "inner-link", "file-link", "pipe", "folder-as-file", "time-link"}


def test_everybody_has_a_row_and_the_honest_student_all_points(room: dict[str, Any]) -> None:
    rows = room["rows"]
    assert set(rows) == {"honest", *notebooks(), *room["files"], *LINKS}
    assert (rows["honest"]["automatic"], rows["honest"]["note"]) == (24, "")
    assert tree(room["folder"]) == room["before"]


@pytest.mark.parametrize("student", notebooks())
def test_a_hook_earns_nothing_where_it_stands(room: dict[str, Any], student: str) -> None:
    row, record = room["rows"][student], record_of(room["folder"], student)
    attacks = notebooks()[student]
    shares = {v["id"]: v["share"] for v in record["verdicts"].values()}
    assert {attacks[task]: shares[f"{task}-check"] for task in attacks} == dict.fromkeys(
        attacks.values(), 0
    )
    if student in ENDS:
        assert "was not finished" in row["note"]
    elif student not in DEEP:  # what stands below is graded
        assert row["automatic"] == 24 - sum(POINTS[task] for task in attacks)
    text = json.dumps(record["cells"])
    for word in ("WROTE", "CONNECTED", "MOUNTED", "UNBOUND"):
        assert word not in text


POINTS = {"05-planned-low": 1, "05-obligation": 2, "05-own-year": 3}


def test_a_file_that_is_not_what_it_seems_has_the_points_of_its_answers(
    room: dict[str, Any],
) -> None:
    found = {name: room["rows"][name]["automatic"] for name in room["files"]}
    assert found == {name: points for name, (_, points) in room["files"].items()}
    assert all(row["automatic_max"] == 24 for row in room["rows"].values())


def test_a_link_is_no_submission(room: dict[str, Any]) -> None:
    for name in LINKS:
        row = room["rows"][name]
        assert row["automatic"] == 0, name
        assert row["note"], name


def test_no_page_holds_what_acts(room: dict[str, Any]) -> None:
    pages = [*(room["folder"] / "reports" / ASSIGNMENT).rglob("*.html")]
    assert len(pages) == len(room["rows"]) + 2
    for path in pages:
        text = path.read_text(encoding="utf-8").casefold()
        assert "<script>alert" not in text
        assert "<b onclick" not in text
        assert "<img src=x" not in text
        assert len(text) < 400_000, path.name
    book = room["folder"] / "autograded" / "another-kernel" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    kernel = json.loads(book.read_text(encoding="utf-8"))["metadata"]["kernelspec"]
    assert kernel["name"] == "read-only"


def test_names_that_pass_for_others_stay_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs_sandbox()
    folder = tmp_path / "class"
    release.release(folder, [ASSIGNMENT])
    room = grade.Class(folder, ASSIGNMENT)
    monkeypatch.setattr(sandbox, "run", quick_run)
    for number, name in enumerate(NAMES):
        hand_in(room, name, f"planned_low = {450 if number else 1}")
    rows = room.grade(quiet=True)
    assert len({row["student"] for row in rows}) == len(NAMES) == len(rows)
    points = {row["student"]: row["automatic"] for row in rows}
    assert points == {
        handed_in.student_id(name): float(number > 0) for number, name in enumerate(NAMES)
    }
    pages = {path.stem for path in (room.reports / "feedback").iterdir()}
    assert pages == set(points)
    with (room.reports / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [value for row in csv.DictReader(file) for value in row.values()]
    assert not [value for value in cells if value.startswith(("=", "@", "-rf"))]
    text = (room.reports / "index.html").read_text(encoding="utf-8")
    assert "<img" not in text


PLAIN = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "data": {"values": [{"a": 1, "b": "alert(1)"}, {"a": 2, "b": "x"}]},
    "mark": "bar",
    "encoding": {
        "x": {"field": "b", "type": "nominal"},
        "y": {"field": "a", "type": "quantitative", "title": "Pay (US dollars)"},
    },
}

NOT_PLAIN: dict[str, dict[str, Any]] = {
    "a filter": {"transform": [{"filter": "1 > 0"}]},
    "a parameter": {"params": [{"name": "p", "expr": "1"}]},
    "a value by expression": {"title": {"text": {"expr": "'a'"}}},
    "a signal": {"width": {"signal": "1"}},
    "a label's expression": {"encoding": {"x": {"field": "b", "axis": {"labelExpr": "1"}}}},
    "a field that breaks out": {"encoding": {"x": {"field": 'b"] + alert(1) + datum["b'}}},
    "a field with a path": {"encoding": {"x": {"field": "b[0]"}}},
    "a title with a quotation mark": {"title": "a' + alert(1) + 'b"},
    "a title with a backslash": {"title": "a\\u0027"},
    "a title with a line separator": {"title": "a\u2028b"},
    "a word that is not known": {"usermeta": {}},
    "a sort that is computed": {"encoding": {"x": {"field": "b", "sort": ["a; b"]}}},
}


@pytest.mark.parametrize("name", NOT_PLAIN)
def test_what_could_be_evaluated_is_not_drawn_where_others_are_drawn(name: str) -> None:
    assert drawing.plain(PLAIN)
    assert not drawing.plain(PLAIN | NOT_PLAIN[name])


def test_plain_charts_share_a_process_and_others_get_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    needs_sandbox()
    fresh: list[str] = []
    real = scenes.draw
    monkeypatch.setattr(scenes, "draw", lambda t, **k: (fresh.append(t), real(t, **k))[1])
    table = drawing.Table()
    plain = json.dumps(PLAIN)
    first = table.draw(plain)
    kept = table._process
    assert kept is not None
    assert [i["values"]["y"] for i in first["marks"][0]["items"]] == [1, 2]
    assert table.draw(plain) == first
    assert table._process is kept
    assert fresh == []
    filtered = json.dumps(PLAIN | NOT_PLAIN["a filter"])
    assert table.draw(filtered)["marks"] == first["marks"]
    assert fresh == [filtered]
    kept.kill()  # it died of a chart drawn before: the next is none the worse
    kept.wait()
    assert table.draw(plain) == first
    monkeypatch.setattr(scenes, "SECONDS", 0.001)
    assert "not drawn within" in table.draw(plain)["error"]
    monkeypatch.setattr(scenes, "SECONDS", 15)
    assert table.draw(plain) == first
    monkeypatch.setattr(drawing, "_asked", lambda *_: (b"", False))  # it ends without a word
    assert table.draw(plain) == first
    assert fresh == [filtered, plain]
    table.end()


def test_a_judge_that_draws_ends_with_its_court() -> None:
    needs_sandbox()
    with judges.Court() as court:
        judge = judges.Judge()
        judge._table.draw(json.dumps(PLAIN))
        process = judge._table._process
        court._idle.put(judge)
    assert process is not None
    assert process.poll() is not None
