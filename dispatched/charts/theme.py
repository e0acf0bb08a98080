"""The look of every chart: ink, paper, the colors of the eras and others, sizes."""

from __future__ import annotations

from collections.abc import Iterable

import altair as alt

INK, SOFT, GRID, PAPER = "#1d2127", "#565b62", "#dcd6ca", "#fdfcf9"
"""Text, secondary text, grid and background. The style sheet has the dark twin of each."""


ERA_COLOR = {
    "1946": "#1a6199",
    "1950": "#77601f",
    "1967": "#1e7048",
    "2000": "#b84d18",
    "2017": "#7f54bd",
    "2022": "#b8274f",
    "across": "#5f6975",
}
"""One color an era, at 4.5:1 against the paper, so that it serves marks and words alike."""

HUE = {
    "teal": "#007b7d",
    "olive": "#5d6b00",
    "brown": "#733939",
    "plum": "#9c2f86",
    "indigo": "#2733c4",
}
"""Colors that mean no era, for branches, readings and grades; as strong against the paper."""

GRAY = "#8a8e92"
"""Of what is silent: 3.2:1 against the paper, enough to be seen and not to be read first."""


WIDTH, HEIGHT = 640, 320


def era_scale(eras: Iterable[str] | None = None) -> alt.Scale:
    """The color scale of the eras, for ``color=alt.Color("era:N", scale=era_scale())``."""
    chosen = list(eras or ERA_COLOR)
    return alt.Scale(domain=chosen, range=[ERA_COLOR[era] for era in chosen])


def color_scale(names: Iterable[str], colors: Iterable[str]) -> alt.Scale:
    """A color scale: each name its color, in the order of the legend."""
    known = dict(zip(names, colors, strict=True))
    return alt.Scale(domain=list(known), range=list(known.values()))


@alt.theme.register("dispatched", enable=True)
def _theme() -> alt.theme.ThemeConfig:
    font = "Arial, 'Liberation Sans', Helvetica, sans-serif"
    guide = {"fill": INK, "fontSize": 12}
    return {
        "config": {
            "aria": False,  # one description for the whole picture; the table of data is beside it
            "background": PAPER,
            "font": font,
            "view": {
                "continuousWidth": WIDTH,
                "discreteWidth": WIDTH,
                "continuousHeight": HEIGHT,
                "stroke": None,
            },
            "title": {
                "anchor": "start",
                "color": INK,
                "fontSize": 16,
                "fontWeight": "bold",
                "subtitleColor": SOFT,
                "subtitleFontSize": 12,
                "offset": 14,
            },
            "style": {  # of the words of axes, legends and small charts alike
                "guide-label": guide,
                "guide-title": {**guide, "fontWeight": "normal"},
            },
            "axis": {
                "gridColor": GRID,
                "domainColor": SOFT,
                "tickColor": SOFT,
                "titlePadding": 10,
            },
            "axisX": {
                "grid": False,
                "labelAngle": 0,
                # Few numbers, each below its tick, and on a phone every other one where room lacks:
                # pushed inwards at the ends, or dropped one by one, they touch or stand uneven.
                "tickCount": 6,
                "labelFlush": False,
                "labelOverlap": "parity",
                "labelSeparation": 8,
            },
            "axisY": {"domain": False, "ticks": False},
            "legend": {
                "orient": "bottom",
                "direction": "horizontal",
                "symbolSize": 120,
                "columns": 3,
                "layout": {"bottom": {"direction": "vertical", "anchor": "start", "margin": 8}},
            },
            "text": {"color": INK, "fontSize": 12},
            "rule": {"color": SOFT},
            "line": {"strokeWidth": 2.5},
            "point": {"filled": True, "size": 90},
            "bar": {"color": ERA_COLOR["1946"]},
            "range": {"category": list(ERA_COLOR.values())},
        }
    }
