"""What a chart draws: Vega evaluates it, and the marks are read back with their values.

Vega-Lite is compiled to Vega; each mark of the compiled chart is made to say, in its description,
the values that its channels show after all transforms, filters and sums, and where its scales put
them. The scene that Vega lays out gives place, size and color. So a chart is read as a reader sees
it, by whatever road it was written.

``python -m dispatched.checks.scenes`` reads specifications from standard input and writes the
scenes, a line each: so the grader has them drawn in a sandbox, since a specification may hold
expressions that never end.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from dispatched import drawing, vegalite
from dispatched.checks import asking, axes, seen
from dispatched.checks.contrast import Looks, number, share

LARGEST = 1_000_000
"""Characters of a specification, as JSON."""

DEEPEST = 60
"""Levels of a specification."""

MOST = 2_000
"""Marks that are read; and rows that a specification may ask Vega to make up."""

LONGEST = 5_000
"""Characters of one text in a specification; to lay out a longer one takes minutes."""


class ChartError(ValueError):
    """A specification that is not drawn; one sentence for its author."""


class UnableError(RuntimeError):
    """Nothing is wrong with the chart as far as one knows; this machine cannot draw it."""


def scene(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The scene of a chart, or why there is none.

    Returns:
        what :func:`draw` returns; ``{"error": …}`` for a chart that cannot be drawn; ``{"unable":
        …}`` where drawing itself failed.
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
        ``title`` (the chart's, as drawn), ``axes`` (x and y: titles as drawn), ``labels`` (x and y:
        whether they say the values), ``legends`` (titles of the keys of color), ``keys`` (titles of
        the keys of other channels), ``ticks`` (x and y: labels), ``projections`` (of maps),
        ``clicks`` (a click in a key changes marks) and ``marks``: for each set of marks
        ``mark`` (as Vega-Lite names it), ``channels`` (channel → ``field``, ``scale``, ``kind``)
        and ``items``: ``values`` (channel → value), ``seen``, and what
        :mod:`dispatched.checks.seen` found of its place.

    Raises:
        ChartError: too large or deep, data by address, or not a chart.
        UnableError: no drawing library, or it failed in a way that does not lie in the chart.
    """
    text = guarded(spec)
    if not any("mark" in part for part in vegalite.walk(spec)):
        return {"title": "", "axes": {}, "labels": {}, "legends": [], "marks": []}
    try:
        library = drawing.library()
    except ImportError:
        raise UnableError("the package vl-convert-python is not installed") from None
    try:
        vega = library.vegalite_to_vega(text)
    except ValueError as error:
        raise ChartError(f"It cannot be drawn: {_first(error)}") from None
    known = asking.ask(vega)
    try:
        drawn = library.vega_to_scenegraph(vega, allowed_base_urls=[])
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
        raise ChartError(
            f"The chart is too large to be read ({len(text):,} characters). Draw fewer rows."
        )
    spec = json.loads(text, parse_constant=lambda _: None)
    stack: list[tuple[Any, int, bool]] = [(spec, 1, False)]
    while stack:
        node, depth, row = stack.pop()  # a table may have a column named url
        if depth > DEEPEST:
            raise ChartError("The chart is nested too deeply to be drawn.")
        if isinstance(node, str) and len(node) > LONGEST:
            raise ChartError(
                f"A text in the chart has {len(node):,} characters, which is too long to be drawn."
            )
        if isinstance(node, list):
            stack += [(one, depth + 1, row) for one in node]
        elif isinstance(node, dict):
            if "url" in node and not row:
                raise ChartError(
                    "The chart fetches its data by an address. Give alt.Chart the table itself."
                )
            made = node.get("sequence")
            if isinstance(made, Mapping) and not _short(made):
                raise ChartError(f"The chart makes up more than {MOST:,} rows of its own.")
            stack += [
                (one, depth + 1, row or key in ("values", "datasets")) for key, one in node.items()
            ]
    if not isinstance(spec, dict):
        raise ChartError("This is not the specification of a chart.")
    return json.dumps(_without_corners(_own_width(spec)))


def _own_width(spec: dict[str, Any]) -> dict[str, Any]:
    """Without a theme's width of lines where the chart gives one: Vega-Lite takes the theme's."""
    config = spec.get("config")
    line = config.get("line") if isinstance(config, dict) else None
    if not isinstance(config, dict) or not isinstance(line, dict):
        return spec
    width = number(line.get("strokeWidth"))
    encodings = (part.get("encoding") for part in vegalite.walk(spec))
    given = any(isinstance(one, Mapping) and "strokeWidth" in one for one in encodings)
    if width is None or width < 1 or not given:
        return spec
    rest = {k: v for k, v in line.items() if k != "strokeWidth"}
    return {**spec, "config": {**config, "line": rest}}


