"""The Sphinx side of the book: charts, evidence pages, hover cards and the assets of a page."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from dispatched import __version__
from dispatched.book import (
    ahead,
    assets,
    chart_nodes,
    downloads,
    exercises,
    finish,
    formulas,
    front,
    head,
    homes,
    lanes,
    launch,
    linked,
    opening,
    pages,
    patches,
    progress,
    search,
)

PARTS = (
    *(
        homes,
        pages,
        progress,
        opening,
        front,
        chart_nodes,
        linked,
        exercises,
        lanes,
        formulas,
        head,
    ),
    *(downloads, assets, search, ahead, launch, patches, finish),
)
"""Each does one thing and registers itself; when it does it stands with it, as a priority."""


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything with Sphinx."""
    for part in PARTS:
        part.setup(app)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
