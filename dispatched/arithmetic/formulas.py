"""Compute a formula over ranges, and nothing else: :mod:`dispatched.arithmetic.tree` reads it."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping

from dispatched.arithmetic.ranges import Range
from dispatched.arithmetic.tree import Tree, compiled
from dispatched.evidence import EvidenceError

_OPERATORS: dict[str, Callable[[Range, Range], Range]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_FUNCTIONS: dict[str, Callable[..., Range]] = {
    "-": operator.neg,
    "low": lambda r: Range.of(r.low),
    "high": lambda r: Range.of(r.high),
    "union": lambda *rs: Range(min(r.low for r in rs), max(r.high for r in rs)),
}


def evaluate(formula: str, inputs: Mapping[str, Range]) -> Range:
    """The range of a formula over ranges.

    >>> evaluate("workers * wage * 12", {"workers": Range(2, 3), "wage": Range(10, 10)})
    Range(low=240.0, high=360.0)
    >>> evaluate("high(year) - low(year) + 1", {"year": Range(1946, 1949)})
    Range(low=4.0, high=4.0)

    Args:
        formula: for example ``workers * obligation * 12 / 1000``.
        inputs: name → range.

    Raises:
        EvidenceError: the formula holds anything but numbers, known names, + - * / and low, high,
            union; or is too long, too deeply nested, or gives no finite number.
        ZeroDivisionError: a divisor's range holds zero.
    """
    tree = compiled(formula, inputs)
    try:
        result = _walk(tree, inputs)
        if not (math.isfinite(result.low) and math.isfinite(result.high)):
            raise OverflowError
    except RecursionError:
        raise EvidenceError(f"formula {formula!r} is too deeply nested") from None
    except (OverflowError, ValueError):  # infinity, or infinity minus infinity
        raise EvidenceError(f"formula {formula!r} does not give a finite number") from None
    return result


def _walk(tree: Tree, inputs: Mapping[str, Range]) -> Range:
    if isinstance(tree, str):
        return inputs[tree]
    if isinstance(tree, float):
        return Range(tree, tree)
    sign, *parts = tree
    made = [_walk(part, inputs) for part in parts]
    if sign in _OPERATORS and len(made) == 2:
        return _OPERATORS[sign](*made)
    return _FUNCTIONS[sign](*made)
