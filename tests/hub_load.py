"""Measure the hub with simulated students: ``make hub-load`` (``python -m tests.hub_load [N]``).

All log in at once, each starts a server and a kernel, loads what a chapter loads, saves a notebook
ten times with a pause in between, and hands in. Printed are times and the memory of each part, as a
table in Markdown. Memory is the proportional share (PSS): what several processes have in common
counts once in all.
"""

from __future__ import annotations

import argparse
import csv
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from dispatched.grading import release
from dispatched.hub.rooms import Rooms, people
from tests.hub_class import Person, free_ports, prepared, running

WORK = "05-2000-contract-work"
SAVES, PAUSE = 10, 1.0
CHAPTER = """
import altair, pandas
from dispatched import charts, evidence, models
evidence.tables()
print("ready")
"""

Times = dict[str, list[float]]


@contextmanager
def timed(times: Times, what: str) -> Iterator[None]:
    """Note the seconds that something takes."""
    began = time.monotonic()
    yield
    times[what].append(time.monotonic() - began)


def study(hub: str, rooms: Rooms, name: str, times: Times) -> None:
    """What one student does."""
    with timed(times, "log in"):
        one = Person(hub, name, people(rooms)[name][1])
    with timed(times, "start a server"):
        one.start()
    with timed(times, "start a kernel and load the course"):
        kernel = one.kernel()
        assert one.run(CHAPTER, kernel) == "ready\n"
    words = {"course_id": "dispatched", "assignment_id": WORK}
    with timed(times, "fetch an assignment"):
        said = one.ask("assignments/fetch", "POST", data=words).json()
        assert said["success"], said
    place = f"api/contents/{WORK}/{WORK}.ipynb"
    book = one.ask(place).json()["content"]
    for _ in range(SAVES):
        with timed(times, "save a notebook"):
            said = one.ask(place, "PUT", json={"type": "notebook", "content": book})
            assert said.status_code == 200, said.text
        with timed(times, "run a cell"):
            assert one.run("print(sum(range(10)))", kernel) == "45\n"
        time.sleep(PAUSE)
    with timed(times, "hand in"):
        said = one.ask("assignments/submit", "POST", data=words).json()
        assert said["success"], said


def shares() -> dict[str, list[tuple[float, float]]]:
    """Megabytes and seconds of a core of the processes that run now, by what they are."""
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for process in psutil.Process(os.getpid()).children(recursive=True):
        try:
            words = " ".join(process.cmdline())
            share = process.memory_full_info().pss / 1e6
            used = sum(process.cpu_times()[:2])
        except psutil.Error:
            continue
        kinds: dict[str, Callable[[str], bool]] = {
            "walls": lambda w: w.startswith(("bwrap", "unshare")),
            "kernel with the course": lambda w: "ipykernel" in w,
            "notebook server": lambda w: "jupyterhub.singleuser" in w,
            "hub": lambda w: "-m jupyterhub -f" in w,
            "proxy": lambda w: "configurable-http-proxy" in w,
        }
        kind = next((kind for kind, fits in kinds.items() if fits(words)), "other")
        found[kind].append((share, used))
    return found


def enlist(rooms: Rooms, number: int) -> list[str]:
    """Write simulated students into the accounts; their names."""
    names = [f"load-{n:03}" for n in range(number)]
    people(rooms)
    with rooms.passwords.open("a", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([n, "student", f"pass-{n}"] for n in names)
    return names


def table(head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows])


def main() -> int:
    """Command line: measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.hub_load")
    parser.add_argument("students", nargs="?", type=int, default=30)
    number = parser.parse_args().students
    times: Times = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        rooms = Rooms(Path(folder) / "hub")
        rooms.make()
        names = enlist(rooms, number)
        prepared(rooms.root)
        release.release(rooms.classroom, [WORK])
        (rooms.classroom / "release" / WORK).rename(rooms.handed_out / WORK)
        load = os.getloadavg()[0]
        with running(rooms, free_ports()) as hub, ThreadPoolExecutor(number) as pool:
            began = time.monotonic()
            jobs = [pool.submit(study, hub, rooms, name, times) for name in names]
            failed = [repr(job.exception()) for job in jobs if job.exception()]
            took = time.monotonic() - began
            memory = shares()
    print(f"{number} students at once, {os.cpu_count()} cores, load before: {load:.1f}\n")
    rows = [
        (what, f"{statistics.median(s):.2f}", f"{sorted(s)[int(0.95 * (len(s) - 1))]:.2f}",
         f"{max(s):.2f}")
        for what, s in times.items()
    ]  # fmt: skip
    print(table(("step", "median, s", "95%, s", "longest, s"), rows), "\n")
    rows = [
        (kind, len(s), *(f"{statistics.mean(column):.1f}" for column in zip(*s, strict=True)))
        for kind, s in memory.items()
    ]
    print(table(("part", "processes", "MB each", "core seconds each"), rows), "\n")
    print(f"All were done after {took:.0f} s; {len(failed)} of {number} failed.")
    print(*failed[:5], sep="\n", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
