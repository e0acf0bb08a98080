"""CSV files that people made: read with care, and each problem told by row and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dispatched import filled
from dispatched.trial.items import TrialError
from dispatched.whole import write_whole

MOST_BYTES = 5_000_000
MOST_SAID = 20


def read(path: Path, needed: Sequence[str], may: Sequence[str] = ()) -> list[dict[str, str]]:
    """The rows of a file, each with its number in the file as ``row``; empty rows are left out.

    Commas, semicolons or tabs, UTF-8 or UTF-16 with a mark: what spreadsheets save.

    Args:
        path: the file.
        needed: the columns that it must have.
        may: further columns that it may have.

    Raises:
        TrialError: it is not there, too large, no text, without rows, a column is missing, doubled
            or unknown, a row too long, or a cell begins like a formula; names row and column.
    """
    rows = _rows(path)
    head = [name.strip().lower() for name in rows[0]] if rows else []
    for name in needed:
        if name not in head:
            there = ", ".join(n if n.isprintable() else repr(n) for n in head)[:200] or "none"
            raise TrialError(f"{path.name}: there is no column {name!r}; there are: {there}")
    for name in head:
        if head.count(name) > 1 or name not in (*needed, *may):
            why = "stands twice" if head.count(name) > 1 else "is unknown"
            raise TrialError(f"{path.name}: the column {name[:40]!r} {why}")
    found, wrong = [], []
    for number, cells in enumerate(rows[1:], 2):
        if not any(cells):
            continue
        if len(cells) != len(head):
            wrong.append(f"row {number}: {len(cells)} cells, not {len(head)}")
            continue
        for name, cell in zip(head, cells, strict=True):
            if cell.startswith(filled.FORMULA):
                wrong.append(f"row {number}, column {name}: begins like a formula")
        found.append({"row": str(number), **dict(zip(head, cells, strict=True))})
    refuse(path.name, wrong)
    if not found:
        raise TrialError(f"{path.name}: there is no row below the first line")
    return found


def refuse(name: str, wrong: Sequence[str]) -> None:
    """Raise with all that is wrong in a file, one line each, the first twenty.

    Raises:
        TrialError: something is wrong.
    """
    if wrong:
        more = len(wrong) - MOST_SAID
        lines = [f"{name}, {one}" for one in wrong[:MOST_SAID]]
        raise TrialError("\n".join([*lines, *([f"and {more} more"] if more > 0 else [])]))


def _rows(path: Path) -> list[list[str]]:
    try:
        return filled.rows(filled.text(path, MOST_BYTES))
    except filled.FilledError as error:
        raise TrialError(f"{path.name}: {error}") from None


def text(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table as text; lines end as spreadsheets expect."""
    made = io.StringIO(newline="")
    lines = csv.writer(made)
    lines.writerow(head)
    lines.writerows(rows)
    return made.getvalue()


def write(files: Mapping[Path, str]) -> None:
    """Write files that belong together: all of them, each whole, or none.

    Raises:
        TrialError: one of them is there already: nothing is replaced.
        OSError: one cannot be written.
    """
    for path in files:
        if path.exists():
            raise TrialError(f"{path}: is there already; a trial is drawn once, so move it away")
    done = []
    try:
        for path, written in files.items():
            write_whole(path, written)
            done.append(path)
    except BaseException:
        for path in done:
            path.unlink(missing_ok=True)
        raise
