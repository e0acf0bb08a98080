"""Code: mutants of the rooms that compute

mutmut makes them (:mod:`tests.trust.mutated`), and for each the tests that reach its function are
run in a forked process until one is red (:mod:`tests.trust.forks`). Tried is a sample with a seed,
so many of each room; ``MUTANTS=all make trust PART=code`` tries all, ``MUTANTS=400`` so many of
each room, ``SEED=1953`` others than before: tests that were written for the survivors of a sample
say nothing of its rate. ``ROOM=checks`` tries that room alone; of the others the report has what
their newest whole draw gave (``drawn.json``). What was found of each mutant is kept in
``_build/mutants`` by the text of the function and of the tests that were run, so that a trial can
be stopped and goes on from there: ``MINUTES=9`` stops it after so many, ``JOBS=4`` tries so many
at once. Only a whole trial gives a report.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dispatched.whole import write_whole
from tests.trust.found import Found
from tests.trust.mutated import PLACE, ROOT, TREE, Mutant, laid_out

EQUIVALENT = Path(__file__).with_name("equivalent.toml")
DRAWN = Path(__file__).with_name("drawn.json")
"""Room → the row of the report that its newest whole draw gave."""
ROOMS = {
    "evidence": "evidence/*",
    "arithmetic": "arithmetic/*",
    "models": "models/*",
    "ledger": "questions/ledger*",
    "checks": "checks/*",
    "explore": "explore/*",
}
TESTS: dict[str, tuple[str, ...]] = {
    "evidence": (
        *("bad_tables", "cards", "cite", "examples", "glossary", "messages", "read_table", "seen"),
        *("rules", "tables", "watched"),
    ),
    "arithmetic": (
        *("bad_formulas", "calculations", "cards", "examples", "inequalities", "ledger"),
        *("ledger_pages", "messages"),
    ),
    "models": (
        *("agreement", "examples", "ledger_inputs", "messages", "models", "models_arrears"),
        *("models_entries", "models_timber", "money", "scenarios"),
    ),
    "ledger": (
        *("examples", "ledger", "ledger_inputs", "ledger_pages", "ledger_read"),
        "ledger_switches",
    ),
    "checks": (
        *("again", "checks", "checks_answers", "checks_asked", "checks_channels"),
        *("checks_damaged", "checks_drawn", "checks_edges", "checks_entries"),
        *("checks_judged", "checks_layers", "checks_marks", "checks_misread", "checks_reading"),
        *("checks_roads", "checks_scenes", "checks_scenes_whole", "checks_seen", "checks_tasks"),
        *("checks_words", "checks_written", "examples"),
        *("field_answers", "fields_equal", "in_short", "numbers_equal", "progress", "questions"),
        "told",
    ),
    "explore": ("examples", "explore", "explore_refused", "explore_shown", "messages"),
}
"""Room → the files of tests that own it, but those that need a browser or a built book."""
SEED = os.environ.get("SEED") or "1946"
EACH = 150
"""So many mutants of each room are tried where nothing else is said."""
SECONDS = 10
"""So many of the processor's seconds has each mutant; one that needs more is lost."""
COLUMNS = ("Killed", "The same")
_SPLIT: dict[str, tuple[int, int]] = {}
MENDED = """
- A sample says what the tests see until its survivors have tests; then another is drawn. In the
  order in which they were drawn, of the rooms evidence, arithmetic, models, ledger, checks and
  explore: the seed 1946 gave 88.1, 88.1, 96.7, 83.3, 76.7 and 79.7 percent; 1991 gave ledger 90.0,
  checks 73.3 and explore 100; 1953 gave checks 93.3 and explore 100; 2026, of 40 each, 89.7, 92.5,
  97.5, 97.5, 80.0 and 92.5; 1988, of 40 each, 92.3, 87.5, 92.5, 95.0, 85.0 and 97.5. After tests
  for some that it had left, 1967 gave checks 90.0 and arithmetic 97.5, of 40 each; 1990 gave
  checks 91.0, of 100. Then the checks were gone through by kinds of change, and some 300 mutants
  more were drawn to find what no test sees. With tests for these and for all that 1988 and 1990
  had left, 2016 gave checks 98.3, of 60, and arithmetic 92.5, of 40, whose survivors have tests as
  well. The table has of each room its newest whole draw: the survivors of 2031 have no tests,
  those of 1988 have by now.
- A number divided by a range was tried by no test, nor a form without a star over several regions,
  the longest low season, the first month of the arrears, a bribe that is lost again in an idle
  month, the number of draws of an outlook, nor a claim of other years that holds at the start of a
  year. Each has a test now.
- Messages were asked for a word of theirs. What is said of each damaged table, task and question,
  and of what a model or an explorer cannot do, now stands word for word.
- How an answer is put in a few words for a teacher was tried for charts alone.
- Of a wrong answer by another road one asked that it is wrong and gets some words. Of each of the
  405 the whole sentence and the points now stand in `tests/judged/told.json`, and of 47 charts of
  every shape all that is read of them, to the last place, in `tests/judged/scenes.json`.
- A chart's judge was tried by whole charts, which rarely come near a limit: each limit of what one
  sees, reads and counts as near, each channel, layer, look, key, title and unit is asked alone,
  from both sides. So is what a row of the ledger takes from its claims at both ends.
- Charts were compiled and drawn whole before they were read, so that what a chart lacks was never
  lacking: compiled charts, drawn scenes and keys of a few words, with a piece less or more, are
  read now. Of an answer to each kind of task the verdict stands whole: right or not, its share of
  the points, its sentence. So does what an author is told of each task and question.
- Six places walked two lists side by side of which one had been made from the other, a label's
  number was read twice for a share, and a program without rows was a case of its own: the code is
  shorter by these.
- A costly test that had seen a neighbor was run first and took the ten seconds that a mutant has,
  so that quick tests that see it were never asked. The costly ones come last now.
"""


