"""Formulas of a page as MathML, made at build time."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from dispatched.notebooks.mathml import mathml


def _inline(self: Any, node: nodes.Element) -> None:
    self.body.append(mathml(node.astext(), False))
    raise nodes.SkipNode


def _block(self: Any, node: nodes.Element) -> None:
    self.body.append(f'<div class="math-block">{mathml(node.astext(), True)}</div>')
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the renderer under the name ``mathml``."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
