"""At the foot of each page, at each chart and in each card: how it is cited, how a fault is told.

The links lead to pages of the book; where scripts run, ``cite.js`` answers in their place. What
stands behind the cards of a page goes into a file beside it (:mod:`dispatched.book.slim.apart`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from dispatched.cite import errata, items

PAGE = "back/cite"
"""The page that says how one cites."""

_SOURCE = re.compile(r'(<p class="ch-source">.*?)(</p>)', re.DOTALL)


def behind(idents: Iterable[str]) -> dict[str, Any]:
    """What stands behind the cards with these ids: of each the note and its sources, and these."""
    of = {ident: [items.noted(ident), *items.sources_of(ident)] for ident in idents}
    known = dict.fromkeys(name for _, *names in of.values() for name in names)
    return {"of": of, "sources": {name: items.source(name) for name in known}}


def _told(app: Sphinx) -> bool:
    """Has this book the pages to which the links lead?"""
    return {PAGE, errata.PAGE} <= app.env.found_docs and app.builder.format == "html"


def _cards(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    homes = app.env.dispatched_homes  # type: ignore[attr-defined]
    boxes = (node for node in doctree.findall(nodes.container) if "ev" in node["classes"])
    idents = [ident for box in boxes for ident in box["ids"] if homes.get(ident) == docname]
    if idents and _told(app):
        said = json.dumps(behind(idents), ensure_ascii=False, separators=(",", ":"))
        inner = said.replace("<", "\\u003c")
        text = f'<script type="application/json" class="cites">{inner}</script>'
        doctree += nodes.raw("", text, format="html")


def _link(kind: str, words: str, address: str) -> str:
    return f'<a data-cite="{kind}" href="{address}">{words}</a>'


def _page(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    if doctree is None or not _told(app):
        return
    how, mend = context["pathto"](PAGE), f"{context['pathto'](errata.PAGE).rstrip('#')}#report"
    chart = _link("chart", "Cite this chart", how)
    body = _SOURCE.sub(rf"\1 {chart}\2", context["body"])
    foot = f"{_link('page', 'Cite this page', how)} · {_link('report', 'Report a mistake', mend)}"
    context["body"] = f'{body}<p class="citing">{foot}</p>'


def setup(app: Sphinx) -> None:
    """Work when cards are marked (920) and the body of a page is made."""
    app.connect("doctree-resolved", _cards, priority=930)
    app.connect("html-page-context", _page, priority=890)
