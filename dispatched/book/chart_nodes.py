"""A chart in a page: a node that becomes a figure once the page's addresses are known."""

from __future__ import annotations

import json
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from dispatched import charts, evidence
from dispatched.book import helpers
from dispatched.book.draw import Painter
from dispatched.book.figure import MANY, ChartError, figure_html

log = logging.getLogger(__name__)


class chart_node(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """A chart of the page; ``spec`` is its specification as JSON."""


class ChartOf(SphinxDirective):
    """``{chart-of} name``: a chart that a function of :mod:`dispatched.charts` draws."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The chart, drawn from the tables at build time."""
        make = getattr(charts, self.arguments[0], None)
        if make is None:
            raise self.error(f"dispatched.charts has no chart {self.arguments[0]!r}")
        node = chart_node(spec=json.dumps(make().to_dict()))
        self.set_source_info(node)
        return [node]


def _resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Charts become figures; each names the claims that it draws, if they are few."""
    known = app.env.dispatched_homes  # type: ignore[attr-defined]

    def link(ident: str) -> str:
        return f"{app.builder.get_relative_uri(docname, known[ident])}#{ident}"

    painter = Painter(Path(app.outdir).parent / ".charts", busy=lambda: helpers.busy(app))
    for node in list(doctree.findall(chart_node)):
        text, drawn = "", []
        try:
            spec = json.loads(node["spec"])
            text = figure_html(spec, painter, link) if app.builder.format == "html" else ""
            drawn = spec["usermeta"].get("claims", [])
        except (ChartError, evidence.EvidenceError) as error:
            log.warning("chart: %s", error, location=node)
        claims = drawn if len(drawn) <= MANY else []
        node.replace_self(nodes.raw("", text, format="html", claims=claims))


def setup(app: Sphinx) -> None:
    """Make node and directive known; resolve them when links are."""
    app.add_node(chart_node)
    app.add_directive("chart-of", ChartOf)
    app.connect("doctree-resolved", _resolve, priority=900)
