"""The history of measurements keeps what was measured, and tells what has become slower."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import bench_history
from tests.bench_history import Line, add, read, slower

TAKEN = (90.0, 90.0, 90.0, 90.0, 9.0, 10.0, 11.0, 10.0, 9.5)
BEFORE = [Line("2026-11-29", 2, "build", seconds) for seconds in TAKEN]


def test_what_is_added_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bench.csv"
    assert read(path) == []
    add(BEFORE[:2], path)
    add(BEFORE[2:], path)
    assert read(path) == BEFORE
    assert path.read_text(encoding="utf-8").splitlines()[0] == "date,cores,what,seconds"


@pytest.mark.parametrize(
    ("seconds", "cores", "what", "said"),
    [
        (11.9, 2, "build", False),
        (12.1, 2, "build", True),  # a fifth more than the median of the last five
        (1.0, 2, "build", False),
        (30.0, 4, "build", False),  # another machine
        (30.0, 2, "run", False),  # never measured
    ],
)
def test_a_fifth_more_than_usual_is_told(seconds: float, cores: int, what: str, said: bool) -> None:
    assert bool(slower(BEFORE, Line("2026-11-30", cores, what, seconds))) is said


def test_of_what_takes_no_time_a_share_says_nothing() -> None:
    before = [Line("2026-11-29", 2, "tables", 0.1)]
    assert slower(before, Line("2026-11-30", 2, "tables", 0.25)) == ""
    assert slower(before, Line("2026-11-30", 2, "tables", 0.35))


def test_the_history_of_the_book_can_be_read() -> None:
    lines = read(bench_history.FILE)
    assert {"build, cold", "build, one chapter changed"} <= {line.what for line in lines}
    assert lines == sorted(lines, key=lambda line: line.date)
