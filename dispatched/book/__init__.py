"""The Sphinx side of the book: charts, evidence pages, hover cards and the assets of a page."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from dispatched import __version__, arithmetic, charts, evidence
from dispatched.book import ahead, assets, cards, code, figures, launch, math, mime, pages, patches
from dispatched.questions import places

log = logging.getLogger(__name__)


def _check_evidence(app: Sphinx) -> None:
    """Stop before anything is written where a table is not as it must be."""
    from sphinx.errors import ExtensionError

    try:
        evidence.tables()
        for row in evidence.tables()["calculations"]:
            arithmetic.compute(row)
        places.features()
        app.env.dispatched_homes = cards.homes()  # type: ignore[attr-defined]
    except evidence.EvidenceError as error:
        raise ExtensionError(f"evidence: {error}") from None


def _resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Charts become figures, evidence links are marked, and the cards that they show are put at the page's end."""
    known = app.env.dispatched_homes  # type: ignore[attr-defined]
    used: list[str] = []

    def link(ident: str) -> str:
        return f"{app.builder.get_relative_uri(docname, known[ident])}#{ident}"

    painter = figures.Painter(Path(app.outdir).parent / ".charts", busy=lambda: ahead.busy(app))
    for node in list(doctree.findall(mime.chart_node)):
        try:
            spec = json.loads(node["spec"])
            text = figures.figure_html(spec, painter, link) if app.builder.format == "html" else ""
            drawn = spec["usermeta"].get("claims", [])
            used += [ident for ident in drawn if ident not in used] if len(drawn) <= figures.MANY else []
        except (charts.ChartError, evidence.EvidenceError) as error:
            log.warning("chart: %s", error, location=node)
            text = ""
        node.replace_self(nodes.raw("", text, format="html"))
    for section in doctree.findall(nodes.section):
        if section["ids"] in (["exercise-content"], ["solution-content"]):
            section["ids"] = []  # sphinx-exercise gives each exercise of a page the same id
    for node in [n for n in doctree.findall(nodes.Element) if n.tagname == "solution_node"]:
        _fold(node)
    for node in doctree.findall(nodes.reference):
        ident = node.get("refuri", "").rpartition("#")[2] or node.get("refid", "")
        if ident in known:
            node["classes"].append("claim")
            if ident not in used:
                used.append(ident)
    if docname.startswith("chapters/") and app.builder.format == "html":
        doctree += nodes.raw("", _exercises(app, docname), format="html")
    if used and app.builder.format == "html":
        shown = "".join(cards.short_card(ident) for ident in used)
        doctree += nodes.raw("", f'<div id="cards" hidden>{shown}</div>', format="html")


def _exercises(app: Sphinx, docname: str) -> str:
    """Where the assignment of a chapter is: as a download, and on the hub that the configuration names."""
    name = docname.rpartition("/")[2]
    tasks = Path(app.srcdir) / "exercises" / name / "tasks.toml"
    if not tasks.is_file():
        return ""
    count = tasks.read_text(encoding="utf-8").count("[[task]]")
    words = {6: "Six", 7: "Seven", 8: "Eight", 9: "Nine", 10: "Ten"}
    hub = app.config.dispatched_hub
    opened = f' or <a href="{html.escape(hub + name)}.ipynb">open them on the hub</a>' if hub else ""
    return (
        f'<section class="to-do"><h2>Exercises</h2><p>{words.get(count, count)} tasks go with this chapter. They check themselves, offline: '
        f'<a href="../downloads/exercises/{name}.ipynb" download>download the notebook</a>{opened}, put it beside your copy of '
        "the book and open it with <code>make lab</code>.</p></section>"
    )


def _fold(solution: nodes.Element) -> None:
    """A solution in an element that folds without a script."""
    body = [child for child in solution.children if not isinstance(child, nodes.title)]
    opened = nodes.raw("", '<details class="solution"><summary>Answer</summary>', format="html")
    solution.replace_self(nodes.container("", opened, *body, nodes.raw("", "</details>", format="html")))


def _page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """What each page carries and what it does not."""
    context.setdefault("default_mode", "auto")
    icon = context["pathto"]("_static/icon.svg", 1)  # a missing favicon.ico would be a request and an error
    context["metatags"] = context.get("metatags", "") + f'<link rel="icon" href="{icon}">'
    assets.trim_scripts(context)
    if "body" in context:
        # The bibliography has roles that ARIA has withdrawn; a fold of code is named by its own words.
        superfluous = r' role="(?:list|doc-biblioentry|doc-backlink)"| aria-label="Toggle hidden content"'
        context["body"] = re.sub(superfluous, "", context["body"])
    make = context.get("generate_toctree_html")
    if make:
        context["generate_toctree_html"] = lambda *a, **k: _named(make(*a, **k))
    if doctree is not None and not context.get("meta", {}).get("description"):
        first = next((p.astext() for p in doctree.findall(nodes.paragraph) if len(p.astext()) > 60), "")
        short = re.sub(r"\s+", " ", first)[:155].rsplit(" ", 1)[0]
        context["metatags"] = context.get("metatags", "") + f'<meta name="description" content="{html.escape(short)}">'


def _named(tree: Any) -> Any:
    """The side bar's folds with a name that a screen reader can say: that of the page they belong to."""
    for summary in tree.select("details > summary") if hasattr(tree, "select") else ():
        summary["aria-label"] = f"Pages below: {summary.find_previous('a').get_text(strip=True)}"
    return tree


def setup(app: Sphinx) -> Mapping[str, Any]:
    """Register everything with Sphinx."""
    app.add_config_value("dispatched_hub", "", "html", str)
    app.add_node(mime.chart_node)
    app.add_directive("chart-of", mime.ChartOf)
    pages.setup(app)
    math.setup(app)
    assets.setup(app)
    code.setup(app)
    ahead.setup(app)
    launch.setup(app)
    patches.setup(app)
    app.connect("builder-inited", _check_evidence)
    app.connect("doctree-resolved", _resolve, priority=900)
    app.connect("html-page-context", _page, priority=900)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
