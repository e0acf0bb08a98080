"""No page of the built book shows a paragraph of a source as the tables have it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dispatched.book import search

CODE = re.compile(r"<(code|pre|textarea)\b.*?</\1>", re.S)
STORED = re.compile(r"(?<![\w/.-])p\d+\b")
COLUMNS = {"back/codebook": {"p21"}, "chapters/12-scenarios": {"p25", "p50", "p75", "p95"}}
"""What the column of places holds, in its own form, and columns of quantiles."""


def test_no_reader_sees_a_paragraph_like_a_page(book: Path) -> None:
    signs = 0
    for path in sorted(book.rglob("*.html")):
        name = path.relative_to(book).with_suffix("").as_posix()
        if name.startswith(("_", "downloads")):
            continue
        markup = CODE.sub(" ", path.read_text(encoding="utf-8"))
        drawn = " ".join(re.findall(r"<text\b[^>]*>[^<]*", markup))
        text = " ".join(map(search.read, (markup, drawn)))
        signs += text.count("¶")
        assert set(STORED.findall(text)) <= COLUMNS.get(name, set()), name
    assert signs > 3000


@pytest.mark.parametrize("kind", ["cards", "asks"])
def test_nothing_that_comes_later_has_one(book: Path, kind: str) -> None:
    """The short cards, and what the questions before the evidence show."""
    found = sorted((book / "_static" / kind).glob("*.js"))
    texts = [search.read(path.read_text(encoding="utf-8")) for path in found]
    assert sum(text.count("¶") for text in texts) > (1000 if kind == "cards" else 10)
    assert [text for text in texts if STORED.search(text)] == []
