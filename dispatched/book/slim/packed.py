"""The charts of a page with fewer bytes: rows as columns, and what charts share once.

A chart carries its rows as objects, in which each name of a field stands as often as there are
rows, the same settings as every other chart, and the same coasts as every other map.
``static/js/charts.js`` makes rows of them again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from dispatched.book.slim.coasts import stepped

_NAME = re.compile(r"data-[0-9a-f]{32}")

NONE = "\0"
"""Stands for a field that a row does not have."""

LARGE = 100
"""Letters of a value, such as a coast, that charts share."""


def packed(specs: Sequence[str]) -> list[str]:
    """The charts of a page, each with the rows of its data in columns.

    >>> print(*packed(['{"config":{},"data":[{"values":[{"a":1,"b":"x"}]}]}']), sep="\\n")
    [{},[]]
    {"data":[{"values":{"fields":["a","b"],"rows":1,"columns":[{"at":[1]},{"at":["x"]}]}}]}

    Args:
        specs: Vega specifications (JSON).

    Returns:
        as JSON, first what they share, ``[config, values]``, then each of them: without its
        settings where they are those; outlines by steps; its rows as ``fields``, ``rows`` (how
        many) and ``columns``. A column holds its values (``at``), or their numbers in a list of its
        own (``of``) or in the one that charts share (``in``).
    """
    charts = [json.loads(_named(spec)) for spec in specs]
    settings = next((chart["config"] for chart in charts if "config" in chart), None)
    shared: dict[str, int] = {}
    for chart in charts:
        if chart.get("config") == settings:
            chart.pop("config", None)
        for data in chart.get("data", []):
            if _are_rows(data.get("values")):
                data["values"] = _columns(data["values"], shared)
    first = f"[{_json(settings)},[{','.join(map(stepped, shared))}]]"
    return [first, *map(_json, charts)]


def _named(spec: str) -> str:
    """A chart whose data have short names: Altair names them by a digest, often.

    >>> _named('{"name":"data-0123456789abcdef0123456789abcdef"}')
    '{"name":"d0"}'
    """
    known: dict[str, str] = {}
    return _NAME.sub(lambda found: known.setdefault(found[0], f"d{len(known)}"), spec)


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _are_rows(values: Any) -> bool:
    return isinstance(values, list) and bool(values) and all(isinstance(r, dict) for r in values)


def _columns(rows: Sequence[dict[str, Any]], shared: dict[str, int]) -> dict[str, Any]:
    fields = list(dict.fromkeys(field for row in rows for field in row))
    columns = [_column([row.get(field, NONE) for row in rows], shared) for field in fields]
    return {"fields": fields, "rows": len(rows), "columns": columns}


def _column(values: list[Any], shared: dict[str, int]) -> dict[str, Any]:
    texts = [_json(value) for value in values]
    if any(len(text) > LARGE for text in texts):
        return {"in": [shared.setdefault(text, len(shared)) for text in texts]}
    number = {text: n for n, text in enumerate(dict.fromkeys(texts))}
    plain = {"at": values}
    coded = {"of": [json.loads(text) for text in number], "at": [number[text] for text in texts]}
    return min(plain, coded, key=lambda column: len(_json(column)))
