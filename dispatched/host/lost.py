"""The page for an address that is not there."""

from __future__ import annotations

import html
from urllib.parse import urlsplit

SCRIPT = """// The words of the address that was not there, put into the search field.
const last = decodeURIComponent(location.pathname).split("/").filter(Boolean).pop() || "";
const words = last.replace(/\\.html$/, "").replace(/[-_]+/g, " ").trim();
document.querySelector('input[name="q"]').value = words.slice(0, 80);
"""
"""A file of its own, for a strict policy."""


SHEET = """main.lost { max-width: 40rem; margin: 12vh auto 4rem; padding: 0 1.2rem; }
.lost h1 { font: 700 2.6rem/1.15 var(--serif); }
.lost p, .lost li { font: 400 1.1rem/1.6 var(--serif); }
.lost form { display: flex; flex-wrap: wrap; gap: 0.6rem; align-items: end; margin: 1.6rem 0 2rem; }
.lost label { flex: 1 1 16rem; font: 400 0.95rem var(--sans); color: var(--soft); }
.lost :is(input, button) {
  min-height: 44px;
  padding: 0.3rem 0.8rem;
  border: 1px solid var(--edge);
  border-radius: var(--radius);
  background: var(--paper);
  color: var(--ink);
  font: 400 1rem var(--sans);
}
.lost input { display: block; width: 100%; }
.lost button { background: var(--ink); color: var(--paper); font-weight: 600; cursor: pointer; }
.lost ol { padding-left: 1.8rem; }
.lost a { color: var(--link); }
"""
"""Its look, in the colors and type of the book's own sheet."""


def page(base: str, contents: list[tuple[str, str]]) -> str:
    """The page, with the contents of the book; its links hold at any depth.

    Args:
        base: the address of the book, with a stroke at its end.
        contents: address of each chapter and its title.
    """
    at = html.escape(urlsplit(base).path or "/")  # a copy under another name asks its own server
    lines = "".join(
        f'<li><a href="{at}{html.escape(name)}">{html.escape(title)}</a></li>\n'
        for name, title in contents
    )
    return (
        '<!DOCTYPE html>\n<html lang="en" data-theme="auto">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<title>Not here — Dispatched</title>\n"
        '<meta name="robots" content="noindex">\n'
        f'<link rel="icon" href="{at}_static/icon.svg">\n'
        f'<script async src="{at}_static/storage.js"></script>\n'
        f'<link rel="stylesheet" href="{at}_static/dispatched.css">\n'
        f'<link rel="stylesheet" href="{at}lost.css">\n'
        f'<script defer src="{at}lost.js"></script>\n</head>\n'
        '<body>\n<main class="lost">\n<h1>This page is not here</h1>\n'
        "<p>The address may have a slip in it, or the page has gone. Search for it, or go to a "
        "chapter.</p>\n"
        f'<form action="{at}search.html" method="get" role="search">\n'
        '<label>Search the book <input type="search" name="q"></label>\n'
        '<button type="submit">Search</button>\n</form>\n'
        f'<p><a href="{at}">The front page</a></p>\n<ol>\n{lines}</ol>\n'
        "</main>\n</body>\n</html>\n"
    )
