"""A color of an era stands for that era: what is no era has another, or that of its chapter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dispatched import charts
from dispatched.book.ahead import specifications

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = [*sorted(ROOT.glob("chapters/*.ipynb")), *sorted(ROOT.glob("trial/*.ipynb"))]
OWN = dict(zip(["02", "03", "04", "05", "06", "07"], charts.ERA_COLOR, strict=False))
"""Chapter → its era."""


def colored(part: Any) -> Iterator[dict[str, Any]]:
    """The channels of color in a specification."""
    if isinstance(part, list):
        for each in part:
            yield from colored(each)
    elif isinstance(part, dict):
        for name, each in part.items():
            if name in ("color", "fill", "stroke") and isinstance(each, dict):
                yield each
            if name not in ("datasets", "config"):
                yield from colored(each)


def borrowed(spec: dict[str, Any], own: str = "") -> set[str]:
    """The eras whose colors stand for something that is no era."""
    era_of = {color: era for era, color in charts.ERA_COLOR.items()}
    found = set()
    for channel in colored(spec):
        scale = channel.get("scale")
        shades = scale.get("range") if isinstance(scale, dict) else None
        if channel.get("field") != "era" and isinstance(shades, list):
            found |= {era_of[shade] for shade in shades if shade in era_of}
    return found - {own, "across"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_color_of_an_era_means_that_era(path: Path) -> None:
    own = OWN.get(path.stem[:2], "")
    for spec in specifications(path):
        assert borrowed(spec, own) == set(), spec.get("title")


def test_a_borrowed_color_is_found() -> None:
    shades = {"domain": ["Worker"], "range": [charts.ERA_COLOR["1967"], charts.ERA_COLOR["across"]]}
    spec = {"layer": [{"encoding": {"color": {"field": "who", "scale": shades}}}]}
    assert borrowed(spec) == {"1967"}
    assert borrowed(spec, "1967") == set()
    assert borrowed({"encoding": {"color": {"field": "era", "scale": shades}}}) == set()
