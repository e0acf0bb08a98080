"""Tests against mutants, each mutant in a process forked from one that has collected the tests.

``python -m tests.trust.forks`` runs in the tree of :mod:`tests.trust.mutated` and reads there what
is wanted, ``wanted.json``: the files of tests, the mutants, how many at once, and for how many
seconds. It learns first which functions each test reaches, in a process of its own with nothing
kept from another test, and writes that to ``reached.json``. Then it runs for each mutant the
tests that reach its function, those first that have seen its neighbors, then those that reach
little else, the fastest first and the costly ones last, until one is red. ``tried.jsonl`` gets one
line for each mutant.

What the modules work out while they are imported is worked out without the mutant.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import hashlib
import inspect
import json
import math
import random
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mutmut.mutation import trampoline

from dispatched.evidence import watched
from tests.trust.processes import Processes

HERE = Path.cwd()
WITHOUT = {"book", "server", "chromium", "asking_book", "answering"}
"""Fixtures that build the book or start a browser."""
OPTIONS = (
    *("-q", "-o", "addopts=", "-p", "no:xdist", "-p", "no:nbval", "-p", "no:cacheprovider"),
    *("-p", "no:randomly", "--capture=sys"),
)
ENDLESS = "it ran without end"
TOO_LONG = "no test was red in the time that it has"


def unit(item: pytest.Item) -> str:
    """A test with all its parameters, by file and name."""
    return item.nodeid.partition("[")[0]


def file_digest(name: str) -> str:
    """What a file of tests is known by."""
    return hashlib.sha256((HERE / name.partition("::")[0]).read_bytes()).hexdigest()[:16]


def text_digest(item: Any) -> str:
    """What a test is known by: its own text."""
    return hashlib.sha256(inspect.getsource(item.function).encode()).hexdigest()[:16]


def caches() -> list[Any]:
    """Every cache of the package and the tests."""
    return [
        one
        for one in gc.get_objects()
        if isinstance(one, functools._lru_cache_wrapper)
        and one.__module__.startswith(("dispatched", "tests"))
    ]


@contextlib.contextmanager
def hits() -> Iterator[set[str]]:
    """The functions that are called inside."""
    found: set[str] = set()
    trampoline.record_trampoline_hit = lambda name, **_: found.add(name)
    trampoline.set_mutant_under_test("stats")
    try:
        yield found
    finally:
        trampoline.set_mutant_under_test("")


def bare() -> None:
    """Take the docstrings from the mutants, or each would have its function's example run again."""
    for name, module in list(sys.modules.items()):
        if name.startswith("dispatched.") and module is not None:
            inside = [vars(one) for one in vars(module).values() if isinstance(one, type)]
            for space in (vars(module), *inside):
                for label, value in list(space.items()):
                    if "__mutmut_" in label and hasattr(value, "__doc__"):
                        with contextlib.suppress(AttributeError):
                            getattr(value, "__func__", value).__doc__ = None


