"""Is a chart right? Judged by its scene: the marks that one sees, the values that they show, axes, titles and units.

Nothing here draws: :mod:`dispatched.checks.scenes` does, in the student's notebook or, when grading, in a sandbox.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from dispatched.checks import keys, units

ALIASES = {"circle": "point", "square": "point", "trail": "line"}

TYPES = {"quantitative": {"continuous"}, "temporal": {"time"}, "ordinal": {"discrete"}, "nominal": {"discrete"}}

NOTHING = "This chart draws nothing yet: it has no mark."
UNSEEN = "This chart draws nothing that one can see. Look at size, opacity, color, filter and the ends of the axes."
OTHER_MARK = "The chart uses {} marks. Think about which mark shows this question best, and read the task again."


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


def make_chart_key(task: Mapping[str, Any], scene: Mapping[str, Any]) -> dict[str, Any]:
    """The key of a chart task: its rules, and digests of what the solution's marks show.

    Raises:
        ValueError: the solution's chart is not drawn.
    """
    rules = task["chart"]
    key: dict[str, Any] = {"rules": rules}
    if "marks" not in scene:
        raise ValueError(f"task {task['id']!r}: the solution's chart is not drawn: {scene}")
    if rules.get("data"):
        items = [i for m in _fitting(rules, scene) for i in m["items"]]
        fixed, free = _channels(rules)
        key["exact"] = [c for c in fixed if _exact([i["values"].get(c) for i in items], task["tolerance"])]
        digests = [
            {c: _digests(task["id"], c, i["values"].get(c), key["exact"], task["tolerance"]) for c in fixed}
            for i in items
        ]
        groups: dict[Any, int] = {}
        key["drawn"] = [
            [one, *([groups.setdefault(tuple(str(i["values"].get(c)) for c in free), len(groups))] if free else [])]
            for one, i in zip(digests, items, strict=True)
        ]
        key["drawn"].sort(key=str)
    return key


def _exact(values: Sequence[Any], tolerance: float) -> bool:
    """Are these names or steps, such as years, which a tolerance would not tell apart?"""
    if not all(isinstance(v, int | float) for v in values):
        return True
    whole = sorted({float(v) for v in values})
    near = any(abs(b - a) < 4 * tolerance * max(abs(a), abs(b)) for a, b in pairwise(whole))
    return near and all(v == round(v) for v in whole)


def _digests(task_id: str, channel: str, value: Any, exact: Sequence[str], tolerance: float) -> list[str]:
    salt = f"{task_id}:{channel}"
    return [keys.digest(salt, keys.label(value))] if channel in exact else keys.cell_digests(salt, value, tolerance)


def _channels(rules: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """The channels whose values are compared, and those whose names are the student's own."""
    channels = rules["channels"]
    free = [c for c, rule in channels.items() if rule.get("names") == "free"]
    return [c for c in channels if c not in free and "field" in channels[c]], free


