"""What a chart draws: its specification is evaluated by Vega, and the marks are read back with the values they show.

Vega-Lite is compiled to Vega; each mark of the compiled chart is made to say, in its description, the values that its
channels show after all transforms, filters and sums, and where its scales put them. The scene that Vega lays out gives
place, size and color. So a chart is read as a reader sees it, by whatever road it was written.

``python -m dispatched.checks.scenes`` reads a specification from standard input and writes the scene: so the grader has
it drawn in a sandbox, since a specification may hold expressions that never end.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from dispatched.checks import seen

LARGEST = 1_000_000
"""Characters of a specification, as JSON."""

DEEPEST = 60
"""Levels of a specification."""

MOST = 2_000
"""Marks that are read; and rows that a specification may ask Vega to make up."""

LONGEST = 5_000
"""Characters of one text in a specification; to lay out a longer one takes minutes."""

CHARACTERS = 200
"""Characters of a value that are read."""

DISCRETE = {"band", "point", "ordinal"}
CONTINUOUS = {"linear", "log", "pow", "sqrt", "symlog", "time", "utc"}
OTHERS = {"color": ("fill", "stroke"), "shape": ("shape",), "size": ("size",), "opacity": ("opacity",)}
CHANNEL, PART = "\x1f", "\x1e"


class ChartError(ValueError):
    """A specification that is not drawn; one sentence for its author."""


class UnableError(RuntimeError):
    """Nothing is wrong with the chart as far as one knows; this machine cannot draw it."""


def scene(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The scene of a chart, or why there is none.

    Returns:
        what :func:`draw` returns; ``{"error": …}`` for a chart that cannot be drawn; ``{"unable": …}`` where drawing
        itself failed.
    """
    try:
        return draw(spec)
    except ChartError as error:
        return {"error": str(error)[:300]}
    except UnableError as error:
        return {"unable": str(error)[:300]}


