"""Search in a book of figures: numbers are words, and each card of evidence can be found.

Sphinx (8) takes a number for no word and "35,000" for two. Its own hook, a language of search, tells the words apart, in
Python for the index and in JavaScript for the question; two lines of its script are changed where there is no hook.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.search.en import SearchEnglish

from dispatched import arithmetic, evidence

_WORD = re.compile(r"[0-9]+(?:[,\u00a0\u202f][0-9]{3}(?![0-9]))*(?:\.[0-9]+)?|\w+")

SPLITTER = r"""
// As dispatched.book.search.Language.split does it; a reader may also write 35 000.
var splitQuery = (query) => (query.replace(/%/g, " percent ")
  .replace(/(?<![0-9.,])[0-9]{1,3}(?: [0-9]{3})+(?![0-9])/g, (number) => number.replaceAll(" ", ""))
  .match(/[0-9]+(?:[,\u00a0\u202f][0-9]{3}(?![0-9]))*(?:\.[0-9]+)?|[\p{Letter}\p{Number}\p{Mark}_]+/gu) || [])
  .map((word) => /^[0-9]/.test(word) ? word.replace(/[,\u00a0\u202f]/g, "") : word);
"""

CHANGES = {
    "searchtools.js": (
        # "1967" is a word that one looks for.
        ("||\n        queryTerm.match(/^\\d+$/)\n      )", "/* numbers are words */)"),
        # A syllable of Hangul says what two or three letters say: two are enough to look into longer words.
        ("if (word.length > 2) {", "if (word.length > (/[^\\x00-\\x7f]/.test(word) ? 1 : 2)) {"),
    ),
    "sphinx_highlight.js": (
        # What is sought is marked in the text, not in drawings, nor in the data that a chart is drawn from.
        ('"button, select, textarea"', '"button, select, textarea, script, svg, #cards"'),
    ),
}
"""Script of Sphinx → what stands there and what takes its place."""


class Language(SearchEnglish):
    """English, with numbers."""

    js_splitter_code = SPLITTER

    def split(self, text: str) -> list[str]:
        """The words of a text. "35,000" is the word 35000, and "70%" the two words of "70 percent"."""
        found = _WORD.findall(text.replace("%", " percent "))
        return [re.sub("[,\u00a0\u202f]", "", w) if w[0].isdigit() else w for w in found]


def read(markup: str) -> str:
    """What a reader sees of HTML: no scripts, drawings and hidden cards, and a space between the cells of a table."""
    bare = re.sub(r"<(style|script|svg)\b.*?</\1>", " ", markup, flags=re.S | re.I)
    bare = re.sub(r'<div id="cards" hidden>.*', " ", bare, flags=re.S)
    return html.unescape(re.sub(r"<[^>]+>", " ", bare))


def _collect(builder: Any, doctree: nodes.document, original: Any) -> Any:
    """The words of a page. Sphinx reads raw HTML with the cells of a table run together: "12" and "35" as 1235."""
    raws = [node for node in doctree.findall(nodes.raw) if "html" in node.get("format", "").split()]
    for node in raws:
        node["format"] = ""
    try:
        store = original(builder, doctree)
    finally:
        for node in raws:
            node["format"] = "html"
    for node in raws:
        store.words.extend(builder.lang.split(read(node.astext())))
    return store


def _patch() -> None:
    from sphinx.search import IndexBuilder

    original = IndexBuilder._word_collector
    if original.__module__ != __name__:
        IndexBuilder._word_collector = lambda self, doctree: _collect(self, doctree, original)  # type: ignore[method-assign]


def cards(page_of: Mapping[str, str]) -> dict[str, Any]:
    """What the search page knows of each card.

    Args:
        page_of: id of a claim or calculation → its page.

    Returns:
        ``pages``: the pages; ``cards``: for each card the number of its page, its id, its heading, what it says, and
        what else it can be found by.
    """
    tables = evidence.tables()
    pages = list(dict.fromkeys([*page_of.values(), "back/contradictions"]))
    rows: list[list[Any]] = []

    def add(page: str, ident: str, head: str, said: str, rest: Iterable[str | None]) -> None:
        rows.append([pages.index(page), ident, head, said, " ".join(x for x in rest if x)])

    for row in tables["claims"]:
        cited = evidence.cite(row["source"], row["locator"])
        head = f"{evidence.describe(row)}, {evidence.years(row)} ({cited})"
        rest = (row["note"], row["attributed_to"], row["place"], row["corrected"])
        add(page_of[row["id"]], row["id"], head, row["statement"], rest)
    for row in tables["calculations"]:
        value = arithmetic.compute(row)
        ends = {"low": value.low, "high": value.high, "best": None, "unit": row["unit"]}
        if value.low == value.high:
            ends |= {"low": None, "high": None, "best": value.low}
        ends = {k: float(f"{v:.4g}") if isinstance(v, float) else v for k, v in ends.items()}
        add(page_of[row["id"]], row["id"], f"{evidence.describe(ends)} (calculation)", row["title"], (row["follows"],))
    for row in tables["contradictions"]:
        add("back/contradictions", row["id"], f"{row['topic']} (contradiction)", row["reading"], (row["why"],))
    return {"pages": pages, "cards": rows}


def _page(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """The search page alone loads the words of the cards."""
    if pagename == "search":
        app.add_js_file("cards.js", loading_method="defer", priority=910)
        app.add_js_file("search.js", loading_method="defer", priority=920)


def change(text: str, changes: Iterable[tuple[str, str]], name: str) -> str:
    """A script of Sphinx with our changes.

    Raises:
        ExtensionError: what is to be changed does not stand there; Sphinx has another version then.
    """
    for old, new in changes:
        if new not in text and old not in text:
            raise ExtensionError(
                f"search: {name} of this Sphinx does not have the line {old.strip()!r} that is changed"
            )
        text = text if old not in text else text.replace(old, new)
    return text


def _finish(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html":
        return
    for name, changes in CHANGES.items():
        path = Path(app.outdir) / "_static" / name
        path.write_text(change(path.read_text(encoding="utf-8"), changes, name), encoding="utf-8")


def script(page_of: Mapping[str, str]) -> str:
    """The words of the cards as a script: a page on disk may load one, but may not fetch a file of data."""
    data = json.dumps(cards(page_of), ensure_ascii=False, separators=(",", ":"))
    return f"const dispatchedCards = {data};\n"


def setup(app: Sphinx) -> None:
    """Register the language of search and what the search page loads."""
    _patch()
    app.add_search_language(Language)
    app.connect("html-page-context", _page)
    app.connect("build-finished", _finish, priority=800)
