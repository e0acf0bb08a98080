"""The hosted face of an explorer: a Vega-Lite chart over what the model gave at every position.

The data set :data:`MODEL` has one record for each combination of positions: the positions, and one
array for each column of the model's rows. A column that is the same at all of them (years, months)
stands once beside the records. How rows are read from that, the *plan*, is carried in
``usermeta.explorer``: ``columns`` (in order), ``fixed`` (column → values), ``start`` (control →
position at first); beside them ``question`` and ``assumes``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dispatched import vegalite
from dispatched.explore.controls import Control, Rows, Value

LIMIT = 60_000
"""Bytes that the specification may take: it travels in the notebook and in the page."""

MODEL = "model"
"""The name of the data set that stands for the model's rows."""

_PREFIX = "set_"
"""Before a control's name in Vega-Lite, so that it cannot meet the name of a field or function."""

Position = Mapping[str, Value]
"""Control → where it stands."""


def specification(
    drawn: Mapping[str, Any],
    grid: Sequence[tuple[Position, Rows]],
    controls: Mapping[str, Control],
    *,
    question: str,
    assumes: str,
) -> dict[str, Any]:
    """A chart over the data set :data:`MODEL` with the controls bound to it.

    Args:
        drawn: the specification of the chart over that name.
        grid: every combination of positions with the model's rows there.
        controls: name → control.
        question: what the reader should find out.
        assumes: what the model takes for granted.

    Raises:
        ValueError: a control is named like a column, or the specification is larger than
            :data:`LIMIT`.
    """
    columns = list(grid[0][1][0])
    clash = {*controls} & {name for _, rows in grid for name in rows[0]}
    if clash:
        raise ValueError(f"slider and model column share a name: {', '.join(sorted(clash))}")
    # One array a combination is a third of the size of one object a row.
    arrays = [{column: [row[column] for row in rows] for column in columns} for _, rows in grid]
    fixed = {c: arrays[0][c] for c in columns if all(one[c] == arrays[0][c] for one in arrays)}
    steps = _steps(controls, columns, fixed)

    def begun(part: Mapping[str, Any]) -> Mapping[str, Any]:
        if part.get("data") != {"name": MODEL}:
            return part
        return {**part, "transform": [*steps, *part.get("transform", [])]}

    spec = vegalite.changed(drawn, begun)
    spec["datasets"] = {
        **spec.get("datasets", {}),
        MODEL: [
            {**position, **{column: one[column] for column in columns if column not in fixed}}
            for (position, _), one in zip(grid, arrays, strict=True)
        ],
    }
    bounds = [
        {"name": _PREFIX + name, "value": control.start, "bind": control.bind}
        for name, control in controls.items()
    ]
    spec["params"] = [*bounds, *spec.get("params", [])]
    told = {
        "question": question,
        "assumes": assumes,
        "columns": columns,
        "fixed": fixed,
        "start": {name: control.start for name, control in controls.items()},
    }
    spec["usermeta"] = {**spec.get("usermeta", {}), "explorer": told}
    size = len(json.dumps(spec, separators=(",", ":")))
    if size > LIMIT:
        raise ValueError(
            f"explorer {question!r}: {size:,} bytes for {len(grid)} combinations; "
            f"{LIMIT:,} are allowed. Use fewer positions."
        )
    return spec


def _steps(
    controls: Mapping[str, Control], columns: list[str], fixed: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """What Vega-Lite does to get the rows at the chosen positions."""
    chosen = " && ".join(f"datum[{json.dumps(name)}] === {_PREFIX}{name}" for name in controls)
    known = [{"calculate": json.dumps(values), "as": column} for column, values in fixed.items()]
    return [{"filter": chosen}, *known, {"flatten": columns}]


plan = vegalite.explorer


def bound(spec: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The controls of an explorer's specification: name → Vega-Lite's parameter, in order.

    >>> params = [{"name": "set_years", "value": 2, "bind": {"input": "range"}}, {"name": "pick"}]
    >>> spec = {"params": params, "usermeta": {"explorer": {"start": {"years": 2}}}}
    >>> {name: parameter["name"] for name, parameter in bound(spec).items()}
    {'years': 'set_years'}
    """
    start = plan(spec).get("start", {})
    named = {param["name"].removeprefix(_PREFIX): param for param in spec.get("params", [])}
    return {name: param for name, param in named.items() if name in start and "bind" in param}


def rows_at(spec: Mapping[str, Any], position: Position | None = None) -> list[dict[str, Any]]:
    """The rows that an explorer's specification holds, as the page's script reads them.

    Args:
        spec: as :func:`specification` makes it.
        position: of each control; where they stand at first if not given.

    Raises:
        ValueError: no record for that position.

    >>> told = {"columns": ["year", "stock"], "fixed": {"year": [1946, 1947]}, "start": {"n": 1}}
    >>> records = [{"n": 1, "stock": [10, 30]}, {"n": 2, "stock": [20, 60]}]
    >>> spec = {"datasets": {"model": records}, "usermeta": {"explorer": told}}
    >>> rows_at(spec, {"n": 2})
    [{'year': 1946, 'stock': 20}, {'year': 1947, 'stock': 60}]
    >>> rows_at(spec)[1]
    {'year': 1947, 'stock': 30}
    """
    told = plan(spec)
    at = told["start"] if position is None else position
    records = spec["datasets"][MODEL]
    record = next((r for r in records if all(r[name] == value for name, value in at.items())), None)
    if record is None:
        shown = ", ".join(f"{name} = {value}" for name, value in at.items())
        raise ValueError(f"the explorer holds no rows for {shown}")
    arrays = [told["fixed"].get(column, record.get(column)) for column in told["columns"]]
    return [dict(zip(told["columns"], row, strict=True)) for row in zip(*arrays, strict=True)]
