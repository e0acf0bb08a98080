"""The Sphinx side of the book: charts, evidence pages, hover cards and the assets of a page.

Importing the package costs next to nothing: its parts are imported when Sphinx asks for them.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from dispatched import __version__

PARTS = (
    *("homes", "pages", "progress", "opening", "front", "elsewhere", "chart_nodes", "linked"),
    *("movable", "exercises", "check_fields", "lanes", "formulas", "head", "predict", "terms"),
    *("tongues", "downloads", "assets", "search", "helpers", "launch", "citing", "patches"),
    *("works", "plain_numbers", "renew", "finish"),
)
"""Each does one thing and registers itself; when it does it stands with it, as a priority."""


def setup(app: Any) -> dict[str, Any]:
    """Register everything with Sphinx."""
    for part in PARTS:
        import_module(f"{__name__}.{part}").setup(app)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
