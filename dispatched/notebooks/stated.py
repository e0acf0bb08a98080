"""Hold the numbers in a chart's title and description against what the chart draws.

A number may stand there when a reader can find it in the chart: a value of its claims, of a field
that is drawn, a position of a scale or control, or a count of its marks. Grids (every whole number
from 1 to 100) hold nothing: of evenly spaced values only the ends count.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dispatched import evidence, explore, vegalite

GRID = 6
"""So many evenly spaced values are a scale and no evidence."""

FREE = range(1900, 2101)
"""Years, which the text around the chart holds."""

_NUMBER = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?")
_PLACE = re.compile(r"(?:\bp+\.? ?|¶)\d[\d, –-]*|\bR\d+")
"""Where a source says it, which is no figure of the chart's."""

_SHOWN = {
    *("x", "x2", "y", "y2", "text", "size", "color", "fill", "opacity", "theta"),
    *("strokeWidth", "shape", "row", "column", "facet", "tooltip"),
}


def stray(spec: Mapping[str, Any]) -> list[str]:
    """The numbers of a chart's words that it does not draw, as they are written.

    Title, description, what one can do with it, and of an explorer its question and assumptions.

    Args:
        spec: a Vega-Lite specification as :func:`dispatched.charts.figure` finishes it.
    """
    title = spec["title"]["text"] if isinstance(spec["title"], Mapping) else spec["title"]
    meta = spec["usermeta"]
    asked = meta.get("explorer", {})
    texts = [*(title if isinstance(title, list) else [title]), spec["description"]]
    texts += [meta.get("interactive", ""), asked.get("question", ""), asked.get("assumes", "")]
    text = " ".join(texts)
    values = set(drawn(spec))
    found = []
    for match in _NUMBER.finditer(text):
        number = float(match.group().replace(",", ""))
        scaled = re.match(r"(?: (?:to|and|or) [\d.,]+)? (million|thousand)", text[match.end() :])
        scales = [1.0, {"million": 1e6, "thousand": 1e3}[scaled[1]]] if scaled else [1.0]
        if number not in FREE and not any(
            _same(number, match.group(), v / s) for v in values for s in scales
        ):
            found.append(match.group())
    return found


def _same(number: float, written: str, value: float) -> bool:
    """Equal at the precision written; a rounded whole number is within two percent of the value."""
    digits = len(written.partition(".")[2])
    near = abs(number - abs(value)) <= 0.02 * abs(value)
    return round(abs(value), digits) == number and (digits > 0 or near)


def drawn(spec: Mapping[str, Any]) -> Iterator[float]:
    """Every number that a reader can find in the chart."""
    for ident in spec["usermeta"]["claims"]:
        row = evidence.claim(ident).row
        yield from (row[c] for c in ("low", "best", "high") if row[c] is not None)
    tables = dict(spec.get("datasets", {}))
    if explore.plan(spec):  # no text can speak of all positions: it speaks of the first
        tables[explore.MODEL] = explore.rows_at(spec)
    yield from _literals({k: v for k, v in spec.items() if k not in _NO_LITERALS})
    for view in vegalite.views(spec):
        rows, fields = vegalite.rows(view.data, tables), vegalite.fields(view.encoding, _SHOWN)
        encodings = [e for e in view.encoding.values() if isinstance(e, Mapping)]
        binned = any(
            e.get("bin") == "binned" for e in encodings
        )  # where a bin ends is what one reads
        for field in itertools.chain(*fields.values()):
            yield from _of_field(rows, field, every=binned)
        yield from _counts(rows, fields)


_NO_LITERALS = {"datasets", "data", "title", "description", "usermeta", "config", "$schema"}


def _of_field(rows: Iterable[Mapping[str, Any]], field: str, *, every: bool) -> Iterator[float]:
    cells = [part for row in rows for part in _flat(row.get(field))]
    numbers = sorted(
        {float(c) for c in cells if isinstance(c, int | float) and not isinstance(c, bool)}
    )
    yield from numbers if every else _ends(numbers)
    for cell in {c for c in cells if isinstance(c, str)}:
        yield from (float(n.replace(",", "")) for n in _NUMBER.findall(_PLACE.sub(" ", cell)))


def _flat(cell: Any) -> list[Any]:
    return cell if isinstance(cell, list) else [cell]


def _ends(numbers: list[float]) -> list[float]:
    steps = {round(b - a, 9) for a, b in itertools.pairwise(numbers)}
    return [numbers[0], numbers[-1]] if len(numbers) >= GRID and len(steps) == 1 else numbers


def _counts(rows: list[Mapping[str, Any]], fields: Mapping[str, list[str]]) -> Iterator[float]:
    """How many marks there are, and how many groups on each axis."""
    yield float(len(rows))
    for channel in ("x", "y", "color", "shape", "row", "column", "facet"):
        for field in fields.get(channel, []):
            yield float(len({str(row.get(field)) for row in rows}))


def _literals(part: Any, key: str = "") -> Iterator[float]:
    """Numbers written into the specification where a reader sees them.

    Scales, ticks, constants, controls, titles.
    """
    if isinstance(part, Mapping):
        for name, value in part.items():
            if name not in _NO_LITERALS:
                yield from _literals(value, name)
    elif isinstance(part, list):
        numbers = [float(v) for v in part if isinstance(v, int | float) and not isinstance(v, bool)]
        if key in ("domain", "values", "range"):
            yield from _ends(sorted(numbers))
        for value in part:
            if not isinstance(value, int | float):
                yield from _literals(value, key)
    elif isinstance(part, int | float) and not isinstance(part, bool):
        if key in ("datum", "value", "min", "max", "domainMin", "domainMax", "step"):
            yield float(part)
    elif isinstance(part, str) and key in ("title", "text", "name", "labels", "subtitle"):
        yield from (float(n.replace(",", "")) for n in _NUMBER.findall(part))
