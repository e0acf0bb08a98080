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

SOURCE = {
    True: ("Notebook", "Download this chapter as a Jupyter notebook (.ipynb)"),
    False: ("Text", "Download the text of this page as Markdown (.md)"),
}
"""Whether a page is a notebook → what the button for its file says, and its tip."""

PRINTED = ("Print this page", "Print this page, on paper or into a PDF")


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
    """The buttons of a page say what one gets; a chapter's gives its plain notebook."""
    own = f"{FOLDER}/{pagename.rpartition('/')[2]}.ipynb"
    plain = context["pathto"](own, 1) if pagename.startswith("chapters/") else ""
    for group in context.get("header_buttons", []):
        for button in group.get("buttons", []):
            tell(button, plain)


def tell(button: dict[str, Any], plain: str) -> None:
    """Say in words what a button of the theme gives, where the theme has a file's ending.

    Args:
        button: as sphinx-book-theme 1.3 describes it, and changed.
        plain: address of the page's plain notebook; empty for a page that is none.
    """
    if button.get("label") == "download-source-button":
        if plain:
            button["url"] = plain
        button["text"], button["tooltip"] = SOURCE[bool(plain)]
    elif button.get("label") == "download-pdf-button":
        button["text"], button["tooltip"] = PRINTED


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
