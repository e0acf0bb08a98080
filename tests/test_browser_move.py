"""Figures moved in the sentence: by mouse, touch and keyboard, with bad input, on paper, without a
script.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from dispatched import arithmetic, evidence
from tests.browsing import PAGES, STANDARD, Tab, barriers

pytestmark = pytest.mark.browser

CHAPTER = "chapters/05-2000-contract-work"
IDENT = "calc-planned-vs-savings"
STATED = "between 2.7 and 9.6 dollars"


def here(page: Any) -> tuple[Any, Any, Any]:
    """The block that states the calculation, its link and its handle."""
    block = page.locator(f'p:has(a.claim[href$="#{IDENT}"])').first
    link = block.locator(f'a.claim[href$="#{IDENT}"]')
    return block, link, block.locator(".handle")


def told(link: Any) -> str:
    """What a link says to the eye."""
    return link.evaluate(
        "a => [...a.childNodes].filter(n => n.className !== 'move-said')"
        ".map(n => n.textContent).join('')"
    )


@pytest.fixture
def tab(chromium: Any, book: Path) -> Any:
    with Tab(chromium, viewport={"width": 1200, "height": 900}) as tab:
        tab.open((book / f"{CHAPTER}.html").as_uri())
        yield tab
        assert tab.complaints == []
        assert tab.foreign == []


def test_by_mouse_the_sentence_follows_and_goes_back(tab: Any) -> None:
    page = tab.page
    block, link, handle = here(page)
    before = block.inner_html()
    assert page.locator("script[src*='move.js']").count() == 0, "loaded before it is used"
    handle.click()
    panel = page.locator("section.move")
    panel.wait_for()
    assert told(link) == STATED
    assert panel.locator(".move-result b").inner_text() == "×2.7 to ×9.6"

    slider = panel.get_by_role("slider", name="pay")
    box = slider.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"], box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    assert told(link) == "between 4.8 and 9.6 dollars"  # 9,600 by 2,000 and by 1,000
    assert link.get_attribute("data-moved") == ""
    assert "(moved)" in link.inner_text()
    pay = block.locator('a.claim[href$="#planned-money"]')
    assert told(pay) == "800 dollars a month"
    assert panel.locator(".move-result b").inner_text() == "×4.8 to ×9.6"
    assert "×2.7 to ×9.6" in panel.locator(".move-sources").inner_text()
    page.wait_for_function(
        "document.querySelector('.move [aria-live]').textContent.startsWith('Result: ×4.8')"
    )

    panel.get_by_role("button", name="Back to the sources").click()
    assert told(link) == STATED
    assert page.locator("[data-moved]").count() == 0
    panel.get_by_role("button", name="Close").click()
    assert panel.count() == 0
    assert block.inner_html() == before
    assert handle.evaluate("h => h === document.activeElement")


def test_by_keyboard_alone(tab: Any) -> None:
    page = tab.page
    _, link, handle = here(page)
    link.focus()
    page.keyboard.press("Tab")
    assert handle.evaluate("h => h === document.activeElement")
    page.keyboard.press("Enter")
    page.locator("section.move:focus").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Home")
    assert told(link) == "between 2.7 and 5.4 dollars"  # 5,400 by 2,000 and by 1,000
    slider = page.locator("section.move input[type=range]").first
    assert slider.get_attribute("aria-valuetext") == "$450 a month"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    assert told(link) == "2.7 dollars"
    page.keyboard.press("Escape")
    assert told(link) == STATED
    assert handle.evaluate("h => h === document.activeElement")


def test_by_touch(chromium: Any, book: Path) -> None:
    size = {"width": 390, "height": 800}
    with Tab(chromium, viewport=size, has_touch=True, is_mobile=True) as tab:
        page = tab.open((book / f"{CHAPTER}.html").as_uri())
        _, link, handle = here(page)
        handle.scroll_into_view_if_needed()
        box = handle.bounding_box()
        assert min(box["width"], box["height"]) >= 44
        handle.tap()
        panel = page.locator("section.move")
        slider = panel.locator("input[type=range]").first
        box = slider.bounding_box()
        page.touchscreen.tap(box["x"] + box["width"] - 2, box["y"] + box["height"] / 2)
        assert told(link) == "between 4.8 and 9.6 dollars"
        for control in panel.locator("input, button, label").all():
            if control.is_visible() and control.get_attribute("type") != "checkbox":
                assert control.bounding_box()["height"] >= 44
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert tab.complaints == []


@pytest.mark.parametrize(
    ("typed", "note", "said"),
    [
        ("", "Its whole range: $450 to $800 a month.", STATED),
        ("abc", "“abc” is not a number; nothing has changed.", STATED),
        ("1e999", "taken as $800 a month.", "between 4.8 and 9.6 dollars"),
        ("-5", "taken as $450 a month.", "between 2.7 and 5.4 dollars"),
        ("1 000,5", "taken as $800 a month.", "between 4.8 and 9.6 dollars"),
        ("500,5", "Moved to $500.5 a month.", "between 3 and 6 dollars"),
    ],
)
def test_bad_input_gets_a_sentence_and_loses_nothing(
    tab: Any, typed: str, note: str, said: str
) -> None:
    page = tab.page
    _, link, handle = here(page)
    handle.click()
    field = page.get_by_label("pay, number")
    field.fill(typed)
    field.press("Tab")
    assert note in page.locator(".move-note").first.inner_text()
    assert told(link) == said
    assert (field.get_attribute("aria-invalid") == "true") == (typed == "abc")
    if typed == "abc":
        assert field.input_value() == "abc", "what the reader wrote is gone"


def test_a_point_may_vary_by_a_fifth_that_is_ours(tab: Any, book: Path) -> None:
    page = tab.open((book / "chapters/08-checking-the-arithmetic.html").as_uri())
    link = page.locator('p > a.movable[href$="#calc-mining-share"]').first
    link.locator("xpath=following::button[contains(@class, 'handle')][1]").click()
    panel = page.locator("section.move")
    assert panel.get_by_role("slider").count() == 0
    assert "Our verdict: disagrees." in panel.locator(".move-verdict").inner_text()
    panel.get_by_label("(ours)").first.check()
    # 22,000 less and more a fifth, of 31,500
    assert panel.locator(".move-result b").inner_text() == "55.9 to 83.8%"
    assert "meets what the source states only in part" in panel.inner_text()
    assert told(link) == "55.9 to 83.8 percent"
    panel.get_by_label("(ours)").first.uncheck()
    assert told(link) == "69.8 percent"
    assert panel.locator(".move-result b").inner_text() == "69.84%"


def test_the_switch_for_questions_does_not_matter(chromium: Any, book: Path) -> None:
    with Tab(chromium) as tab:
        page = tab.open((book / f"{CHAPTER}.html").as_uri() + "?ask=off")
        page.evaluate("document.documentElement.dataset.ask = 'off'")
        _, link, handle = here(page)
        handle.click()
        page.get_by_role("slider", name="pay").press("End")
        assert told(link) == "between 4.8 and 9.6 dollars"


def test_paper_and_a_page_without_script_have_the_sources(chromium: Any, book: Path) -> None:
    address = (book / f"{CHAPTER}.html").as_uri()
    with Tab(chromium, java_script_enabled=False) as tab:
        page = tab.open(address)
        assert page.locator(".handle").count() == 0
        assert here(page)[1].inner_text() == STATED
    with Tab(chromium) as tab:
        page = tab.open(address)
        _, link, handle = here(page)
        handle.click()
        page.get_by_role("slider", name="pay").press("End")
        assert told(link) != STATED
        page.emulate_media(media="print")
        page.wait_for_function("!document.querySelector('[data-moved]')")
        assert told(link) == STATED
        assert not page.locator("section.move").is_visible()
        assert not handle.is_visible()
        page.emulate_media(media="screen")
        page.wait_for_function("document.querySelector('[data-moved]')")
        assert told(link) == "between 4.8 and 9.6 dollars"


def test_a_missing_script_is_said_and_tried_again(chromium: Any, book: Path) -> None:
    with Tab(chromium) as tab:
        tab.context.route("**/move.js", lambda route: route.abort())
        page = tab.open((book / f"{CHAPTER}.html").as_uri())
        _, _, handle = here(page)
        handle.click()
        why = page.locator(".handle-why")
        why.wait_for()
        assert "Nothing can be moved: the file _static/move.js cannot be loaded" in why.inner_text()
        tab.context.unroute("**/move.js")
        handle.click()
        page.locator("section.move").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panel_has_no_barrier(chromium: Any, server: str, scheme: str) -> None:
    with Tab(chromium, color_scheme=scheme, viewport={"width": 320, "height": 800}) as tab:
        page = tab.open(f"{server}/{CHAPTER}.html")
        _, _, handle = here(page)
        handle.click()
        page.get_by_role("slider", name="pay").press("End")
        page.get_by_label("saved, number").fill("abc")
        page.get_by_label("saved, number").press("Tab")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert barriers(page, *STANDARD, "best-practice") == []


OPEN_ALL = """async () => {
    const said = [];
    for (const handle of document.querySelectorAll('.handle')) {
        const link = handle.previousElementSibling, before = link.textContent;
        handle.click();
        while (!document.querySelector('.move')) await new Promise(done => setTimeout(done, 5));
        const panel = document.querySelector('.move');
        const result = panel.querySelector('.move-result b').textContent;
        for (const tick of panel.querySelectorAll('[type=checkbox]')) tick.click();
        for (const slider of panel.querySelectorAll('[type=range]')) {
            slider.value = 90;
            slider.dispatchEvent(new Event('input'));
        }
        const moved = 'moved' in link.dataset;
        handle.click();
        while (document.querySelector('.move')) await new Promise(done => setTimeout(done, 5));
        said.push([link.hash.slice(1), before, result, moved, link.textContent]);
    }
    return said;
}"""


def test_every_figure_of_the_book_can_be_moved_and_comes_back(chromium: Any, book: Path) -> None:
    linked: set[str] = set()
    with Tab(chromium) as tab:
        for name in PAGES:
            page = tab.open((book / f"{name}.html").as_uri())
            for ident, before, result, moved, after in page.evaluate(OPEN_ALL):
                linked.add(ident)
                assert result == arithmetic.calculation_card(ident).value, f"{name}, {ident}"
                assert moved, f"{name}: {before!r} ({ident}) does not follow"
                assert after == before, f"{name}, {ident}"
                assert not re.search(r"NaN|undefined|null|Infinity", result)
        assert tab.complaints == []
    assert len(linked) > 60
    assert linked <= {row["id"] for row in evidence.tables()["calculations"]}
