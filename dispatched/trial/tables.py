"""CSV files that people made: read with care, and each problem told by row and column."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dispatched.trial.items import TrialError

MOST_BYTES = 5_000_000
MOST_SAID = 20
FORMULA = tuple("=+-@\t\r＝＋－＠")
"""What a spreadsheet would run."""


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
    rows = _cells(_text(path), path.name)
    head = [name.strip().lower() for name in rows[0]] if rows else []
    for name in needed:
        if name not in head:
            there = ", ".join(head)[:200] or "none"
            raise TrialError(f"{path.name}: there is no column {name!r}; there are: {there}")
    for name in head:
        if head.count(name) > 1 or name not in (*needed, *may):
            why = "stands twice" if head.count(name) > 1 else "is unknown"
            raise TrialError(f"{path.name}: the column {name[:40]!r} {why}")
    found, wrong = [], []
    for number, row in enumerate(rows[1:], 2):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if len(cells) != len(head):
            wrong.append(f"row {number}: {len(cells)} cells, not {len(head)}")
            continue
        for name, cell in zip(head, cells, strict=True):
            if cell.startswith(FORMULA):
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


def _text(path: Path) -> str:
    try:
        with path.open("rb") as opened:
            raw = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise TrialError(f"{path}: cannot be read ({error.strerror})") from None
    if len(raw) > MOST_BYTES:
        raise TrialError(f"{path.name}: has more than {MOST_BYTES:,} bytes")
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise TrialError(f"{path.name}: is not text in UTF-8; save it as CSV UTF-8") from None


def _cells(text: str, name: str) -> list[list[str]]:
    first = text.split("\n", 1)[0]
    sign = next((sign for sign in (",", ";", "\t") if sign in first), ",")
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    except csv.Error as error:
        raise TrialError(f"{name}: is no CSV ({error})") from None


def write(path: Path, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a table; lines end as spreadsheets expect.

    Raises:
        TrialError: the file is there already: nothing of it is replaced.
    """
    try:
        with path.open("x", encoding="utf-8", newline="") as opened:
            made = csv.writer(opened)
            made.writerow(head)
            made.writerows(rows)
    except FileExistsError:
        raise TrialError(f"{path}: is there already; move it away first") from None
