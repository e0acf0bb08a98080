"""Attacks on the grader's report, in one class: each costs its author, and the honest student
beside it nothing.
"""

from __future__ import annotations

import copy
import csv
import json
from pathlib import Path

import nbformat
import pytest

from dispatched.grading import grade, release
from tests.grading_room import ASSIGNMENT, HEAD, LIMITS, cell, needs_sandbox, put, record_of, solved

PIPE = """
import json, os, re
def say(*lines):
    for fd in range(3, 60):
        try:
            for line in lines:
                whole = line if isinstance(line, bytes) else json.dumps(line).encode() + b"\\n"
                os.write(fd, whole)
        except OSError:
            pass
def ran(n):
    return {"id": f"c{n}", "outputs": [], "stdout": "", "stderr": "", "error": None}
def answer(n, name, value):
    return {"id": f"c{n}", "answers": {name: value}}
"""
"""How a program finds the pipe to the grader; the first answer is cell 4, its check cell 5."""

WRONG = '{"is": "number", "number": 1.0}'

PIPES = {
    "items": "say(ran(4), answer(5, 'planned_low', {'is': 'list', 'items': 5, 'length': 5}))",
    "deep": 'say(b\'{"id": "c5", "answers": {"planned_low": \' + b\'{"is": "list", "items": [\' '
    "* 490 + b'\\n')",
    "brackets": "say(b'[' * 100_000 + b'\\n')",
    "blank": "while True: say(b'\\n' * 65536)",
    "tiny": "while True: say(b'{}\\n' * 20_000)",
    "endless-line": "while True: say(b'x' * 65536)",
    "closed": "for fd in range(3, 60):\n    try: os.close(fd)\n    except OSError: pass",
    "early-done": "say({'done': True})\nos._exit(0)",
    "wrong-first": f"say(ran(4), answer(5, 'planned_low', {WRONG}), {{'done': True}})",
    "half-a-line": 'say(b\'{"id": "c4", "outputs": [\')',
    "no-such-cell": "say({'id': 'c999', 'answers': {}}, {'id': '../../x', 'answers': {}})",
    "no-number": 'say(ran(4), b\'{"id": "c5", "answers": {"planned_low": {"is": "number", '
    '"number": 1e999999}}}\\n\')',
    "html": "say({'id': 'c4', 'outputs': [{'output_type': 'display_data', 'metadata': {}, "
    "'data': {'text/html': "
    "'<script>alert(1)</script>', 'image/png': '\"><script>alert(1)</script>'}}], 'stdout': '', "
    "'stderr': '', 'error': None})",
    "thread": "import threading, time\ndef go():\n    while True:\n"
    "        say(ran(4), {'done': True})\n        time.sleep(0.5)\nthreading.Thread(target=go, "
    "daemon=True).start()",
}
"""Programs that write to the pipe."""

PROGRAMS = {
    "fork-and-go-on": "import os\nos.fork()",
    "json": "import json\njson.dumps = lambda *a, **k: '{\"done\": true}'",
    "exit-is-nothing": "import os\nos._exit = lambda code: None",
    "error-without-words": "class E(Exception):\n    def __str__(self): raise ValueError\nraise E",
    "error-without-end": "class E(Exception):\n    def __str__(self):\n        while True: pass\n"
    "raise E",
    "shown-without-end": "class R:\n    def __repr__(self):\n        while True: pass\nR()",
    "outputs": "from IPython.display import display\nfor _ in range(5000): display('x' * 70_000)",
    "odd-output": "class B:\n    def _repr_mimebundle_(self, **k):\n"
    "        return {'text/plain': {'a': [[[]]]}, 'x' * 9000: 'y', '__class__': ['z'], "
    "'image/png': '<svg onload=1>'}\nB()",
    "frame": "class DataFrame:\n    index = columns = property(lambda self: 1 / 0)\nplanned_low "
    "= DataFrame()",
    "iterates-for-ever": "class L(list):\n    def __iter__(self):\n        while True: yield "
    "{'a': self}\nplanned_low = L([1])",
    "lies-about-its-length": "class D(dict):\n    def __len__(self): return 10**9\nplanned_low = "
    "D(a=1)",
    "wide": "planned_low = [{str(n): 1 for n in range(3000)}]",
    "sorted-by-code": "class S:\n    def __str__(self):\n        import os; os._exit(3)\n"
    "planned_low = {S(), S()}",
    "long-digits": "planned_low = 10 ** 400",
    "many-titles": "import altair as alt, pandas as pd\nplanned_low = "
    "alt.Chart(pd.DataFrame({'a': [1]}), "
    "title='(' * 1_000_000).mark_bar().encode(x=alt.X('a', title='(' * 1_000_000))",
    "long-blanks": "planned_low = ' ' * 2000 + '4' * 2000",
}
"""Programs that leave the pipe alone."""

ENDED = {"closed", "early-done", "json", "blank", "tiny", "endless-line", "sorted-by-code"}
"""After these nothing can be known of the answers below."""


