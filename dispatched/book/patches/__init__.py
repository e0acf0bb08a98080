"""What other packages do wrong or slowly, put right here, each with the reason and the version.

When one of them is renewed, take its part out, run the tests, and leave it out if they stay green.
Where a package no longer has what is changed here, the build stops and names it.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from dispatched.book.patches import building, pages, searching, trees

PARTS = (building, pages, searching, trees)
"""The theme's part, :mod:`dispatched.book.patches.theme`, is done when all pages are written."""


def setup(app: Sphinx) -> None:
    """Put all of it in place."""
    for part in PARTS:
        part.setup(app)
