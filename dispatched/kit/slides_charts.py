"""A chart on a slide: drawn for a wall, live where a script runs."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from dispatched import explore
from dispatched.book.draw import Painter, fit
from dispatched.book.figure import figure_html
from dispatched.kit.slides_parts import Slide
from dispatched.kit.slides_story import Drawn
from dispatched.kit.slides_text import Words

WIDE, LETTERS = 560, 15
"""Width in pixels of the drawing, and the size of its letters: it is shown half as large again."""

LARGER = {
    "axis": {"labelFontSize": LETTERS, "titleFontSize": LETTERS},
    "legend": {"labelFontSize": LETTERS, "titleFontSize": LETTERS},
    "header": {"labelFontSize": LETTERS, "titleFontSize": LETTERS},
    "text": {"fontSize": LETTERS},
}
"""What of a chart's settings differs on a slide."""


class WallPainter(Painter):
    """Draws for a slide; a slide has no narrow form."""

    def draw(self, spec: Mapping[str, Any]) -> tuple[str, str, str]:
        """The drawing, nothing in place of the narrow one, and the specification of Vega."""
        wide = fit(spec, WIDE)
        for part, settings in LARGER.items():
            wide["config"][part] = {**wide["config"].get(part, {}), **settings}
        if explore.plan(spec):
            for param in wide.get("params", []):
                param.pop("bind", None)  # the slide has the controls of the book
        return self.svg(wide), "", self.vega(wide)


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
