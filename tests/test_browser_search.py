"""Search in a book of figures, from disk: pages and cards, however a number is written."""

from __future__ import annotations

import re
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
"""What is asked → a page that must be found, and (where the tables have the word) the beginning of
a card's id.
"""


def ask(page: Any, book: Path, question: str) -> tuple[list[str], list[str]]:
    """The addresses of the pages and of the cards that are found."""
    page.goto((book / "search.html").as_uri() + f"?q={quote(question)}")
    page.locator("#found-cards [role=status]").wait_for()
    page.get_by_text(re.compile("Search finished, found|No page has all")).wait_for()
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
        page.locator('#search-results a[href*="02-1946-fisheries"]').first.click()
        page.locator("span.highlighted").first.wait_for()
        assert page.locator("svg .highlighted, script .highlighted").count() == 0


def test_a_page_that_was_not_found_has_no_marks(chromium: Any, book: Path) -> None:
    with Tab(chromium) as tab:
        ask(tab.page, book, "workers")
        page = tab.page
        page.goto((book / "chapters/02-1946-fisheries.html").as_uri())
        page.wait_for_timeout(300)
        assert page.locator("span.highlighted, .highlight-link").count() == 0


def test_what_is_nowhere_is_said_once(chromium: Any, book: Path) -> None:
    with Tab(chromium) as tab:
        page = tab.page
        page.goto((book / "search.html").as_uri() + "?q=zzqq")
        page.get_by_text("No page has all of these words either.").wait_for()
        assert page.locator("#found-cards").inner_text() == (
            "No term, place, person or card has “zzqq”."
        )


def test_a_question_in_words_finds_its_term(chromium: Any, book: Path) -> None:
    with Tab(chromium) as tab:
        ask(tab.page, book, "what is a stock")
        assert "stock" in tab.page.locator("#found-cards section").first.inner_text()


GROUPED = {
    "계획": ("Terms", "planned money"),
    "계획분": ("Terms", "planned money"),
    "획분": ("Terms", "planned money"),  # a part of a word
    "gyehoekppun": ("Terms", "planned money"),
    "план": ("Terms", "plan"),
    "planned mony": ("Terms", "planned money"),
    "fixd sum": ("Terms", "fixed sum"),
    "repatraition": ("Terms", "repatriation"),  # two letters changed places
    "Хабаровск": ("Places and people", "Khabarovsk Krai"),
    "Хабар": ("Places and people", "Khabarovsk"),
    "Vladivos": ("Places and people", "Vladivostok"),
    "R9": ("Places and people", "R9"),
    "Lankov": ("Places and people", "Lankov 2020"),
    "Брежнев": ("Places and people", "Leonid Brezhnev"),
    "Ким Ир Сен": ("Places and people", "Kim Il Sung"),
    "김일성": ("Places and people", "Kim Il Sung"),
    "Сахалин": ("Places and people", "Sakhalin Oblast"),
    "사할린": ("Places and people", "Sakhalin Oblast"),
    "Россия": ("Places and people", "Russia"),
    "Lankof": ("Places and people", "Lankov 2020"),
}
"""What is asked → a group, and what must be found in it."""


@pytest.mark.parametrize("question", GROUPED)
def test_terms_places_and_people_are_found(chromium: Any, book: Path, question: str) -> None:
    title, name = GROUPED[question]
    with Tab(chromium) as tab:
        ask(tab.page, book, question)
        group = tab.page.locator("#found-cards section").filter(
            has=tab.page.get_by_role("heading", name=title, exact=True)
        )
        assert name in group.locator("a").all_text_contents()
        assert tab.foreign == tab.complaints == []


def cards_of(page: Any) -> str:
    """The last group before the pages, in words."""
    return page.locator("#found-cards section").last.text_content()


@pytest.mark.parametrize("question", ["31,500", "31500", "31 500"])
def test_a_card_says_its_figure_its_source_and_its_grade(
    chromium: Any, book: Path, question: str
) -> None:
    with Tab(chromium) as tab:
        ask(tab.page, book, question)
        card = tab.page.locator("#found-cards li").filter(
            has=tab.page.locator('a[href$="#stock-2016"]')
        )
        said = card.text_content()
        assert "31,500 persons, 2016. Lankov 2020, ¶54" in said
        assert "grade" in said


