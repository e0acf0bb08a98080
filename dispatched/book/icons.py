"""The icons of the theme, drawn in the page.

The theme asks a script of 1.5 MB for them, and a picture in a style sheet would be an address that
a strict policy forbids.
"""

from __future__ import annotations

import re

_LINE = 'fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"'

ICONS = {
    "bars": f'<path d="M2 4h12M2 8h12M2 12h12" {_LINE} stroke-width="1.8"/>',
    "list": f'<path d="M5 4h9M5 8h9M5 12h9M2 4h.1M2 8h.1M2 12h.1" {_LINE} stroke-width="1.8"/>',
    "magnifying-glass": '<path d="M11.6 7a4.6 4.6 0 1 1-9.2 0a4.6 4.6 0 0 1 9.2 0m-1 3.6 3.6 3.6" '
    f'{_LINE} stroke-width="1.8"/>',
    "sun": '<circle cx="8" cy="8" r="3.2" fill="currentColor"/>'
    '<path d="M8 1v2M8 13v2M1 8h2M13 8h2M3 3l1.4 1.4M11.6 11.6 13 13M3 13l1.4-1.4M11.6 4.4 13 3" '
    f'{_LINE} stroke-width="1.5"/>',
    "moon": '<path d="M13.5 10.2A6 6 0 0 1 5.8 2.5a6 6 0 1 0 7.7 7.7z" fill="currentColor"/>',
    "circle-half-stroke": f'<circle cx="8" cy="8" r="6" {_LINE} stroke-width="1.6"/>'
    '<path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor"/>',
    "download": f'<path d="M8 2v8M4.6 7 8 10.4 11.4 7M2.5 13.5h11" {_LINE} stroke-width="1.8"/>',
    "file": f'<path d="M4 1.8h5L12.5 5v9.2H4z" {_LINE} stroke-width="1.5"/>',
    "file-pdf": '<path d="M4 6V2h8v4M4 11.5H2V6h12v5.5h-2M4.5 9.5h7V14h-7z" '
    f'{_LINE} stroke-width="1.5"/>',
    "arrow-up": f'<path d="M8 14V3M3.5 7 8 2.5 12.5 7" {_LINE} stroke-width="1.8"/>',
    "angle-left": f'<path d="m10 3-5 5 5 5" {_LINE} stroke-width="1.8"/>',
    "angle-right": f'<path d="m6 3 5 5-5 5" {_LINE} stroke-width="1.8"/>',
    "chevron-down": f'<path d="m3 6 5 5 5-5" {_LINE} stroke-width="1.8"/>',
}
"""Name of the theme's icon → our drawing of it, 16 by 16."""

_ICON = re.compile(r'(<(i|span) class="([^"]*\bfa-[^"]*)"[^>]*>)\s*</\2>')


def drawn(page: str) -> str:
    """A page with its icons drawn in it.

    Raises:
        KeyError: the theme uses an icon that is not in :data:`ICONS`.
    """
    return _ICON.sub(_draw, page)


def _draw(match: re.Match[str]) -> str:
    start, tag, classes = match.groups()
    names = [c.removeprefix("fa-") for c in classes.split() if c.startswith("fa-")]
    known = [name for name in names if name in ICONS]
    if not known:
        raise KeyError(
            f"the theme uses an icon that dispatched.book.icons does not draw: {classes}"
        )
    return f'{start}<svg viewBox="0 0 16 16" aria-hidden="true">{ICONS[known[0]]}</svg></{tag}>'
