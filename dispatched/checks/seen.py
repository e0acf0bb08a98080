"""Can one see a mark, and does it stand where its value says? Read from Vega's scene."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dispatched.checks.contrast import Looks, colors_of, number, share

FAINT = 1.1
"""Contrast with the background under which a color is not seen."""

NEAR = 2.0
"""Pixels by which a mark may stand beside its value: half a stroke, rounding."""


CHANNEL, PART = "\x1f", "\x1e"

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Frame:
    """The group in which marks stand: its place on the page and its size (pixels)."""

    left: float = 0
    top: float = 0
    width: float = 0
    height: float = 0
    opacity: float = 1

    def inside(self, item: Mapping[str, Any]) -> Frame:
        """The frame of a group in this one; a group without a size of its own keeps this one's."""
        size = {k: number(item.get(k)) for k in ("width", "height")}
        return replace(
            self,
            left=self.left + (number(item.get("x")) or 0),
            top=self.top + (number(item.get("y")) or 0),
            width=size["width"] or self.width,
            height=size["height"] or self.height,
            opacity=self.opacity * share(item.get("opacity")),
        )


def readable(item: Mapping[str, Any], looks: Looks) -> bool:
    """Is a title drawn so that one can read it?"""
    size, opacity = (
        number(item.get("fontSize")),
        share(item.get("opacity")) * share(item.get("fillOpacity")),
    )
    return opacity > 0.2 and (size is None or size >= 6) and looks.contrast(item.get("fill")) > 2


def solid(item: Mapping[str, Any]) -> bool:
    """Does a rectangle hide what lies under it?"""
    opacity = share(item.get("opacity")) * share(item.get("fillOpacity"))
    return opacity > 0.9 and item.get("fill") not in (None, "", "transparent", "none")


def extent(item: Mapping[str, Any], axis: str) -> tuple[float, float]:
    """Where an item begins on an axis and how far it reaches (pixels, below zero for backward).

    A rectangle has a size; a rule has a second end instead.
    """
    start = number(item.get(axis)) or 0
    end = number(item.get(f"{axis}2"))
    size = number(item.get("width" if axis == "x" else "height")) or 0
    return start, size if end is None else end - start


def box(item: Mapping[str, Any], frame: Frame) -> Box:
    """Left, top, right and bottom of an item on the page (pixels)."""
    (x, wide), (y, high) = extent(item, "x"), extent(item, "y")
    left, right = sorted((x, x + wide))
    top, bottom = sorted((y, y + high))
    return frame.left + left, frame.top + top, frame.left + right, frame.top + bottom


def told(
    items: Sequence[tuple[int, Mapping[str, Any], Frame]],
    known: Mapping[str, Any],
    looks: Looks,
    cover: Sequence[Box],
) -> list[dict[str, Any]]:
    """What each item of a set of marks says and shows.

    Returns:
        for each item ``values`` (channel → number, text, flag or None), ``seen``, ``inside`` (its
        values lie on the axes), ``true`` (it stands where its values say), ``zero`` (channel → zero
        is on the axis), ``way`` (channel → 1 where values grow with the pixels), ``panel`` (of a
        facet), ``box`` (pixels), ``color``, ``ends`` (channel → ends of its axis) and ``looks``
        (``strength``, ``dash``, and ``width`` of the stroke in pixels).
    """
    looks.learn(
        {
            c
            for _, i, _ in items
            for paint in (i.get("fill"), i.get("stroke"))
            for c in colors_of(paint)
        }
    )
    made = []
    for later, item, frame in items:
        one: dict[str, Any] = {
            "values": {},
            "inside": True,
            "true": True,
            "zero": {},
            "way": {},
            "at": {},
            "ends": {},
            "raised": False,
        }
        texts = str(item.get("description", "")).split(CHANNEL)
        bounds = box(item, frame)
        for (channel, rule), text in zip(known["channels"].items(), texts, strict=False):
            parts = text.split(PART)
            one["values"][channel] = _value(parts[0], rule)
            if channel in ("x", "y", "x2", "y2"):
                _place(one, channel, parts, known, item, frame)
        one["seen"] = _visible(item, frame, known, looks) and not any(
            _covers(b, bounds) for b in cover[later:]
        )
        color = item.get("fill") if looks.contrast(item.get("fill")) > 1 else item.get("stroke")
        one |= {
            "panel": f"{frame.left:.0f} {frame.top:.0f}",
            "room": [frame.width, frame.height],
            "box": [round(v, 2) for v in bounds],
            "color": color if isinstance(color, str) else None,
            "looks": _looks(item, frame, looks),
        }
        made.append(one)
    return made


def _value(text: str, rule: Mapping[str, Any]) -> Any:
    tag, rest = text[:1], text[1:]
    if tag == "n":
        found = number(rest)
        return found
    if tag == "b":
        return rest == "true"
    if tag == "d":  # the first day of a year stands for the year
        year, _, day = rest.partition("-")
        return number(year) if day == "1-1" else rest
    return rest if tag == "s" else None


