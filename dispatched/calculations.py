"""Recompute the sources' own arithmetic with ranges in place of points.

A row of ``calculations.csv`` names its inputs (claims), a formula and the claim that states the source's own result.
Formulas are data, and data is untrusted: they are read by a small evaluator that knows numbers, the input names,
``+ - * /``, and the functions ``low``, ``high``, ``union``; nothing else runs.
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dispatched import evidence


@dataclass(frozen=True)
class Range:
    """A closed interval ``low`` to ``high``; arithmetic gives every value that the inputs allow.

    Interval arithmetic after R. E. Moore, *Interval Analysis* (1966). Inputs are taken to vary independently: a name
    that stands twice in a formula may widen the result.

    Raises:
        ValueError: low is greater than high.
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"a range runs from low to high, not from {self.low} to {self.high}")

    @classmethod
    def of(cls, value: Range | float) -> Range:
        """A number as the range of that number alone."""
        return value if isinstance(value, Range) else cls(value, value)

    def _with(self, other: Range | float, do: Any) -> Range:
        other = Range.of(other)
        ends = [do(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Range(min(ends), max(ends))

    def __add__(self, other: Range | float) -> Range:
        return self._with(other, operator.add)

    def __sub__(self, other: Range | float) -> Range:
        return self._with(other, operator.sub)

    def __mul__(self, other: Range | float) -> Range:
        return self._with(other, operator.mul)

    def __truediv__(self, other: Range | float) -> Range:
        other = Range.of(other)
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError(f"the divisor {other.low} to {other.high} holds zero")
        return self._with(other, operator.truediv)

    def __radd__(self, other: float) -> Range:
        return Range.of(other) + self

    def __rsub__(self, other: float) -> Range:
        return Range.of(other) - self

    def __rmul__(self, other: float) -> Range:
        return Range.of(other) * self

    def __rtruediv__(self, other: float) -> Range:
        return Range.of(other) / self

    def __neg__(self) -> Range:
        return Range(-self.high, -self.low)


LONGEST = 500
"""Characters that a formula may have."""

_OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}
_FUNCTIONS = {
    "low": lambda r: Range.of(Range.of(r).low),
    "high": lambda r: Range.of(Range.of(r).high),
    "union": lambda *rs: Range(min(Range.of(r).low for r in rs), max(Range.of(r).high for r in rs)),
}


def evaluate(formula: str, inputs: Mapping[str, Range]) -> Range:
    """The range of a formula over ranges.

    Args:
        formula: for example ``workers * obligation * 12 / 1000``.
        inputs: name → range.

    Raises:
        evidence.EvidenceError: the formula holds anything but numbers, known names, + - * / and low, high, union; or
            is too long, too deeply nested, or gives no finite number.
        ZeroDivisionError: a divisor's range holds zero.
    """
    if len(formula) > LONGEST:
        raise evidence.EvidenceError(f"a formula of {len(formula):,} characters; {LONGEST} are allowed")

    def walk(node: ast.AST) -> Range:
        match node:
            case ast.Expression(body=body):
                return walk(body)
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                return Range(float(value), float(value))
            case ast.Name(id=name) if name in inputs:
                return inputs[name]
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -walk(operand)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
                return _OPERATORS[type(op)](walk(left), walk(right))
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _FUNCTIONS and (
                len(args) == 1 or (name == "union" and args)
            ):
                return _FUNCTIONS[name](*map(walk, args))
        raise evidence.EvidenceError(f"formula {formula!r}: {ast.unparse(node)!r} is not allowed or not an input")

    try:
        result = walk(ast.parse(formula, mode="eval"))
        if not (math.isfinite(result.low) and math.isfinite(result.high)):
            raise OverflowError
    except (RecursionError, MemoryError):
        raise evidence.EvidenceError(f"formula {formula!r} is too deeply nested") from None
    except SyntaxError:
        raise evidence.EvidenceError(f"formula {formula!r} is not a Python expression") from None
    except evidence.EvidenceError:
        raise
    except (OverflowError, ValueError):  # infinity, or infinity minus infinity
        raise evidence.EvidenceError(f"formula {formula!r} does not give a finite number") from None
    return result


def inputs_of(row: Mapping[str, Any]) -> dict[str, str]:
    """``name=claim-id; …`` of a calculation as a dict.

    Raises:
        evidence.EvidenceError: a part is not of that form.
    """
    pairs = {}
    for part in row["inputs"].split(";"):
        name, sign, ident = part.strip().partition("=")
        if not sign or not name.isidentifier():
            raise evidence.EvidenceError(
                f"calculation {row['id']!r}, column inputs: {part.strip()!r} is not name=claim-id"
            )
        if name in pairs:
            raise evidence.EvidenceError(f"calculation {row['id']!r}, column inputs: {name!r} stands twice")
        pairs[name] = ident.strip()
    return pairs


def compute(row: Mapping[str, Any]) -> Range:
    """The result of one calculation from the claims that it names, in the unit of its row.

    Raises:
        evidence.EvidenceError: an unknown claim, or a formula that is not allowed; names the calculation.
    """
    try:
        inputs = {name: Range(*evidence.bounds(ident)) for name, ident in inputs_of(row).items()}
        return evaluate(row["formula"], inputs)
    except (evidence.EvidenceError, ZeroDivisionError) as error:
        raise evidence.EvidenceError(f"calculation {row['id']!r}: {error}") from None


def stated(ident: str) -> Range:
    """What a claim says as a range; ``at least`` and ``at most`` are open on their far side.

    Raises:
        evidence.EvidenceError: no such claim, or it states no value.
    """
    low, high = evidence.bounds(ident)
    match evidence.claim(ident).relation:
        case "at_least":
            return Range(low, float("inf"))
        case "at_most":
            return Range(float("-inf"), high)
    return Range(low, high)


def relation(computed: Range, stated: Range, tolerance: float = 0.005) -> str:
    """How a computed range stands to the stated one: ``equal``, ``inside``, ``overlaps`` or ``apart``.

    Args:
        computed: what the inputs give.
        stated: what the source says.
        tolerance: relative difference that still counts as equal (half a percent: printed figures are rounded).
    """

    def near(a: float, b: float) -> bool:
        return math.isfinite(a - b) and abs(a - b) <= tolerance * max(abs(a), abs(b))

    if near(computed.low, stated.low) and near(computed.high, stated.high):
        return "equal"
    slack = tolerance * max(abs(end) for end in (stated.low, stated.high, computed.low) if abs(end) != float("inf"))
    if stated.low - slack <= computed.low and computed.high <= stated.high + slack:
        return "inside"
    if computed.low <= stated.high + slack and stated.low - slack <= computed.high:
        return "overlaps"
    return "apart"
