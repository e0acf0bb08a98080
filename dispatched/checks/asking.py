"""Let every mark of a compiled chart say its values: what is written into Vega's specification.

Each mark gets a description, an expression that Vega works out when it lays the chart out: for each
channel the value that it shows, where the scale puts it, the size of its step, and where zero and
the base of a bar are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

CHARACTERS = 200
"""Characters of a value that are read."""

DISCRETE = {"band", "point", "ordinal"}
OTHERS = {
    "color": ("fill", "stroke"),
    "shape": ("shape",),
    "size": ("size",),
    "opacity": ("opacity",),
    "strokeDash": ("strokeDash",),
}

TIPS = 8
"""Columns of a tooltip that are read."""

_COLUMN = re.compile(r'datum\["((?:[^"\\]|\\.)+)"\]')

_MIDDLE = re.compile(r'scale\("(\w+)", (0\.5 \* .+ \+ 0\.5 \* .+)\)')
"""The place of a class of numbers, drawn by a mark without a width: Vega-Lite writes it so."""


def groups(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A compiled chart and the groups inside it, each before those that it holds."""
    yield node
    for mark in node.get("marks", []):
        if mark.get("type") == "group":
            yield from groups(mark)


def ask(vega: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Let every mark describe itself.

    Returns:
        name of the marks → ``mark`` and ``channels`` in the order in which the description has
        them.
    """
    scales = {s["name"]: s for group in groups(vega) for s in group.get("scales", [])}
    data = {d["name"]: d for group in groups(vega) for d in group.get("data", [])}
    known: dict[str, dict[str, Any]] = {}
    for group in list(groups(vega)):
        for mark in group.get("marks", []):
            if mark.get("type") == "group" or not isinstance(mark.get("encode"), Mapping):
                continue
            name = mark.setdefault("name", f"unnamed_{len(known)}")
            update = mark["encode"].setdefault("update", {})
            styles = mark.get("style") or [mark["type"]]
            channels: dict[str, dict[str, Any]] = {}
            for axis in ("x", "y"):
                if middle := _MIDDLE.fullmatch(_signal(update.get(axis))):
                    update[axis] = {"scale": middle[1], "signal": middle[2]}
                channels |= _position(axis, update, data)
            channels |= _painted(update) | _pointed(update)
            parts = []
            for channel, one in channels.items():
                kind = scales.get(one["scale"], {}).get("type", "ordinal")
                one |= {"type": kind, "kind": _kind(kind)}
                parts.append(_says(channel, one, update))
            mark["aria"] = True
            update.pop("description", None)  # channels are worked out in order: this one comes last
            update["description"] = {"signal": f"join([{', '.join(parts)}], '\\u001f')"}
            first = styles if isinstance(styles, str) else styles[0]
            known[name] = {"mark": first, "channels": channels}
    return known


def _kind(scale: str) -> str:
    if scale in ("time", "utc"):
        return "time"
    return (
        "discrete"
        if scale in DISCRETE or scale.startswith(("bin", "quant", "thres"))
        else "continuous"
    )


def _scaled(entry: Any) -> dict[str, Any] | None:
    """The part of an encoding entry that goes through a scale."""
    for one in entry if isinstance(entry, list) else [entry]:
        if isinstance(one, Mapping) and isinstance(one.get("scale"), str):
            return dict(one)
    return None


def _field(one: Mapping[str, Any]) -> str:
    field = one.get("field")
    return field.replace("\\", "") if isinstance(field, str) else ""


def _bare(entry: Any) -> list[dict[str, Any]]:
    """The entry without its scale: the value that is shown, and nothing where no scale is used."""
    made = []
    for one in entry if isinstance(entry, list) else [entry]:
        kept = {k: v for k, v in one.items() if k in ("test", "field", "value", "signal")}
        if not isinstance(one.get("scale"), str):
            kept = {k: v for k, v in kept.items() if k == "test"} | {"value": None}
        made.append(kept)
    return made


def _position(
    axis: str, update: Mapping[str, Any], data: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """The channels x and x2, or y and y2, of a set of marks."""
    main = next((update[k] for k in (axis, f"{axis}c") if _scaled(update.get(k))), None)
    other = update.get(f"{axis}2")
    if main is None:
        main, other = other, None
    one, two = _scaled(main), _scaled(other)
    if one is None:
        return {}
    found = {
        "scale": one["scale"],
        "field": _field(one),
        "value": _bare(main),
        "based": other is not None,
    }
    if two is None or not _field(two) or _field(two) == _field(one):
        return {axis: found}
    ends = {_field(one), _field(two)}
    stem = min(ends, key=len)
    stem = stem[: -len("_end")] if stem.endswith("_end") else stem
    if ends == {f"{stem}_start", f"{stem}_end"}:
        shares = any(
            t.get("type") == "stack"
            and t.get("offset") == "normalize"
            and f"{stem}_end" in (t.get("as") or [])
            for d in data.values()
            for t in d.get("transform", [])
        )
        whole = _bare(main) if _field(one).endswith("_end") else _bare(other)
        start = _bare(other) if _field(one).endswith("_end") else _bare(main)
        return {axis: found | {"field": stem, "value": whole, "less": start, "shares": shares}}
    if ends == {stem, f"{stem}_end"}:  # a bin of numbers, or a unit of time
        low = main if _field(one) == stem else other
        return {axis: found | {"field": stem, "value": _bare(low), "span": True}}
    return {
        axis: found,
        f"{axis}2": {"scale": two["scale"], "field": _field(two), "value": _bare(other)},
    }


def _painted(update: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The channels beside x and y: of each the first property that goes through a scale."""
    found = {}
    for channel, properties in OTHERS.items():
        for entry in map(update.get, properties):
            if one := _scaled(entry):
                value = _bare(entry)
                found[channel] = {"scale": one["scale"], "field": _field(one), "value": value}
                break
    return found


def _pointed(update: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What a mark says when one points at it: ``tooltip``, ``tooltip2`` …, a column each."""
    columns = dict.fromkeys(_COLUMN.findall(_signal(update.get("tooltip"))))
    return {
        f"tooltip{n}" if n > 1 else "tooltip": {
            "scale": "",
            "field": column,
            "value": [{"signal": f'datum["{column}"]'}],
        }
        for n, column in enumerate(list(columns)[:TIPS], 1)
    }


def _signal(entry: Any) -> str:
    """The expressions of an encoding entry."""
    told = entry if isinstance(entry, list) else [entry]
    return " ".join(str(one.get("signal", "")) for one in told if isinstance(one, Mapping))


def answers_clicks(vega: dict[str, Any]) -> bool:
    """Does a click in a legend make some marks look otherwise than the rest?"""
    inside = list(groups(vega))
    legends = [legend for group in inside for legend in group.get("legends", [])]
    parts = [part for legend in legends for part in legend.get("encode", {}).values()]
    if not any(part.get("interactive") for part in parts if isinstance(part, Mapping)):
        return False
    marks = [m for group in inside for m in group.get("marks", []) if m.get("type") != "group"]
    looks = [look for m in marks for look in m.get("encode", {}).get("update", {}).values()]
    return any(_by_click(look) for look in looks)


def _by_click(look: Any) -> bool:
    if not isinstance(look, list):
        return False
    picked = [one for one in look if "vlSelectionTest" in str(one.get("test", ""))]
    bare = [{k: v for k, v in one.items() if k != "test"} for one in look]
    return bool(picked) and any(one != bare[0] for one in bare)


def _says(channel: str, one: dict[str, Any], update: dict[str, Any]) -> str:
    """The expression that tells a channel's value and place; adds helpers to the encoding."""
    name, scale = f"judged_{channel}", json.dumps(one["scale"])
    update[name] = one.pop("value")
    value = f"item.{name}"
    if "less" in one:
        update[f"{name}_less"] = one.pop("less")
        shown = f"({value} - item.{name}_less)"
        one["stacked"] = True
    else:
        shown = value
    moment = f"'d' + year({value}) + '-' + (month({value}) + 1) + '-' + date({value})"
    text = f"slice(replace('' + {shown}, /[\\x1e\\x1f]/g, ' '), 0, {CHARACTERS})"
    tagged = (
        f"isDate({shown}) ? {moment} : isNumber({shown}) ? 'n' + {shown} : "
        f"isBoolean({shown}) ? 'b' + {shown} : 's' + {text}"
    )
    tagged = moment if one["kind"] == "time" else tagged
    parts = [f"({value} == null ? '-' : {tagged})"]
    if channel in ("x", "y", "x2", "y2"):
        parts.append(f"scale({scale}, {value})")
        parts.append(f"bandwidth({scale})" if one["kind"] == "discrete" else "0")
        if one["kind"] != "discrete":
            base = f"{value}_less" if one.get("stacked") else "0"
            parts += [
                f"scale({scale}, 0)",
                f"+invert({scale}, scale({scale}, {value}))",
                f"+{value}",
            ]
            parts.append(f"scale({scale}, {base})")
            parts += [f"+domain({scale})[{end}]" for end in (0, 1)]
    return f"join([{', '.join(parts)}], '\\u001e')"
