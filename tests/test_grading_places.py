"""Class folders and checkouts under any name a person may give a folder."""

from __future__ import annotations

import copy
import functools
import json
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest

from dispatched.grading import grade, keys, release, sandbox, scenes
from dispatched.grading.plain_path import plain
from tests.grading_room import ASSIGNMENT, needs_sandbox, put, quick_run

NAMES = [
    "Spring term",
    "Spring (A)",
    "C++",
    "a[1]",
    "봄 학기",
    "-spring",
    "--unsafe",
    "$HOME",
    "a'b",
    'a"b',
    "`id`",
    "a\\b",
    "a;b",
    "a&b",
    "*",
    "50%",
    "what?",
    "#1",
    "{student_id}",
    "a=b",
    "~",
    "(?P<x>.*)",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("target", ["release", "grade"])
def test_make_hands_on_the_name_of_a_class_as_it_was_given(
    tmp_path: Path, name: str, target: str
) -> None:
    told = tmp_path / "python"
    told.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -c "import json, sys; '
        f'print(json.dumps(sys.argv[1:]))" "$@"\n'
    )
    told.chmod(0o700)
    done = subprocess.run(
        [
            "make",
            "-s",
            f"BIN={tmp_path}",
            "READY=",
            target,
            f"CLASS={name}",
            f"ASSIGNMENT={ASSIGNMENT} 06-2017-sanctions",
        ],
        cwd=keys.ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": os.environ["PATH"]},
    )
    wanted = ["-m", f"dispatched.grading.{target}", "--", name, ASSIGNMENT, "06-2017-sanctions"]
    assert json.loads(done.stdout) == wanted


def test_release_and_grade_in_a_folder_with_every_odd_sign(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    needs_sandbox()
    odd = tmp_path / "책 copy (1) [a] C++ $x 'q' \"d\" 50% {b} what?#*"
    exercises, folder = odd / "exercises", odd / "-Spring (A)"
    for name in (ASSIGNMENT, "06-2017-sanctions"):
        shutil.copytree(keys.EXERCISES / name, exercises / name)
    assert release.release(folder, [ASSIGNMENT, "no-such"], exercises) == {
        ASSIGNMENT: "",
        "no-such": f"there is no such assignment; there are {ASSIGNMENT}, 06-2017-sanctions",
    }
    made = nbformat.read(folder / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    put(folder, "kim", copy.deepcopy(made))
    room = grade.Class(folder, ASSIGNMENT, exercises=exercises)
    monkeypatch.setattr(sandbox, "run", quick_run)
    monkeypatch.setattr(grade, "Class", lambda *_, **__: room)
    monkeypatch.chdir(odd)
    assert grade.main(["--", "-Spring (A)", ASSIGNMENT]) == 0
    assert (folder / "reports" / ASSIGNMENT / "grades.csv").is_file()
    assert sorted(p.name for p in folder.iterdir()) == [
        ".gitignore",
        ".grading.lock",
        ".runs",
        "autograded",
        "gradebook.db",
        "nbgrader_config.py",
        "release",
        "reports",
        "submitted",
    ]


def test_a_folder_with_a_plain_name_is_shown_as_it_is_and_links_do_not_stay(tmp_path: Path) -> None:
    odd = tmp_path / "a b"
    odd.mkdir()
    with plain(tmp_path) as (same,):
        assert same == tmp_path.resolve()
    with plain(tmp_path, odd) as links:
        assert [link.resolve() for link in links] == [tmp_path.resolve(), odd.resolve()]
        assert not any(" " in str(link) for link in links)
    assert not any(link.exists() for link in links)
    assert odd.is_dir()


@pytest.mark.parametrize("arguments", [[""], [" "], [__file__]])
@pytest.mark.parametrize("main", [release.main, grade.main])
def test_no_folder_is_said_in_a_sentence(
    main: object, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(arguments)  # type: ignore[operator]
    assert "is no folder: name the folder of the class" in capsys.readouterr().err.splitlines()[-1]


def test_an_empty_class_is_said_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert grade.main([str(tmp_path)]) == 1
    assert (
        capsys.readouterr().err.strip()
        == f"nothing has been released into {tmp_path}: make release comes first"
    )
    for name in ("06-2017-sanctions", "../x", "."):
        assert grade.main([str(tmp_path), name]) == 1
        assert "has not been released into" in capsys.readouterr().err


def test_a_run_that_is_stopped_knows_nothing_of_what_it_ended() -> None:
    """Else a sandbox or a drawing that was ended half-way would be kept as what the student did."""
    needs_sandbox()
    steps = [{"id": "c0", "source": "import time\ntime.sleep(20)"}]
    run = functools.partial(
        sandbox.run,
        steps,
        package=keys.ROOT / "dispatched",
        data=keys.ROOT / "data",
        limits=sandbox.Limits(),
    )
    endless = {"calculate": "test(/^(a+)+$/, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab')", "as": "z"}
    spec = {
        "data": {"values": [{"a": 1}]},
        "mark": "bar",
        "encoding": {"x": {"field": "a"}},
        "transform": [endless, {"filter": "datum.z"}],
    }
    for work in (run, functools.partial(scenes.draw, json.dumps(spec))):
        with ThreadPoolExecutor(1) as pool:
            job = pool.submit(work)
            while not sandbox._live:
                time.sleep(0.05)
            sandbox.stop()
            with pytest.raises(sandbox.StoppedError):
                job.result()
    assert not sandbox._live | sandbox._stopped
