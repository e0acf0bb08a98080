"""Formulas as MathML, which browsers draw themselves: no script and no font is fetched."""

from __future__ import annotations


def mathml(latex: str, display: bool) -> str:
    """MathML of a LaTeX formula.

    Args:
        latex: the formula without its dollar signs.
        display: in a line of its own, or within the text.
    """
    from latex2mathml.converter import convert

    return convert(latex, display="block" if display else "inline")
