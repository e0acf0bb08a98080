"""Outputs: one character or number of each output of each notebook changed

The comparison is nbval's own, asked in one process with what is stored and what is stored with one
thing changed: no kernel runs. That this is what a real run does, a few notebooks show whose outputs
are changed in the file and which nbval then executes.
"""

from __future__ import annotations

import copy
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.trust.found import Found

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted(
    [*ROOT.glob("chapters/*.ipynb"), *ROOT.glob("exercises/*/*.ipynb"), *ROOT.glob("trial/*.ipynb")]
)
SEED = 1946
RUN = ("trial/plan.ipynb", "exercises/10-following-the-money/10-following-the-money.ipynb")
"""Notebooks that a real run is tried on, beside the smallest chapter."""

MENDED = """
- nbval does not compare pictures and the states of widgets. No notebook has such an output, and a
  test now says so if one comes.
"""


@dataclass(frozen=True)
class Place:
    """One type of one output of a cell."""

    path: Path
    cell: int
    output: int
    kind: str

    def __str__(self) -> str:
        where = self.path.relative_to(ROOT).as_posix()
        return f"{where}, cell {self.cell}, output {self.output}, {self.kind}"


def _other(text: str, draw: random.Random) -> str:
    """A text with one letter or digit replaced by another."""
    at = draw.choice([found.start() for found in re.finditer(r"[A-Za-z0-9]", text)] or [0])
    old = text[at : at + 1]
    among = "0123456789" if old.isdigit() else "abcdefghijklmnopqrstuvwxyz"
    return text[:at] + draw.choice([sign for sign in among if sign != old]) + text[at + 1 :]


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each number, word and yes or no of a nested value."""
    if isinstance(value, dict | list):
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(each, (*path, key))
    elif value is not None:
        yield path


def changed(value: Any, draw: random.Random) -> Any:
    """What an output holds with one thing in it changed."""
    if isinstance(value, str):
        return _other(value, draw)
    made = copy.deepcopy(value)
    *way, last = draw.choice(list(_leaves(made)))
    within = made
    for key in way:
        within = within[key]
    old = within[last]
    if isinstance(old, bool):
        within[last] = not old
    elif isinstance(old, int | float):
        within[last] = old * 1.07 if old else 1
    else:
        within[last] = _other(old, draw)
    return made


def places(path: Path) -> list[Place]:
    """Every type of every output of a notebook."""
    found = []
    for number, cell in enumerate(nbformat.read(path, as_version=4).cells):
        for at, output in enumerate(cell.get("outputs", [])):
            kinds = output.get("data", ["text"])
            found += [Place(path, number, at, kind) for kind in kinds]
    return found


def damage(cell: Any, place: Place) -> None:
    """Change one thing in one output of a cell."""
    draw = random.Random(f"{SEED}/{place}")
    output = cell.outputs[place.output]
    within = output.data if "data" in output else output
    within[place.kind] = changed(within[place.kind], draw)


class _Collected:
    """The cells of notebooks as nbval makes them tests."""

    def __init__(self) -> None:
        self.items: dict[tuple[Path, int], Any] = {}

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            self.items[(item.path, id(item.cell))] = item


def compared(paths: list[Path]) -> Iterator[tuple[Place, bool]]:
    """Each place of the notebooks, and whether nbval sees that it is changed.

    Raises:
        AssertionError: nbval finds a difference where nothing is changed.
    """
    collected = _Collected()
    arguments = ["--nbval", "--collect-only", "-qq", "-p", "no:cacheprovider", "-p", "no:xdist"]
    pytest.main([*arguments, *map(str, paths)], plugins=[collected])
    items = {path: [] for path in paths}
    for (path, _), item in collected.items.items():
        items[path].append(item)
    for path in paths:
        code = [n for n, c in enumerate(nbformat.read(path, 4).cells) if c.cell_type == "code"]
        by_cell = dict(zip(code, items[path], strict=True))
        for place in places(path):
            item = by_cell[place.cell]
            new = copy.deepcopy(item.cell)
            assert item.compare_outputs(new.outputs, item.cell.outputs), f"{place}: not itself"
            damage(new, place)
            yield place, not item.compare_outputs(item.cell.outputs, new.outputs)


def executed(path: Path) -> tuple[set[int], set[int]]:
    """The cells of which one output is changed in a copy, and those that a real run finds red."""
    book = nbformat.read(path, as_version=4)
    for place in {place.cell: place for place in places(path)}.values():
        damage(book.cells[place.cell], place)
    code = [n for n, cell in enumerate(book.cells) if cell.cell_type == "code"]
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder) / path.name
        nbformat.write(book, copied)
        command = [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider"]
        command += ["-p", "no:xdist", "--tb=no", "-rf", "--rootdir", folder, str(copied)]
        told = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    red = {code[int(n)] for n in re.findall(r"^FAILED .*::Cell (\d+)", told.stdout, re.M)}
    return {place.cell for place in places(path)}, red


def smallest_chapter() -> Path:
    """The chapter that a real run executes soonest."""
    return min(ROOT.glob("chapters/*.ipynb"), key=lambda path: path.stat().st_size)


def trials() -> Iterator[Found]:
    """Outputs: one character or number of each changed"""
    seen: dict[str, list[tuple[Place, bool]]] = defaultdict(list)
    begun = time.monotonic()
    for place, red in compared(NOTEBOOKS):
        seen[place.kind].append((place, red))
    each = (time.monotonic() - begun) / max(1, sum(map(len, seen.values())))
    for kind, found in sorted(seen.items()):
        lost = tuple(str(place) for place, red in found if not red)
        note = f"in {len({place.path for place, _ in found})} notebooks, by nbval's comparison"
        yield Found(kind, len(found), len(found) - len(lost), lost, note, each * len(found))
    for path in (*(ROOT / name for name in RUN), smallest_chapter()):
        begun = time.monotonic()
        damaged, red = executed(path)
        lost = tuple(f"{path.name}, cell {n}: green though changed" for n in sorted(damaged - red))
        lost += tuple(f"{path.name}, cell {n}: red though unchanged" for n in sorted(red - damaged))
        note = "one output of each cell changed in the file, and the file executed by nbval"
        yield Found(
            f"a real run of {path.stem}",
            len(damaged) + len(red - damaged),
            len(damaged & red),
            lost,
            note,
            time.monotonic() - begun,
        )


def skipped() -> list[str]:
    """Outputs of a type that nbval does not compare."""
    never = ("image/png", "image/jpeg", "application/vnd.jupyter.widget-view+json")
    return [str(place) for path in NOTEBOOKS for place in places(path) if place.kind in never]
