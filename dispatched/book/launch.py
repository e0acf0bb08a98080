"""What a chapter's page offers to run: its plain notebook, here and where it can be opened."""

from __future__ import annotations

import html
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from dispatched.book import helpers
from dispatched.notebooks import addresses
from dispatched.notebooks.addresses import Hosts

FOLDER = "downloads/notebooks"
_PLACES = {
    "jupyter": "in Jupyter",
    "colab": "in Colab",
    "binder": "in Binder",
    "codespaces": "in Codespaces",
}


def launch_links(hosts: Hosts, name: str) -> str:
    """Links that open a chapter's notebook, or nothing where no address is set.

    Args:
        name: the chapter's name without folder and ending: ``01-reading-the-evidence``.
    """
    links = []
    for place, words in _PLACES.items():
        address = getattr(hosts, place)
        if address:
            whole = address if place == "codespaces" else f"{address}{quote(name)}.ipynb"
            links.append(f'<a href="{html.escape(whole)}">{words}</a>')
    if not links:
        return ""
    return f'<p class="launch">Open this chapter {", ".join(links)}.</p>'


def _hosts(app: Sphinx) -> Hosts:
    values = {f"dispatched_{n}": getattr(app.config, f"dispatched_{n}") for n in addresses.SETTINGS}
    try:
        return addresses.hosts(values)
    except addresses.PlainError as error:
        raise ExtensionError(f"_config.yml: {error}") from None


def _begin(app: Sphinx) -> None:
    """Begin to write the notebooks to download, and to draw, if a build has not done so earlier."""
    _hosts(app)
    helpers.of(app)


def _join(app: Sphinx) -> list[Any]:
    """Wait for the downloads before they are copied."""
    process = helpers.of(app).writing
    said = process.communicate()[1].strip()
    if process.returncode:
        lines = said.splitlines() or ["the plain notebooks were not made"]
        raise ExtensionError(lines[-1])
    return []


def _page(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """The download button of a chapter gives its plain notebook."""
    if doctree is None or not pagename.startswith("chapters/"):
        return
    address = context["pathto"](f"{FOLDER}/{pagename.rpartition('/')[2]}.ipynb", 1)
    for group in context.get("header_buttons", []):
        for button in group.get("buttons", []):
            if "_sources/" in button.get("url", "") and button["url"].endswith(".ipynb"):
                button["url"], button["tooltip"] = address, "Download this chapter as a notebook"


def _open(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """The links that open a chapter, below its title."""
    links = launch_links(_hosts(app), docname.rpartition("/")[2])
    if links and docname.startswith("chapters/") and app.builder.format == "html":
        title = next(iter(doctree.findall(nodes.title)))
        title.parent.insert(title.parent.index(title) + 1, nodes.raw("", links, format="html"))


def setup(app: Sphinx) -> None:
    """Register the settings and what uses them."""
    for name in addresses.SETTINGS:
        app.add_config_value(f"dispatched_{name}", "", "html", str)
    app.connect("builder-inited", _begin, priority=550)
    app.connect("html-collect-pages", _join)
    app.connect("html-page-context", _page, priority=950)
    app.connect("doctree-resolved", _open, priority=850)
