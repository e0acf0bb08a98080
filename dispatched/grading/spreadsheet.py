"""CSV files that a spreadsheet opens or has saved: text that looks like a formula stays text."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dispatched import filled
from dispatched.filled import FORMULA
from dispatched.whole import write_whole

LARGEST = 5_000_000
"""Bytes of a file that is read."""


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
        found = filled.rows(filled.text(path, LARGEST))
    except filled.LargeError:
        size = f"{LARGEST // 1_000_000} MB"
        return [], [f"{path.name}: the file is larger than {size}, and was not read."]
    except filled.FilledError as error:
        return [], [f"{path.name}: the file {error}."]
    names = [name.casefold() for name in found[0]] if found else []
    missing = [name for name in needed if name not in names]
    if missing:
        return [], [
            f"{path.name}: there is no column {missing[0]!r}; the first row names the columns."
        ]
    twice = [name for name in names if name and names.count(name) > 1]
    if twice:
        return [], [f"{path.name}: the column {twice[0][:40]!r} stands twice; take one out."]
    rows = []
    for number, line in enumerate(found[1:], start=2):
        if any(line):
            typed = map(as_typed, line[: len(names)])
            rows.append((number, dict(itertools.zip_longest(names, typed, fillvalue=""))))
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