def _place(
    one: dict[str, Any],
    channel: str,
    parts: Sequence[str],
    known: Mapping[str, Any],
    item: Mapping[str, Any],
    frame: Frame,
) -> None:
    """Does the item stand where its value says, and is that place on the axis?"""
    rule, axis, size = (
        known["channels"][channel],
        channel[0],
        frame.width if channel[0] == "x" else frame.height,
    )
    at, band = number(parts[1]), number(parts[2]) or 0
    start, length = extent(item, axis)
    if at is None:
        one["inside"] = False
        return
    ends = sorted((start, start + length))
    if rule["kind"] == "discrete":
        middle = (ends[0] + ends[1]) / 2
        one["true"] &= at - NEAR <= middle <= at + band + NEAR
        one["at"][channel] = [at, band, None]
    else:
        zero, back, value, base = (number(p) for p in parts[3:7])
        one["at"][channel] = [at, 0, value]
        one["ends"][channel] = [number(p) for p in parts[7:9]]
        grows = known["mark"] == "bar" and rule.get("based") and not rule.get("span")
        if (
            grows and f"{axis}2" not in known["channels"] and length and base is not None
        ):  # a bar grows from its base, which is zero or its neighbor
            one["true"] &= all(any(abs(end - edge) <= NEAR for end in ends) for edge in (at, base))
            one["raised"] = zero is not None and abs(base - zero) > NEAR
        if value and zero is not None and at != zero:  # which way the values grow
            one["way"][channel] = 1 if (at - zero) * value > 0 else -1
        one["zero"][channel] = zero is not None and -NEAR <= zero <= size + NEAR
        if not rule.get("span"):
            one["true"] &= any(
                abs(at - place) <= NEAR + 3 * (not length) for place in (*ends, sum(ends) / 2)
            )
        if value is not None and back is not None:  # a clamped scale puts other values at its end
            one["true"] &= abs(back - value) <= 1e-6 * max(1.0, abs(value))
    one["inside"] &= -NEAR <= at <= size + NEAR


def _looks(item: Mapping[str, Any], frame: Frame, looks: Looks) -> dict[str, Any]:
    whole = share(item.get("opacity")) * frame.opacity
    parts = [
        share(item.get(f"{part}Opacity"))
        for part in ("fill", "stroke")
        if looks.contrast(item.get(part)) > 1
    ]
    dash = item.get("strokeDash")
    return {
        "strength": round(whole * max(parts, default=1.0), 2),
        "dash": [d for d in map(number, dash) if d] if isinstance(dash, list) else [],
        "width": number(item.get("strokeWidth")),
    }


def _visible(item: Mapping[str, Any], frame: Frame, known: Mapping[str, Any], looks: Looks) -> bool:
    whole = share(item.get("opacity")) * frame.opacity
    gradual = known["channels"].get("color", {}).get("kind") == "continuous"
    faint = 1.0 if gradual else FAINT
    fill = (
        whole * share(item.get("fillOpacity")) > 0.08 and looks.contrast(item.get("fill")) >= faint
    )
    fill &= item.get("fill") not in (None, "", "transparent", "none")
    wide = number(item.get("strokeWidth"))
    stroke = (
        whole * share(item.get("strokeOpacity")) > 0.08
        and looks.contrast(item.get("stroke")) >= faint
    )
    stroke &= item.get("stroke") not in (None, "", "transparent", "none") and (
        wide is None or wide >= 0.3
    )
    mark = known["mark"]
    if mark in ("line", "trail", "rule"):
        return stroke or (mark == "trail" and fill)
    if mark in ("bar", "rect", "tick"):
        # A bar of nothing has no length; it is seen by its place on the axis. Its width must not
        # vanish.
        sizes = {"x": number(item.get("width")) or 0, "y": number(item.get("height")) or 0}
        flat = {
            a
            for a in sizes
            if known["channels"].get(a, {}).get("kind") == "continuous" and mark == "bar"
        }
        thin = any(size < 0.5 for axis, size in sizes.items() if axis not in flat)
        return (fill or stroke) and not thin and any(size >= 0.5 for size in sizes.values())
    if mark in ("point", "circle", "square"):
        size = number(item.get("size"))
        return (fill or stroke) and (size is None or size >= 3)
    return fill or stroke


def _covers(cover: Box, one: Box) -> bool:
    flat = (
        one[2] - one[0] < 1 or one[3] - one[1] < 1
    )  # a bar of nothing beside its neighbor is not hidden by it
    return not flat and (
        cover[0] <= one[0] + 0.5
        and cover[1] <= one[1] + 0.5
        and cover[2] >= one[2] - 0.5
        and cover[3] >= one[3] - 0.5
    )