def more(found: Found) -> tuple[int, ...]:
    """How many of a room were killed, and how many are the same program."""
    return _SPLIT[found.what]


def alias(change: str) -> bool:
    """Does a mutant only call the encoding by its other name?

    >>> alias('path.read_text(encoding="utf-8") → path.read_text(encoding="UTF-8")')
    True
    >>> alias('path.read_text(encoding="utf-8") → path.read_text(encoding=None)')
    False
    """
    before, _, after = change.partition(" → ")
    return before != after == before.replace('"utf-8"', '"UTF-8"')


def equivalent() -> dict[str, dict[str, str]]:
    """Function → change → why no test can tell the mutant from the code."""
    return tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))


def drawn(room: str, mutants: list[Mutant], each: int | None) -> list[Mutant]:
    """So many mutants of a room, with a seed, the beginning of a longer draw; all for None."""
    named = sorted(mutants, key=lambda mutant: mutant.name)
    random.Random(f"{SEED}/{room}").shuffle(named)
    return named[:each]


def record() -> dict[str, dict[str, Any]]:
    """Digest of a mutant → what was found last."""
    path = PLACE / "tried.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    found: dict[str, dict[str, Any]] = {}
    for row in map(json.loads, lines):
        before = found.get(row["digest"], {})
        if not row["red"] and not before.get("red"):
            row["tests"] = before.get("tests", {}) | row["tests"]
        found[row["digest"]] = row
    return found


def open_ones(mutants: Iterable[Mutant]) -> list[dict[str, Any]]:
    """The mutants that are still to be tried, as :mod:`tests.trust.forks` wants them.

    One that was killed is tried again if the file of the test that killed it has changed; one
    that was not, with the tests of files that are new or have changed.
    """
    known, found = record(), []
    for mutant in mutants:
        row = known.get(mutant.digest, {})
        killers = row.get("tests", {}) if row.get("red") else {}
        if not row.get("red") or any(digest(name) != was for name, was in killers.items()):
            done = {} if row.get("red") else row.get("tests", {})
            wanted = {"name": mutant.name, "digest": mutant.digest, "reached": mutant.reached}
            found.append(wanted | {"done": done, "first": [*killers]})
    return found


