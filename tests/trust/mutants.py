"""Another plausible value for each cell of the tables, by the kind of its column."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dispatched import evidence
from dispatched.evidence import Row

KINDS = {
    **dict.fromkeys(("low", "best", "high", "rows", "score"), "figure"),
    **dict.fromkeys(("year_start", "year_end", "year"), "year"),
    **dict.fromkeys(("date", "deadline", "accessed", "checked", "years"), "date"),
    **dict.fromkeys(("stated_low", "stated_high", "coders", "resolution"), "figure"),
    **{"unit": "unit", "source": "source", "locator": "locator", "grade": "grade"},
    **{"relation": "relation", "verdict": "verdict", "formula": "formula", "form": "formula"},
    **dict.fromkeys(("a_range", "b_range"), "formula"),
    **dict.fromkeys(
        ("inputs", "a_inputs", "b_inputs", "claims", "says", "evidence"), "claims named"
    ),
}
"""Column → kind. Of the others, an enumeration or key gets "word of a list", and a text with a
number in it "number in a text"; ids and texts without a number are left alone.
"""
MUST = ("figure", "year", "unit", "source", "locator")
"""Kinds of which nothing may be lost."""


@dataclass(frozen=True)
class Mutant:
    """One cell with another value."""

    table: str
    number: int
    column: str
    kind: str
    value: Any

    def named(self, row: Row) -> str:
        """The cell and what was put there."""
        label = row.get("id") or f"{row.get('date')}, {row.get('category')}"
        where = f"{self.table}.csv, row {self.number + 2} ({label}), column {self.column}"
        return f"{where}: {row[self.column]} as {self.value}"


def _figure(value: float, draw: random.Random) -> float:
    moved = value * draw.choice((0.93, 1.07))
    if value == int(value):
        moved = float(round(moved))
    if moved == value:
        moved = value + draw.choice((-1, 1)) if value else 1.0
    return type(value)(moved)


def _digits(text: str, draw: random.Random) -> str | None:
    """Two digits swapped, or one moved by one."""
    numbers = list(re.finditer(r"\d+", text))
    if not numbers:
        return None
    found = draw.choice(numbers)
    old = found[0]
    swapped = old[:-2] + old[:-3:-1]
    new = swapped if swapped != old and swapped[0] != "0" else str(int(old) + 1)
    return text[: found.start()] + new.zfill(len(old)) + text[found.end() :]


def _date(text: str, draw: random.Random) -> str:
    """One part of a date moved: the year, the month or the day."""
    found = draw.choice(list(re.finditer(r"\d+", text)))
    size, most = len(found[0]), {4: 9999, 2: 12}.get(len(found[0]), 4)
    moved = int(found[0]) + (1 if int(found[0]) < most else -1)
    return text[: found.start()] + str(moved).zfill(size) + text[found.end() :]


def _text(text: str, draw: random.Random) -> str | None:
    """A number of a text moved by seven percent."""
    numbers = list(re.finditer(r"(?<![\w.,-])\d+(?:,\d{3})*(?![\w,.]\d|\w)", text))
    if not numbers:
        return None
    found = draw.choice(numbers)
    old = int(found[0].replace(",", ""))
    year = 1800 < old < 2100 and "," not in found[0]
    new = old + 1 if year else int(_figure(float(old), draw))
    return (
        text[: found.start()] + (f"{new:,}" if "," in found[0] else str(new)) + text[found.end() :]
    )


def _swap(text: str, known: list[str], draw: random.Random) -> str | None:
    """One id of a list of ids replaced by another that exists."""
    parts = [part for part in re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", text) if part in set(known)]
    if not parts:
        return None
    old = draw.choice(parts)
    new = draw.choice([ident for ident in known if ident not in parts])
    return re.sub(rf"(?<![\w-]){re.escape(old)}(?![\w-])", new, text, count=1)


def _formula(text: str, draw: random.Random) -> str | None:
    """One sign of a formula replaced."""
    other = {"+": "-", "-": "+", "*": "/", "/": "*", "<=": ">=", ">=": "<=", "=": "<="}
    signs = list(re.finditer(r" (\+|-|\*|/|<=|>=|=) ", text))
    if not signs:
        return _digits(text, draw)
    found = draw.choice(signs)
    return text[: found.start(1)] + other[found[1]] + text[found.end(1) :]


def _choices(table: str, field: Mapping[str, Any], schema: Mapping[str, Any]) -> list[str]:
    """The values that a column may have: of its enumeration, or the keys of another table."""
    for foreign in schema.get("foreignKeys", []):
        if foreign["fields"] == field["name"]:
            target = foreign["reference"]
            return [row[target["fields"]] for row in evidence.tables()[target["resource"] or table]]
    return list(field.get("constraints", {}).get("enum", []))


def of_cell(
    table: str, row: Row, field: Mapping[str, Any], choices: list[str], seed: int, number: int
) -> Mutant | None:
    """The mutant of one cell; None where the cell is empty or has nothing to change."""
    column, value = field["name"], row[field["name"]]
    draw = random.Random(f"{seed}/{table}/{number}/{column}")
    kind = KINDS.get(column, "word of a list" if choices else "number in a text")
    if value is None or column == "id":
        return None
    new: Any
    if isinstance(value, bool):
        kind, new = "yes or no", not value
    elif kind == "year":
        new = value + draw.choice((-1, 1))
    elif isinstance(value, int | float):
        kind, new = "figure", _figure(value, draw)
    elif kind == "claims named":
        new = _swap(value, [r["id"] for r in evidence.tables()["claims"]], draw)
    elif choices:
        new = draw.choice([choice for choice in choices if choice != value])
    elif kind == "locator":
        new = _digits(value, draw) or ("summary" if value != "summary" else "abstract")
    elif kind == "date":
        new = _date(value, draw)
    elif kind == "formula":
        new = _formula(value, draw)
    else:
        new = _text(value, draw)
    return None if new is None or new == value else Mutant(table, number, column, kind, new)


def mutants(seed: int = 1946) -> Iterator[Mutant]:
    """One mutant of each cell that has something to change, table by table."""
    for resource in evidence.read_description(evidence.data_folder())["resources"]:
        if resource.get("format") != "csv":
            continue
        table, schema = resource["name"], resource["schema"]
        for field in schema["fields"]:
            choices = _choices(table, field, schema)
            for number, row in enumerate(evidence.tables()[table]):
                made = of_cell(table, row, field, choices, seed, number)
                if made is not None:
                    yield made
