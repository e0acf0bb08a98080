"""Slides in a browser, from the disk: keys, live charts, room for all, paper, no script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import STANDARD, Tab, barriers

LOOKED_AT = [
    *("02-1946-fisheries", "05-2000-contract-work", "11-mapping-dispatch", "14-the-ledger"),
]
deck = pytest.mark.parametrize("name", LOOKED_AT)
pytestmark = pytest.mark.browser
SIZE = {"width": 1280, "height": 720}

OUTSIDE = """(which) => [...document.querySelectorAll(which)].flatMap((slide) => {
  const box = slide.getBoundingClientRect();
  return [...slide.querySelectorAll(".inner *")].filter((e) => {
    if (e.closest("svg") || e.closest(".ch-live")) return false;
    const at = e.getBoundingClientRect();
    return at.width && at.height && (at.bottom > box.bottom || at.right > box.right);
  }).map((e) => `${slide.id}: ${e.textContent.slice(0, 50)}`);
})"""
"""What of the slides that a selector names stands outside of them."""


MEETS = """() => {
  const low = document.querySelector(".present .finding")?.getBoundingClientRect();
  const parts = document.querySelectorAll(".present .ch-control, .present .ch-plot");
  return low && low.height ? [...parts]
    .filter((e) => e.getBoundingClientRect().bottom > low.bottom - low.height + 1 &&
      e.getBoundingClientRect().right > low.left && e.getBoundingClientRect().left < low.right)
    .map((e) => e.textContent) : [];
}"""
"""What of a chart and its controls reaches into the finding."""


def opened(tab: Tab, decks: Path, name: str, query: str = "") -> Any:
    page = tab.open((decks / f"{name}.html").as_uri() + query)
    page.wait_for_function("document.documentElement.dataset.ready")
    return page


def shown(page: Any) -> str:
    return str(page.locator("section.present").get_attribute("id"))


def through(page: Any) -> Iterator[str]:
    """Every slide by the key for the next, with all that comes at a key; its id."""
    count = page.locator(".slides > section").count()
    for _ in range(60):
        yield shown(page)
        if page.locator(".slides > section.past").count() == count - 1:
            return
        page.keyboard.press("ArrowRight")
    raise AssertionError("the last slide does not come")


@deck
def test_a_deck_is_shown_from_the_disk_with_live_charts(
    chromium: Any, decks: Path, name: str
) -> None:
    with Tab(chromium, viewport=SIZE) as tab:
        page = opened(tab, decks, name)
        met = []
        for ident in through(page):
            met.append(ident)
            if ident.startswith("chart-"):
                page.wait_for_function(
                    "document.querySelector('section.present figure').dataset.state === 'live'"
                )
            assert page.evaluate(OUTSIDE, "section.present") == []
            assert page.evaluate(MEETS) == [], ident
        assert met.count("vote-1") > 1, "the right answer comes at a key of its own"
        assert len({*met}) == page.locator(".slides > section").count()
        assert tab.complaints == []
        assert tab.foreign == []


@deck
def test_nobody_is_shut_out(chromium: Any, decks: Path, name: str) -> None:
    with Tab(chromium, viewport=SIZE) as tab:
        page = opened(tab, decks, name)
        for ident in through(page):
            if ident in ("title", "ask", "chart-1", "figures", "vote-1", "recap"):
                assert barriers(page, *STANDARD) == [], ident
        page.keyboard.press("c")
        assert page.get_attribute("html", "data-contrast") is not None
        assert barriers(page, *STANDARD, "wcag2aaa") == []
        page.keyboard.press("c")
        assert page.get_attribute("html", "data-contrast") is None


def test_an_explorer_moves_by_its_keys_and_the_slide_stays(chromium: Any, decks: Path) -> None:
    with Tab(chromium, viewport=SIZE) as tab:
        page = opened(tab, decks, "05-2000-contract-work", "#/chart-3")
        page.wait_for_function(
            "document.querySelector('section.present figure').dataset.state === 'live'"
        )
        plot = page.locator("section.present .ch-plot")
        before = plot.inner_html()
        page.locator("section.present input[name=bad]").focus()
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        page.wait_for_function(
            "(old) => document.querySelector('.present .ch-plot').innerHTML !== old", arg=before
        )
        assert page.locator("section.present input[name=bad]").input_value() == "4"
        assert shown(page) == "chart-3"
        page = opened(tab, decks, "11-mapping-dispatch", "#/chart-2")
        page.wait_for_function(
            "document.querySelector('section.present figure').dataset.state === 'live'"
        )
        choice = page.locator("section.present select")
        first = choice.input_value()
        choice.focus()
        page.keyboard.press("ArrowRight")
        assert choice.input_value() != first
        assert shown(page) == "chart-2"
        assert tab.complaints == []


@deck
@pytest.mark.parametrize(("query", "script"), [("?print-pdf", True), ("", True), ("", False)])
def test_on_paper_a_slide_is_a_page(
    chromium: Any, decks: Path, name: str, query: str, script: bool
) -> None:
    with Tab(chromium, viewport=SIZE, java_script_enabled=script) as tab:
        page = tab.open((decks / f"{name}.html").as_uri() + query)
        count = len(re.findall("<section ", (decks / f"{name}.html").read_text(encoding="utf-8")))
        if script:
            page.wait_for_function("document.documentElement.dataset.ready")
        if query:
            page.wait_for_selector(".pdf-page")
        elif script:
            page.emulate_media(media="print")
            assert page.evaluate(OUTSIDE, ".slides > section") == []
            assert page.evaluate("getComputedStyle(document.querySelector('.chart')).display") == (
                "grid"
            )
            page.emulate_media(media=None)
        made = page.pdf(prefer_css_page_size=True, print_background=True)
        assert len(re.findall(rb"/Type\s*/Page\b", made)) == count
        assert tab.complaints == []


def test_without_a_script_all_slides_can_be_read(chromium: Any, decks: Path) -> None:
    with Tab(chromium, viewport=SIZE, java_script_enabled=False) as tab:
        page = tab.open((decks / "05-2000-contract-work.html").as_uri())
        for section in page.locator(".slides > section").all():
            assert section.is_visible()
        assert page.locator("#chart-1 .ch-wide svg").bounding_box()["height"] > 250
        assert page.locator("#chart-1 .finding").is_visible()
        assert not page.locator("aside.notes").first.is_visible()


def test_the_speakers_window_has_the_steps_of_the_plan(chromium: Any, decks: Path) -> None:
    with Tab(chromium, viewport=SIZE) as tab:
        page = opened(tab, decks, "05-2000-contract-work", "#/ask")
        with page.expect_popup() as window:
            page.keyboard.press("s")
        notes = window.value
        notes.wait_for_function(
            "document.querySelector('.speaker-controls-notes .value')?.textContent"
            ".includes('Step 4')"
        )
        assert tab.foreign == []
