"""The colors of charts and eras for the style sheet, made from :mod:`dispatched.charts.theme`."""

from __future__ import annotations

from dispatched.charts import theme

VARIABLES = {"ink": theme.INK, "line": theme.GRID, "paper": theme.PAPER}
"""Variable of the style sheet → its color in the light; ``tokens.css`` has the dark twins."""

DARK = {
    "1946": "#62aee8",
    "1950": "#cdb06a",
    "1967": "#5cc08d",
    "2000": "#f2925c",
    "2017": "#b79bf0",
    "2022": "#f57d98",
    "across": "#a3abb5",
}
"""The color of each era in the dark, at 4.5:1 against the dark paper."""

DARK_HUE = {
    "teal": "#49e0e6",
    "olive": "#c3d43f",
    "brown": "#f0cdbf",
    "plum": "#f58af0",
    "indigo": "#c9ccff",
}
"""The same of the colors that mean no era."""

TURNED = {
    theme.INK: "ink",
    theme.SOFT: "soft",
    theme.GRID: "line",
    theme.PAPER: "paper",
}
TURNED |= {color: f"era-{era}" for era, color in theme.ERA_COLOR.items()}
TURNED |= {color: f"hue-{hue}" for hue, color in theme.HUE.items()}
"""Color in a drawing → the variable that it follows; each changes in the dark."""


def sheet() -> str:
    """Variables for ink, grid, paper and eras in both themes, and the colors of drawings."""
    light = VARIABLES | {f"era-{era}": color for era, color in theme.ERA_COLOR.items()}
    light |= {f"hue-{hue}": color for hue, color in theme.HUE.items()}
    dark = {f"era-{era}": color for era, color in DARK.items()}
    dark |= {f"hue-{hue}": color for hue, color in DARK_HUE.items()}
    lines = ["/* --- colors: made from dispatched.charts.theme --- */"]
    lines += _rule("html", light) + _rule('html[data-theme="dark"]', dark)
    lines += [f".era-{era} {{ --era: var(--era-{era}); }}" for era in theme.ERA_COLOR]
    lines += [
        f'.ch svg [{part}="{color}"] {{ {part}: var(--{name}); }}'
        for color, name in TURNED.items()
        for part in ("fill", "stroke")
    ]
    return "\n".join(lines) + "\n"


def _rule(selector: str, variables: dict[str, str]) -> list[str]:
    declared = [f"  --{name}: {color};" for name, color in variables.items()]
    return [f"{selector} {{", *declared, "}"]
