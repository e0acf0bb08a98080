"""An answer as plain data, as JSON holds it: so it can leave the process of a student's code.

:func:`portable` knows numbers, texts, lists, tables, charts and functions, whatever library they
came in; everything else becomes a word about its type. Nothing here trusts the value: a strange one
is described, not called.
"""

from __future__ import annotations

import copy
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
        ``{"is": kind, …}`` with kind one of ``unanswered`` (``...`` or ``None``), ``flag``,
        ``number``, ``text``, ``list``, ``table``, ``chart``, ``function`` and ``other``.
    """
    try:
        return _portable(value, calls, 0)
    except Exception as error:
        return {
            "is": "other",
            "type": type(value).__name__[:80],
            "error": f"{type(error).__name__}: {error}"[:200],
        }


def _portable(value: Any, calls: Sequence[Sequence[Any]], depth: int) -> Portable:
    if depth > 6:
        return {"is": "other", "type": "a value nested too deeply"}
    if value is None or value is ...:
        return {"is": "unanswered"}
    number = _number(value)
    if number is not None:
        return number
    if isinstance(value, str):
        spec = _specification(value)
        return (
            {"is": "chart", "spec": spec} if spec else {"is": "text", "text": str(value)[:LONGEST]}
        )
    kind = type(value).__name__
    if kind == "Range" and hasattr(value, "low"):
        return _list([value.low, value.high], depth)
    if kind in (
        "Chart",
        "LayerChart",
        "VConcatChart",
        "HConcatChart",
        "ConcatChart",
        "FacetChart",
        "RepeatChart",
    ):
        try:
            spec = value.to_dict()
        except Exception:  # without a mark, or with a word that the grammar does not know
            spec = value.to_dict(validate=False)
        return {"is": "chart", "spec": _plain(spec)}
    if kind == "LazyFrame":
        value = value.collect()
    if (
        hasattr(value, "columns") and not hasattr(value, "index") and hasattr(value, "to_dict")
    ):  # polars
        return _portable(value.to_dict(as_series=False), calls, depth + 1)
    if hasattr(value, "to_list") and not hasattr(value, "rename_axis"):
        return _portable(list(value.to_list()), calls, depth + 1)
    if kind == "DataFrame":
        return _table(value, depth)
    if kind == "Series":
        named = value.rename_axis(value.index.name or "index").rename(value.name or "value")
        return _table(named.reset_index(), depth) | {"series": True}
    if callable(value):
        return _function(value, calls, depth)
    if isinstance(value, Mapping):
        if _is_chart(value):
            return {"is": "chart", "spec": _plain(value)}
        if value and all(
            isinstance(v, list | tuple) or hasattr(v, "tolist") for v in value.values()
        ):
            lists = {str(k): list(v) for k, v in value.items()}
            if len({len(v) for v in lists.values()}) == 1:  # columns
                columns = {k: [_cell(one, depth) for one in v[:LONGEST]] for k, v in lists.items()}
                return {"is": "table", "columns": columns, "rows": len(next(iter(lists.values())))}
        pairs = list(value.items())[:LONGEST]
        columns = {
            "index": [_cell(k, depth) for k, _ in pairs],
            "value": [_cell(v, depth) for _, v in pairs],
        }
        return {"is": "table", "columns": columns, "rows": len(value), "series": True}
    if hasattr(value, "tolist"):
        return _portable(value.tolist(), calls, depth + 1)
    if isinstance(value, set | frozenset):
        return _list(sorted(value, key=str), depth) | {"unordered": True}
    if isinstance(value, Sequence) or hasattr(value, "__iter__"):
        from itertools import islice

        items = list(islice(iter(value), LONGEST + 1))
        # An iterator gives its entries once: empty, it has most likely been read by an earlier
        # check.
        return _list(items, depth) | (
            {"spent": True} if not items and hasattr(value, "__next__") else {}
        )
    return {"is": "other", "type": kind[:80]}


def _is_chart(value: Mapping[Any, Any]) -> bool:
    """A Vega-Lite specification written as a dict."""
    views = {"mark", "layer", "hconcat", "vconcat", "concat", "spec", "facet", "repeat"}
    return bool(views & set(value)) and bool(
        {"$schema", "data", "datasets", "encoding"} & set(value)
    )


def _specification(text: str) -> Any:
    """The chart that a text holds (``chart.to_json()``), else None."""
    if not (text[:1] == "{" and "vega-lite" in text[-300:] + text[:300]):
        return None
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return _plain(read) if isinstance(read, Mapping) and _is_chart(read) else None


def _plain(spec: Any) -> Any:
    """A specification as JSON holds it; what is no number becomes nothing."""
    return json.loads(json.dumps(spec, default=_jsonable), parse_constant=lambda _: None)


def _jsonable(value: Any) -> Any:
    number = _number(value)
    if number is not None:
        return number.get("number", number.get("flag"))
    return value.tolist() if hasattr(value, "tolist") else str(value)


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
    return {
        "is": "list",
        "items": [_portable(v, (), depth + 1) for v in values[:LONGEST]],
        "length": len(values),
    }


def _table(frame: Any, depth: int) -> Portable:
    # An index with a name or with several levels is data, unless a column already has its name;
    # one without a name may stand for the column that lacks.
    index = frame.index
    more: Portable = {}
    twice = index.nlevels == 1 and index.name in frame.columns
    if index.nlevels > 1 or (index.name is not None and not twice):
        frame = frame.reset_index()
        more["index"] = index.nlevels
    else:
        more["spare"] = [_cell(v, depth) for v in index[:LONGEST].tolist()]
    names = [" ".join(map(str, c)) if isinstance(c, tuple) else str(c) for c in frame.columns]
    shown = frame.head(LONGEST)
    columns = {n: [_cell(v, depth) for v in shown.iloc[:, k].tolist()] for k, n in enumerate(names)}
    return {"is": "table", "columns": columns, "rows": len(frame), **more}


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
            results.append(
                _portable(value(*copy.deepcopy(list(arguments))), (), depth + 1)
            )  # it may consume them
        except Exception as error:
            results.append({"is": "error", "error": f"{type(error).__name__}: {error}"[:200]})
    return {
        "is": "function",
        "name": str(getattr(value, "__name__", "function"))[:80],
        "results": results,
    }


def bare(value: Portable) -> Any:
    """The number, text or flag that plain data stands for; None for anything else."""
    return value.get("number", value.get("text", value.get("flag")))


def bare_items(value: Portable) -> list[Any]:
    """The entries of a list, or of a series or single column of pandas."""
    if value.get("is") == "table":
        return list([[], *value["columns"].values()][-1])  # a table may have no column
    return [bare(item) for item in value.get("items", [])]


def as_list(value: Portable, wanted: int) -> Portable | None:
    """An answer read as a list of so many entries; a column or a single row is one, too.

    Args:
        wanted: the number of entries asked for; a row is read as a list only where it has as many
            cells.

    Returns:
        a list as plain data, or None for what is none.
    """
    if value.get("is") == "table":
        columns = list(value["columns"].values())
        data = columns[value.get("index", 0) :] if not value.get("series") else columns[-1:]
        if len(data) == 1:
            return {"is": "list", "items": [_entry(v) for v in data[0]], "length": value["rows"]}
        if value["rows"] == 1 and len(data) == wanted > 1:
            return {"is": "list", "items": [_entry(v[0]) for v in data], "length": len(data)}
        return None
    if value.get("is") != "list":
        return None
    items: list[Portable] = value["items"]
    if len(items) == 1 and items[0].get("is") == "list" and len(items[0]["items"]) == wanted > 1:
        return items[0]
    if len(items) > 1 and all(i.get("is") == "list" and len(i["items"]) == 1 for i in items):
        return {"is": "list", "items": [i["items"][0] for i in items], "length": value["length"]}
    return value


def _entry(cell: Any) -> Portable:
    if isinstance(cell, bool):
        return {"is": "flag", "flag": cell}
    if isinstance(cell, int | float):
        return {"is": "number", "number": cell}
    return {"is": "unanswered"} if cell is None else {"is": "text", "text": cell}


def single(value: Portable) -> Portable:
    """The one cell of a list, table or array of one; anything else as it is."""
    for _ in range(4):
        rows = as_list(value, 1)
        if rows is None or rows["length"] != 1:
            return value
        value = rows["items"][0]
    return value