def _without_corners(node: Any) -> Any:
    """Without round corners: Vega draws such bars in groups of their own, which say no values."""
    if isinstance(node, dict):
        return {
            k: v if k == "values" else _without_corners(v)
            for k, v in node.items()
            if not k.startswith("cornerR")
        }
    return [_without_corners(one) for one in node] if isinstance(node, list) else node


def _short(made: Mapping[str, Any]) -> bool:
    numbers = [made.get("start", 0), made.get("stop", 0), made.get("step", 1)]
    if not all(isinstance(n, int | float) for n in numbers) or not numbers[2]:
        return False
    return bool(abs((numbers[1] - numbers[0]) / numbers[2]) <= MOST)


def _first(error: Exception) -> str:
    """The line of what Vega says that tells the reason, without the place in its code."""
    lines = [
        line.strip()
        for line in str(error)[:4000].splitlines()
        if line.strip() and not line.endswith("failed:")
    ]
    return (lines[0] if lines else "Vega refuses it")[:200]


def _read(
    drawn: Mapping[str, Any], vega: dict[str, Any], known: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    found: dict[str, Any] = {"texts": [], "labels": {"x": [], "y": []}, "marks": {}, "cover": []}
    background = vega.get("background") if isinstance(vega.get("background"), str) else "white"
    _walk(drawn.get("scenegraph", {}), known, found, seen.Frame(), ())
    looks = Looks(str(background or "white"))
    looks.learn({t[2].get("fill") for t in found["texts"] if isinstance(t[2].get("fill"), str)})
    titles: dict[str, list[str]] = {"": [], "x": [], "y": []}
    for place, text, item in found["texts"]:
        if seen.readable(item, looks):
            titles[place].append(text)
    marks = []
    for name, items in found["marks"].items():
        one = known[name]
        keep = ("field", "type", "kind", "stacked", "shares", "span")
        channels = {
            c: {k: rule[k] for k in keep if k in rule} for c, rule in one["channels"].items()
        }
        marks.append(
            {
                "mark": one["mark"],
                "channels": channels,
                "items": seen.told(items, one, looks, found["cover"]),
            }
        )
    legends: list[str] = []
    keys: dict[str, list[str]] = {}
    inside = list(asking.groups(vega))
    for legend in (one for group in inside for one in group.get("legends", [])):
        title = legend.get("title") or ""
        title = " ".join(map(str, title)) if isinstance(title, list) else str(title)
        if "fill" in legend or "stroke" in legend:
            legends.append(title)
        for channel in set(asking.OTHERS) & set(legend):
            keys.setdefault(channel, []).append(title)
    labels = {axis: axes.judged(told, marks, axis) for axis, told in found["labels"].items()}
    sides = {axis: titles[axis] for axis in ("x", "y")}
    return {
        "title": " ".join(titles[""]).strip(),
        "axes": sides,
        "labels": labels,
        "legends": legends,
        "keys": keys,
        "ticks": {axis: [text for text, *_ in told] for axis, told in found["labels"].items()},
        "projections": [str(p.get("type")) for g in inside for p in g.get("projections", [])],
        "clicks": asking.answers_clicks(vega),
        "marks": marks,
    }


def _walk(
    node: Mapping[str, Any],
    known: Mapping[str, Any],
    found: dict[str, Any],
    frame: seen.Frame,
    path: tuple[str, ...],
) -> None:
    role, name = node.get("role", ""), node.get("name", "")
    items = node.get("items", [])
    if node.get("marktype") == "text" and role in ("axis-title", "axis-label", "title-text"):
        axis = "y" if "side left" in path or "side right" in path else "x"
        for item in items:
            text = item.get("text", "")
            text = " ".join(map(str, text)) if isinstance(text, list) else str(text)
            if role == "axis-label":
                if share(item.get("opacity")) > 0.2 and len(found["labels"][axis]) < MOST:
                    begins = frame.top if axis == "y" else frame.left
                    found["labels"][axis].append((text, number(item.get(axis)) or 0, begins))
            elif role == "axis-title":
                found["texts"].append((axis, text, item))
            elif not any(p.startswith(("row-", "column-", "legend", "cell")) for p in path):
                found["texts"].append(("", text, item))
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
        inner, below = (
            frame,
            (*path, "cell" if role == "scope" and str(name).endswith("cell") else role),
        )
        if node.get("marktype") == "group":
            inner = frame.inside(item)
            if role == "axis":
                below = (*below, f"side {item.get('orient', '')}")
        for child in item.get("items", []):
            _walk(child, known, found, inner, below)


def main() -> None:
    """A specification a line from standard input, its scene as a line to standard output."""
    for line in sys.stdin.buffer:
        sys.stdout.write(json.dumps(scene(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
