"""Version and license of the book, as they stand in what is taken away."""

from __future__ import annotations

from typing import Any

from dispatched.notebooks.about import About
from dispatched.take.tree import make

LICENSE = "https://creativecommons.org/licenses/by/4.0/"


def lines(told: About) -> list[Any]:
    """Version and license, as paragraphs."""
    license_line = make("a", {"href": LICENSE}, "CC BY 4.0")
    return [
        make("p", None, told.edition),
        make("p", None, "Text and data: ", license_line, ". Code: BSD 3-Clause."),
    ]