def _fitting(rules: Mapping[str, Any], scene: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    marks = {ALIASES.get(m, m) for m in rules["mark"]}
    return [m for m in scene["marks"] if ALIASES.get(m["mark"], m["mark"]) in marks and m["items"]]


def faults(task_id: str, key: Mapping[str, Any], scene: Mapping[str, Any], tolerance: float) -> Faults:
    """What a chart lacks, in sentences that say what to look at and not what to write.

    Args:
        scene: of :func:`dispatched.checks.scenes.scene`, with ``marks``.
    """
    rules, found = key["rules"], Faults()
    marks = scene["marks"]
    if not any(m["items"] for m in marks):
        found.add(UNSEEN if marks else NOTHING)
        found.fatal = True
        return found
    fitting = _fitting(rules, scene)
    if not fitting:
        found.add(OTHER_MARK.format(", ".join(sorted({ALIASES.get(m["mark"], m["mark"]) for m in marks}))))
        found.fatal = True
        return found
    shown = [m | {"items": [i for i in m["items"] if i["seen"]]} for m in fitting]
    shown = [m for m in shown if m["items"]]
    if not shown:
        found.add(UNSEEN)
        found.fatal = True
        return found
    ways = [rules["channels"]]
    if rules.get("direction") == "free":
        ways.append({_TURNED.get(c, c): rule for c, rule in rules["channels"].items()})
    tried = []
    for way in ways:
        turned = way is not rules["channels"]
        tried.append(_by(task_id, key, {**rules, "channels": way}, scene, shown, tolerance, turned))
    return min(tried, key=lambda one: one.broken)


_TURNED = {"x": "y", "y": "x", "x2": "y2", "y2": "x2"}


def _by(task_id: str, key: Mapping[str, Any], rules: Mapping[str, Any], scene: Mapping[str, Any], shown: Sequence[Any], tolerance: float, turned: bool) -> Faults:  # fmt: skip
    found = Faults()
    channels = rules["channels"]
    main = max(shown, key=lambda m: (len(set(m["channels"]) & set(channels)), len(m["items"])))
    fields = {r["field"] for m in shown for r in m["channels"].values() if r["field"]}
    right, told = _same(task_id, key, rules, shown, tolerance, turned)
    for channel, rule in channels.items():
        _channel(found, channel, rule, main, scene, fields, right)
    if rules.get("title") and not scene["title"].strip():
        found.add("The chart has no title.")
    elif rules.get("title") and not units.says_something(scene["title"], fields):
        found.add("The chart's title says nothing yet: write in words what one sees.")
    for text in _reading(rules, shown, channels):
        found.add(text)
    if not right:
        found.values = True
        if found:  # told when the rest is right
            found.broken += 1
        else:
            found.add(told)
    return found


def _channel(found: Faults, channel: str, rule: Mapping[str, Any], main: Mapping[str, Any], scene: Mapping[str, Any], fields: set[str], right: bool) -> None:  # fmt: skip
    one = main["channels"].get(channel)
    if one is None:
        found.add(f"Nothing is encoded by {channel}.", max(1, len(rule)))
        return
    if "field" in rule and not right and not _of_column(one["field"], _many(rule["field"])):
        found.add(f"The {channel} channel shows another column than the task asks for.")
    if "type" in rule and not any(one["kind"] in TYPES[t] for t in _many(rule["type"])):
        found.add(f"The {channel} channel treats its values as {_KINDS[one['kind']]}. Are they that?")
    if rule.get("zero") and not all(i["zero"].get(channel) for i in main["items"]):
        found.add(f"The {channel} axis does not begin at zero.")
    if "scale" in rule and one["type"] not in _many(rule["scale"]):
        found.add(f"The {channel} axis has a {one['type']} scale.")
    if rule.get("title") or rule.get("unit"):
        titles = scene["axes"].get(channel[0], []) if channel[0] in "xy" else scene["legends"]
        named = {*fields, *_many(rule.get("field", []))}
        titles = [t for t in titles if t.strip() and not units.is_name(t, named) and units.has_words(t)]
        if not titles:
            found.add(f"The {channel} channel has no title of its own: a column's name or a letter is not a title.")
        elif rule.get("unit") and not any(units.names_unit(t, rule["unit"]) for t in titles):
            some = any(units.unit_parts(t) for t in titles)
            wrong = "names another unit than the values have" if some else "does not name the unit in brackets"
            found.add(f"The title of the {channel} channel {wrong}.")


def _of_column(shown: str, asked: Sequence[str]) -> bool:
    """Is a field one of the columns, or a sum or mean of it (``sum_persons``)?"""
    return keys.plain(shown).endswith(tuple(keys.plain(name) for name in asked))


_KINDS = {"continuous": "amounts", "discrete": "names or steps", "time": "points in time"}


def _reading(rules: Mapping[str, Any], shown: Sequence[Mapping[str, Any]], channels: Mapping[str, Any]) -> Iterable[str]:  # fmt: skip
    """Faults that make a reader read other values than those that the marks hold."""
    items = [i for m in shown for i in m["items"]]
    if not all(i["inside"] for i in items):
        yield "Some marks lie outside the axes, so that nobody can read them. Look at the ends of the scale."
    elif not all(i["true"] for i in items):
        yield "Some marks do not stand where their values say. Look at offsets and scales."
    for axis, side in (("x", "left to right"), ("y", "below to above")):
        if channels.get(axis, {}).get("order") != "free" and any(_backward(m, axis) for m in shown):
            yield f"The values on {axis} do not run from {side}. A reader takes the order for theirs."
    bars = [m for m in shown if m["mark"] == "bar"]
    for mark in bars:
        one = next((c for c in ("y", "x") if mark["channels"].get(c, {}).get("kind") == "continuous"), None)
        ranged = "x2" in mark["channels"] or "y2" in mark["channels"]
        if one and not ranged:
            if mark["channels"][one]["type"] != "linear":
                yield "The lengths of bars on such a scale do not compare amounts."
            elif not channels.get(one, {}).get("zero") and not all(i["zero"].get(one, True) for i in mark["items"]):
                yield "Bars begin at zero: their length is the amount."
        if any(_overlap(a["box"], b["box"]) for n, a in enumerate(mark["items"][:300]) for b in mark["items"][:n]):
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
        value = keys.as_number(value) if isinstance(value, str) else value
        if value is None or isinstance(value, bool):
            return False
        places.setdefault(item["panel"], []).append((float(value), (item["box"][0] + item["box"][2]) / 2))
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


# What the marks show, against the key.


def _same(task_id: str, key: Mapping[str, Any], rules: Mapping[str, Any], shown: Sequence[Mapping[str, Any]], tolerance: float, turned: bool) -> tuple[bool, str]:  # fmt: skip
    """Do the marks show what is asked for, one mark for each row, and if not, what is off?"""
    known = key.get("drawn")
    if known is None:
        return True, ""
    fixed, free = _channels(key["rules"])
    place = {c: _TURNED.get(c, c) if turned else c for c in [*fixed, *free]}
    rows: list[dict[str, Any]] = []
    for mark in shown:
        if not set(place.values()) <= set(mark["channels"]):  # a layer of another kind, such as a label
            continue
        told = [
            {c: _cell(item["values"].get(at), mark["channels"][at]) for c, at in place.items()}
            for item in mark["items"]
        ]
        rows += [one for one in told if one not in rows]  # a layer drawn over another may repeat its marks
        rows += [one for n, one in enumerate(told) if one in told[:n]]
    spans = any(r.get("span") and r["kind"] != "time" for m in shown for r in m["channels"].values())
    if spans:
        return False, "The values are put into bins. The task asks for the values themselves."
    exact = key.get("exact", [])

    def holds(digests: list[str], channel: str, value: Any) -> bool:
        if channel in exact:
            return _digests(task_id, channel, value, exact, tolerance)[0] in digests
        return keys.holds(digests, f"{task_id}:{channel}", value, tolerance)

    if len(rows) == len(known) and _pair(holds, known, rows, fixed, free):
        return True, ""
    return False, _differs(holds, known, rows, fixed)


def _cell(value: Any, rule: Mapping[str, Any]) -> Any:
    if rule.get("shares") and isinstance(value, float):  # a stack of shares, whose axis says percent
        return 100 * value
    if isinstance(value, float) and value == round(value) and abs(value) < 1e15:
        return int(value)
    return value


Holds = Callable[[list[str], str, Any], bool]


def _pair(holds: Holds, known: Sequence[Any], given: Sequence[Mapping[str, Any]], fixed: Sequence[str], free: Sequence[str]) -> bool:  # fmt: skip
    """Has each mark of the key one of the chart's, and the other way round?"""
    left = list(range(len(given)))
    groups: dict[int, Any] = {}
    for digests, *group in known:
        fits = [n for n in left if all(holds(digests[c], c, given[n].get(c)) for c in fixed)]
        if free:  # names of the student's own: each stands for one of the key's, always the same
            names = {n: tuple(str(given[n].get(c)) for c in free) for n in fits}
            if group[0] in groups:
                fits = [n for n in fits if names[n] == groups[group[0]]]
            else:
                fits = [n for n in fits if names[n] not in groups.values()]
            if fits:
                groups.setdefault(group[0], names[fits[0]])
        if not fits:
            return False
        left.remove(fits[0])
    return True


def _differs(holds: Holds, known: Sequence[Any], given: Sequence[Mapping[str, Any]], fixed: Sequence[str]) -> str:
    if len(given) != len(known):
        many = "more" if len(given) > len(known) else "fewer"
        return f"The chart draws {len(given)} {'mark' if len(given) == 1 else 'marks'}, {many} than the task asks for."
    off = []
    for channel in fixed:
        left = [one.get(channel) for one in given]
        for digests, *_ in known:
            hit = next((n for n, value in enumerate(left) if holds(digests[channel], channel, value)), None)
            if hit is None:
                off.append(channel)
                break
            del left[hit]
    if not off:
        return "Each channel has the right values, but they do not belong together: look at one mark and its row."
    return f"The marks are right, but the values that they show on {' and '.join(off)} are not those asked for."
