"""A chart on a slide: drawn for a wall, live where a script runs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from dispatched import explore
from dispatched.book.draw import Painter, fit
from dispatched.book.figure import figure_html
from dispatched.kit.slides_parts import Slide
from dispatched.kit.slides_story import Drawn
from dispatched.kit.slides_text import Words

WIDE = 560
"""Width in pixels of the drawing, which is shown half as large again."""

BOX = (800, 500)
"""Width and height that a slide leaves for a chart, in the pixels of the slide."""

LABEL = 2 * WIDE // 5
"""Pixels that a word of a legend may take before it is cut."""

SMALLEST, LETTERS = 18, (15, 20)
"""Letters should be that large on the slide; in the drawing they are not outside these sizes."""


class WallPainter(Painter):
    """Draws for a slide: no narrow form, and letters that the last row can read."""

    def draw(self, spec: Mapping[str, Any]) -> tuple[str, str, str]:
        """The drawing, nothing in place of the narrow one, and the specification of Vega."""
        usual, largest = LETTERS
        wide = _lettered(spec, usual)
        drawn = self.svg(wide)
        size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn)
        assert size is not None  # the painter has made it
        scale = min(BOX[0] / float(size[1]), BOX[1] / float(size[2]))
        if usual * scale < SMALLEST:
            wide = _lettered(spec, min(largest, round(SMALLEST / scale)))
            drawn = self.svg(wide)
        return drawn, "", self.vega(wide)


def _lettered(spec: Mapping[str, Any], size: int) -> dict[str, Any]:
    """A chart as wide as a slide draws it, with letters of one size."""
    wide = fit(spec, WIDE)
    both = {"labelFontSize": size, "titleFontSize": size}
    legend = {**both, "labelLimit": LABEL, "titleLimit": LABEL}
    larger = {"axis": both, "legend": legend, "header": both, "text": {"fontSize": size}}
    for part, settings in larger.items():
        wide["config"][part] = {**wide["config"].get(part, {}), **settings}
    if explore.plan(spec):
        for param in wide.get("params", []):
            param.pop("bind", None)  # the slide has the controls of the book
    return wide


def slide(number: int, drawn: Drawn, painter: Painter, words: Words) -> Slide:
    """The slide of a chart: its picture first, its finding at the next key.

    Raises:
        ChartError: the chart lacks what every chart of the book has.
    """
    figure = figure_html(drawn.spec, painter, words.link)
    found = f'<p class="finding fragment">{words.line(drawn.finding)}</p>' if drawn.finding else ""
    explorer = bool(explore.plan(drawn.spec))
    asked = "Vote before anything moves." if explorer else "What do you see?"
    notes = f"<p>{asked} The next key shows the finding.</p>"
    body = f'<div class="chart">{figure}{found}</div>'
    kind = "explorer" if explorer else "drawn"
    return Slide(f"chart-{number}", escape(drawn.title), body, (drawn.key,), notes, kind)
