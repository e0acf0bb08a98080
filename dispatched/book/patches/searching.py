"""The search of Sphinx 7.4, where its language of search is no hook."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from dispatched.book import search
from dispatched.book.patches.known import known

SCRIPTS = {
    "doctools.js": (
        # A deferred script runs between "loading" and the event that Sphinx waits for.
        ('document.readyState !== "loading"', 'document.readyState === "complete"'),
    ),
    "searchtools.js": (
        # "1967" is a word that one looks for.
        ("||\n        queryTerm.match(/^\\d+$/)\n      )", "/* numbers are words */)"),
        # A syllable of Hangul says what two or three letters say: two are enough to look into
        # longer words.
        ("if (word.length > 2) {", "if (word.length > (/[^\\x00-\\x7f]/.test(word) ? 1 : 2)) {"),
        # A page that has the whole word does not hide those that have a longer one: 계획, 계획분.
        (
            "if (!terms.hasOwnProperty(word)) {",
            "if (!terms.hasOwnProperty(word) || /[^\\x00-\\x7f]/.test(word)) {",
        ),
    ),
    "sphinx_highlight.js": (
        # What is sought is marked in the text, not in drawings, nor in the data that a chart is
        # drawn from.
        ('"button, select, textarea"', '"button, select, textarea, script, svg, #cards"'),
    ),
}
"""Script of Sphinx → what stands there and what takes its place; there is no hook for it."""


def change(text: str, changes: Iterable[tuple[str, str]], name: str) -> str:
    """A script of Sphinx with our changes.

    Raises:
        ExtensionError: what is to be changed does not stand there; Sphinx has another version then.
    """
    for old, new in changes:
        if new not in text and old not in text:
            raise ExtensionError(
                f"{name} of this Sphinx does not have the line {old.strip()!r} "
                "that dispatched.book.patches changes as of Sphinx 7.4"
            )
        text = text if old not in text else text.replace(old, new)
    return text


def _change_scripts(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html":
        return
    for name, changes in SCRIPTS.items():
        path = Path(app.outdir) / "_static" / name
        text = change(path.read_text(encoding="utf-8"), changes, name)
        path.write_text(text, encoding="utf-8")


def collect(builder: Any, doctree: nodes.document, original: Callable[..., Any]) -> Any:
    """The words of a page, for the index of Sphinx 7.4.

    It reads raw HTML with the cells of a table run together: "12" and "35" as 1235.
    """
    raws = [n for n in doctree.findall(nodes.raw) if "html" in n.get("format", "").split()]
    for node in raws:
        node["format"] = ""
    try:
        store = original(builder, doctree)
    finally:
        for node in raws:
            node["format"] = "html"
    for node in raws:
        store.words.extend(builder.lang.split(search.read(node.astext())))
    # The index holds which page has a word, not how often.
    store.words = list(dict.fromkeys(store.words))
    return store


def _collect_apart() -> None:
    from sphinx.search import IndexBuilder

    original = known(IndexBuilder, "_word_collector", "Sphinx", "7.4")
    if original.__module__ != __name__:
        IndexBuilder._word_collector = (  # type: ignore[method-assign]
            lambda builder, doctree: collect(builder, doctree, original)
        )


def setup(app: Sphinx) -> None:
    """Put it in place."""
    _collect_apart()
    app.connect("build-finished", _change_scripts, priority=800)
