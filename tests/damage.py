"""Ways to damage a copy of the tables: a cell, a line, a column, the description."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data"
Damage = Callable[[Path], None]


def read_rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def _row_of(ident: str, name: str = "claims.csv") -> int:
    """The number of a row, counted by hand so to speak: the header is row 1."""
    return [row[0] for row in read_rows(DATA / name)].index(ident) + 1


def at(column: str, ident: str, name: str = "claims.csv") -> str:
    """How a message must name a cell."""
    return f"{name}, row {_row_of(ident, name)} ({ident}), column {column}"


CLAIM = "arrivals-1947"
ROW = _row_of(CLAIM)
LAST = len(read_rows(DATA / "claims.csv"))
HERE = f"claims.csv, row {ROW} ({CLAIM}), column "


def save_rows(path: Path, rows: list[list[str]], delimiter: str = ",") -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n", delimiter=delimiter).writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")


def cell(column: str, value: str, ident: str = CLAIM, name: str = "claims.csv") -> Damage:
    """Another value in one cell."""

    def damage(folder: Path) -> None:
        rows = read_rows(folder / name)
        row = next(row for row in rows if row[0] == ident)
        row[rows[0].index(column)] = value
        save_rows(folder / name, rows)

    return damage


def text(old: str, new: str, name: str = "claims.csv") -> Damage:
    """The first occurrence of a text replaced."""

    def damage(folder: Path) -> None:
        before = (folder / name).read_text(encoding="utf-8")
        assert old in before
        (folder / name).write_text(before.replace(old, new, 1), encoding="utf-8", newline="")

    return damage


def raw(change: Callable[[bytes], bytes], name: str = "claims.csv") -> Damage:
    """The bytes of a file changed."""
    return lambda folder: (folder / name).write_bytes(change((folder / name).read_bytes())) and None


def columns(change: Callable[[list[str]], list[str]]) -> Damage:
    """The same change of every row of the claims, header included."""
    return lambda folder: save_rows(
        folder / "claims.csv", [change(row) for row in read_rows(folder / "claims.csv")]
    )


def package(change: Callable[[dict], object]) -> Damage:
    """A change of ``datapackage.json`` that keeps it valid JSON."""

    def damage(folder: Path) -> None:
        path = folder / "datapackage.json"
        content = json.loads(path.read_text(encoding="utf-8"))
        changed = change(content)
        path.write_text(json.dumps(content if changed is None else changed), encoding="utf-8")

    return damage


def into_windows_1251(content: bytes) -> bytes:
    known = content.decode().replace(
        "organized recruitment.", "organized recruitment (оргнабор).", 1
    )
    return known.encode("cp1251", "replace")
