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


_REFERENCE = re.compile(r'<span class="std std-ref">([^<]*)</span>')
_LINK = re.compile(r' class="(?:([^"]*) )?reference internal"')


_CARD = re.compile(r'(<div class="ev\b[^"]*?) docutils container"')


def plainer(page: str) -> str:
    """A page without the marks of Sphinx on links and code that no style sheet reads.

    The side bar keeps them: the theme tells its links by them.

    >>> plainer('<article><a class="claim reference internal" href="#a"><span class="std std-ref">1'
    ...         '</span></a> <a class="reference internal" href="#b">2</a>')
    '<article><a class="claim" href="#a">1</a> <a href="#b">2</a>'
    """
    before, article, rest = page.partition("<article")
    rest = _LINK.sub(lambda m: f' class="{m[1]}"' if m[1] else "", _REFERENCE.sub(r"\1", rest))
    rest = rest.replace('<code class="docutils literal', '<code class="literal')
    rest = _CARD.sub(r'\1"', rest)
    return before + article + rest


def tidy(page: str) -> str:
    """A page as it is published. What is tidy already stays as it is.

    Raises:
        KeyError: the theme uses an icon that nobody has drawn.
    """
    return plainer(squeeze(unlike(icons.drawn(theme.mended(page)))))
