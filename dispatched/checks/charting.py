"""What a chart must have, read from its Vega-Lite specification."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dispatched.checks import keys

ALIASES = {"circle": "point", "square": "point", "trail": "line"}


DATA = (
    "The marks are right, but the values of {} in the chart's table are not those asked for. (The table that the chart "
    "gets is compared, so filter it before, not in the chart.)"
)


def make_chart_key(task: Mapping[str, Any], spec: Mapping[str, Any]) -> dict[str, Any]:
    """The key of a chart task: its rules, and the digests of the values that the solution draws.

    Raises:
        ValueError: the solution's own chart breaks a rule.
    """
    rules = task["chart"]
    key = {"rules": rules}
    if rules.get("data"):
        key["drawn"] = {
            column: sorted(
                [keys.cell_digests(task["id"], v, task["tolerance"]) for values in drawn(spec, column) for v in values],
                key=str,
            )
            for column in _many(rules["data"])
        }
    return key


def views(spec: Mapping[str, Any], above: Mapping[str, Any] | None = None) -> Iterator[dict[str, Any]]:
    """Every view with a mark, with the encodings that it inherits."""
    encoding = {**((above or {}).get("encoding") or {}), **(spec.get("encoding") or {})}
    if "mark" in spec:
        mark = spec["mark"]["type"] if isinstance(spec["mark"], Mapping) else spec["mark"]
        yield {"mark": ALIASES.get(mark, mark), "encoding": encoding}
    for key in ("layer", "hconcat", "vconcat", "concat"):
        for part in spec.get(key, []):
            yield from views(part, {"encoding": encoding})
    if isinstance(spec.get("spec"), Mapping):
        yield from views(spec["spec"], {"encoding": encoding})


def drawn(spec: Mapping[str, Any], column: str) -> list[list[Any]]:
    """The values of a column in each data set of a chart that has it."""
    wanted = keys.plain(column)
    found: list[list[Any]] = []
    sets = list((spec.get("datasets") or {}).values())
    if isinstance((spec.get("data") or {}).get("values"), list):
        sets.append(spec["data"]["values"])
    for rows in sets:
        values = [
            value
            for row in (rows if isinstance(rows, list) else [])
            for name, value in (row.items() if isinstance(row, Mapping) else [])
            if keys.plain(name) == wanted
        ]
        if values:
            found.append(values)
    return found


def faults(task_id: str, key: Mapping[str, Any], spec: Mapping[str, Any], tolerance: float) -> list[str]:
    """What a chart lacks, in sentences that say what to look at and not what to write."""
    rules = key["rules"]
    marks = [ALIASES.get(m, m) for m in rules["mark"]]
    found = list(views(spec))
    if not found:
        return ["This chart draws nothing yet: it has no mark."]
    fitting = [v for v in found if v["mark"] in marks]
    if not fitting:
        used = ", ".join(sorted({v["mark"] for v in found}))
        return [
            f"The chart uses {used} marks. Think about which mark shows this question best, and read the task again."
        ]
    best = min((_channel_faults(rules["channels"], v["encoding"]) for v in fitting), key=len)
    if rules.get("title") and not _title(spec):
        best.append("The chart has no title.")
    if not best:
        off = [c for c, known in key.get("drawn", {}).items() if not _same_values(task_id, known, spec, c, tolerance)]
        best += [DATA.format(" and ".join(off))] if off else []
    return best


def _title(spec: Mapping[str, Any]) -> str:
    """The title of a chart, or of one of its layers, which is drawn as the chart's."""
    title = spec.get("title")
    text = title.get("text") if isinstance(title, Mapping) else title
    own = " ".join(text) if isinstance(text, list) else str(text or "")
    return own or next((t for part in spec.get("layer", []) if (t := _title(part))), "")


def _channel_faults(rules: Mapping[str, Any], encoding: Mapping[str, Any]) -> list[str]:
    wrong = []
    for channel, rule in rules.items():
        one = encoding.get(channel)
        one = one[0] if isinstance(one, list) and one else one
        if not isinstance(one, Mapping):
            wrong += [f"Nothing is encoded by {channel}.", *[""] * (len(rule) - 1)]  # each of its rules is broken
            continue
        if "field" in rule and keys.plain(one.get("field", "")) not in [keys.plain(f) for f in _many(rule["field"])]:
            wrong.append(f"The {channel} channel shows another column than the task asks for.")
        if "aggregate" in rule and one.get("aggregate") not in _many(rule["aggregate"]):
            wrong.append(f"The {channel} channel needs another way of adding up its values.")
        if "type" in rule and one.get("type") not in _many(rule["type"]):
            wrong.append(f"The {channel} channel treats its values as {one.get('type') or 'nothing'}. Are they that?")
        scale = one.get("scale") or {}
        ends = [v for v in (scale.get("domain") or []) if isinstance(v, int | float)]
        ends += [v for v in (scale.get("domainMin"),) if isinstance(v, int | float)]
        shown = min(ends) <= 0 <= max([*ends, 0]) if ends else scale.get("zero") is not False
        if rule.get("zero") and not shown:
            wrong.append(f"The {channel} axis does not begin at zero.")
        if "scale" in rule and scale.get("type", "linear") not in _many(rule["scale"]):
            wrong.append(f"The {channel} axis has a {scale.get('type', 'linear')} scale.")
        heading = (
            one.get("title") or (one.get("axis") or {}).get("title") or (one.get("legend") or {}).get("title") or ""
        )
        heading = " ".join(heading) if isinstance(heading, list) else str(heading)
        if (rule.get("title") or rule.get("unit")) and not heading:
            wrong.append(f"The {channel} channel has no title of its own: a column's name is not a title.")
        elif rule.get("unit") and not re.search(r"\(.+\)", heading):
            wrong.append(f"The title of the {channel} channel does not name the unit in brackets.")
    return wrong


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _same_values(task_id: str, known: list[list[str]], spec: Mapping[str, Any], column: str, tolerance: float) -> bool:
    """Does one of the chart's tables, or all together, hold the values asked for?"""
    tables = drawn(spec, column)
    return any(
        _matches(task_id, known, values, tolerance) for values in [*tables, [v for values in tables for v in values]]
    )


def _matches(task_id: str, known: list[list[str]], values: list[Any], tolerance: float) -> bool:
    stated = [value for value in values if value is not None]
    return keys.matched(known, task_id, stated, tolerance) == len(known) == len(stated)