def digest(test: str) -> str:
    """What the file of a test is known by."""
    path = ROOT / test.partition("::")[0]
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else ""


def run(room: str, mutants: Iterable[Mutant], until: float) -> None:
    """Try mutants of a room in the tree, until a time of the clock that only goes forward.

    Raises:
        RuntimeError: the tests cannot be collected; with the end of what was said.
    """
    opened = open_ones(mutants)
    if not opened:
        return
    wanted = {
        "files": [f"tests/test_{name}.py" for name in TESTS[room]],
        "mutants": opened,
        "at once": int(os.environ.get("JOBS", os.cpu_count() or 1)),
        "until": until,
        "each": SECONDS,
    }
    (TREE / "wanted.json").write_text(json.dumps(wanted, ensure_ascii=False), encoding="utf-8")
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "tests.trust.forks"]
    done = subprocess.run(command, cwd=TREE, env=environment, capture_output=True, text=True)
    if done.returncode not in (0, 5):  # 5: pytest itself ran no test
        raise RuntimeError(f"the tests of the mutants: {(done.stdout + done.stderr)[-2000:]}")


def judged(whole: int, mutants: list[Mutant], known: dict[str, Any]) -> dict[str, Any]:
    """What came of the mutants of a room, of so many in all, as ``drawn.json`` keeps it."""
    reasons = equivalent()
    killed, same, lost = 0, 0, []
    for mutant in mutants:
        if known[mutant.digest]["red"]:
            killed += 1
        elif alias(mutant.change) or mutant.change in reasons.get(mutant.function, {}):
            same += 1
        else:
            lost.append(f"{mutant.function}: {mutant.change}")
    rate = f"{killed / (len(mutants) - same):.1%} of what differs killed"
    note = f"drawn of {whole:,} with the seed {SEED}; {rate}"
    return {"killed": killed, "same": same, "lost": lost, "note": note}


def drawn_before(path: Path = DRAWN) -> dict[str, dict[str, Any]]:
    """What is kept of the newest whole draw of each room."""
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def told(room: str, row: dict[str, Any]) -> Found:
    """The row of the report for a draw."""
    _SPLIT[room] = row["killed"], row["same"]
    caught = row["killed"] + row["same"]
    lost = tuple(row["lost"])
    return Found(room, caught + len(lost), caught, lost, row["note"])


def trials() -> Iterator[Found]:
    """Code: mutants of the rooms that compute"""
    each = os.environ.get("MUTANTS", str(EACH))
    until = time.monotonic() + 60 * float(os.environ.get("MINUTES", "inf"))
    only = os.environ.get("ROOM") or ""
    if only and only not in ROOMS:
        sys.exit(f"there is no room {only!r}; there are {', '.join(ROOMS)}")
    rooms = laid_out(ROOMS)
    drawn_of = {
        room: drawn(room, mutants, None if each == "all" else int(each))
        for room, mutants in rooms.items()
        if only in ("", room)
    }
    for number, room in enumerate(drawn_of):
        now = time.monotonic()  # a piece of a trial has every room
        run(room, drawn_of[room], now + (until - now) / (len(drawn_of) - number))
    wanted = [mutant for mutants in drawn_of.values() for mutant in mutants]
    known = record()
    left = sum(mutant.digest not in known for mutant in wanted)
    if left:
        sys.exit(f"{left} of {len(wanted)} mutants are left: say make trust PART=code again")
    kept = drawn_before(DRAWN)
    for room, mutants in drawn_of.items():
        kept[room] = judged(len(rooms[room]), mutants, known)
    write_whole(DRAWN, json.dumps(kept, indent=1, ensure_ascii=False, sort_keys=True) + "\n")
    for room in ROOMS:
        if room in kept:
            yield told(room, kept[room])
