"""Formulas as MathML, made at build time: browsers draw it themselves, so no script and no font is fetched."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx


def mathml(latex: str, display: bool) -> str:
    """MathML of a LaTeX formula."""
    from latex2mathml.converter import convert

    return convert(latex, display="block" if display else "inline")


def _inline(self: Any, node: nodes.Element) -> None:
    self.body.append(mathml(node.astext(), False))
    raise nodes.SkipNode


def _block(self: Any, node: nodes.Element) -> None:
    self.body.append(f'<div class="math-block">{mathml(node.astext(), True)}</div>')
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the renderer under the name ``mathml``."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
