"""Links to evidence are marked, and the short cards that they show stand at the page's end."""

from __future__ import annotations

import html

from docutils import nodes
from sphinx.application import Sphinx

from dispatched import arithmetic, evidence
from dispatched.book import veil

ELEMENT = {
    "value": ("b", ""),
    "source": ("span", ' class="pop-source"'),
    "note": ("span", ' class="pop-note"'),
    "ko": ("span", ' class="pop-word" lang="ko"'),
    "ru": ("span", ' class="pop-word" lang="ru"'),
}
"""Part of a short card → its element and attributes; other parts are plain."""


def short_card(ident: str) -> str:
    """The short card that appears beside a linked figure or term."""
    of_term = ident.startswith(evidence.TERM)
    lines = []
    for part in evidence.term_parts(ident) if of_term else arithmetic.card(ident).parts():
        element, named = ELEMENT.get(part.kind, ("span", ""))
        lines.append(f"<{element}{named}>{html.escape(part.text)}</{element}>")
    return f'<div data-card="{ident}">{"".join(lines)}</div>'


def _link(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    known = app.env.dispatched_homes  # type: ignore[attr-defined]
    hidden: dict[nodes.Node, list[str]] = {}
    used = [ident for node in doctree.findall(nodes.raw) for ident in node.get("claims", ())]
    for node in doctree.findall(nodes.reference):
        ident = node.get("refuri", "").rpartition("#")[2] or node.get("refid", "")
        if ident in known:
            node["classes"].append("claim")
            answer = veil.around(node)
            (used if answer is None else hidden.setdefault(answer, [])).append(ident)
        elif "term" in node["classes"]:
            used.append(ident)
    for answer, idents in hidden.items():  # cards that only an answer needs go with it
        more = [ident for ident in dict.fromkeys(idents) if ident not in used]
        answer["cards"] = "".join(map(short_card, more))
    if used and app.builder.format == "html":
        shown = "".join(short_card(ident) for ident in dict.fromkeys(used))
        doctree += nodes.raw("", f'<div id="cards" hidden>{shown}</div>', format="html")


def setup(app: Sphinx) -> None:
    """Work when charts are figures (900), which name the claims that they draw."""
    app.connect("doctree-resolved", _link, priority=920)
