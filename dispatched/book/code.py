"""Highlighted code without the marks that change nothing: names, punctuation and spaces have the color of plain text."""

from __future__ import annotations

from typing import Any

from pygments.formatters import HtmlFormatter
from sphinx.application import Sphinx
from sphinx.highlighting import PygmentsBridge

PLAIN = {"n", "p", "w", "nn"}
"""Short names of the kinds of token that the book's two styles leave in the color of the text."""


class SlimFormatter(HtmlFormatter):
    """Pygments' formatter that gives plain tokens no element of their own (a tenth of a chapter's bytes)."""

    def _get_css_classes(self, ttype: Any) -> str:
        classes = super()._get_css_classes(ttype)
        return "" if classes in PLAIN else classes


def setup(app: Sphinx) -> None:
    """Use the formatter for every page."""
    PygmentsBridge.html_formatter = SlimFormatter
