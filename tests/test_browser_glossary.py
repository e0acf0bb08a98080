"""A term in the text shows its sentence, by mouse, keyboard and touch, and leads to its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browsing import STANDARD, Tab, barriers

pytestmark = pytest.mark.browser

CHAPTER = "chapters/05-2000-contract-work.html"
TERM, SENTENCE = "gyehoekppun", "The fixed sum that a contract worker owes"


def term(tab: Tab, book: Path) -> Any:
    """The first link to a term of the chapter."""
    link = tab.open((book / CHAPTER).as_uri()).get_by_role("link", name=TERM, exact=True)
    link.scroll_into_view_if_needed()
    return link


def test_the_keyboard_shows_the_sentence_and_the_word(chromium: Any, book: Path) -> None:
    with Tab(chromium) as tab:
        link = term(tab, book)
        tab.page.keyboard.press("Tab")  # a reader who uses the keyboard
        link.focus()
        card = tab.page.locator("#evidence-card")
        card.wait_for()
        assert SENTENCE in card.inner_text()
        assert card.locator('[lang="ko"]').inner_text() == "계획분"
        assert link.get_attribute("aria-describedby") == "evidence-card"
        tab.page.keyboard.press("Escape")
        assert card.count() == 0
        tab.page.keyboard.press("Enter")
        tab.page.wait_for_url("**/back/glossary.html#term-planned-money")
        top = tab.page.locator("#term-planned-money").bounding_box()["y"]
        assert 0 < top < 720
        assert tab.foreign == tab.complaints == []


def test_the_mouse_shows_it_and_the_card_leads_there(chromium: Any, book: Path) -> None:
    with Tab(chromium) as tab:
        term(tab, book).hover()
        tab.page.get_by_text("Open the glossary").click()
        tab.page.wait_for_url("**/back/glossary.html#term-planned-money")


def test_the_first_touch_shows_it_and_the_second_goes_there(chromium: Any, book: Path) -> None:
    with Tab(chromium, has_touch=True, viewport={"width": 390, "height": 844}) as tab:
        link = term(tab, book)
        link.tap()
        card = tab.page.locator("#evidence-card")
        card.wait_for()
        assert SENTENCE in card.inner_text()
        box = card.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        link.tap()
        tab.page.wait_for_url("**/back/glossary.html#term-planned-money")


def test_without_a_script_it_is_a_link(chromium: Any, book: Path) -> None:
    with Tab(chromium, java_script_enabled=False) as tab:
        term(tab, book).click()
        tab.page.wait_for_url("**/back/glossary.html#term-planned-money")


def test_a_term_looks_other_than_a_figure_and_plain_on_paper(chromium: Any, book: Path) -> None:
    with Tab(chromium) as tab:
        line = (
            "a => getComputedStyle(a).textDecorationLine + getComputedStyle(a).textDecorationStyle"
        )
        link = term(tab, book)
        assert link.evaluate(line) == "underlinedotted"
        tab.page.emulate_media(media="print")
        assert link.evaluate(line).startswith("none")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", ["back/glossary.html", "search.html?q=%EA%B3%84%ED%9A%8D"])
def test_glossary_and_finds_have_no_barriers(
    chromium: Any, book: Path, address: str, theme: str
) -> None:
    options: dict[str, Any] = {"color_scheme": theme, "viewport": {"width": 320, "height": 700}}
    with Tab(chromium, **options) as tab:
        page = tab.open(f"{book.as_uri()}/{address}")
        page.locator("dl.terms, #found-cards li").first.wait_for()
        wide = "document.documentElement.scrollWidth - innerWidth"
        assert page.evaluate(wide) <= 0
        assert tab.complaints == []  # axe makes its own, from disk
        assert barriers(page, *STANDARD, "best-practice") == []
