"""Charts with one thing left out: what a solution's drawing code is without one of its parts."""

from __future__ import annotations

import ast
import copy
import operator
from collections.abc import Iterator

STEPS = {
    "add_params", "axis", "bin", "encode", "legend", "project", "properties", "resolve_scale",
    "scale", "stack", "transform_calculate", "transform_filter", "transform_lookup",
}  # fmt: skip
"""Methods of a chart, or of a channel, that a mutant goes without."""


def mutants(code: str) -> Iterator[tuple[str, str]]:
    """Each way to leave out one encoding, option, step, layer or chart.

    Titles stay: that each is asked for, ``judged`` tries by hand.

    Yields:
        what is left out, in the words of the code, and the code without it.
    """
    tree = ast.parse(code)
    for place, node in enumerate(ast.walk(tree)):
        if isinstance(node, ast.Call) and _draws(node):
            for n, word in enumerate(node.keywords):
                if word.arg not in ("title", None):
                    yield f"{_name(node)}({word.arg}=)", _without(tree, place, ("keyword", n))
            if _name(node) in STEPS and len(node.keywords) != 1:
                yield f".{_name(node)}()", _without(tree, place, ("step", 0))
            if _name(node) == "vconcat":
                for n in range(len(node.args)):
                    yield f"chart {n}", _without(tree, place, ("argument", n))
        elif _layers(node):
            for n in (0, 1):
                yield f"layer {n}", _without(tree, place, ("layer", n))


def _name(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def _draws(node: ast.Call) -> bool:
    """Is it a call of Altair: alt.…(), mark_…(), or a step of a chart?"""
    of = node.func.value if isinstance(node.func, ast.Attribute) else None
    own = isinstance(of, ast.Name) and of.id == "alt" and _name(node) != "Chart"
    return own or _name(node).startswith("mark_") or _name(node) in STEPS


def _layers(node: ast.AST) -> bool:
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add):
        return False
    return isinstance(node.left, ast.Name) and isinstance(node.right, ast.Name)


def _without(tree: ast.Module, place: int, part: tuple[str, int]) -> str:
    made = copy.deepcopy(tree)
    node = list(ast.walk(made))[place]
    kind, n = part
    if kind == "keyword":
        del node.keywords[n]  # type: ignore[attr-defined]
    elif kind == "argument":
        del node.args[n]  # type: ignore[attr-defined]
    else:
        kept = "func.value" if kind == "step" else ("right", "left")[n]
        left = operator.attrgetter(kept)(node)
        made = _Put(node, left).visit(made)
    return ast.unparse(ast.fix_missing_locations(made))


class _Put(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else super().generic_visit(node)
