"""What WCAG asks and axe does not see: spacing, hover, focus, keys, targets, dragging."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browsing import Tab, barriers
from tests.test_browser_asking import address, answer, box, ready, tab
from tests.test_browser_tips import first_marks

pytestmark = pytest.mark.browser
__all__ = ["address", "tab"]  # fixtures

SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""
"""The spacing that a reader may set by criterion 1.4.12."""

CUT = """() => [...document.querySelectorAll('body *')].filter(e => {
  if (e.closest('svg, script, style, template, [hidden]') || !e.innerText?.trim()) return false;
  const s = getComputedStyle(e), b = e.getBoundingClientRect();
  const cuts = (way) => ['hidden', 'clip'].includes(way);
  if (b.width < 2 || b.height < 2 || s.visibility === 'hidden') return false;
  return (cuts(s.overflowY) && e.scrollHeight > e.clientHeight + 1)
    || (cuts(s.overflowX) && s.overflowY !== 'auto' && e.scrollWidth > e.clientWidth + 1);
}).map(e => `${e.tagName}.${e.className}: ${e.innerText.slice(0, 60)}`)"""
"""Elements whose text is cut off."""

COVERED = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const b = e.getBoundingClientRect();
  const spots = [[b.x + b.width / 2, b.y + b.height / 2], [b.x + 2, b.y + 2],
    [b.right - 2, b.y + 2], [b.x + 2, b.bottom - 2], [b.right - 2, b.bottom - 2]];
  const seen = spots.some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (e.contains(top) || top.contains(e)
      || [...(e.labels || [])].some(label => label.contains(top)));
  });
  return seen ? '' : e.outerHTML.slice(0, 120);
}"""
"""What has the focus, where all of it is covered or out of sight; null without a focus."""

CHAPTER = "chapters/05-2000-contract-work"


@pytest.mark.parametrize("name", ["index", CHAPTER, "back/evidence-1946", "back/teaching-05"])
def test_text_can_be_set_wider(chromium: Any, book: Path, name: str) -> None:
    with Tab(chromium, viewport={"width": 1280, "height": 800}) as tab:
        page = tab.open((book / f"{name}.html").as_uri())
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 800})
            before = {*page.evaluate(CUT)}
            style = page.add_style_tag(content=SPACED)
            assert {*page.evaluate(CUT)} <= before
            over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert page.evaluate(over) == 0, f"at {width}"
            style.evaluate("e => e.remove()")


def stays(page: Any, selector: str) -> None:
    """What a pointer brought can be pointed at, stays there, and goes with Escape."""
    box = page.locator(selector)
    box.wait_for()
    at = box.bounding_box()
    page.mouse.move(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    page.wait_for_timeout(600)
    assert box.is_visible(), f"{selector} goes before the pointer reaches it"
    page.keyboard.press("Escape")
    assert box.count() == 0, f"{selector} cannot be sent away"


def test_what_a_pointer_brings_can_be_reached_and_sent_away(chromium: Any, book: Path) -> None:
    with Tab(chromium, viewport={"width": 1280, "height": 800}) as tab:
        page = tab.open((book / f"{CHAPTER}.html").as_uri())
        link = page.locator("a.claim").nth(3)
        link.scroll_into_view_if_needed()
        link.hover()
        stays(page, "#evidence-card")
        page.locator("figure.ch").first.scroll_into_view_if_needed()
        page.locator("figure.ch").first.dispatch_event("pointerenter")
        page.wait_for_function("document.querySelector('figure.ch').dataset.state === 'live'")
        _, spots = first_marks(page)
        page.mouse.move(spots[0][0], spots[0][1] + 1)
        page.mouse.move(*spots[0])
        stays(page, "#chart-tip")
        page.mouse.move(spots[0][0], spots[0][1] + 1)
        page.mouse.move(*spots[0])
        page.locator("#chart-tip").wait_for()
        page.mouse.move(2, 2)
        page.wait_for_function("!document.getElementById('chart-tip')")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", [CHAPTER, "index"])
def test_the_focus_is_never_hidden(chromium: Any, book: Path, name: str, width: int) -> None:
    """Nor does it wander: a page stays where it is while the focus goes through it."""
    options = {"viewport": {"width": width, "height": 700}, "reduced_motion": "reduce"}
    with Tab(chromium, **options) as tab:
        page = tab.open((book / f"{name}.html").as_uri())
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.hash") == "#main-content"
        address, seen = page.url, []
        for key in ["Tab"] * 40 + ["Shift+Tab"] * 25:
            page.keyboard.press(key)
            seen.append(page.evaluate(COVERED))
        assert [where for where in seen if where] == []
        assert seen.count(None) < 3
        page.evaluate(
            """() => { const all = [...document.querySelectorAll('article a[href]')]
                 .filter(e => e.getBoundingClientRect().width);
               all[Math.floor(all.length * 0.6)].focus(); }"""
        )
        for _ in range(30):
            page.keyboard.press("Shift+Tab")
            assert not page.evaluate(COVERED)
        assert page.url == address


def test_no_single_key_does_anything(chromium: Any, book: Path) -> None:
    with Tab(chromium) as tab:
        page = tab.open((book / f"{CHAPTER}.html").as_uri())
        before = page.evaluate("[location.href, document.body.className, scrollY]")
        for key in "abcdefghijklmnopqrstuvwxyz0123456789/?.,;-+*":
            page.keyboard.press(key)
        assert page.evaluate("[location.href, document.body.className, scrollY]") == before
        assert page.evaluate("document.activeElement === document.body")
        assert page.locator("dialog[open]").count() == 0


@pytest.mark.parametrize("name", ["index", CHAPTER, "back/again", "back/evidence-1946"])
def test_targets_have_room(chromium: Any, book: Path, name: str) -> None:
    with Tab(chromium, viewport={"width": 390, "height": 800}) as tab:
        page = tab.open((book / f"{name}.html").as_uri())
        assert barriers(page, "wcag22aa") == []


def test_no_answer_needs_a_drag(tab: Tab, address: str) -> None:
    """A line is clicked point by point, an order has buttons; the others are pressed anyway."""
    page = ready(tab.open(address))
    frame = box(page, "sakhalin").locator(".ask-plot")
    frame.scroll_into_view_if_needed()
    at = frame.bounding_box()
    for share, height in ((0.12, 0.2), (0.5, 0.4), (0.99, 0.6)):
        frame.click(position={"x": at["width"] * share, "y": at["height"] * height})
    points = [p.get_attribute("aria-valuetext") for p in frame.locator("[role=slider]").all()]
    assert len([point for point in points if point != "no point yet"]) == 3
    assert "of 15 figures" in answer(page, "sakhalin")
    box(page, "sizes").locator("li").nth(0).locator("[data-move='1']").click()
    box(page, "sizes").locator("li").nth(1).locator("[data-move='1']").click()
    assert answer(page, "sizes") == "Your order is that of the tables."
