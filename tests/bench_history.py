"""What measurements came to so far, ``docs/bench.csv``, and what has become slower.

Processor seconds are kept, not the time on the clock, which says as much of what else a machine
does. Only lines of machines with as many cores are held against each other.
"""

from __future__ import annotations

import csv
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "docs" / "bench.csv"
LAST, SLOWER = 5, 1.2
"""How many earlier lines a measurement is held against; from what share of their median on it
counts as slower.
"""

LEAST = 0.2
"""Seconds by which it must be more as well: of what takes no time, a share says nothing."""


@dataclass(frozen=True)
class Line:
    """One measurement: day (2026-11-29), cores of the machine, what was done, processor seconds."""

    date: str
    cores: int
    what: str
    seconds: float


def read(path: Path = FILE) -> list[Line]:
    """The lines so far, oldest first; none where there is no file."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [Line(r["date"], int(r["cores"]), r["what"], float(r["seconds"])) for r in rows]


def add(lines: Iterable[Line], path: Path = FILE) -> None:
    """Add lines at the end."""
    fresh = not path.is_file()
    with path.open("a", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, [each.name for each in fields(Line)], lineterminator="\n")
        if fresh:
            table.writeheader()
        table.writerows({**asdict(line), "seconds": f"{line.seconds:.2f}"} for line in lines)


def slower(before: Sequence[Line], now: Line) -> str:
    """What is to be said of a measurement; nothing where it is not slower than the last ones.

    >>> before = [Line("2026-11-29", 2, "build", seconds) for seconds in (9.0, 10.0, 30.0)]
    >>> slower(before, Line("2026-11-30", 2, "build", 11.9))
    ''
    >>> slower(before, Line("2026-11-30", 2, "build", 13.0))
    'build: 13.0 s, 30 percent more than the 10.0 s of before'
    """
    alike = [line.seconds for line in before if (line.what, line.cores) == (now.what, now.cores)]
    if not alike:
        return ""
    usual = statistics.median(alike[-LAST:])
    if now.seconds <= max(usual * SLOWER, usual + LEAST):
        return ""
    more = f"{now.seconds / usual - 1:.0%}".replace("%", " percent") if usual else "all"
    return f"{now.what}: {now.seconds:.1f} s, {more} more than the {usual:.1f} s of before"
