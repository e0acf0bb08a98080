"""A finished page: mended, with its icons drawn, and without what does not show."""

from __future__ import annotations

import re
from collections import Counter

from dispatched.book import icons
from dispatched.book.patches import theme


def unlike(page: str) -> str:
    """A page whose regions have names of their own.

    The second "Table: year, persons" becomes "Table: year, persons (2)".
    """
    seen: Counter[str] = Counter()

    def named(match: re.Match[str]) -> str:
        seen[match[2]] += 1
        return match[0] if seen[match[2]] == 1 else f'{match[1]}{match[2]} ({seen[match[2]]})"'

    return re.sub(r'(role="region" aria-label=")([^"]*)"', named, page)


def squeeze(page: str) -> str:
    """A page without indents and blank lines, except where they show (code, scripts)."""
    parts = re.split(r"(<(pre|script|textarea)\b.*?</\2>)", page, flags=re.DOTALL)
    return "".join(
        re.sub(r"\s*\n\s*", "\n", part) if n % 3 == 0 else part if n % 3 == 1 else ""
        for n, part in enumerate(parts)
    )


def tidy(page: str) -> str:
    """A page as it is published. What is tidy already stays as it is.

    Raises:
        KeyError: the theme uses an icon that nobody has drawn.
    """
    return squeeze(unlike(icons.drawn(theme.mended(page))))
