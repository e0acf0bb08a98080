"""A page on paper: light colors, its title, what a slider was set to, and nothing cut."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browsing import PAGES, Tab, wake

pytestmark = pytest.mark.browser

CHAPTER = "chapters/02-1946-fisheries"


def shade(page: Any, selector: str, of: str = "color") -> float:
    """How bright a color of the first seen element is, from 0 to 255; of a background, that of the
    nearest that has one.
    """
    return page.locator(selector).first.evaluate(
        """(e, of) => {
             let color = getComputedStyle(e)[of];
             const clear = () => of === 'backgroundColor' && /rgba\\(.*, 0\\)/.test(color);
             while (clear() && (e = e.parentElement)) color = getComputedStyle(e)[of];
             const [r, g, b] = color.match(/[\\d.]+/g).map(Number);
             return /rgba\\(.*, 0\\)/.test(color) ? 255 : (r + g + b) / 3;
           }""",
        of,
    )


def test_a_dark_page_prints_dark_on_white_and_is_dark_again(chromium: Any, book: Path) -> None:
    with Tab(chromium, color_scheme="dark") as tab:
        page = tab.open((book / f"{CHAPTER}.html").as_uri())
        wake(page)
        assert shade(page, ".bd-article section > p:not([class])", "color") > 180
        page.emulate_media(media="print")
        page.locator("html[data-theme=light]").wait_for()
        for selector in (
            ".bd-article h1",
            ".bd-article section > p:not([class])",
            ".highlight span.kn",
            ".ch .ch-title",
            "a.claim",
            ".ch svg text",
        ):
            of = "fill" if "svg" in selector else "color"
            assert shade(page, selector, of) < 130, selector
            if of == "color":
                assert shade(page, selector, "backgroundColor") > 230, selector
        page.emulate_media(media="screen")
        page.locator("html[data-theme=dark]").wait_for()
        page.evaluate(
            "window.dispatchEvent(new Event('beforeprint'))"
        )  # browsers that say only this
        assert page.locator("html").get_attribute("data-theme") == "light"
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        assert page.locator("html").get_attribute("data-theme") == "dark"
        assert tab.complaints == []


def test_the_title_and_the_positions_of_a_moved_explorer_are_printed(
    chromium: Any, book: Path
) -> None:
    with Tab(chromium) as tab:
        page = tab.open((book / f"{CHAPTER}.html").as_uri())
        wake(page)
        explorer = page.locator("figure.ch-explorer").first
        explorer.locator("input").first.focus()
        page.keyboard.press("End")
        reached = f"{float(explorer.locator('input').first.get_attribute('max')):,g}"
        page.emulate_media(media="print")
        assert page.locator("h1:visible").all_inner_texts() == [page.locator("h1").inner_text()]
        assert (
            explorer.locator(".ch-control label:visible").count()
            == explorer.locator(".ch-control").count()
        )
        assert explorer.locator(".ch-control output:visible").first.inner_text() == reached
        assert not explorer.locator("input").first.is_visible()
        assert not page.locator(".switches").is_visible()


def test_a_list_prints_what_was_chosen(chromium: Any, book: Path) -> None:
    with_list = next(
        p for p in PAGES if "ch-choice" in (book / f"{p}.html").read_text(encoding="utf-8")
    )
    with Tab(chromium) as tab:
        page = tab.open((book / f"{with_list}.html").as_uri())
        wake(page)
        choice = page.locator(".ch-choice").first
        last = choice.locator("option").last.inner_text()
        choice.locator("select").select_option(label=last)
        assert not choice.locator("output").is_visible()
        page.emulate_media(media="print")
        assert choice.locator("output").inner_text() == last
        assert not choice.locator("select").is_visible()


def test_what_is_folded_stays_folded_and_what_is_open_is_printed(chromium: Any, book: Path) -> None:
    with Tab(chromium) as tab:
        page = tab.open((book / f"{CHAPTER}.html").as_uri())
        page.locator("details.solution").first.evaluate("d => d.open = true")
        page.emulate_media(media="print")
        assert page.locator("details.solution").first.is_visible()
        assert not page.locator("details.solution").nth(1).is_visible()
        assert not page.locator(".ch details").first.is_visible()


@pytest.mark.parametrize("name", [CHAPTER, "index", "back/data"])
def test_nothing_is_cut_on_a_sheet(chromium: Any, book: Path, name: str) -> None:
    """A4 less its margins is about 700 pixels wide."""
    with Tab(chromium, viewport={"width": 700, "height": 1000}) as tab:
        page = tab.open((book / f"{name}.html").as_uri())
        page.emulate_media(media="print")
        wide = page.evaluate(
            """[...document.querySelectorAll('.bd-article svg, .bd-article pre, .bd-article table')]
               .filter(e => e.checkVisibility() && e.getBoundingClientRect().right > 701)
               .map(e => `${e.tagName}: ${e.textContent.slice(0, 60)}`)"""
        )
        assert wide == []
        assert page.locator(".bd-article svg:visible").count() == page.locator("figure.ch").count()
