"""A Vega-Lite specification as a figure: drawn before the reader comes, then interactive.

The figure holds two inline SVGs (wide and narrow, one of them shown), the text alternative, the
data as a table, the source line with links, and the specification for the script.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from dispatched import charts, evidence, explore
from dispatched.book import coded, vega, vega_steps
from dispatched.book.chart_table import table
from dispatched.book.controls import controls, field, tools
from dispatched.book.draw import Painter
from dispatched.book.expect import settings

MANY = 30
"""A chart that draws on more claims than this links them without cards of their own."""


class ChartError(ValueError):
    """A chart that lacks what every chart of the book must have."""


def figure_html(spec: Mapping[str, Any], painter: Painter, link: Callable[[str], str]) -> str:
    """The whole figure of a page.

    Args:
        spec: a specification as :func:`dispatched.charts.figure` makes it.
        painter: draws the two pictures.
        link: claim id → address of its evidence card, relative to the page.

    Raises:
        ChartError: the specification lacks what every chart must have.
    """
    wrong = charts.faults(spec)
    if wrong:
        raise ChartError("; ".join(wrong))
    name = "ch-" + hashlib.sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()[:10]
    explorer = explore.plan(spec)
    if explorer and spec["usermeta"].get("key"):
        name = f"x-{spec['usermeta']['key']}"  # an address can lead to it and hold its position
    wide, narrow, data = painter.draw(spec)
    compiled = json.loads(data)
    for scale in vega.palettes(compiled):
        raise ChartError(
            f"the colors of the scale {scale!r} are a palette of Vega, which the pages do not "
            "carry; name them (range)"
        )
    for thing in vega_steps.missing(compiled):
        raise ChartError(
            f"the chart needs {thing}, which the pages do not carry; name it in "
            "dispatched/book/vega_steps.py"
        )
    mapped = " data-map" if "projections" in compiled else ""
    expect: Mapping[str, Any] = {}
    codings: Mapping[str, Any] = {}
    if explorer:
        try:
            expect, codings = settings(spec, compiled), coded.settings(spec)
        except ValueError as error:
            raise ChartError(str(error)) from error
        reading = {key: explorer[key] for key in ("columns", "fixed")} | {"expect": expect}
        reading |= {"codings": codings} if codings else {}
        data = _json(compiled | {"usermeta": {"explorer": reading}})
    start = f'<figure class="ch{" ch-explorer" if explorer else ""}" id="{name}"'
    kind = "explorer" if explorer else "chart"
    parts = [
        f'{start} data-kind="{kind}"{mapped}>',
        _head(spec, name, expect, bool(codings)),
        f'<div class="ch-plot" role="img" aria-labelledby="{name}-t {name}-d">',
        f'<div class="ch-wide">{wide}</div><div class="ch-narrow">{narrow}</div></div>',
        field(name, expect),
        _caption(spec, name, link),
    ]
    parts.append(f"{_data('ch-spec', data)}</figure>")
    return "".join(parts)


def _title(spec: Mapping[str, Any]) -> str:
    title = spec["title"]["text"] if isinstance(spec["title"], Mapping) else spec["title"]
    return " ".join(title) if isinstance(title, list) else title


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _data(name: str, text: str) -> str:
    """JSON for the script of the page, in which no "<" ends the element early."""
    inner = text.replace("<", "\\u003c")
    return f'<script type="application/json" class="{name}">{inner}</script>'


def _head(spec: Mapping[str, Any], name: str, expect: Mapping[str, Any], codings: bool) -> str:
    """The title; of an explorer its question, controls and tools as well."""
    title = f'<p class="ch-title" id="{name}-t">{escape(_title(spec))}</p>'
    explorer = explore.plan(spec)
    if not explorer:
        return title
    group = f'<div class="ch-controls" role="group" aria-labelledby="{name}-t">'
    return (
        f'<p class="ch-flag">Explorer</p>{title}'
        f'<p class="ch-question">{escape(explorer["question"])}</p>'
        f"{group}{controls(spec, name)}</div>{tools(name, expect, codings)}"
    )


def _caption(spec: Mapping[str, Any], name: str, link: Callable[[str], str]) -> str:
    """What stands below: assumption or hint, source; folded, description, data and evidence."""
    meta = spec["usermeta"]
    cards = [evidence.claim_card(ident) for ident in meta.get("claims", [])]
    parts = ["<figcaption>"]
    if meta.get("explorer"):
        assumes = escape(meta["explorer"]["assumes"])
        parts.append(f'<p class="ch-assumes"><b>Assumes.</b> {assumes}</p>')
    elif meta.get("interactive"):
        parts.append(f'<p class="ch-hint">{escape(str(meta["interactive"]))}</p>')
    parts += [
        f'<p class="ch-source">{escape(meta["source"])}</p>',
        "<details><summary>Description, data and evidence</summary>",
        f'<p id="{name}-d">{escape(spec["description"])}</p>',
        _table(spec),
        _evidence(cards, link),
        '</details><p class="ch-live" aria-live="polite"></p></figcaption>',
    ]
    return "".join(parts)


def _table(spec: Mapping[str, Any]) -> str:
    """The data that the chart draws, in a frame that scrolls and takes the keyboard."""
    heads, rows, total = table(spec)
    if not rows:
        return ""
    # A cell ends with the next one, and a row with the next row: HTML says so itself.
    head = "".join(f'<th scope="col">{escape(heading)}' for heading in heads.values())
    cells = ("".join(f"<td>{escape(cell)}" for cell in row) for row in rows)
    body = "".join(f"<tr>{row}" for row in cells)
    label = f"Data of the chart: {escape(_title(spec))}"
    more = f'<p class="ch-more">The first {len(rows)} of {total} rows.</p>'
    return (
        f'<div class="table-scroll" role="region" aria-label="{label}" tabindex="0">'
        f'<table data-fields="{escape(" ".join(heads))}"><thead><tr>{head}</thead>'
        f"<tbody>{body}</tbody></table></div>{more if total > len(rows) else ''}"
    )


def _evidence(cards: Sequence[evidence.ClaimCard], link: Callable[[str], str]) -> str:
    """The claims that a chart draws.

    A long list leads to their page; short cards for all of it would be a third of a page.
    """
    if not cards:
        return ""
    few = len(cards) <= MANY
    kind = ' class="claim"' if few else ""
    items = "".join(
        f'<li><a{kind} href="{escape(link(card.ident))}">'
        f"{escape(card.heading if few else card.place)}</a>"
        for card in cards
    )
    return f'<p>Evidence drawn:</p><ul class="ch-claims">{items}</ul>'
