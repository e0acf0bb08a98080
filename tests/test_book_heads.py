"""What a page says of itself to who has not opened it, and what its menu says that one gets."""

from __future__ import annotations

import html
import re
from pathlib import Path

from dispatched.book.head import DESCRIPTION, described
from tests import small_book


def test_every_page_that_may_be_found_says_what_it_is(book: Path) -> None:
    told = {}
    for path in sorted(book.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        if "<html" not in text or re.search(r'<meta[^>]*"noindex"', text):
            continue
        found = re.findall(r'<meta name="description" content="([^"]*)"', text)
        assert len(found) == 1, path.name
        told[path.name] = said = html.unescape(found[0])
        assert 50 <= len(said) <= DESCRIPTION, f"{path.name}: {said}"
        assert said[-1] in ".?!…", f"{path.name} breaks off: {said}"
    assert {"index.html", "search.html", "genindex.html"} <= {*told}


def test_a_title_is_no_description_and_a_short_text_keeps_its_last_word() -> None:
    title = "13. The ban went after the money and left the other question open"
    text = "After it a student can put dates beside duties and say which of them were met."
    assert described([title, text]) == text
    assert described([title]) == title
    long = described([f"{text} " * 3])
    assert len(long) <= DESCRIPTION
    assert long.endswith("…")
    assert described([]) == ""


def test_the_menu_of_a_page_says_what_one_gets(book: Path) -> None:
    wanted = {"index": "Text", f"chapters/{small_book.FIRST}": "Notebook"}
    for name, file in wanted.items():
        text = (book / f"{name}.html").read_text(encoding="utf-8")
        menu = text[text.index("dropdown-download-buttons") :]
        menu = menu[: menu.index("</ul>")]
        assert re.findall(r'btn__text-container">([^<]*)<', menu) == [file, "Print this page"]
        tips = re.findall(r'title="([^"]*)"', menu)
        assert len(tips) == 2
        assert all(len(tip.split()) > 4 for tip in tips)