def test_evidence_is_found_by_the_russian_name_of_its_place(chromium: Any, book: Path) -> None:
    with Tab(chromium) as tab:
        _, cards = ask(tab.page, book, "Хабаровск")
        assert [link for link in cards if "#stock-april-1969" in link]


def test_a_korean_term_leads_to_the_evidence_with_its_english_word(
    chromium: Any, book: Path
) -> None:
    with Tab(chromium) as tab:
        ask(tab.page, book, "계획분")
        assert cards_of(tab.page).startswith("Evidence with “planned money”")
        assert tab.page.locator('#found-cards b[lang="ko"]').first.text_content() == "계획분"


@pytest.mark.parametrize("question", ["Брежнев", "브레즈네프"])
def test_a_person_asked_for_in_other_letters_leads_to_the_evidence_and_the_pages(
    chromium: Any, book: Path, question: str
) -> None:
    with Tab(chromium) as tab:
        ask(tab.page, book, question)
        assert cards_of(tab.page).startswith("Evidence with “Brezhnev”")
        tab.page.get_by_role("link", name="Leonid Brezhnev", exact=True).click()
        tab.page.wait_for_url("**/search.html?q=Brezhnev")
        tab.page.locator("#search-results a").first.wait_for()


def test_pages_come_as_they_fit(chromium: Any, book: Path) -> None:
    with Tab(chromium) as tab:
        pages, _ = ask(tab.page, book, "bribe")
        chapters = [page.startswith("chapters/") for page in pages]
        assert any(chapters)
        assert chapters[:3] == [True] * 3
        assert not any(chapters[chapters.index(False) :])
        pages, _ = ask(tab.page, book, "ledger")
        assert [*dict.fromkeys(p.partition("#")[0] for p in pages)][:2] == [
            "back/ledger.html",
            "chapters/14-the-ledger.html",
        ]


@pytest.mark.parametrize(("one", "other"), [("labour", "labor"), ("roubles", "ruble")])
def test_spelling_and_number_of_a_word_make_no_difference(
    chromium: Any, book: Path, one: str, other: str
) -> None:
    with Tab(chromium) as tab:
        assert ask(tab.page, book, one) == ask(tab.page, book, other)


def test_whoever_is_only_in_the_text_is_found_on_its_page(chromium: Any, book: Path) -> None:
    with Tab(chromium) as tab:
        pages, _ = ask(tab.page, book, "R10")
        assert list(pages) == ["chapters/05-2000-contract-work.html"]
        assert tab.page.get_by_role("heading", name="Pages", exact=True).count() == 1


def test_what_is_nowhere_is_said_kindly(chromium: Any, book: Path) -> None:
    with Tab(chromium) as tab:
        ask(tab.page, book, "xylophones <b>")
        said = tab.page.locator("#found-cards [role=status]").inner_text()
        assert said == "No term, place, person or card has “xylophones <b>”."
        assert tab.page.locator("#found-cards p b").count() == 0
        assert tab.complaints == []


def test_a_short_word_must_be_right(chromium: Any, book: Path) -> None:
    """One letter of "ban" or "1968" is another word."""
    with Tab(chromium) as tab:
        for question in ("zuota", "99999"):
            _, cards = ask(tab.page, book, question)
            assert cards == []


def test_arrows_lead_through_what_is_found(chromium: Any, book: Path) -> None:
    with Tab(chromium) as tab:
        ask(tab.page, book, "planned money")
        page, at = tab.page, "document.activeElement"
        assert page.evaluate(f"{at}.name") == "q"
        page.keyboard.press("ArrowDown")
        assert page.evaluate(f"{at}.textContent") == "planned money"
        for _ in range(20):
            page.keyboard.press("ArrowDown")
        assert page.evaluate(f"!!{at}.closest('#search-results')")
        for _ in range(50):
            page.keyboard.press("ArrowUp")
        assert page.evaluate(f"{at}.name") == "q"
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/back/glossary.html#term-planned-money")
