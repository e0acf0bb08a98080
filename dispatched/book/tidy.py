"""Finished pages, mended: what the theme writes into them and a strict policy, a screen reader or a small page forbids.

The theme is pydata-sphinx-theme 0.16 under sphinx-book-theme 1.1. What a template can say is in ``templates``; what
stands in the middle of a template of theirs is mended here, in the page, so that no copy of theirs is kept.
"""

from __future__ import annotations

import re
from collections import Counter

MENDS = (
    # A policy without 'unsafe-inline' forbids handlers in attributes; page.js prints.
    (r' onclick="window\.print\(\)"', ' type="button" data-print'),
    # The name of the book and the search stand in a side bar that is no landmark of its own.
    (r'<div id="pst-primary-sidebar"(?! role)', '<div id="pst-primary-sidebar" role="complementary" aria-label="Book"'),
    (r'<dialog id="pst-search-dialog"(?! aria)', '<dialog id="pst-search-dialog" aria-label="Search"'),
    (r'<dialog id="pst-primary-sidebar-modal"(?! aria)', '<dialog id="pst-primary-sidebar-modal" aria-label="Book"'),
    (
        r'<dialog id="pst-secondary-sidebar-modal"(?! aria)',
        '<dialog id="pst-secondary-sidebar-modal" aria-label="On this page"',
    ),
    # It is there for advertisements of a host that this book does not have.
    (r'<div class="sidebar-primary-item">\s*<div id="ethical-ad-placement"[^>]*>\s*</div>\s*</div>', ""),
    # A corner of a table that says nothing heads nothing.
    (r'<th class="head">(?:<p></p>)?</th>', "<td></td>"),
    # The script of the theme gives the keyboard a table that scrolls; then it needs a role and a name.
    (
        r'<div class="pst-scrollable-table-container">(?=\s*<table.*?<th[^>]*>(.*?)</th>)',
        lambda m: (
            '<div class="pst-scrollable-table-container" role="region" '
            f'aria-label="Table: {re.sub("<[^>]+>", "", m[1]).strip().replace(chr(34), "&quot;")}">'
        ),
    ),
)
"""Pattern and replacement, each with its reason. Done twice, they change nothing more."""

_LINE = 'fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"'

ICONS = {
    "bars": f'<path d="M2 4h12M2 8h12M2 12h12" {_LINE} stroke-width="1.8"/>',
    "list": f'<path d="M5 4h9M5 8h9M5 12h9M2 4h.1M2 8h.1M2 12h.1" {_LINE} stroke-width="1.8"/>',
    "magnifying-glass": f'<path d="M11.6 7a4.6 4.6 0 1 1-9.2 0a4.6 4.6 0 0 1 9.2 0m-1 3.6 3.6 3.6" {_LINE} stroke-width="1.8"/>',
    "sun": '<circle cx="8" cy="8" r="3.2" fill="currentColor"/><path d="M8 1v2M8 13v2M1 8h2M13 8h2M3 3l1.4 1.4M11.6 '
    f'11.6 13 13M3 13l1.4-1.4M11.6 4.4 13 3" {_LINE} stroke-width="1.5"/>',
    "moon": '<path d="M13.5 10.2A6 6 0 0 1 5.8 2.5a6 6 0 1 0 7.7 7.7z" fill="currentColor"/>',
    "circle-half-stroke": f'<circle cx="8" cy="8" r="6" {_LINE} stroke-width="1.6"/>'
    '<path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor"/>',
    "download": f'<path d="M8 2v8M4.6 7 8 10.4 11.4 7M2.5 13.5h11" {_LINE} stroke-width="1.8"/>',
    "file": f'<path d="M4 1.8h5L12.5 5v9.2H4z" {_LINE} stroke-width="1.5"/>',
    "file-pdf": f'<path d="M4 6V2h8v4M4 11.5H2V6h12v5.5h-2M4.5 9.5h7V14h-7z" {_LINE} stroke-width="1.5"/>',
    "arrow-up": f'<path d="M8 14V3M3.5 7 8 2.5 12.5 7" {_LINE} stroke-width="1.8"/>',
    "angle-left": f'<path d="m10 3-5 5 5 5" {_LINE} stroke-width="1.8"/>',
    "angle-right": f'<path d="m6 3 5 5-5 5" {_LINE} stroke-width="1.8"/>',
    "chevron-down": f'<path d="m3 6 5 5 5-5" {_LINE} stroke-width="1.8"/>',
}
"""Name of the theme's icon → our drawing of it, 16 by 16. The theme asks a script of 1.5 MB for them."""

_ICON = re.compile(r'(<(i|span) class="([^"]*\bfa-[^"]*)"[^>]*>)\s*</\2>')


def icons(page: str) -> str:
    """A page with its icons drawn in it: a picture in a style sheet would be an address that a strict policy forbids.

    Raises:
        KeyError: the theme uses an icon that is not in :data:`ICONS`.
    """

    def drawn(match: re.Match[str]) -> str:
        start, tag, classes = match.groups()
        names = [c.removeprefix("fa-") for c in classes.split() if c.startswith("fa-")]
        known = [name for name in names if name in ICONS]
        if not known:
            raise KeyError(f"the theme uses an icon that dispatched.book.tidy does not draw: {classes}")
        return f'{start}<svg viewBox="0 0 16 16" aria-hidden="true">{ICONS[known[0]]}</svg></{tag}>'

    return _ICON.sub(drawn, page)


def unlike(page: str) -> str:
    """A page whose regions have names of their own: the second "Table: year, persons" becomes "Table: year, persons (2)"."""
    seen: Counter[str] = Counter()

    def named(match: re.Match[str]) -> str:
        seen[match[2]] += 1
        return match[0] if seen[match[2]] == 1 else f'{match[1]}{match[2]} ({seen[match[2]]})"'

    return re.sub(r'(role="region" aria-label=")([^"]*)"', named, page)


def squeeze(page: str) -> str:
    """A page without indents and blank lines, except where they show (code, scripts)."""
    parts = re.split(r"(<(pre|script|textarea)\b.*?</\2>)", page, flags=re.S)
    return "".join(
        re.sub(r"\s*\n\s*", "\n", part) if n % 3 == 0 else part if n % 3 == 1 else "" for n, part in enumerate(parts)
    )


def tidy(page: str) -> str:
    """A page as it is published. What is tidy already stays as it is."""
    for pattern, replacement in MENDS:
        page = re.sub(pattern, replacement, page, flags=re.S)
    return squeeze(unlike(icons(page)))
