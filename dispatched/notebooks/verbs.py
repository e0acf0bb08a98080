"""Which verbs of pandas and which ideas of Altair a cell uses, read from its code.

A verb of pandas is a method or function by name: ``groupby``, ``merge``, ``str.contains``, and
``.size`` where Altair has the word too. Two forms without a name count too: columns taken by a
list, rows taken by a condition. An idea of Altair is written as code says it: ``mark_bar``,
``color``, ``alt.layer``, ``sort``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

COLUMNS, ROWS = "[[columns]]", "[condition]"
ACCESSORS = ("str", "dt", "cat")
OWN = ("alt", "charts", "models", "questions")
"""Names whose attributes are no verbs of pandas."""

_PYTHON = {n for kind in (str, list, dict, set, int, float, tuple) for n in dir(kind)}
CHANNELS = (
    *("x", "y", "x2", "y2", "xOffset", "yOffset", "color", "size", "shape", "opacity", "text"),
    *("strokeDash", "detail", "order", "tooltip", "row", "column", "facet", "theta", "fill"),
)
_PLAIN = {"x", "y", "detail", "fill"}
"""Channels that come with every chart, or that are no idea of their own."""
OPTIONS = ("sort", "scale", "axis", "legend", "stack", "bin", "impute", "timeUnit", "aggregate")
METHODS = (
    *("add_params", "facet", "properties", "interactive", "project", "repeat", "resolve_scale"),
    *OPTIONS,
)
_BOTH = {*CHANNELS, *METHODS}
"""Words of Altair: where a data frame has a method of that name, a dot tells it apart."""

FUNCTIONS = (
    *("layer", "vconcat", "hconcat", "when", "condition", "selection_point", "selection_interval"),
    *("param", "value", "datum"),
)
_OF_CLASS = {"Scale": "scale", "Axis": "axis", "Legend": "legend", "Sort": "sort", "Bin": "bin"}
_AGGREGATE = re.compile(r"^(count|sum|mean|median|min|max|average|distinct|q1|q3)\(")
_TIME = re.compile(r"^(year|quarter|month|date|day|hours)+\(")


@lru_cache(maxsize=1)
def known() -> frozenset[str]:
    """Every public name of a data frame, series, group or of pandas itself."""
    import pandas as pd
    from pandas.api.typing import DataFrameGroupBy

    things: tuple[Any, ...] = (pd.DataFrame, pd.Series, DataFrameGroupBy, pd)
    names = {n for thing in things for n in dir(thing) if not n.startswith("_")}
    return frozenset(names - {*ACCESSORS})


def pandas_verbs(source: str) -> set[str]:
    """The verbs of pandas that some code uses.

    >>> sorted(pandas_verbs('t[t["year"] > 1946].groupby("era").agg(n=("id", "count"))'))
    ['[condition]', 'agg', 'groupby']

    Raises:
        SyntaxError: it is no Python.
    """
    return set(_pandas(ast.parse(source)))


def _pandas(tree: ast.AST) -> Iterator[str]:
    own = {*OWN, *_of_altair(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript):
            if isinstance(node.slice, ast.List):
                yield COLUMNS
            elif _condition(node.slice):
                yield ROWS
        elif isinstance(node, ast.Attribute) and _root(node) not in own:
            base = node.value
            if isinstance(base, ast.Attribute) and base.attr in ACCESSORS:
                yield f"{base.attr}.{node.attr}"
            elif node.attr in known() and node.attr not in _PYTHON:
                yield f".{node.attr}" if node.attr in _BOTH else node.attr


def _of_altair(tree: ast.AST) -> Iterator[str]:
    """Names that code gives to a part of a chart: ``y = alt.Y(…)``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and _root(node.value) == "alt":
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def _condition(part: ast.AST) -> bool:
    """``t["a"] > 1``, or two of these with ``&`` or ``|``, or ``~``."""
    if isinstance(part, ast.BinOp):
        return isinstance(part.op, ast.BitAnd | ast.BitOr)
    return isinstance(part, ast.Compare) or (
        isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.Invert)
    )


