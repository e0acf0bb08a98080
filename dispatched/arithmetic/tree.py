"""A formula as a small tree of lists: what may be computed, and nothing that could run.

Formulas are data, and data is untrusted. Python's parser reads them; what it finds must be a
number, the name of an input, ``+ - * /``, or ``low``, ``high``, ``union``. The tree is plain enough
to stand in a page as JSON; the evaluator here and the one of the pages (``static/js/reckon.js``)
walk the same one.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Container
from typing import Any

from dispatched.evidence import EvidenceError

LONGEST = 500
"""Characters that a formula may have."""

SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
"""Operator of Python's parser → its sign in a tree."""

FUNCTIONS = ("low", "high", "union")
"""``union`` takes one range or more, the others one."""

Tree = Any
"""A number, the name of an input, or a list: a sign or function, then what it is applied to.

A minus with one part changes the sign.
"""


def compiled(formula: str, names: Container[str]) -> Tree:
    """The tree of a formula.

    >>> compiled("pay * 12 / saved", ["pay", "saved"])
    ['/', ['*', 'pay', 12.0], 'saved']
    >>> compiled("-union(a, 2)", ["a"])
    ['-', ['union', 'a', 2.0]]

    Args:
        formula: for example ``workers * obligation * 12 / 1000``.
        names: the inputs.

    Raises:
        EvidenceError: the formula holds anything but numbers, known names, + - * / and low, high,
            union; or is too long, too deeply nested, or holds a number that is not finite.
    """
    if len(formula) > LONGEST:
        raise EvidenceError(f"a formula of {len(formula):,} characters; {LONGEST} are allowed")

    def walk(node: ast.AST) -> Tree:
        match node:
            case ast.Expression(body=body):
                return walk(body)
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                if not math.isfinite(value):
                    raise OverflowError
                return float(value)
            case ast.Name(id=name) if name in names:
                return name
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return ["-", walk(operand)]
            case ast.BinOp(left=left, op=op, right=right) if type(op) in SIGNS:
                return [SIGNS[type(op)], walk(left), walk(right)]
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS and (
                len(args) == 1 or (name == "union" and args)
            ):
                return [name, *map(walk, args)]
        raise EvidenceError(
            f"formula {formula!r}: {ast.unparse(node)!r} is not allowed or not an input"
        )

    try:
        return walk(ast.parse(formula, mode="eval"))
    except (RecursionError, MemoryError):
        raise EvidenceError(f"formula {formula!r} is too deeply nested") from None
    except SyntaxError:
        raise EvidenceError(f"formula {formula!r} is not a Python expression") from None
    except EvidenceError:
        raise
    except (OverflowError, ValueError):
        raise EvidenceError(f"formula {formula!r} does not give a finite number") from None


def ends_used(formula: str) -> set[str]:
    """Names of which a formula takes one end, so that they cannot be moved as one value.

    >>> ends_used("workers * (high(year) - low(year))")
    {'year'}
    """
    calls = (n for n in ast.walk(ast.parse(formula, mode="eval")) if isinstance(n, ast.Call))
    ends = (c for c in calls if isinstance(c.func, ast.Name) and c.func.id in ("low", "high"))
    return {n.id for c in ends for n in ast.walk(c.args[0]) if isinstance(n, ast.Name)}


_PRINTED = {"+": "+", "-": "−", "*": "×", "/": "÷"}
_BINDS = {"+": 1, "-": 1, "*": 2, "/": 2}


def worded(tree: Tree) -> str:
    """A tree as people write it.

    >>> worded(compiled("100 * (peak - now) / peak", ["peak", "now"]))
    '100 × (peak − now) ÷ peak'
    >>> worded(compiled("a - (b - union(c, 3.5))", "abc"))
    'a − (b − (c or 3.5))'
    >>> worded(compiled("stock * (high(years) - low(years))", ["stock", "years"]))
    'stock × (the high end of years − the low end of years)'
    """
    return _worded(tree, 0)


def _worded(tree: Tree, around: int) -> str:
    """In brackets where what stands around it binds more strongly."""
    match tree:
        case str():
            return tree.rstrip("_")
        case float() | int():
            return f"{tree:,.10g}"
        case ["low" | "high" as end, part]:
            return f"the {end} end of {_worded(part, 3)}"
        case ["union", *parts]:
            text = " or ".join(_worded(part, 1) for part in parts)
            return f"({text})" if around or len(parts) > 1 else text
        case ["-", part]:
            return f"−{_worded(part, 3)}"
        case [sign, left, right]:
            binds = _BINDS[sign]
            # a − (b − c) and a ÷ (b ÷ c) keep their brackets.
            after = _worded(right, binds + (sign in ("-", "/")))
            text = f"{_worded(left, binds)} {_PRINTED[sign]} {after}"
            return f"({text})" if binds < around else text
    raise EvidenceError(f"{tree!r} is no part of a formula's tree")
