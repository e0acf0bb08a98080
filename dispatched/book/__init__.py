"""The Sphinx side of the book: charts, evidence pages, hover cards and the assets of a page."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from dispatched import __version__
from dispatched.book import (
    ahead,
    assets,
    chart_nodes,
    check_fields,
    citing,
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
    movable,
    opening,
    pages,
    patches,
    predict,
    progress,
    renew,
    search,
    terms,
    tongues,
)

PARTS = (
    *(homes, pages, progress, opening, front, chart_nodes, linked, movable, exercises),
    *(check_fields, lanes, formulas, head, predict, terms, tongues),
    *(downloads, assets, search, ahead, launch, citing, patches, renew, finish),
)
"""Each does one thing and registers itself; when it does it stands with it, as a priority."""


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything with Sphinx."""
    for part in PARTS:
        part.setup(app)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
