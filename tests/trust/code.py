"""Code: mutants of the rooms that compute

mutmut makes them in a copy of the tree (its configuration stands in pyproject.toml) and runs for
each the quick tests that reach its function. Tried is a sample with a seed, so many of each room;
``MUTANTS=all make trust PART=code`` tries all, which takes a night, ``MUTANTS=200`` so many of
each room.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.trust.found import Found

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / "_build" / "mutants"
EQUIVALENT = Path(__file__).with_name("equivalent.toml")
ROOMS = {
    "arithmetic": "arithmetic/*",
    "models": "models/*",
    "ledger": "questions/ledger*",
    "explore": "explore/*",
    "evidence": "evidence/*",
    "checks": "checks/*",
}
SEED = 1946
EACH = {
    **{"arithmetic": 90, "models": 90, "ledger": 70},
    **{"explore": 50, "evidence": 80, "checks": 80},
}
"""Room → how many of its mutants are tried where nothing else is said."""
KILLED = {1, 3, -24, 24, 36, 152, 255, -9, -11}
"""How a test run ends for a mutant that is seen: red, or stopped, for it ran without end."""
MENDED = """
- A number divided by a range was tried by no test, nor a form without a star over several regions,
  the longest low season, the first month of the arrears, a bribe that is lost again in an idle
  month, the number of draws of an outlook, nor a claim of other years that holds at the start of a
  year. Each has a test now.
- Messages were asked for a word of theirs; some are now asked for the whole.
"""


def copied() -> None:
    """The tree in a folder of its own, where mutmut may write."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    for name in (*config["source_paths"], *config["also_copy"], "tests", "pyproject.toml"):
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "node_modules")
            shutil.copytree(ROOT / name, PLACE / name, ignore=ignored)
        else:
            shutil.copyfile(ROOT / name, PLACE / name)


def mutmut(*arguments: str) -> str:
    """What mutmut says in the copy.

    Raises:
        RuntimeError: it did not run; with the end of what it said.
    """
    command = [sys.executable, "-m", "mutmut", *arguments]
    done = subprocess.run(command, cwd=PLACE, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"mutmut {arguments[0]}: {(done.stdout + done.stderr)[-2000:]}")
    return done.stdout


def ended(room: str, place: Path = PLACE) -> dict[str, int | None]:
    """Mutant of a room → how its test run ended; None where it was not tried."""
    found: dict[str, int | None] = {}
    for path in sorted((place / "mutants" / "dispatched").glob(f"{ROOMS[room]}.meta")):
        found |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def drawn(room: str, each: int | None, place: Path = PLACE) -> list[str]:
    """So many mutants of a room, with a seed; all for None."""
    names = sorted(ended(room, place))
    if each is None or each >= len(names):
        return names
    return random.Random(f"{SEED}/{room}").sample(names, each)


def change(shown: str) -> str:
    """What a mutant changes, in one line, from its diff.

    >>> change("--- a\\n+++ b\\n@@ -1 +1 @@\\n-    return a + b\\n+    return a - b\\n")
    'return a + b → return a - b'
    """
    old = [line[1:].strip() for line in shown.splitlines() if re.match(r"-(?!--)", line)]
    new = [line[1:].strip() for line in shown.splitlines() if re.match(r"\+(?!\+\+)", line)]
    return f"{' '.join(old)} → {' '.join(new)}"


def function(mutant: str) -> str:
    """The function of a mutant, as its module and name.

    >>> function("dispatched.arithmetic.ranges.xǁRangeǁof__mutmut_5")
    'arithmetic.ranges.Range.of'
    """
    module, _, name = mutant.removeprefix("dispatched.").rpartition(".")
    name = re.sub(r"__mutmut_\d+$", "", name).removeprefix("x_")
    return f"{module}.{name.removeprefix('xǁ').replace('ǁ', '.')}"


def equivalent() -> dict[str, dict[str, str]]:
    """Function → change → why no test can tell the mutant from the code."""
    return tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))


def judged(room: str, names: list[str], seconds: float) -> Found:
    """What came of the mutants of a room."""
    codes = ended(room)
    left = [name for name in names if codes[name] not in KILLED]
    reasons, lost = equivalent(), []
    stand = 0
    for name in left:
        what = change(mutmut("show", name))
        if what in reasons.get(function(name), {}):
            stand += 1
        else:
            lost.append(f"{function(name)}: {what}")
    killed = len(names) - len(left)
    note = f"{len(codes):,} mutants in all; {killed} killed, {stand} the same as the code"
    return Found(room, len(names), killed + stand, tuple(lost), note, seconds)


def trials() -> Iterator[Found]:
    """Code: mutants of the rooms that compute"""
    wanted = os.environ.get("MUTANTS", "")
    copied()
    mutmut(
        "run", "dispatched.arithmetic.formulas*"
    )  # makes all mutants, and learns what tests reach
    for room in ROOMS:
        each = None if wanted == "all" else int(wanted or EACH[room])
        begun, names = time.monotonic(), drawn(room, each)
        mutmut("run", *names)
        yield judged(room, names, time.monotonic() - begun)
