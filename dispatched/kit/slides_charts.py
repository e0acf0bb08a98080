"""A chart on a slide: drawn for a wall, live where a script runs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from dispatched import explore
from dispatched.book.draw import Painter, fit
from dispatched.book.figure import figure_html
from dispatched.charts.finished import LISTED
from dispatched.kit.slides_parts import Slide
from dispatched.kit.slides_story import Drawn
from dispatched.kit.slides_text import Words

WIDE, WIDEST = 560, 1000
"""Width in pixels of a drawing; one that is high for its slide is drawn wider, to fill it."""

BOX, BESIDE = (800, 500), (750, 430)
"""Width and height that a slide leaves for a chart, and for one with controls beside it."""

USUAL = 12
"""Size of the letters in a chart of the book."""

SMALLEST, LETTERS = 18, (15, 24)
"""Letters should be that large on the slide; in the drawing they are not outside these sizes."""

COLUMNS = 3
"""Words of a legend beside each other, at most."""


class WallPainter(Painter):
    """Draws for a slide: no narrow form, and letters that the last row can read."""

    def draw(self, spec: Mapping[str, Any]) -> tuple[str, str, str]:
        """The drawing, nothing in place of the narrow one, and the specification of Vega."""
        box = BESIDE if explore.plan(spec) else BOX
        usual, largest = LETTERS
        wide, drawn, scale = self._whole(spec, usual, WIDE, box)
        width = min(WIDEST, max(WIDE, int(box[0] / scale)))
        if width > WIDE * 1.05:
            wide, drawn, scale = self._whole(spec, usual, width, box)
        if usual * scale < SMALLEST:
            size = min(largest, round(SMALLEST / scale))
            wide, drawn, scale = self._whole(spec, size, width, box)
        return drawn, "", self.vega(wide)

    def _whole(
        self, spec: Mapping[str, Any], size: int, width: int, box: tuple[int, int]
    ) -> tuple[dict[str, Any], str, float]:
        """A drawing with as many columns of its legend as have room; and its scale in the box."""
        best: tuple[dict[str, Any], str, float] | None = None
        for columns in range(COLUMNS, 0, -1):
            wide = _lettered(spec, size, width, columns)
            drawn = self.svg(wide)
            found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn)
            assert found is not None  # the painter has made it
            across, down = float(found[1]), float(found[2])
            one = (wide, drawn, min(box[0] / across, box[1] / down))
            if "…" not in drawn and (best is None or one[2] > best[2]):
                best = one
            if best and across <= width * 1.02:
                break
        return best or one


def _lettered(spec: Mapping[str, Any], size: int, width: int, columns: int) -> dict[str, Any]:
    """A chart so wide, with letters of one size, and no word of a legend cut."""
    wide = fit(spec, width)
    both = {"labelFontSize": size, "titleFontSize": size}
    legend = {**both, "labelLimit": width, "titleLimit": width, "columns": columns}
    axis = {**both, "labelLimit": width // 2}
    larger = {"axis": axis, "legend": legend, "header": both, "text": {"fontSize": size}}
    for part, settings in larger.items():
        wide["config"][part] = {**wide["config"].get(part, {}), **settings}
    _enlarged(wide, size / USUAL, columns)
    if explore.plan(spec):
        for param in wide.get("params", []):
            param.pop("bind", None)  # the slide has the controls of the book
    return wide


def _enlarged(part: Any, factor: float, columns: int) -> None:
    """Legends and marks of text that say how large or wide they are say it for the slide."""
    if isinstance(part, list):
        for item in part:
            _enlarged(item, factor, columns)
        return
    for key, value in part.items() if isinstance(part, dict) else ():
        if key == "legend" and isinstance(value, dict):
            value.pop("labelLimit", None)
            value["columns"] = min(columns, value.get("columns", columns))
        elif key == "mark" and isinstance(value, dict) and value.get("type") == "text":
            for name in ("fontSize", "dx", "dy"):
                if isinstance(value.get(name), int | float):
                    value[name] = round(value[name] * factor, 1)
        elif key not in ("datasets", "data", "config"):
            _enlarged(value, factor, columns)


def slide(number: int, drawn: Drawn, painter: Painter, words: Words) -> Slide:
    """The slide of a chart: its picture first, its finding at the next key.

    Raises:
        ChartError: the chart lacks what every chart of the book has.
    """
    figure = figure_html(drawn.spec, painter, words.link)
    # A slide has no list.
    figure = figure.replace(LISTED, ", each listed with its figure below the chart in the book")
    found = f'<p class="finding fragment">{words.line(drawn.finding)}</p>' if drawn.finding else ""
    explorer = bool(explore.plan(drawn.spec))
    asked = "Vote before anything moves." if explorer else "What do you see?"
    notes = f"<p>{asked} The next key shows the finding.</p>"
    body = f'<div class="chart">{figure}{found}</div>'
    kind = "explorer" if explorer else "drawn"
    return Slide(f"chart-{number}", escape(drawn.title), body, (drawn.key,), notes, kind)
