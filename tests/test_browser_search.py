"""Search in a book of figures, from disk: pages and cards, however a number is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.browsing import Tab

pytestmark = pytest.mark.browser

QUESTIONS = {
    "1967": ("chapters/04-1967-logging", "agreement-1967"),
    "35,000": ("chapters/02-1946-fisheries", "arrivals-1947"),
    "35000": ("chapters/02-1946-fisheries", "arrivals-1947"),
    "35 000": ("chapters/02-1946-fisheries", "arrivals-1947"),
    "2397": ("chapters/06-2017-sanctions", "resolution-2397"),
    "$450": ("chapters/10-following-the-money", "planned-money"),
    "70 percent": ("chapters/05-2000-contract-work", "contract-work-share"),
    "70%": ("chapters/05-2000-contract-work", "contract-work-share"),
    "Chegdomen": ("back/evidence-1967", "chegdom"),
    "cheongbu": ("chapters/05-2000-contract-work", "contract-work-share"),
    "청부": ("chapters/05-2000-contract-work", None),
    "계획": ("chapters/05-2000-contract-work", None),  # the beginning of 계획분
    "орг": ("chapters/02-1946-fisheries", None),
}
"""What is asked → a page that must be found, and (where the tables have the word) the beginning of a card's id."""


def ask(page: Any, book: Path, question: str) -> tuple[list[str], list[str]]:
    """The addresses of the pages and of the cards that are found."""
    page.goto((book / "search.html").as_uri() + f"?q={quote(question)}")
    page.locator("#found-cards h2").wait_for()
    page.get_by_text("Search finished, found").wait_for()
    return tuple(
        page.locator(f"{where} a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        for where in ("#search-results", "#found-cards")
    )


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_figure_is_found_on_pages_and_cards(chromium: Any, book: Path, question: str) -> None:
    place, card = QUESTIONS[question]
    with Tab(chromium) as tab:
        pages, cards = ask(tab.page, book, question)
        assert f"{place}.html" in pages
        if card:
            assert [link for link in cards if f"#{card}" in link], cards
        assert tab.foreign == tab.complaints == []


def test_a_card_that_is_found_is_opened_at_its_place(chromium: Any, book: Path) -> None:
    with Tab(chromium) as tab:
        ask(tab.page, book, "35000")
        tab.page.locator('#found-cards a[href$="#arrivals-1947"]').click()
        tab.page.wait_for_url("**/back/evidence-1946.html#arrivals-1947")
        card = tab.page.locator("#arrivals-1947")
        assert card.bounding_box()["y"] < 720
        marked = card.locator("span.highlighted")
        marked.first.wait_for()
        assert marked.first.inner_text() == "35,000"  # as it is written there
        assert tab.complaints == []


def test_a_number_is_that_number_alone(chromium: Any, book: Path) -> None:
    with Tab(chromium) as tab:
        _, cards = ask(tab.page, book, "450")
        assert cards
        texts = tab.page.locator("#found-cards li").all_inner_texts()
        assert not [
            text for text in texts if "4,500" in text and "450" not in text.replace("4,500", "")
        ]


def test_marks_of_a_search_leave_drawings_and_their_data_alone(chromium: Any, book: Path) -> None:
    with Tab(chromium) as tab:
        ask(tab.page, book, "1947")
        page = tab.page
        page.goto((book / "chapters/02-1946-fisheries.html").as_uri())
        page.locator("span.highlighted").first.wait_for()
        assert page.locator("svg .highlighted, script .highlighted").count() == 0
