"""The data of a chart as a table: what it draws, with the headings that a reader sees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dispatched import evidence, explore, vegalite

TABLE_ROWS = 60


def table(spec: Mapping[str, Any]) -> tuple[dict[str, str], list[list[str]], int]:
    """What a chart draws, from the largest of its data sets.

    Returns:
        fields with their headings, rows as text, and the number of all rows.
    """
    fields = vegalite.headings(spec)
    explorer = explore.plan(spec)
    sets = vegalite.data_sets(spec)
    rows = explore.rows_at(spec) if explorer else max(sets, key=len, default=[])
    used = [f for f in fields if any(f in row for row in rows)]
    if explorer and all(f in explorer["fixed"] for f in used):
        # What is drawn and moves is all derived from the rows: then they are the data.
        fields = {column: fields.get(column, column).capitalize() for column in rows[0]}
        used = list(fields)
    cells = [[_cell(row.get(f)) for f in used] for row in rows]
    unique = list(dict.fromkeys(map(tuple, cells)))
    return {f: fields[f] for f in used}, [list(row) for row in unique[:TABLE_ROWS]], len(unique)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool | str):
        return str(value)
    if isinstance(value, int | float) and 1800 <= value <= 2100 and value == int(value):
        return str(int(value))
    return evidence.number(round(float(value), 2))
