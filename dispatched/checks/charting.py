"""Is a chart right? Judged by its scene: the marks that one sees, their values, axes, titles.

Nothing here draws: :mod:`dispatched.checks.scenes` does, in the student's notebook or, when
grading, in a sandbox.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from dispatched.checks import along, beside, digests, marks, numerals, units

TYPES = {
    "quantitative": {"continuous"},
    "temporal": {"time"},
    "ordinal": {"discrete"},
    "nominal": {"discrete"},
}

NOTHING = "This chart draws nothing yet: it has no mark."
UNSEEN = (
    "This chart draws nothing that one can see. Look at size, opacity, color, filter and "
    "the ends of the axes."
)
OTHER_MARK = (
    "The chart uses {} marks. Think about which mark shows this question best, and read "
    "the task again."
)


class Faults(list[str]):
    """Sentences, and what they cost."""

    def __init__(self) -> None:
        super().__init__()
        self.fatal = False
        self.values = False
        self.broken = 0

    def add(self, text: str, parts: int = 1) -> None:
        """One more fault; breaks so many of the rules."""
        self.append(text)
        self.broken += parts


def faults(
    task_id: str, key: Mapping[str, Any], scene: Mapping[str, Any], tolerance: float
) -> Faults:
    """What a chart lacks, in sentences that say what to look at and not what to write.

    Args:
        scene: of :func:`dispatched.checks.scenes.scene`, with ``marks``.
    """
    rules, found = key["rules"], Faults()
    drawn = scene["marks"]
    if not any(m["items"] for m in drawn):
        found.add(UNSEEN if drawn else NOTHING)
        found.fatal = True
        return found
    fitting = marks.fitting(rules, scene)
    if not fitting:
        found.add(
            OTHER_MARK.format(
                ", ".join(sorted({marks.ALIASES.get(m["mark"], m["mark"]) for m in drawn}))
            )
        )
        found.fatal = True
        return found
    shown = [{**m, "items": [i for i in m["items"] if i["seen"]]} for m in fitting]
    shown = [m for m in shown if m["items"]]
    if not shown:
        found.add(UNSEEN)
        found.fatal = True
        return found
    ways = [rules["channels"]]
    if rules.get("direction") == "free":
        ways.append({marks.TURNED.get(c, c): rule for c, rule in rules["channels"].items()})
    tried = []
    for way in ways:
        turned = way is not rules["channels"]
        tried.append(_by(task_id, key, {**rules, "channels": way}, scene, shown, tolerance, turned))
    return min(tried, key=lambda one: one.broken)


def _by(
    task_id: str,
    key: Mapping[str, Any],
    rules: Mapping[str, Any],
    scene: Mapping[str, Any],
    shown: Sequence[Any],
    tolerance: float,
    turned: bool,
) -> Faults:
    found = Faults()
    channels = rules["channels"]
    main = max(shown, key=lambda m: (len(set(m["channels"]) & set(channels)), len(m["items"])))
    fields = {r["field"] for m in shown for r in m["channels"].values() if r["field"]}
    right, told = marks.same(task_id, key, rules, shown, tolerance, turned)
    for channel, rule in channels.items():
        _channel(found, channel, rule, main, scene, fields, right)
    if rules.get("title") and not scene["title"].strip():
        found.add("The chart has no title.")
    elif rules.get("title") and not units.says_something(scene["title"], fields):
        found.add("The chart's title says nothing yet: write in words what one sees.")
    place = {c: marks.TURNED.get(c, c) if turned else c for c in marks.compared(key["rules"])[0]}
    for text in beside.faults(task_id, key, scene, shown, place, right, tolerance):
        found.add(text)
    for text in _reading(scene["labels"], shown, channels):
        found.add(text)
    if not right:
        found.values = True
        if found:  # told when the rest is right
            found.broken += 1
        else:
            found.add(told)
    return found


def _channel(
    found: Faults,
    channel: str,
    rule: Mapping[str, Any],
    main: Mapping[str, Any],
    scene: Mapping[str, Any],
    fields: set[str],
    right: bool,
) -> None:
    one = main["channels"].get(channel)
    if one is None:
        found.add(f"Nothing is encoded by {channel}.", max(1, len(rule)))
        return
    if channel == "tooltip":  # its columns are compared as values
        return
    if "field" in rule and not right and not _of_column(one["field"], _many(rule["field"])):
        found.add(f"The {channel} channel shows another column than the task asks for.")
    if "type" in rule and not any(one["kind"] in TYPES[t] for t in _many(rule["type"])):
        found.add(
            f"The {channel} channel treats its values as {_KINDS[one['kind']]}. Are they that?"
        )
    for text in along.faults(channel, rule, main, scene):
        found.add(text)
    if rule.get("zero") and not all(i["zero"].get(channel) for i in main["items"]):
        found.add(f"The {channel} axis does not begin at zero.")
    if "scale" in rule and one["type"] not in _many(rule["scale"]):
        found.add(f"The {channel} axis has a {one['type']} scale.")
    if rule.get("title") or rule.get("unit"):
        titles = along.titles(channel, scene)
        named = {*fields, *_many(rule.get("field", []))}
        titles = [
            t for t in titles if t.strip() and not units.is_name(t, named) and units.has_words(t)
        ]
        if not titles:
            found.add(
                f"The {channel} channel has no title of its own: a column's name or a letter is "
                "not a title."
            )
        elif rule.get("unit") and not any(units.names_unit(t, rule["unit"]) for t in titles):
            found.add(f"The title of the {channel} channel {_no_unit(titles, rule['unit'])}.")


def _no_unit(titles: Sequence[str], wanted: Any) -> str:
    parts = [part for title in titles for part in units.unit_parts(title)]
    if not parts:
        return "does not name the unit in brackets"
    if not isinstance(wanted, list):
        return "names another unit than the values have"
    if any(part in numerals.MONEY["percent"] for part in parts):
        return "says percent, but not percent of what"
    return "names something else in brackets than the task asks for"


def _of_column(shown: str, asked: Sequence[str]) -> bool:
    """Is a field one of the columns, or a sum or mean of it (``sum_persons``)?"""
    return digests.plain(shown).endswith(tuple(digests.plain(name) for name in asked))


_KINDS = {"continuous": "amounts", "discrete": "names or steps", "time": "points in time"}


def _reading(
    labels: Mapping[str, str], shown: Sequence[Mapping[str, Any]], channels: Mapping[str, Any]
) -> Iterable[str]:
    """Faults that make a reader read other values than those that the marks hold."""
    items = [i for m in shown for i in m["items"]]
    if not all(i["inside"] for i in items):
        yield (
            "Some marks lie outside the axes, so that nobody can read them. Look at the ends "
            "of the scale."
        )
    elif not all(i["true"] for i in items):
        yield "Some marks do not stand where their values say. Look at offsets and scales."
    if any(
        i["room"][c == "y"] < 20
        for m in shown
        for c in "xy"
        if m["channels"].get(c, {}).get("kind") == "continuous"
        for i in m["items"][:1]
    ):
        yield "The chart is too small to be read."
    for axis in ("x", "y"):
        if axis in channels and labels.get(axis) == "missing":
            yield f"Nothing stands at the {axis} axis, so that nobody can read its values."
        elif axis in channels and labels.get(axis) == "wrong":
            yield f"The labels of the {axis} axis do not say the values of the marks beside them."
        stack, raised = channels.get(axis, {}).get("stack"), any(i["raised"] for i in items)
        if stack and not raised:
            yield "The parts do not stand one on another. The task asks for stacked bars."
        elif stack is False and raised:
            yield "Bars stand one on another. The task asks for them side by side."
    for axis, side in (("x", "left to right"), ("y", "below to above")):
        if channels.get(axis, {}).get("order") != "free" and any(_backward(m, axis) for m in shown):
            yield (
                f"The values on {axis} do not run from {side}. A reader takes the order for theirs."
            )
    bars = [m for m in shown if m["mark"] == "bar"]
    for mark in bars:
        one = next(
            (c for c in ("y", "x") if mark["channels"].get(c, {}).get("kind") == "continuous"), None
        )
        ranged = "x2" in mark["channels"] or "y2" in mark["channels"]
        if one and not ranged:
            if mark["channels"][one]["type"] != "linear":
                yield "The lengths of bars on such a scale do not compare amounts."
            elif not channels.get(one, {}).get("zero") and not all(
                i["zero"].get(one, True) for i in mark["items"]
            ):
                yield "Bars begin at zero: their length is the amount."
        if any(
            _overlap(a["box"], b["box"])
            for n, a in enumerate(mark["items"][:300])
            for b in mark["items"][:n]
        ):
            yield "Some bars stand in front of others, so that one sees a part of them only."
            break
    if "color" in channels and not _told_apart(items):
        yield "Different values have the same color, so that nobody can tell them apart."


def _backward(mark: Mapping[str, Any], axis: str) -> bool:
    """Do amounts grow to the left or downward, or do steps such as years stand in another order?"""
    kind = mark["channels"].get(axis, {}).get("kind")
    if kind in ("continuous", "time"):
        return any(i["way"].get(axis, 0) == (-1 if axis == "x" else 1) for i in mark["items"])
    if kind is None or axis == "y":  # names and steps may run down or up
        return False
    places: dict[str, list[tuple[float, float]]] = {}
    for item in mark["items"]:
        value = item["values"].get(axis)
        value = numerals.as_number(value) if isinstance(value, str) else value
        if value is None or isinstance(value, bool):
            return False
        places.setdefault(item["panel"], []).append(
            (float(value), (item["box"][0] + item["box"][2]) / 2)
        )
    return any(
        right[0] > left[0] and right[1] < left[1] - 0.5
        for panel in places.values()
        for left, right in pairwise(sorted(panel))
    )


def _overlap(a: Sequence[float], b: Sequence[float]) -> bool:
    wide = min(a[2], b[2]) - max(a[0], b[0])
    high = min(a[3], b[3]) - max(a[1], b[1])
    return wide > 1.5 and high > 1.5


def _told_apart(items: Sequence[Mapping[str, Any]]) -> bool:
    colors: dict[str, set[Any]] = {}
    for item in items:
        if item["values"].get("color") is not None:
            colors.setdefault(str(item["color"]), set()).add(item["values"]["color"])
    values = {v for many in colors.values() for v in many}
    if len(values) > 10 or (any(isinstance(v, float) for v in values) and len(values) > 3):
        return len(colors) > 1 or len(values) < 2  # a shade for each amount: near ones look alike
    return all(len(many) == 1 for many in colors.values())


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
