"""What extensions write into a page that no page needs, or that no screen reader understands."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

UNUSED = re.compile(
    r"thebe|toggle|mermaid|design-tabs|require(?:js)?\.|html-manager|mathjax"
    r"|DOCUMENTATION_OPTIONS\.(?:pagename|search_as)",
    re.IGNORECASE,
)
"""Scripts and style sheets that extensions add to every page, and that no page of the book needs.

They are those of sphinx-thebe 0.3, sphinx-togglebutton 0.4, sphinx-design 0.8, myst-nb 1.4 and
sphinx-book-theme 1.3. Those that stand in the page itself would also need a policy that lets
scripts in a page run.
"""


def trim_scripts(context: dict[str, Any]) -> None:
    """Take the scripts and style sheets out of a page's context that no page needs."""

    def content(file: Any) -> str:
        body = getattr(file, "attributes", {}).get("body")
        return f"{getattr(file, 'filename', file) or ''} {body or ''}"

    for key in ("script_files", "css_files"):
        context[key] = [f for f in context.get(key, []) if not UNUSED.search(content(f))]


_SUPERFLUOUS = re.compile(
    r' role="(?:list|doc-biblioentry|doc-backlink)"| aria-label="Toggle hidden content"'
)
"""Roles of a bibliography that ARIA has withdrawn (docutils 0.21), and a name over the fold's own.

The name is of myst-nb 1.4: a fold of code is named by its own words.
"""


def _named(tree: Any) -> Any:
    """The side bar's folds with a name that a screen reader can say (sphinx-book-theme 1.3).

    It is that of the page they belong to.
    """
    for summary in tree.select("details > summary") if hasattr(tree, "select") else ():
        page = summary.find_previous("a").get_text(strip=True)
        summary["aria-label"] = f"Pages below: {page}"
    return tree


def _page(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    trim_scripts(context)
    if "body" in context:
        context["body"] = _SUPERFLUOUS.sub("", context["body"])
    make = context.get("generate_toctree_html")
    if make:
        context["generate_toctree_html"] = lambda *a, **k: _named(make(*a, **k))


def _own_ids(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Take away the id that sphinx-exercise 1.2 gives each exercise of a page, the same for all."""
    for section in doctree.findall(nodes.section):
        if section["ids"] in (["exercise-content"], ["solution-content"]):
            section["ids"] = []


def setup(app: Sphinx) -> None:
    """Put it in place."""
    app.connect("doctree-resolved", _own_ids, priority=890)
    app.connect("html-page-context", _page, priority=900)
