"""Figures that can be moved in the sentence: what a page needs to compute its calculations anew.

A page that links calculations in its text carries their formulas as trees, the claims that go in,
and how its sentences are put together: data, never code. ``static/js/handles.js`` sets a handle
after each such figure; ``move.js`` is loaded when the first one is used.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from dispatched import arithmetic, evidence
from dispatched.arithmetic import Range
from dispatched.book.sentence import Piece, pieces

APART = {"ev", "cell"}
"""Classes of what is no running text: a card, a code cell with what it shows."""

FIXED_UNITS = ("year",)
"""Units whose points mean a date: a fifth more of 1967 says nothing."""


def varies(ident: str) -> bool:
    """Can a claim be moved: has it a range, or a point that a fifth more or less makes sense of?

    >>> varies("planned-money"), varies("stock-2016"), varies("loggers-1957-start")
    (True, True, False)
    """
    low, high = evidence.bounds(ident)
    return low < high or (low != 0 and evidence.claim(ident).unit not in FIXED_UNITS)


def plan(ident: str) -> dict[str, Any] | None:
    """One calculation as the page computes it; nothing if none of its inputs can be moved.

    >>> plan("calc-planned-vs-savings")["tree"]
    ['/', ['*', 'pay', 12.0], 'saved']

    Returns:
        ``title``, ``unit``, ``worded`` (the formula as people write it), ``tree``, ``inputs`` (name
        → claim), ``whole`` (names of which the formula takes an end, so that they stay as they
        are), ``verdict``, and ``stated``: low and high end (null where it is open), what the source
        says in words, and which source; null where it draws no such figure.

    Raises:
        evidence.EvidenceError: no such calculation, or a formula that is not allowed.
    """
    row = arithmetic.calculation(ident)
    inputs = arithmetic.inputs_of(row)
    whole = arithmetic.ends_used(row["formula"])
    if not any(varies(claim) for name, claim in inputs.items() if name not in whole):
        return None
    try:
        tree = arithmetic.compiled(row["formula"], inputs)
    except evidence.EvidenceError as error:
        raise evidence.EvidenceError(f"calculation {ident!r}: {error}") from None
    return {
        "title": row["title"],
        "unit": row["unit"],
        "worded": arithmetic.worded(tree),
        "tree": tree,
        "inputs": inputs,
        "whole": sorted(whole),
        "verdict": row["verdict"],
        "stated": _stated(row["says"]) if row["says"] else None,
    }


def _stated(ident: str) -> list[Any]:
    made, card = arithmetic.stated(ident), evidence.claim_card(ident)
    ends = [end if math.isfinite(end) else None for end in (made.low, made.high)]
    return [*ends, card.value, card.source]


def _figure(ident: str) -> Range:
    """The figure that a link to a calculation or a claim tells."""
    if ident.startswith("calc-"):
        return arithmetic.compute(arithmetic.calculation(ident))
    return Range(*evidence.bounds(ident))


def data(linked: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """What a page carries.

    Args:
        linked: id and text of each link to evidence in its running text.

    Returns:
        ``calculations`` (id → :func:`plan`), ``claims`` (id → low, high, unit, figure in words,
        statement, source), ``units`` (id → what stands before a number, after one, after many),
        ``links`` (id → text of a link → its pieces), ``relations``; empty if nothing can be moved.
    """
    texts = list(dict.fromkeys(linked))
    found = {i: plan(i) for i, _ in texts if i.startswith("calc-")}
    made = {ident: one for ident, one in found.items() if one}
    if not made:
        return {}
    ids = sorted({claim for one in made.values() for claim in one["inputs"].values()})
    claims = {ident: _claim(ident) for ident in ids}
    units = sorted({u["unit"] for u in made.values()} | {claim[2] for claim in claims.values()})
    links: dict[str, dict[str, list[Piece]]] = {}
    for ident, text in texts:
        if ident in made or ident in claims:
            parts = pieces(text, _figure(ident))
            # "Graded D" and "half" stay; a calculation without numbers is told anew as a whole.
            if parts or ident in made:
                links.setdefault(ident, {})[text] = parts
    return {
        "calculations": made,
        "claims": claims,
        "units": {ident: unit_words(ident) for ident in units},
        "links": links,
        "relations": arithmetic.RELATIONS,
    }


def _claim(ident: str) -> list[Any]:
    card = evidence.claim_card(ident)
    unit = evidence.claim(ident).unit
    return [*evidence.bounds(ident), unit, card.value, card.statement, card.source]


def unit_words(ident: str) -> list[str | None]:
    """What stands before a number of this unit, after one, and after many.

    >>> unit_words("USD/month"), unit_words("permits")
    (['$', 'a month', 'a month'], [None, 'permit', 'permits'])
    """
    row = evidence.find("units", ident)
    return [row["prefix"], row["one"], row["many"]]


def script(found: dict[str, Any]) -> str:
    """The data as a block that a page can hold and no browser runs.

    >>> script({"a": "</script>"})
    '<script type="application/json" id="movable">{"a":"\\\\u003c/script>"}</script>'
    """
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    text = text.replace("<", "\\u003c")
    return f'<script type="application/json" id="movable">{text}</script>'


def running(doctree: nodes.Element) -> Iterable[tuple[str, str]]:
    """Id and text of each link to evidence that stands in running text."""
    for node in doctree.findall(nodes.reference):
        ident = node.get("refuri", "").rpartition("#")[2] or node.get("refid", "")
        if ident and "claim" in node["classes"] and not _apart(node):
            yield ident, " ".join(node.astext().split())


def _apart(node: nodes.Element | None) -> bool:
    while node is not None:
        if isinstance(node, nodes.title) or APART & {*node.get("classes", ())}:
            return True
        node = node.parent
    return False


def _move(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    if app.builder.format != "html" or docname == "back/calculations":
        return
    found = data(running(doctree))
    if found:
        doctree += nodes.raw("", script(found), format="html")


def setup(app: Sphinx) -> None:
    """Work when the links to evidence are marked (920)."""
    app.connect("doctree-resolved", _move, priority=925)
