"""Hostile students in nbgrader's formgrader and in JupyterLab: nothing of theirs runs."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nbformat
import pytest

from dispatched.grading import grade, release, sandbox
from tests.hostile import ALONE, CODE, TEXTS, text_of

pytestmark = pytest.mark.browser

ASSIGNMENT = "05-2000-contract-work"
ESSAY = "05-essay-answer"
TOKEN = "a-token-for-this-test"
OWN_HOSTS = {"cdnjs.cloudflare.com"}
"""From where the formgrader's own page loads MathJax and require.js; here they are not reached."""

NAME = "<img src=x onerror=fire('name')>"


def hand_in(folder: Path, student: str, notebook: Any) -> None:
    place = folder / "submitted" / student / ASSIGNMENT
    place.mkdir(parents=True)
    nbformat.write(notebook, place / f"{ASSIGNMENT}.ipynb")


def with_essay(folder: Path, text: str) -> Any:
    path = folder / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == ESSAY:
            cell.source = text
    return notebook


def hostile_class(folder: Path) -> None:
    """Hand in: one notebook with all texts and programs, and those that stand alone."""
    notebook = with_essay(folder, text_of("picture-handler"))
    notebook.cells += [nbformat.v4.new_markdown_cell(text_of(name)) for name in TEXTS]
    notebook.cells += [nbformat.v4.new_code_cell(text_of(name)) for name in CODE]
    trace = "import pathlib\npathlib.Path.home().joinpath('ran').write_text('x')"
    notebook.cells.append(nbformat.v4.new_code_cell(trace))
    notebook.cells.append(nbformat.v4.new_raw_cell("word-raw <script>fire('raw')</script>"))
    notebook.cells[-1].metadata["raw_mimetype"] = "text/html"
    nbformat.validator.normalize(notebook)
    hand_in(folder, "many", notebook)
    for name in ALONE:
        hand_in(folder, name, with_essay(folder, text_of(name)))
    hand_in(folder, NAME, with_essay(folder, "an essay"))


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def scores(folder: Path) -> list[tuple[Any, ...]]:
    """Every grade and comment of the grade book."""
    with sqlite3.connect(folder / "gradebook.db") as book:
        grades = book.execute(
            "select id, auto_score, manual_score, extra_credit, needs_manual_grade from grade "
            "order by id"
        ).fetchall()
        return (
            grades + book.execute("select id, manual_comment from comment order by id").fetchall()
        )


