"""An answer as plain data in a few words, for a teacher who looks over many."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def shortly(value: Mapping[str, Any]) -> str:
    """An answer as plain data in a few words; it may come from anywhere."""
    try:
        return _shortly(value)
    except (
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
        IndexError,
        OverflowError,
        RecursionError,
    ):
        return "an answer of a strange form"


def _shortly(value: Mapping[str, Any]) -> str:
    kind = value.get("is")
    if kind in ("number", "text", "flag"):
        found = value.get(str(kind))
        return f"{found:g}" if isinstance(found, float) else str(found)[:60]
    if kind == "list":
        items = [i for i in value.get("items", []) if isinstance(i, Mapping)]
        return "[" + ", ".join(map(_entry, items[:4])) + (", …]" if len(items) > 4 else "]")
    if kind == "table":
        return _table_shortly(value)
    if kind == "function":
        results = [
            shortly(r) if isinstance(r, Mapping) else "?" for r in value.get("results", [])[:3]
        ]
        return f"function that gives {', '.join(results)}"[:120] if results else "function"
    if kind == "chart":
        return _chart_shortly(value.get("scene"))
    return {"unanswered": "nothing", "error": str(value.get("error", ""))[:80]}.get(
        str(kind), str(kind)[:20]
    )


def _entry(value: Mapping[str, Any]) -> str:
    """An entry of a list: a text in quotation marks, since it may look like a number."""
    return repr(shortly(value)) if value.get("is") == "text" else shortly(value)


def _table_shortly(value: Mapping[str, Any]) -> str:
    columns = value.get("columns")
    if not isinstance(columns, Mapping) or not columns:
        return "table"
    first = [v[0] if isinstance(v, list) and v else "" for v in list(columns.values())[:5]]
    cells = ", ".join(f"{v:g}" if isinstance(v, float) else str(v)[:24] for v in first)
    rows = value.get("rows")
    named = f"table of {rows} row{'' if rows == 1 else 's'}: {', '.join(map(str, columns))[:80]}"
    return f"{named}; first {cells}" if rows else named


def _chart_shortly(scene: Any) -> str:
    if not isinstance(scene, Mapping) or "marks" not in scene:
        return "chart"
    parts = []
    for mark in scene["marks"][:3]:
        fields = ", ".join(
            f"{c} {r.get('field') or '(a value)'}" for c, r in mark["channels"].items()
        )
        parts.append(f"{sum(i['seen'] for i in mark['items'])} {mark['mark']} marks ({fields})")
    return f"chart: {'; '.join(parts) or 'no mark'}"[:160]
