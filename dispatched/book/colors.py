"""The colors of charts and eras for the style sheet, made from :mod:`dispatched.charts.theme`."""

from __future__ import annotations

from dispatched.charts import theme

VARIABLES = {"ink": theme.INK, "line": theme.GRID, "paper": theme.PAPER}
"""Variable of the style sheet → its color in the light; ``look.css`` has the dark twins."""

TURNED = {theme.INK: "ink", theme.SOFT: "soft", theme.GRID: "line"}
"""Color in a drawing → the variable that it follows.

Ink and grid change in the dark, marks do not.
"""


def sheet() -> str:
    """Variables for ink, grid and paper, for the color of each era, and the ink of drawings."""
    lines = ["/* --- colors: made from dispatched.charts.theme --- */", "html {"]
    lines += [f"  --{name}: {color};" for name, color in VARIABLES.items()]
    lines.append("}")
    lines += [f".era-{era} {{ --era: {color}; }}" for era, color in theme.ERA_COLOR.items()]
    lines += [
        f'.ch svg [{part}="{color}"] {{ {part}: var(--{name}); }}'
        for color, name in TURNED.items()
        for part in ("fill", "stroke")
    ]
    return "\n".join(lines) + "\n"