def ask(address: str, method: str = "GET") -> Any:
    rights = {"Authorization": f"token {TOKEN}"}
    request = urllib.request.Request(address, headers=rights, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """The class graded, and a Jupyter server with the formgrader over its folder."""
    home = tmp_path_factory.mktemp("teacher")
    folder = home / "class"
    assert release.release(folder, [ASSIGNMENT]) == {ASSIGNMENT: ""}
    hostile_class(folder)
    place = home / "settings" / "@jupyterlab" / "notebook-extension"
    place.mkdir(parents=True)
    # All cells at once: what is off the screen would not be tried.
    (place / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}')
    port = free_port()
    names = {"HOME": home, "JUPYTER_CONFIG_DIR": home / "config", "JUPYTER_DATA_DIR": home / "data"}
    names |= {"JUPYTER_RUNTIME_DIR": home / "run", "JUPYTERLAB_SETTINGS_DIR": home / "settings"}
    names |= {"IPYTHONDIR": home / "ipython", "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces"}
    program = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        "--ip=127.0.0.1",
        f"--port={port}",
    ]
    program += ["--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}", "--allow-root"]
    program += [
        f"--ServerApp.root_dir={folder}",
        "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
    ]
    log = (home / "log").open("w")
    process = subprocess.Popen(
        program,
        cwd=folder,
        env={**os.environ, **{k: str(v) for k, v in names.items()}},
        stdout=log,
        stderr=log,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        limits = sandbox.Limits(cell=10, notebook=40)
        rows = grade.Class(folder, ASSIGNMENT, limits=limits).grade(quiet=True)
        for _ in range(300):
            try:
                ask(f"{address}/api/status")
                break
            except OSError:
                assert process.poll() is None, (home / "log").read_text()
                time.sleep(0.2)
        yield {
            "folder": folder,
            "home": home,
            "address": address,
            "rows": {r["name"]: r for r in rows},
        }
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


class Watched:
    """A page of the teacher's in which every doing of a student's is written down."""

    def __init__(self, browser: Any, address: str) -> None:
        self.address = address
        # Every request of the page has the teacher's rights, as it has after signing in.
        rights = {"Authorization": f"token {TOKEN}"}
        self.context = browser.new_context(extra_http_headers=rights)
        self.fired: set[str] = set()
        self.dialogs: list[str] = []
        self.foreign: list[str] = []
        self.sent: list[str] = []
        self.context.expose_function("fire", lambda name="?": self.fired.add(str(name)))
        self.context.route("**/*", self._route)
        self.context.on("page", lambda page: page.on("dialog", self._dialog))
        self.page = self.context.new_page()

    def _dialog(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _route(self, route: Any) -> None:
        parts = urlsplit(route.request.url)
        if parts.scheme in ("data", "blob") or f"{parts.scheme}://{parts.netloc}" == self.address:
            if route.request.method != "GET":
                self.sent.append(f"{route.request.method} {parts.path}")
            route.continue_()
            return
        if parts.hostname not in OWN_HOSTS:
            self.foreign.append(route.request.url)
        route.abort()

    def visit(self, path: str) -> Any:
        self.page.goto(self.address + path)
        return self.page

    def press(self, place: str) -> None:
        """Press every link, then every button and word, that a student's text brought with it."""
        for kind in ("a", "button, summary, [class], [id]"):
            self.page.evaluate(
                """async ([place, kind]) => {
                    for (const one of [...document.querySelectorAll(place)]
                        .flatMap(part => [...part.querySelectorAll(kind)])) {
                        one.click?.();
                        await new Promise(r => setTimeout(r, 5));
                    }
                }""",
                [place, kind],
            )
        self.page.wait_for_timeout(200)

    def __enter__(self) -> Watched:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


def submission(room: dict[str, Any], student: str) -> str:
    """The formgrader's path to a student's notebook."""
    with sqlite3.connect(room["folder"] / "gradebook.db") as book:
        found = book.execute(
            "select n.id from submitted_notebook n join submitted_assignment a on "
            "n.assignment_id = a.id "
            "where a.student_id = ?",
            (room["rows"][student]["student"],),
        ).fetchone()
    return f"/formgrader/submissions/{found[0]}/"


def quiet(room: dict[str, Any], seen: Watched, before: list[tuple[Any, ...]]) -> None:
    """Nothing ran, nothing was asked for, nothing was changed."""
    assert seen.fired == set()
    assert seen.dialogs == []
    assert seen.foreign == []
    assert scores(room["folder"]) == before
    assert ask(f"{room['address']}/api/terminals") == []


@pytest.mark.parametrize("student", ["many", *ALONE, NAME])
def test_the_formgrader_runs_nothing_of_a_students(
    room: dict[str, Any], chromium: Any, student: str
) -> None:
    before = scores(room["folder"])
    with Watched(chromium, room["address"]) as seen:
        page = seen.visit(submission(room, student))
        page.locator(".nbgrader_cell").first.wait_for()
        page.wait_for_load_state("networkidle")
        seen.press(".text_cell_render, .output_area, .input_area")
        quiet(room, seen, before)
        assert seen.sent == []
        assert page.url.startswith(room["address"])
        text = page.locator("main#notebook, #notebook-container").first.inner_text()
        names = [*TEXTS, *CODE, "raw"] if student == "many" else [student]
        if student != NAME:
            assert [name for name in names if f"word-{name}" not in text] == []
        # Without a name or a class no element can take the place of a button or a field for points.
        named = page.locator(".text_cell_render", has_text="word-").locator(
            "[id], [class], [style]"
        )
        assert named.count() == 0
        acting = page.locator(".text_cell_render", has_text="word-").locator(
            "a, img, form, input, svg"
        )
        assert acting.count() == 0


def test_the_lists_of_the_formgrader_run_nothing(room: dict[str, Any], chromium: Any) -> None:
    before = scores(room["folder"])
    with Watched(chromium, room["address"]) as seen:
        for path in (
            "manage_assignments",
            f"manage_submissions/{ASSIGNMENT}",
            "gradebook",
            f"gradebook/{ASSIGNMENT}/{ASSIGNMENT}",
            "manage_students",
        ):
            seen.visit(f"/formgrader/{path}").wait_for_load_state("networkidle")
        quiet(room, seen, before)


@pytest.mark.parametrize("student", ["many", "take-points"])
def test_jupyterlab_runs_nothing_of_a_students(
    room: dict[str, Any], chromium: Any, student: str
) -> None:
    before = scores(room["folder"])
    with Watched(chromium, room["address"]) as seen:
        path = f"autograded/{room['rows'][student]['student']}/{ASSIGNMENT}/{ASSIGNMENT}.ipynb"
        page = seen.visit(f"/lab/tree/{path}?reset")
        page.locator(".jp-Notebook .jp-MarkdownOutput").first.wait_for(timeout=30_000)
        name = "end-of-block" if student == "many" else student
        page.locator(".jp-MarkdownOutput", has_text=f"word-{name}").first.wait_for(state="attached")
        page.wait_for_timeout(500)
        seen.press(".jp-MarkdownOutput, .jp-OutputArea")
        quiet(room, seen, before)
        # No formula is made of a student's text, and no kernel stands by for a key pressed by
        # mistake.
        said = page.locator(".jp-MarkdownOutput", has_text="word-")
        assert said.locator("mjx-container, svg, a, img, button").count() == 0
        assert ask(f"{room['address']}/api/kernels") == []


def test_the_formgraders_own_autograder_finds_nothing_to_run(room: dict[str, Any]) -> None:
    before = scores(room["folder"])
    address = f"{room['address']}/formgrader/api/submission/{ASSIGNMENT}/many/autograde"
    assert not ask(address, "POST")["success"]
    assert not (room["home"] / "ran").exists()
    assert scores(room["folder"]) == before
    assert (room["folder"] / "autograded" / "many" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").is_file()
