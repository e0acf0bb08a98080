"""Markdown and pieces of a page for print: a link is its words, nothing can be clicked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What a printed page may do: be drawn. It runs nothing and asks nobody for anything."""

_LINK = re.compile(r"</?a\b[^>]*>")


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def blocks(text: str) -> str:
    """Markdown as blocks of HTML.

    >>> blocks("[35,000](#arrivals-1947) came; **who** says so? <script>")
    '<p>35,000 came; <strong>who</strong> says so? &lt;script&gt;</p>'
    """
    return _LINK.sub("", _parser().render(text)).strip()


def inline(text: str) -> str:
    """Markdown of one line as HTML.

    >>> inline("`150` and [\\\\$450](#planned-money)")
    '<code>150</code> and $450'
    """
    return _LINK.sub("", _parser().renderInline(" ".join(text.split())))


def lines(count: int) -> str:
    """Empty lines to write on."""
    return '<div class="line"></div>' * count


def box(mark: str, words: str) -> str:
    """An entry of a list with something to fill in before it: ``tick``, ``pick`` or ``rank``.

    Args:
        mark: which form it has.
        words: HTML.
    """
    return f'<li><span class="{escape(mark)}"></span><span>{words}</span></li>'


def boxes(mark: str, words: Iterable[str]) -> str:
    """A list of such entries."""
    return f'<ul class="boxes">{"".join(box(mark, one) for one in words)}</ul>'


def page(title: str, sheet: str, body: str, paper: str, style: str = "") -> str:
    """A whole page to print.

    Args:
        title: of the file; plain.
        sheet: name of the style sheet beside this module.
        body: HTML.
        paper: a size as style sheets call it: ``A4`` or ``letter``.
        style: rules beside those of the sheet.
    """
    rules = (Path(__file__).parent / sheet).read_text(encoding="utf-8")
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"<title>{escape(title)}</title><style>{rules}{style}@page {{ size: {escape(paper)}; }}"
        f'</style></head><body class="{escape(paper.lower())}">{body}</body></html>'
    )