def draw(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Evaluate a Vega-Lite specification.

    Returns:
        ``title`` (the chart's, as drawn), ``axes`` (x and y: titles as drawn), ``legends`` (titles) and ``marks``: for
        each set of marks ``mark`` (as Vega-Lite names it), ``channels`` (channel → ``field``, ``scale``, ``kind``) and
        ``items``: ``values`` (channel → value), ``seen``, and what :mod:`dispatched.checks.seen` found of its place.

    Raises:
        ChartError: too large or deep, data by address, or not a chart.
        UnableError: no drawing library, or it failed in a way that does not lie in the chart.
    """
    text = guarded(spec)
    if not _has_mark(spec):
        return {"title": "", "axes": {"x": [], "y": []}, "legends": [], "marks": []}
    try:
        import vl_convert
    except ImportError:
        raise UnableError("the package vl-convert-python is not installed") from None
    try:
        vega = vl_convert.vegalite_to_vega(text)
    except ValueError as error:
        raise ChartError(f"It cannot be drawn: {_first(error)}") from None
    known = _ask(vega)
    try:
        drawn = vl_convert.vega_to_scenegraph(vega, allowed_base_urls=[])
    except ValueError as error:
        raise ChartError(f"It cannot be drawn: {_first(error)}") from None
    return _read(drawn, vega, known)


def guarded(spec: Mapping[str, Any]) -> str:
    """A specification as JSON, if it may be evaluated.

    Raises:
        ChartError: what is wrong with it.
    """
    try:
        text = json.dumps(spec, default=str)
    except (ValueError, RecursionError, TypeError):
        raise ChartError("The chart is nested too deeply to be drawn.") from None
    if len(text) > LARGEST:
        raise ChartError(f"The chart is too large to be read ({len(text):,} characters). Draw fewer rows.")
    spec = json.loads(text, parse_constant=lambda _: None)
    stack: list[tuple[Any, int]] = [(spec, 1)]
    while stack:
        node, depth = stack.pop()
        if depth > DEEPEST:
            raise ChartError("The chart is nested too deeply to be drawn.")
        if isinstance(node, str) and len(node) > LONGEST:
            raise ChartError(f"A text in the chart has {len(node):,} characters, which is too long to be drawn.")
        if isinstance(node, list):
            stack += [(one, depth + 1) for one in node]
        elif isinstance(node, dict):
            if "url" in node and isinstance(node.get("url"), str | Mapping) and "values" not in node:
                raise ChartError("The chart fetches its data by an address. Give alt.Chart the table itself.")
            made = node.get("sequence")
            if isinstance(made, Mapping) and not _short(made):
                raise ChartError(f"The chart makes up more than {MOST:,} rows of its own.")
            stack += [(one, depth + 1) for one in node.values()]
    if not isinstance(spec, dict):
        raise ChartError("This is not the specification of a chart.")
    return json.dumps(spec)


def _has_mark(spec: Any) -> bool:
    if not isinstance(spec, Mapping):
        return False
    parts = [p for key in ("layer", "hconcat", "vconcat", "concat") for p in spec.get(key) or []]
    return "mark" in spec or any(map(_has_mark, [*parts, spec.get("spec")]))


def _short(made: Mapping[str, Any]) -> bool:
    numbers = [made.get("start", 0), made.get("stop", 0), made.get("step", 1)]
    if not all(isinstance(n, int | float) for n in numbers) or not numbers[2]:
        return False
    return abs((numbers[1] - numbers[0]) / numbers[2]) <= MOST


def _first(error: Exception) -> str:
    """The line of what Vega says that tells the reason, without the place in its code."""
    lines = [line.strip() for line in str(error)[:4000].splitlines() if line.strip() and not line.endswith("failed:")]
    return (lines[0] if lines else "Vega refuses it")[:200]


# Compiled chart: what each mark is asked to say.


def _groups(node: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    yield node  # type: ignore[misc]
    for mark in node.get("marks", []):
        if mark.get("type") == "group":
            yield from _groups(mark)


def _ask(vega: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Let every mark describe itself.

    Returns:
        name of the marks → ``mark`` and ``channels`` in the order in which the description has them.
    """
    scales = {s["name"]: s for group in _groups(vega) for s in group.get("scales", [])}
    data = {d["name"]: d for group in _groups(vega) for d in group.get("data", [])}
    known: dict[str, dict[str, Any]] = {}
    for group in list(_groups(vega)):
        for mark in group.get("marks", []):
            if mark.get("type") == "group" or not isinstance(mark.get("encode"), Mapping):
                continue
            name = mark.setdefault("name", f"unnamed_{len(known)}")
            update = mark["encode"].setdefault("update", {})
            styles = mark.get("style") or [mark["type"]]
            channels: dict[str, dict[str, Any]] = {}
            for axis in ("x", "y"):
                channels |= _position(axis, update, data)
            for channel, keys in OTHERS.items():
                found = next((k for k in keys if _scaled(update.get(k))), None)
                if found:
                    one = _scaled(update[found])
                    channels[channel] = {"scale": one["scale"], "field": _field(one), "value": _bare(update[found])}
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
    return "discrete" if scale in DISCRETE or scale.startswith(("bin", "quant", "thres")) else "continuous"


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


def _position(axis: str, update: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The channels x and x2, or y and y2, of a set of marks."""
    main = next((update[k] for k in (axis, f"{axis}c") if _scaled(update.get(k))), None)
    other = update.get(f"{axis}2")
    if main is None:
        main, other = other, None
    one, two = _scaled(main), _scaled(other)
    if one is None:
        return {}
    found = {"scale": one["scale"], "field": _field(one), "value": _bare(main)}
    if two is None or not _field(two) or _field(two) == _field(one):
        return {axis: found}
    ends = {_field(one), _field(two)}
    stem = min(ends, key=len)
    stem = stem[: -len("_end")] if stem.endswith("_end") else stem
    if ends == {f"{stem}_start", f"{stem}_end"}:
        shares = any(
            t.get("type") == "stack" and t.get("offset") == "normalize" and f"{stem}_end" in (t.get("as") or [])
            for d in data.values()
            for t in d.get("transform", [])
        )
        whole = _bare(main) if _field(one).endswith("_end") else _bare(other)
        start = _bare(other) if _field(one).endswith("_end") else _bare(main)
        return {axis: found | {"field": stem, "value": whole, "less": start, "shares": shares}}
    if ends == {stem, f"{stem}_end"}:  # a bin of numbers, or a unit of time
        low = main if _field(one) == stem else other
        return {axis: found | {"field": stem, "value": _bare(low), "span": True}}
    return {axis: found, f"{axis}2": {"scale": two["scale"], "field": _field(two), "value": _bare(other)}}


def _says(channel: str, one: dict[str, Any], update: dict[str, Any]) -> str:
    """The expression that tells a channel's value and where its scale puts it; adds helpers to the encoding."""
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
    tagged = moment if one["kind"] == "time" else (
        f"isDate({shown}) ? {moment} : isNumber({shown}) ? 'n' + {shown} : isBoolean({shown}) ? 'b' + {shown} : "
        f"'s' + slice(replace('' + {shown}, /[\\x1e\\x1f]/g, ' '), 0, {CHARACTERS})"
    )  # fmt: skip
    parts = [f"({value} == null ? '-' : {tagged})"]
    if channel in ("x", "y", "x2", "y2"):
        parts.append(f"scale({scale}, {value})")
        parts.append(f"bandwidth({scale})" if one["kind"] == "discrete" else "0")
        if one["kind"] != "discrete":
            parts += [f"scale({scale}, 0)", f"+invert({scale}, scale({scale}, {value}))", f"+{value}"]
    return f"join([{', '.join(parts)}], '\\u001e')"


# The scene: what the marks say, and what one sees of them.


def _read(drawn: Mapping[str, Any], vega: Mapping[str, Any], known: dict[str, dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {"title": "", "axes": {"x": [], "y": []}, "marks": {}, "cover": []}
    background = vega.get("background") if isinstance(vega.get("background"), str) else "white"
    _walk(drawn.get("scenegraph", {}), known, found, seen.Frame(), ())
    looks = seen.Looks(str(background or "white"))
    marks = []
    for name, items in found["marks"].items():
        one = known[name]
        keep = ("field", "type", "kind", "stacked", "shares", "span")
        channels = {c: {k: rule[k] for k in keep if k in rule} for c, rule in one["channels"].items()}
        marks.append({"mark": one["mark"], "channels": channels, "items": seen.told(items, one, looks, found["cover"])})
    legends = [
        " ".join(title) if isinstance(title, list) else str(title)
        for group in _groups(vega)
        for legend in group.get("legends", [])
        for title in [legend.get("title") or ""]
        if "fill" in legend or "stroke" in legend
    ]
    return {"title": found["title"].strip(), "axes": found["axes"], "legends": legends, "marks": marks}


def _walk(node: Mapping[str, Any], known: Mapping[str, Any], found: dict[str, Any], frame: seen.Frame, path: tuple[str, ...]) -> None:  # fmt: skip
    role, name = node.get("role", ""), node.get("name", "")
    items = node.get("items", [])
    if node.get("marktype") == "text" and role in ("axis-title", "title-text"):
        text = " ".join(" ".join(t) if isinstance(t, list) else str(t) for i in items for t in [i.get("text", "")])
        orient = next((p[5:] for p in reversed(path) if p.startswith("side ")), "")
        if role == "axis-title":
            if any(seen.readable(i) for i in items):
                found["axes"]["y" if orient in ("left", "right") else "x"].append(text)
        elif not any(p.startswith(("row-", "column-", "legend", "cell")) for p in path) and any(
            map(seen.readable, items)
        ):
            found["title"] += f" {text}"
        return
    if role == "mark" and name in known and node.get("marktype") != "group":
        if sum(map(len, found["marks"].values())) + len(items) > MOST:
            raise ChartError(f"The chart draws more than {MOST:,} marks.")
        for item in items:
            if node.get("marktype") == "rect" and seen.solid(item):
                found["cover"].append(seen.box(item, frame))
            found["marks"].setdefault(name, []).append((len(found["cover"]), item, frame))
        return
    for item in items:
        inner, below = frame, (*path, "cell" if role == "scope" and str(name).endswith("cell") else role)
        if node.get("marktype") == "group":
            inner = frame.inside(item)
            if role == "axis":
                below = (*below, f"side {item.get('orient', '')}")
        for child in item.get("items", []):
            _walk(child, known, found, inner, below)


def main() -> None:
    """Specification from standard input, scene to standard output."""
    made = scene(json.loads(sys.stdin.buffer.read()))
    sys.stdout.write(json.dumps(made))


if __name__ == "__main__":
    main()
