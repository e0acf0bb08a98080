"""Can one tell a color from what lies under it? Vega is asked, which knows every color's name."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from dispatched import drawing


class Looks:
    """Contrast of colors with the background; each color is asked once."""

    def __init__(self, background: str) -> None:
        self.background = background
        self.known: dict[str, float] = {}

    def learn(self, colors: set[str]) -> None:
        """Ask Vega for the contrast of colors that are not known yet."""
        asked = sorted(c for c in colors if c not in self.known)[:200]
        if not asked:
            return
        signal = {
            "signal": f"'' + contrast({json.dumps(self.background)}, datum.data)"
            " + ' ' + rgb(datum.data).opacity"
        }
        spec = {
            "data": [{"name": "c", "values": asked}],
            "marks": [
                {"type": "text", "from": {"data": "c"}, "encode": {"enter": {"text": signal}}}
            ],
        }
        made = drawing.library().vega_to_scenegraph(spec, allowed_base_urls=[])
        texts = [str(i.get("text", "")) for i in _texts(made["scenegraph"])]
        for color, text in zip(asked, texts, strict=False):
            contrast, _, opacity = text.partition(" ")
            value, through = number(contrast), number(opacity)
            self.known[color] = (
                1.0 if value is None else 1 + (value - 1) * (1.0 if through is None else through)
            )

    def contrast(self, color: Any) -> float:
        """1 for a color that cannot be told from the background; a gradient counts as seen."""
        if isinstance(color, Mapping):
            return max((self.contrast(c) for c in colors_of(color)), default=21.0)
        if color is None or color in ("", "transparent", "none"):
            return 1.0
        return self.known.get(color, 21.0) if isinstance(color, str) else 21.0


def colors_of(color: Any) -> list[str]:
    """The colors of a fill: one, or those of a gradient."""
    if isinstance(color, Mapping):
        stops = color.get("stops")
        return (
            [str(s["color"]) for s in stops if isinstance(s, Mapping) and "color" in s]
            if isinstance(stops, list)
            else []
        )
    return [color] if isinstance(color, str) else []


def _texts(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    if node.get("marktype") == "text":
        return list(node.get("items", []))
    return [
        t
        for item in node.get("items", [])
        for child in item.get("items", [])
        for t in _texts(child)
    ]


def number(value: Any) -> float | None:
    """A finite number, else None."""
    try:
        found = float(value)
    except (TypeError, ValueError):
        return None
    return found if math.isfinite(found) else None


def share(value: Any) -> float:
    """An opacity; 1 where none is given."""
    found = number(value)
    return 1.0 if found is None else found
