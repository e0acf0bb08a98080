"""What a chapter's page offers to run: its plain notebook, here and where it can be opened."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from dispatched.notebooks import addresses, shelf
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


def _write(app: Sphinx) -> None:
    """The plain notebooks, the wheel and the zip of both, among the downloads."""
    root, folder = Path(app.srcdir), Path(app.outdir).parent / ".extra" / "downloads"
    try:
        book = shelf.book_of(root, _hosts(app))
        made = {n: t for n, t in shelf.files(root, book).items() if n.endswith(".ipynb")}
    except addresses.PlainError as error:
        raise ExtensionError(str(error)) from None
    target = folder / "notebooks"
    target.mkdir(parents=True, exist_ok=True)
    for old in set(target.iterdir()) - {target / name for name in made}:
        old.unlink()  # of a chapter that has another name now
    for name, text in made.items():
        (target / name).write_bytes(text.encode())
    shelf.make_zip(root, shelf.make_wheel(root, folder), folder / "dispatched-notebooks.zip")


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
    app.connect("builder-inited", _write, priority=550)  # before the folder of downloads is listed
    app.connect("html-page-context", _page, priority=950)
    app.connect("doctree-resolved", _open, priority=850)
