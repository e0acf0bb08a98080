"""Finished pages of pydata-sphinx-theme 0.17 under sphinx-book-theme 1.3.

What a template can say is in ``templates``; what stands in the middle of a template of theirs is
mended in the page, so that no copy of theirs is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version

from sphinx.errors import ExtensionError


@dataclass(frozen=True)
class Mend:
    """What the theme writes that a strict policy, a screen reader or a small page forbids.

    Args:
        old: a pattern; done twice, it changes nothing more.
        new: what takes its place.
        always: does every book have it? Then one without it has another theme.
    """

    old: str
    new: str | Callable[[re.Match[str]], str]
    always: bool = True


def _table_named(match: re.Match[str]) -> str:
    name = re.sub("<[^>]+>", "", match[1]).strip().replace('"', "&quot;")
    box = '<div class="pst-scrollable-table-container" role="region"'
    return f'{box} aria-label="Table: {name}">'


def _rows_named(match: re.Match[str]) -> str:
    """A table whose corner is empty has its rows named in the first column."""
    cell = r'(<tr class="row-(?:even|odd)">\s*)<td>(.*?)</td>'
    rows = re.sub(cell, r'\1<th scope="row">\2</th>', match[2], flags=re.DOTALL)
    return f"{match[1]}<td></td>{rows}"


def _labeled(element: str, ident: str, name: str) -> Mend:
    start = f'<{element} id="{ident}"'
    return Mend(f"{start}(?! aria)", f'{start} aria-label="{name}"')


MENDS = (
    # A policy without 'unsafe-inline' forbids handlers in attributes; page.js prints.
    Mend(r' onclick="window\.print\(\)"', ' type="button" data-print'),
    # The name of the book and the search stand in a side bar that is no landmark of its own.
    Mend(
        r'<div id="pst-primary-sidebar"(?! role)',
        '<div id="pst-primary-sidebar" role="complementary" aria-label="Book"',
    ),
    _labeled("dialog", "pst-search-dialog", "Search"),
    _labeled("dialog", "pst-primary-sidebar-modal", "Book"),
    # It is there for advertisements of a host that this book does not have.
    Mend(
        r'<div class="sidebar-primary-item">\s*'
        r'<div id="ethical-ad-placement"[^>]*>\s*</div>\s*</div>',
        "",
    ),
    Mend(
        r'(<thead>\s*<tr class="[^"]*">\s*)<th class="head">(?:<p></p>)?</th>(.*?</table>)',
        _rows_named,
        always=False,
    ),
    # A corner of a table that says nothing heads nothing.
    Mend(r'<th class="head">(?:<p></p>)?</th>', "<td></td>", always=False),
    # The script of the theme gives the keyboard a table that scrolls; then it needs a role and a
    # name.
    Mend(
        r'<div class="pst-scrollable-table-container">(?=\s*<table.*?<th[^>]*>(.*?)</th>)',
        _table_named,
        always=False,
    ),
    # Docutils and the theme each say how wide a page is.
    Mend(r'(<meta name="viewport"[^>]*>)\s*<meta name="viewport"[^>]*>', r"\1", always=False),
    # No browser shows them, and the book has no index of words.
    Mend(r'<link rel="(?:index|search)"[^>]*>\s*', "", always=False),
    # Titles of neighbors are those of the side bar, number, title and question in one word.
    Mend(r'(<link rel="(?:next|prev)") title="[^"]*"', r"\1", always=False),
)


def mended(page: str) -> str:
    """A page with what is mended; what is mended already stays as it is."""
    for mend in MENDS:
        page = re.sub(mend.old, mend.new, page, flags=re.DOTALL)
    return page


def check(pages: Iterable[str]) -> None:
    """Hold a whole book, as the theme has made it, against what is mended.

    Raises:
        ExtensionError: no page has a text that every book has.
    """
    texts = list(pages)
    if any(str(MENDS[0].new) in text for text in texts):
        return  # pages of an earlier build are among them
    for mend in (m for m in MENDS if m.always):
        if not any(re.search(mend.old, text) for text in texts):
            raise ExtensionError(
                f"sphinx-book-theme {version('sphinx-book-theme')} writes no {mend.old!r}, which "
                "dispatched.book.patches.theme mends as of sphinx-book-theme 1.3"
            )


NEVER = re.compile(
    r"dropdown-menu-dark|bd-header-version-warning|thebe-launch|tag_(?:output_)?scroll|"
    r"config_scroll_outputs|viewcode-link|sd-tab-|pst-search-dialog\[open\] #search-results|"
    r"div#searchbox p"
)
"""Finds a selector that the theme's scripts name, and that means nothing in this book.

It has one version, no kernel in the page, no output that scrolls, and searches on a page; the link
that hides the marks of a search is a quiet one (small.css).
"""

LEFT_OVER = (
    *("scripts", "styles", "vendor", "locales", "images", "design-tabs.js", "copy-button.svg"),
    *(
        "check-solid.svg",
        "plus.png",
        "minus.png",
        "webpack-macros.html",
        "sbt-webpack-macros.html",
        "copybutton_funcs.js",
    ),
)
"""What the theme and extensions put into ``_static`` that no page asks for once all is joined."""
