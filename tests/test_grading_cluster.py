"""Grading on a cluster of Dask: two workers, of which one dies in the middle, give what one machine
gives.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import nbformat
import pytest

from dispatched.grading import cluster, entering, executors, grade, release, trial
from dispatched.grading.executors import Outcome
from dispatched.grading.handed_in import Work
from dispatched.grading.trial import Brief
from tests.grading_room import ASSIGNMENT, HEAD, cell, needs_sandbox, put, record_of, solved

STUDENTS = [f"student{n}" for n in range(6)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of six: most have all points, two have not, and each takes a while to run."""
    needs_sandbox()
    made = tmp_path_factory.mktemp("cluster") / "class"
    assert release.release(made, [ASSIGNMENT]) == {ASSIGNMENT: ""}
    released = nbformat.read(made / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    for number, student in enumerate(STUDENTS):
        notebook = solved(released)
        low = 450 if number > 1 else number
        cell(notebook, HEAD).source = f"import time\ntime.sleep(0.6)\nplanned_low = {low}"
        put(made, student, notebook)
    return made


class Workers:
    """A scheduler and two workers, each a process of its own."""

    def __init__(self, place: Path) -> None:
        place.mkdir()
        told = place / "scheduler.json"
        said = (place / "log").open("w")
        hosts = ["--scheduler-file", str(told), "--no-dashboard"]

        def start(kind: str, *more: str) -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *hosts, *more]
            return subprocess.Popen(command, cwd=place, stdout=said, stderr=said)

        self.scheduler = start("scheduler", "--host", "127.0.0.1", "--port", "0")
        until = time.monotonic() + 60
        while not told.is_file() or not told.stat().st_size:
            assert time.monotonic() < until, (place / "log").read_text()
            time.sleep(0.1)
        self.address = json.loads(told.read_text())["address"]
        own = ["--nthreads", "1", "--no-nanny", "--local-directory", str(place)]
        self.workers = [start("worker", "--name", str(n), *own) for n in range(2)]

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[Workers]:
    made = Workers(tmp_path / "dask")
    yield made
    made.end()


class Losing:
    """A cluster whose first worker is killed as soon as anybody is done."""

    def __init__(self, workers: Workers) -> None:
        self.inner, self.workers = cluster.Cluster(workers.address), workers
        self.outcomes: list[str] = []
        self.busy = 0

    def run(self, brief: Brief, works: Sequence[Work]) -> Iterator[Outcome]:
        until = time.monotonic() + 60
        while len(self.inner._threads()) < 2 and time.monotonic() < until:
            time.sleep(0.1)
        for work, made in self.inner.run(brief, works):
            if not self.outcomes:
                client: Any = self.inner._client
                self.busy = sum(map(bool, client.processing().values()))
                self.workers.workers[0].kill()  # SIGKILL
            self.outcomes.append(work.student)
            yield work, made


def test_a_worker_that_dies_loses_nobody_and_each_is_graded_once_as_on_one_machine(
    folder: Path, workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = tmp_path / "alone"
    shutil.copytree(folder, alone)
    expected = grade.Class(alone, ASSIGNMENT).grade(quiet=True)
    assert [row["automatic"] for row in expected] == [23, 23, 24, 24, 24, 24]

    entered: Counter[str] = Counter()
    real = entering.Entering.autograde
    monkeypatch.setattr(
        entering.Entering, "autograde", lambda s, n: (entered.update([n]), real(s, n))[1]
    )
    losing = Losing(workers)
    rows = grade.Class(folder, ASSIGNMENT).grade(losing, quiet=True)
    losing.inner.close()
    assert losing.busy == 2  # both were at work when one was killed
    assert sorted(losing.outcomes) == STUDENTS
    assert entered == Counter(STUDENTS)
    assert rows == expected
    for student in STUDENTS:
        here, there = record_of(folder, student), record_of(alone, student)
        for record in (here, there):
            del record["cells"]  # a picture of a chart is named by chance
        assert here == there
    for name in ("grades.csv", "tasks.csv", "index.html"):
        one, other = (where / "reports" / ASSIGNMENT / name for where in (folder, alone))
        assert one.read_bytes() == other.read_bytes()


def work(student: str = "anna") -> Work:
    return Work(student, problem="nothing was submitted")


def test_without_workers_or_scheduler_one_sentence_says_what_to_do(
    folder: Path, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "ALONE", 0.5)
    monkeypatch.setattr(cluster, "LOOK", 0.2)
    monkeypatch.setattr(cluster, "REACH", 3)  # so long a client looks for a scheduler that went
    room = grade.Class(folder, ASSIGNMENT)
    made = cluster.Cluster(workers.address)
    for process in workers.workers:
        process.kill()
        process.wait()
    with pytest.raises(executors.ExecutorError, match="has no worker: start some"):
        list(made.run(room.brief, [work()]))
    workers.scheduler.kill()
    workers.scheduler.wait()
    with pytest.raises(executors.ExecutorError, match="went away: start it and run make grade"):
        list(made.run(room.brief, [work()]))
    made.close()


def test_a_scheduler_that_cannot_be_reached_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "REACH", 1)
    (tmp_path / "release" / ASSIGNMENT).mkdir(parents=True)
    for address in ("tcp://127.0.0.1:9", "nonsense://x", "10.0.0"):
        assert grade.main([str(tmp_path), ASSIGNMENT, "--scheduler", address]) == 1
        said = capsys.readouterr().err.strip()
        assert said.startswith(f"no Dask scheduler answers at {address}: start one")
        assert "\n" not in said


def test_a_worker_with_another_program_judges_nobody(folder: Path) -> None:
    brief = grade.Class(folder, ASSIGNMENT).brief
    other = Brief(**{**vars(brief), "program": "another"})
    packed = cluster.zlib.compress(cluster.pickle.dumps(other))
    with pytest.raises(cluster.OtherProgramError, match="another version of the course"):
        cluster.at_worker(packed, work())
    assert trial.program() == brief.program


def test_the_order_in_which_runs_end_changes_nothing(folder: Path, tmp_path: Path) -> None:
    class Kept:
        """What each run gave, in an order of its own."""

        def __init__(self, step: int) -> None:
            self.step = step

        def run(self, _: Brief, works: Sequence[Work]) -> Iterator[Outcome]:
            for one in works[:: self.step]:
                record = record_of(folder, one.student)
                record.pop("mark")
                yield one, record

    grade.Class(folder, ASSIGNMENT).grade(quiet=True)
    made = []
    for step in (1, -1):
        other = tmp_path / str(step)
        shutil.copytree(folder / "release", other / "release")
        for student in STUDENTS[:3]:
            shutil.copytree(folder / "submitted" / student, other / "submitted" / student)
        release.release(other, [ASSIGNMENT])
        grade.Class(other, ASSIGNMENT).grade(Kept(step), quiet=True)
        reports = other / "reports" / ASSIGNMENT
        made.append([(reports / n).read_bytes() for n in ("grades.csv", "tasks.csv", "index.html")])
    assert made[0] == made[1]


def test_dask_is_imported_only_where_it_is_asked_for() -> None:
    code = "import sys, dispatched.grading.grade; print('distributed' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
