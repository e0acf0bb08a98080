"""CSV files that a spreadsheet opens or has saved: text that looks like a formula stays text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dispatched import filled
from dispatched.filled import FORMULA
from dispatched.grading.files import write_whole

LARGEST = 5_000_000
"""Bytes of a file that is read."""

CELL = 100_000
"""Characters of a cell; a file with a longer one is none of ours."""


def defused(value: object) -> object:
    """A cell that no spreadsheet runs: an apostrophe before what would be a formula.

    >>> defused("=1+1")
    "'=1+1"
    >>> defused(-2)
    -2
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def as_typed(value: str) -> str:
    """The text of a cell before it was defused.

    >>> as_typed("'- good")
    '- good'
    """
    return value[1:] if value.startswith("'") and value[1:].startswith(FORMULA) else value


def read(path: Path, needed: Sequence[str]) -> tuple[list[tuple[int, dict[str, str]]], list[str]]:
    """The rows of a file as a spreadsheet saves it, in whatever encoding and with whatever marks.

    Args:
        path: of the file.
        needed: columns that must be there; their names are compared in small letters.

    Returns:
        number of the row and its cells by column, and what is wrong with the file, in sentences.
    """
    try:
        text = filled.text(path, LARGEST)
    except filled.LargeError:
        size = f"{LARGEST // 1_000_000} MB"
        return [], [f"{path.name}: the file is larger than {size}, and was not read."]
    except filled.FilledError as error:
        return [], [f"{path.name}: the file {error}."]
    rows: list[tuple[int, dict[str, str]]] = []
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=filled.mark(text))
        names = {str(name).strip().casefold(): name for name in reader.fieldnames or []}
        missing = [name for name in needed if name not in names]
        if missing:
            return [], [
                f"{path.name}: there is no column {missing[0]!r}; the first row names the columns."
            ]
        for number, line in enumerate(reader, start=2):
            # The limit of the csv module belongs to the process, and other packages lift it.
            if any(len(cell or "") > CELL for cell in line.values() if not isinstance(cell, list)):
                raise csv.Error(f"a cell has more than {CELL:,} characters")
            cells = {key: as_typed((line.get(name) or "").strip()) for key, name in names.items()}
            rows.append((number, cells))
    except csv.Error as error:
        return rows, [f"{path.name}: the file cannot be read after row {len(rows) + 1} ({error})."]
    return rows, []


def write(path: Path, table: Iterable[Mapping[str, Any]]) -> None:
    """Write a table, whole or not at all; columns are those of all rows, in the order met.

    Raises:
        OSError: no room, no right to write.
    """
    table = list(table)
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(dict.fromkeys(name for row in table for name in row)))
    if table:
        writer.writeheader()
    for row in table:
        writer.writerow({k: defused(v) for k, v in row.items()})
    write_whole(path, f"\ufeff{file.getvalue()}" if table else "")