class Forks:
    """A plugin of pytest that does the work in place of running the tests."""

    def __init__(self, wanted: dict[str, Any]) -> None:
        self.wanted = wanted
        self.tried_ones = HERE.parent / "tried.jsonl"
        self.red: str | None = None
        self.units: dict[str, list[pytest.Item]] = defaultdict(list)
        self.reached: dict[str, dict[str, Any]] = {}
        self.seen: dict[str, list[str]] = defaultdict(list)
        """Module or function → the tests that saw its mutants, the last one last."""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and self.red is None:
            self.red = report.nodeid

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for item in session.items:
            if not WITHOUT & set(getattr(item, "fixturenames", ())):
                self.units[unit(item)].append(item)
        bare()
        self.caches = caches()
        self.forget()
        gc.collect()
        gc.freeze()
        self.processes = Processes(session.config, HERE.parent / "tmp", self.wanted["at once"])
        self.learn()
        if self.tried_ones.is_file():
            for line in self.tried_ones.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                self.remember(row["name"].partition("__mutmut_")[0], row["red"])
        self.try_all()
        return True

    def forget(self) -> None:
        """Empty what is kept from test to test."""
        for cache in self.caches:
            cache.cache_clear()
        watched.forget()

    def run(
        self, items: list[pytest.Item], limits: list[float], enough: float = math.inf
    ) -> str | None:
        """Run tests until one is red or the seconds of the processor are over; the red one."""
        self.red = None
        for number, item in enumerate(items):
            signal.setitimer(signal.ITIMER_PROF, limits[number])
            signal.setitimer(signal.ITIMER_REAL, 20 * limits[number] + 60)
            following = items[number + 1] if number + 1 < len(items) else None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self.red is not None:
                return self.red
            if time.process_time() > enough:
                return TOO_LONG
        return None

    def in_time(self) -> bool:
        return time.monotonic() < self.wanted["until"]

    def learn(self) -> None:
        """Which functions each test reaches, and what it costs, where that is not known yet."""
        kept = HERE.parent / "reached.json"
        known = json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else {}
        digests = {name.partition("::")[0]: file_digest(name) for name in self.units}
        texts = {name: text_digest(items[0]) for name, items in self.units.items()}
        for name in self.units:
            row = known.get(name)
            if row and row.get("test", texts[name]) == texts[name]:
                self.reached[name] = row | {"file": digests[name.partition("::")[0]]}

        def asked(names: list[str]) -> list[dict[str, Any]]:
            gc.disable()
            rows = []
            for name in names:
                self.forget()
                items, begun = self.units[name], time.process_time()
                with hits() as found:
                    red = self.run(items, [120.0] * len(items))
                cost = round(time.process_time() - begun, 3)
                rows.append({"reaches": sorted(found), "cost": cost, "red": red})
            return rows

        files = defaultdict(list)
        for name in self.units:
            if name not in self.reached:
                files[name.partition("::")[0]].append(name)
        works = (
            (names, functools.partial(asked, names)) for names in files.values() if self.in_time()
        )
        for names, given, code in self.processes.run(works):
            if given is None:
                print(f"{names[0].partition('::')[0]}: ended with {code}", flush=True)
            for name, row in zip(names, given or (), strict=bool(given)):
                self.reached[name] = row | {"file": digests[name.partition("::")[0]]}
        for name, row in self.reached.items():
            row["test"] = texts[name]
        kept.write_text(json.dumps(known | self.reached, indent=0), encoding="utf-8")

    def tests_of(self, mutant: dict[str, Any]) -> list[str]:
        """The tests of a mutant that it was not tried with, in the order in which they are run."""
        reaching = [
            name
            for name, row in self.reached.items()
            if mutant["reached"] in row["reaches"] and not row["red"]
        ]
        done = mutant["done"]
        reaching = [n for n in reaching if done.get(n) != self.reached[n]["file"]]
        module = mutant["reached"].rpartition(".")[0]
        before = {
            name: place
            for part in (module, mutant["reached"])
            for place, name in enumerate(self.seen[part])
        }
        first = mutant["first"]

        def rank(name: str) -> tuple[bool, bool, int, float, float]:
            row = self.reached[name]
            costly = row["cost"] > self.wanted["each"] / 5  # or one of these eats all the time
            near = [one for one in row["reaches"] if one.startswith(f"{module}.")]
            share = round(
                len(near) / len(row["reaches"]), 1
            )  # a test of this module, or in passing
            return name not in first, costly, -before.get(name, -1), -share, row["cost"]

        return sorted(reaching, key=rank)

    def tried(self, name: str, tests: list[str]) -> str | None:
        """Run tests with a mutant; the first that is red."""
        gc.disable()
        trampoline.set_mutant_under_test(name)
        items, limits, module = [], [], name.rpartition(".")[0]
        for test in tests:
            inside = list(self.units[test])
            random.Random(1946).shuffle(inside)  # or what comes last in a long list is never tried
            inside.sort(key=lambda item: f"[{module}]" not in item.nodeid)
            items += inside
            limits += [10 * self.reached[test]["cost"] + 4] * len(inside)
        return self.run(items, limits, self.wanted["each"])

    def remember(self, reached: str, red: str | None) -> None:
        """Note which test saw a mutant of a function, for its neighbors."""
        test = (red or "").partition("[")[0]
        for part in (reached, reached.rpartition(".")[0]):
            if test in self.units:
                with contextlib.suppress(ValueError):
                    self.seen[part].remove(test)
                self.seen[part].append(test)

    def try_all(self) -> None:
        def asked() -> Iterator[tuple[Any, Any]]:
            for mutant in self.wanted["mutants"]:
                if not self.in_time():
                    return
                tests = self.tests_of(mutant)
                if mutant["done"] and not tests:
                    continue
                yield (
                    (mutant, tests, time.monotonic()),
                    functools.partial(self.tried, mutant["name"], tests),
                )

        with self.tried_ones.open("a", encoding="utf-8") as record:
            for (mutant, tests, begun), red, code in self.processes.run(asked()):
                red = red if code == 0 else ENDLESS
                files = {name: self.reached[name]["file"] for name in tests}
                if red == TOO_LONG:
                    red = None
                elif red:
                    self.remember(mutant["reached"], red)
                    test = red.partition("[")[0]
                    files = {test: files[test]} if test in files else {}
                row = {
                    "digest": mutant["digest"],
                    "name": mutant["name"],
                    "red": red,
                    "code": code,
                    "tests": files,
                    "seconds": round(time.monotonic() - begun, 2),
                }
                record.write(json.dumps(row, ensure_ascii=False) + "\n")
                record.flush()


def main() -> int:
    """Do what is wanted; 0, or what pytest returns where the tests cannot be collected."""
    wanted = json.loads((HERE / "wanted.json").read_text(encoding="utf-8"))
    return int(pytest.main([*OPTIONS, *wanted["files"]], plugins=[Forks(wanted)]))


if __name__ == "__main__":
    sys.exit(main())
