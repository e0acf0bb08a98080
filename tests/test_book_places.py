"""No page of the built book shows a paragraph of a source as the tables have it."""

from __future__ import annotations

import re
from pathlib import Path

from dispatched.book import search

CODE = re.compile(r"<(code|pre|textarea)\b.*?</\1>", re.S)
STORED = re.compile(r"(?<![\w/.-])p\d+\b")
COLUMNS = {"back/codebook": {"p21"}}
"""What a column holds is said in the column's own form."""


def test_no_reader_sees_a_paragraph_like_a_page(book: Path) -> None:
    signs = 0
    for path in sorted(book.rglob("*.html")):
        name = path.relative_to(book).with_suffix("").as_posix()
        if name.startswith(("_", "downloads")):
            continue
        markup = CODE.sub(" ", path.read_text(encoding="utf-8"))
        cards = markup.partition('<div id="cards" hidden>')[2]
        drawn = " ".join(re.findall(r"<text\b[^>]*>[^<]*", markup))
        text = " ".join(map(search.read, (markup, cards, drawn)))
        signs += text.count("¶")
        assert set(STORED.findall(text)) <= COLUMNS.get(name, set()), name
    assert signs > 3000


def test_no_script_brings_one_either(book: Path) -> None:
    """What the search page shows of a card, and a chart's rows that come later."""
    for path in sorted((book / "_static").glob("*.js")):
        assert not re.search(r'[ ",]p\d+(?:; p\d+)*["),]', path.read_text(encoding="utf-8")), path
