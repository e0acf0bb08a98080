"""The data of a chart as a table: what it draws, with the headings that a reader sees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dispatched import evidence
from dispatched.explore import rows_at

TABLE_ROWS = 60


def _fields(spec: Any, found: dict[str, str] | None = None) -> dict[str, str]:
    """Every encoded field with its heading, in the order of appearance."""
    found = {} if found is None else found
    if isinstance(spec, list):
        for part in spec:
            _fields(part, found)
    elif isinstance(spec, dict):
        for encoding in (spec.get("encoding") or {}).values():
            for one in encoding if isinstance(encoding, list) else [encoding]:
                if isinstance(one, dict) and isinstance(one.get("field"), str):
                    heading = (
                        one.get("title") or (one.get("axis") or {}).get("title") or one["field"]
                    )
                    if one["field"] not in found or found[one["field"]] == one["field"]:
                        found[one["field"]] = (
                            heading if isinstance(heading, str) else " ".join(heading)
                        )
        for key in ("layer", "hconcat", "vconcat", "concat", "spec"):
            if key in spec:
                _fields(spec[key], found)
    return found


def table(spec: Mapping[str, Any]) -> tuple[dict[str, str], list[list[str]], int]:
    """What a chart draws, from the largest of its data sets.

    Returns:
        fields with their headings, rows as text, and the number of all rows.
    """
    fields = _fields(dict(spec))
    meta = (spec.get("usermeta") or {}).get("explorer")
    if meta:
        rows = rows_at(
            spec,
            {p["name"].removeprefix("set_"): p["value"] for p in spec["params"] if p.get("bind")},
        )
    else:
        sets = list((spec.get("datasets") or {}).values())
        sets += [d["values"] for d in _inline(spec)]
        rows = max((s for s in sets if isinstance(s, list)), key=len, default=[])
    used = [f for f in fields if any(f in row for row in rows)]
    if (
        meta and not used
    ):  # the chart draws only what it derives from the rows: then the rows themselves are the data
        fields = {column: column.capitalize() for column in rows[0]}
        used = list(fields)
    cells = [[_cell(row.get(f)) for f in used] for row in rows]
    unique = list(dict.fromkeys(map(tuple, cells)))
    return {f: fields[f] for f in used}, [list(row) for row in unique[:TABLE_ROWS]], len(unique)


def _inline(spec: Any) -> list[dict[str, Any]]:
    if isinstance(spec, list):
        return [d for part in spec for d in _inline(part)]
    if not isinstance(spec, Mapping):
        return []
    here = [spec["data"]] if isinstance((spec.get("data") or {}).get("values"), list) else []
    return here + [
        d
        for key in ("layer", "hconcat", "vconcat", "concat", "spec")
        for d in _inline(spec.get(key))
    ]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool | str):
        return str(value)
    if isinstance(value, int | float) and 1800 <= value <= 2100 and value == int(value):
        return str(int(value))
    return evidence.number(round(float(value), 2))
