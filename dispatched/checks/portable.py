"""An answer as plain data: what JSON can hold, so that it can leave the process in which a student's code ran.

:func:`portable` knows numbers, texts, lists, tables, charts and functions, whatever library they came in; everything
else becomes a word about its type. Nothing here trusts the value: a strange one is described, not called.
"""

from __future__ import annotations

import decimal
import json
import math
import numbers
from collections.abc import Mapping, Sequence
from typing import Any

LONGEST = 2_000
"""Rows of a table, entries of a list and characters of a text that are kept."""

Portable = dict[str, Any]


def portable(value: Any, calls: Sequence[Sequence[Any]] = ()) -> Portable:
    """A value as plain data.

    Args:
        value: anything.
        calls: for a function: the lists of arguments to call it with.

    Returns:
        ``{"is": kind, …}`` with kind one of ``unanswered`` (``...`` or ``None``), ``flag``, ``number``, ``text``,
        ``list``, ``table``, ``chart``, ``function`` and ``other``.
    """
    try:
        return _portable(value, calls, 0)
    except Exception as error:
        return {"is": "other", "type": type(value).__name__[:80], "error": f"{type(error).__name__}: {error}"[:200]}


def _portable(value: Any, calls: Sequence[Sequence[Any]], depth: int) -> Portable:
    if depth > 6:
        return {"is": "other", "type": "a value nested too deeply"}
    if value is None or value is ...:
        return {"is": "unanswered"}
    number = _number(value)
    if number is not None:
        return number
    if isinstance(value, str):
        return {"is": "text", "text": str(value)[:LONGEST]}
    kind = type(value).__name__
    if kind == "Range" and hasattr(value, "low"):
        return _list([value.low, value.high], depth)
    if kind in ("Chart", "LayerChart", "VConcatChart", "HConcatChart", "ConcatChart", "FacetChart", "RepeatChart"):
        try:
            spec = value.to_dict()
        except Exception:  # without a mark, or with a word that the grammar does not know
            spec = value.to_dict(validate=False)
        return {"is": "chart", "spec": json.loads(json.dumps(spec, default=str))}
    if kind == "DataFrame":
        return _table(value, depth)
    if kind == "Series":
        named = value.rename_axis(value.index.name or "index").rename(value.name or "value")
        return _table(named.reset_index(), depth) | {"series": True}
    if callable(value):
        return _function(value, calls, depth)
    if isinstance(value, Mapping):
        if value and all(isinstance(v, list | tuple) or hasattr(v, "tolist") for v in value.values()):
            lists = {str(k): list(v) for k, v in value.items()}
            if len({len(v) for v in lists.values()}) == 1:  # columns
                columns = {k: [_cell(one, depth) for one in v[:LONGEST]] for k, v in lists.items()}
                return {"is": "table", "columns": columns, "rows": len(next(iter(lists.values())))}
        pairs = list(value.items())[:LONGEST]
        columns = {"index": [_cell(k, depth) for k, _ in pairs], "value": [_cell(v, depth) for _, v in pairs]}
        return {"is": "table", "columns": columns, "rows": len(value), "series": True}
    if hasattr(value, "tolist"):
        return _portable(value.tolist(), calls, depth + 1)
    if isinstance(value, set | frozenset):
        return _list(sorted(value, key=str), depth)
    if isinstance(value, Sequence) or hasattr(value, "__iter__"):
        from itertools import islice

        return _list(list(islice(iter(value), LONGEST + 1)), depth)
    return {"is": "other", "type": kind[:80]}


def _number(value: Any) -> Portable | None:
    if isinstance(value, bool) or type(value).__name__ in ("bool_", "bool"):
        return {"is": "flag", "flag": bool(value)}
    if isinstance(value, numbers.Real | decimal.Decimal):
        value = float(value)
        if math.isnan(value) or math.isinf(value):
            return {"is": "other", "type": "number that is infinite or not a number (NaN)"}
        return {"is": "number", "number": value}
    return None


def _list(values: Sequence[Any], depth: int) -> Portable:
    if values and all(isinstance(v, Mapping) for v in values):  # rows
        names = list(dict.fromkeys(str(k) for v in values[:LONGEST] for k in v))
        columns = {n: [_cell(v.get(n), depth) for v in values[:LONGEST]] for n in names}
        return {"is": "table", "columns": columns, "rows": len(values)}
    return {"is": "list", "items": [_portable(v, (), depth + 1) for v in values[:LONGEST]], "length": len(values)}


def _table(frame: Any, depth: int) -> Portable:
    # An index with a name, with several levels or of words is data; a running number is not.
    index = frame.index
    if index.nlevels > 1 or index.name is not None or not str(index.dtype).startswith("int"):
        frame = frame.reset_index()
    names = [" ".join(map(str, c)) if isinstance(c, tuple) else str(c) for c in frame.columns]
    shown = frame.head(LONGEST)
    columns = {n: [_cell(v, depth) for v in shown.iloc[:, k].tolist()] for k, n in enumerate(names)}
    return {"is": "table", "columns": columns, "rows": len(frame)}


def _cell(value: Any, depth: int) -> Any:
    """A cell of a table: a number, a text, or nothing."""
    number = _number(value)
    if number is not None:
        return number.get("number", number.get("flag"))
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return None
    return str(value)[:LONGEST]


def _function(value: Any, calls: Sequence[Sequence[Any]], depth: int) -> Portable:
    results = []
    for arguments in calls:
        try:
            results.append(_portable(value(*arguments), (), depth + 1))
        except Exception as error:
            results.append({"is": "error", "error": f"{type(error).__name__}: {error}"[:200]})
    return {"is": "function", "name": str(getattr(value, "__name__", "function"))[:80], "results": results}


def shortly(value: Portable) -> str:
    """An answer as plain data in a few words."""
    kind = value.get("is")
    if kind in ("number", "text", "flag"):
        found = value.get(str(kind))
        return f"{found:g}" if isinstance(found, float) else str(found)[:60]
    if kind == "list":
        return "[" + ", ".join(shortly(i) for i in value.get("items", [])[:4] if isinstance(i, Mapping)) + "]"
    if kind == "table":
        columns = value.get("columns")
        return f"table of {value.get('rows')} rows: {', '.join(map(str, columns))[:80]}" if columns else "table"
    return {"unanswered": "not answered", "error": str(value.get("error", ""))[:80]}.get(str(kind), str(kind)[:20])


def bare(value: Portable) -> Any:
    """The number, text or flag that plain data stands for; None for anything else."""
    return value.get("number", value.get("text", value.get("flag")))


def bare_items(value: Portable) -> list[Any]:
    """The entries of a list, or of a series or single column of pandas."""
    if value.get("is") == "table":
        return list(list(value["columns"].values())[-1])
    return [bare(item) for item in value.get("items", [])]