def files(released: nbformat.NotebookNode) -> dict[str, bytes]:
    """Files made to trouble a reader."""
    whole = json.loads(nbformat.writes(solved(released)))
    deep: object = 1
    for _ in range(300):
        deep = [deep]
    nested, names, twice, long = (copy.deepcopy(whole) for _ in range(4))
    for one in nested["cells"]:
        one["metadata"]["deep"] = deep
    for one in names["cells"]:
        one["metadata"]["nbgrader"]["grade_id"] = {"a": 1}
    twice["cells"] = twice["cells"] * 3
    long["cells"][0]["metadata"]["nbgrader"]["grade_id"] = "x" * 1_000_000
    text = json.dumps(whole)
    return {
        "deep-metadata": json.dumps(nested).encode(),
        "names-of-another-kind": json.dumps(names).encode(),
        "everything-thrice": json.dumps(twice).encode(),
        "long-name": json.dumps(long).encode(),
        "no-numbers": text.replace('"nbformat": 4', '"nbformat": NaN, "x": 1e99999').encode(),
        "brackets-in-a-cell": text.replace(
            "planned_low =", "(" * 150_000 + "planned_low ="
        ).encode(),
        "sources-in-a-million-parts": text.replace(
            '"cells": [',
            '"cells": [{"cell_type": "code", "metadata": {}, "source": ['
            + '"",' * 1_000_000
            + '""]}, ',
        ).encode(),
        "halves-of-pairs": text.replace("planned_low =", "planned_low = '\\udfff' #").encode(),
    }


SOUND = {
    "deep-metadata",
    "names-of-another-kind",
    "everything-thrice",
    "long-name",
    "no-numbers",
} | {"sources-in-a-million-parts"}
"""Of these the answers can be read, and are right."""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """A class of attackers and one honest student, graded once."""
    needs_sandbox()
    folder = tmp_path_factory.mktemp("class")
    assert release.release(folder, [ASSIGNMENT]) == {ASSIGNMENT: ""}
    released = nbformat.read(folder / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    put(folder, "honest", solved(released))
    for name, code in (PROGRAMS | {n: PIPE + c for n, c in PIPES.items()}).items():
        notebook = solved(released)
        cell(notebook, HEAD).source = code
        put(folder, name, notebook)
    made = files(released)
    for name, raw in made.items():
        put(folder, name, raw)
    (folder / "submitted" / "closed-folder" / ASSIGNMENT).mkdir(parents=True)
    rows = grade.Class(folder, ASSIGNMENT, limits=LIMITS).grade(quiet=True)
    return {"folder": folder, "rows": {row["student"]: row for row in rows}, "files": made}


def test_nobody_is_without_a_row_and_the_honest_student_has_all_points(room: dict) -> None:
    rows = room["rows"]
    assert len(rows) == len(list((room["folder"] / "submitted").iterdir()))
    assert rows["honest"]["automatic"] == rows["honest"]["automatic_max"] == 24
    assert rows["honest"]["note"] == ""
    assert not [name for name, row in rows.items() if row["automatic"] == ""]


@pytest.mark.parametrize("name", [*PIPES, *PROGRAMS])
def test_an_attack_earns_nothing_where_it_stands(room: dict, name: str) -> None:
    row, record = room["rows"][name], record_of(room["folder"], name)
    first = next(v for v in record["verdicts"].values() if v["id"] == "05-planned-low-check")
    assert first["share"] == 0, first
    if name in ENDED:
        assert row["automatic"] == 0
        assert "was not finished" in row["note"]
    elif name != "half-a-line":
        assert row["automatic"] == 23, row["note"]


@pytest.mark.parametrize("name", [name for name in PIPES if name != "closed"])
def test_who_writes_to_the_report_is_named(room: dict, name: str) -> None:
    assert "not written by the grader" in room["rows"][name]["note"]


def test_a_record_holds_nothing_but_text_and_pictures(room: dict) -> None:
    for name in room["rows"]:
        for shown in record_of(room["folder"], name)["cells"].values():
            for output in shown.get("outputs") or []:
                assert all(isinstance(text, str) for text in output["data"].values())
        page = (room["folder"] / "reports" / ASSIGNMENT / "feedback" / f"{name}.html").read_text(
            encoding="utf-8"
        )
        assert "<script" not in page.casefold()
        assert "<svg" not in page.casefold()


def test_a_strange_file_costs_at_most_its_author(room: dict) -> None:
    for name in room["files"]:
        row = room["rows"][name]
        assert row["automatic"] == (24 if name in SOUND else 23), (name, row)


def test_the_tables_say_of_which_file_each_row_is(room: dict) -> None:
    for table in ("grades.csv", "tasks.csv"):
        path: Path = room["folder"] / "reports" / ASSIGNMENT / table
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = {row["student"]: row for row in csv.DictReader(file)}
        assert (
            len({row["submission"] for name, row in rows.items() if name != "closed-folder"})
            == len(rows) - 1
        )
        assert all(
            row["submitted"].endswith("UTC")
            for name, row in rows.items()
            if name != "closed-folder"
        )
