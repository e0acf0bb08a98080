"""Search in a book of figures: numbers are words, and each card of evidence can be found.

Sphinx takes a number for no word and "35,000" for two. Its own hook, a language of search, tells
the words apart, in Python for the index and in JavaScript for the question; where there is no hook,
:mod:`dispatched.book.patches.searching` changes lines of its scripts.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from typing import Any

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

_WORD = re.compile(r"[0-9]+(?:[,\u00a0\u202f][0-9]{3}(?![0-9]))*(?:\.[0-9]+)?|\w+")

AMERICAN = (
    (r"^(lab|col|fav|hon|neighb|harb|behavi|endeav|rum)our", r"\1or"),
    (r"^(met|kilomet)re(s?)$", r"\1er\2"),
    (
        r"^(organ|real|author|recogn|legal|mobil|central|util|normal)is(e[ds]?|ing|ation\w*)$",
        r"\1iz\2",
    ),
    (r"^roubl", "rubl"),
    (r"^tonne", "ton"),
    (r"^(defen|offen|licen)ce", r"\1se"),
    (r"^(travel|cancel|label)l(ed|ing|er)", r"\1\2"),
    (r"^grey", "gray"),
    (r"^cheque", "check"),
)
"""British spelling → American, in which the book is written.

A name keeps its own (the International Labour Organization), and a reader may write either: both
are one word.
"""

_BRITISH = re.compile("|".join(f"(?:{old})" for old, _ in AMERICAN), re.I | re.A)

SPLITTER = (
    r"""
// As dispatched.book.search.Language.split does it; a reader may also write 35 000.
var splitQuery = (query) => (query.replace(/%/g, " percent ").replace(/¶/g, "p")
  .replace(/(?<![0-9.,])[0-9]{1,3}(?: [0-9]{3})+(?![0-9])/g, (number) => number.replaceAll(" ", ""))
  .match(/[0-9]+(?:[,\u00a0\u202f][0-9]{3}(?![0-9]))*(?:\.[0-9]+)?"""
    r"""|[\p{Letter}\p{Number}\p{Mark}_]+/gu) || [])
  .map((word) => /^[0-9]/.test(word) ? word.replace(/[,\u00a0\u202f]/g, "") """
    rf""": american(word));
// The same of the spelling.
var spellings = {json.dumps(AMERICAN)}
  .map(([old, now]) => [new RegExp(old, "i"), now.replaceAll("\\", "$")]);
var american = (word) => spellings.reduce((told, [old, now]) => told.replace(old, now), word);
"""
)


def _spelled(text: str) -> str:
    return text.replace("%", " percent ").replace("¶", "p")


def _words(text: str) -> list[str]:
    found = _WORD.findall(_spelled(text))
    return [re.sub("[,\u00a0\u202f]", "", w) if w[0].isdigit() else _american(w) for w in found]


def _american(word: str) -> str:
    if _BRITISH.match(word):  # few are, and an index has hundreds of thousands
        for old, now in AMERICAN:
            word = re.sub(old, now, word, flags=re.I | re.A)
    return word


class Language(SearchEnglish):
    """English, with numbers."""

    js_splitter_code = SPLITTER

    def split(self, text: str) -> list[str]:
        """The words of a text.

        "35,000" is the word 35000, "70%" the two words of "70 percent", and "¶21" the word p21.
        """
        return _words(text)


def read(markup: str) -> str:
    """What a reader sees of HTML.

    No scripts, drawings and hidden cards, and a space between the cells of a table.
    """
    bare = re.sub(r"<(style|script|svg)\b.*?</\1>", " ", markup, flags=re.S | re.I)
    bare = re.sub(r'<div id="cards" hidden>.*', " ", bare, flags=re.S)
    return html.unescape(re.sub(r"<[^>]+>", " ", bare))


def further(shown: str, rest: Iterable[str | None]) -> str:
    """The words by which a card can be found beyond those that it shows, each once.

    The search page reads words and never shows these, so what stands twice would only be carried.

    Words that say nothing by themselves ("the", "by") are left out, as Sphinx leaves them out.

    >>> further("35,000 came in 1947", ["In 1947 about 35,000 came", None, "came by ship, by ship"])
    'about ship'
    """
    known = {word.lower() for word in _words(shown)} | SearchEnglish.stopwords
    words = (word.lower() for text in rest if text for word in _words(text))
    return " ".join(word for word in dict.fromkeys(words) if word not in known)


def _page(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """The search page alone loads the script of the search, which asks for the rest."""
    if pagename == "search":
        app.add_js_file("search.js", loading_method="defer", priority=920)


def setup(app: Sphinx) -> None:
    """Register the language of search and what the search page loads."""
    app.add_search_language(Language)
    app.connect("html-page-context", _page)
