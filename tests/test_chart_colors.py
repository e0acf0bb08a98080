"""The colors of charts: strong enough on light and dark, and a color of an era means the era."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from dispatched import charts, evidence
from dispatched.book import colors
from dispatched.charts import ledger, maps, reach

DARK = re.findall(
    r'data-theme="dark"\] \{[^}]*--paper: (#\w{6});',
    (Path(colors.__file__).parent / "static/css/tokens.css").read_text(encoding="utf-8"),
)[0]
"""The page's background in the dark theme."""

DIFFERENT = 20
"""So different is a color that means no era from that of each era."""


def luminance(color):
    """Relative luminance as in WCAG 2.2."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(color: str) -> tuple[float, float, float]:
    """A color by lightness and two opponents (CIE L*a*b*, D65)."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def apart(one: str, other: str) -> float:
    """How different two colors look; about 2 is the least that one sees."""
    return math.dist(lab(one), lab(other))


def test_the_contrast_formula():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize("paper", [charts.PAPER, DARK])
def test_what_keeps_silent_can_be_seen(paper: str) -> None:
    assert contrast(reach.GRAY, paper) >= 3


@pytest.mark.parametrize("era", charts.ERA_COLOR)
def test_era_colors_stand_out_on_light_and_dark(era):
    assert contrast(charts.ERA_COLOR[era], charts.PAPER) >= 4.5
    assert contrast(colors.DARK[era], DARK) >= 4.5
    assert colors.TURNED[charts.ERA_COLOR[era]] == f"era-{era}"  # no drawing keeps it in the dark


@pytest.mark.parametrize("hue", charts.HUE)
def test_other_colors_stand_out_too_and_are_none_of_an_era(hue: str) -> None:
    assert contrast(charts.HUE[hue], charts.PAPER) >= 4.5
    assert contrast(colors.DARK_HUE[hue], DARK) >= 4.5
    assert colors.TURNED[charts.HUE[hue]] == f"hue-{hue}"
    for others, own in ((charts.ERA_COLOR, charts.HUE), (colors.DARK, colors.DARK_HUE)):
        assert min(apart(own[hue], other) for other in others.values()) > DIFFERENT


MEANINGS = {
    "grades of the ledger": ledger.BAND_COLOR.values(),
    "branches": maps.BRANCH_COLOR.values(),
    "readings of a right": [color for _, color in charts.LOOK.values()],
    "answers": charts.ANSWERS.values(),
}


@pytest.mark.parametrize("name", MEANINGS)
def test_no_era_has_the_color_of_something_else(name: str) -> None:
    eras = {color for era, color in charts.ERA_COLOR.items() if era != "across"}
    assert not eras & {*MEANINGS[name]}


@pytest.mark.parametrize("color", [charts.INK, charts.SOFT])
def test_text_can_be_read(color):
    assert charts.PAPER == "#fdfcf9"
    assert contrast(color, charts.PAPER) >= 4.5
    assert contrast(color, "#ffffff") >= 4.5


def test_each_era_has_a_color_of_its_own():
    assert list(charts.ERA_COLOR) == [row["id"] for row in evidence.tables()["eras"]]
    assert len(set(charts.ERA_COLOR.values())) == len(charts.ERA_COLOR)
    scale = charts.era_scale(["1967", "1946"]).to_dict()
    assert scale == {
        "domain": ["1967", "1946"],
        "range": [charts.ERA_COLOR["1967"], charts.ERA_COLOR["1946"]],
    }
    assert charts.era_scale().to_dict()["domain"] == list(charts.ERA_COLOR)