def _root(node: ast.AST) -> str:
    """The name at which a chain of calls and attributes begins."""
    while True:
        if isinstance(node, ast.Attribute | ast.Subscript | ast.Starred):
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        else:
            return node.id if isinstance(node, ast.Name) else ""


def altair_ideas(source: str, charts: set[str] | None = None) -> set[str]:
    """The ideas of Altair that some code uses.

    >>> code = 'alt.Chart(t).mark_bar().encode(alt.X("year:O"), color="era:N")'
    >>> sorted(altair_ideas(code))
    ['alt.Chart', 'color', 'mark_bar']

    Args:
        source: the code of a cell.
        charts: names that earlier cells gave to charts, so that ``bars + line`` is read as layers.

    Raises:
        SyntaxError: it is no Python.
    """
    tree = ast.parse(source)
    return set(_altair(tree, chart_names(tree, charts)))


def chart_names(tree: ast.AST, before: set[str] | None = None) -> set[str]:
    """Names that stand for a chart, or what is made of one, once some code has run.

    Args:
        tree: the code.
        before: names that stood for a chart before; what gets another value does no longer.
    """
    found = set(before or ())
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            names = {t.id for t in node.targets if isinstance(t, ast.Name)}
            found = found | names if _is_chart(node.value, found) else found - names
    return found


def _is_chart(node: ast.AST, named: set[str]) -> bool:
    if isinstance(node, ast.BinOp):
        return _is_chart(node.left, named) or _is_chart(node.right, named)
    chained = isinstance(node, ast.Call | ast.Attribute)
    if chained and _root(node) == "alt":
        return any(isinstance(n, ast.Attribute) and n.attr == "Chart" for n in ast.walk(node))
    return _root(node) in named


def _altair(tree: ast.AST, named: set[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and (
            _is_chart(node.left, named) or _is_chart(node.right, named)
        ):
            if isinstance(node.op, ast.Add):
                yield "alt.layer"
            elif isinstance(node.op, ast.BitAnd):
                yield "alt.vconcat"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield from _called(node.func.attr, _root(node.func) == "alt", node)
            in_chart = _root(node.func) in {"alt", *named}
            yield from _keywords(node) if in_chart else ()
        elif isinstance(node, ast.Attribute) and node.attr == "datum" and _root(node) == "alt":
            yield "alt.datum"


def _called(name: str, of_alt: bool, call: ast.Call) -> Iterator[str]:
    if name == "Chart" and of_alt:
        yield "alt.Chart"
    elif name.startswith(("mark_", "transform_")):
        yield name
    elif of_alt and name in FUNCTIONS and isinstance(call.func, ast.Attribute):
        direct = isinstance(call.func.value, ast.Name)
        yield f"alt.{name}" if direct else name
    elif of_alt and name in _OF_CLASS:
        yield _OF_CLASS[name]
    elif of_alt and _channel(name) and isinstance(call.func, ast.Attribute):
        if isinstance(call.func.value, ast.Name):
            yield from {_channel(name)} - _PLAIN
            yield from (w for a in call.args[:1] for w in _shorthand(a))
    elif name in METHODS and name != "properties":
        yield name


def _channel(name: str) -> str:
    """``StrokeDash`` as ``strokeDash``, where that is a channel."""
    low = name[:1].lower() + name[1:]
    return low if name[:1].isupper() and low in CHANNELS else ""


def _keywords(call: ast.Call) -> Iterator[str]:
    encodes = isinstance(call.func, ast.Attribute) and call.func.attr == "encode"
    marks = isinstance(call.func, ast.Attribute) and call.func.attr.startswith("mark_")
    for word in call.keywords:
        if word.arg in OPTIONS and not marks:
            yield word.arg
        elif word.arg in CHANNELS and encodes:
            yield from {word.arg} - _PLAIN
            yield from _shorthand(word.value)


def _shorthand(node: ast.AST) -> Iterator[str]:
    """What ``"sum(people):Q"`` or ``"date:T"`` says beside the name of a column."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if _AGGREGATE.match(node.value):
            yield "aggregate"
        if _TIME.match(node.value):
            yield "timeUnit"
        if node.value.endswith(":T"):
            yield ":T"
