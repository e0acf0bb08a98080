"""Read a formula over ranges, and nothing else.

Formulas are data, and data is untrusted: a small evaluator knows numbers, the input names,
``+ - * /``, and the functions ``low``, ``high``, ``union``.
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping

from dispatched.arithmetic.ranges import Range
from dispatched.evidence import EvidenceError

LONGEST = 500
"""Characters that a formula may have."""

_OPERATORS: dict[type[ast.operator], Callable[[Range, Range], Range]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_FUNCTIONS: dict[str, Callable[..., Range]] = {
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
    if len(formula) > LONGEST:
        raise EvidenceError(f"a formula of {len(formula):,} characters; {LONGEST} are allowed")

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
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if (
                name in _FUNCTIONS and (len(args) == 1 or (name == "union" and args))
            ):
                return _FUNCTIONS[name](*map(walk, args))
        raise EvidenceError(
            f"formula {formula!r}: {ast.unparse(node)!r} is not allowed or not an input"
        )

    try:
        result = walk(ast.parse(formula, mode="eval"))
        if not (math.isfinite(result.low) and math.isfinite(result.high)):
            raise OverflowError
    except (RecursionError, MemoryError):
        raise EvidenceError(f"formula {formula!r} is too deeply nested") from None
    except SyntaxError:
        raise EvidenceError(f"formula {formula!r} is not a Python expression") from None
    except EvidenceError:
        raise
    except (OverflowError, ValueError):  # infinity, or infinity minus infinity
        raise EvidenceError(f"formula {formula!r} does not give a finite number") from None
    return result


def ends_used(formula: str) -> set[str]:
    """Names of which a formula takes one end, so that they cannot be moved as one value.

    >>> ends_used("workers * (high(year) - low(year))")
    {'year'}
    """
    calls = (n for n in ast.walk(ast.parse(formula, mode="eval")) if isinstance(n, ast.Call))
    ends = (c for c in calls if isinstance(c.func, ast.Name) and c.func.id in ("low", "high"))
    return {n.id for c in ends for n in ast.walk(c.args[0]) if isinstance(n, ast.Name)}
