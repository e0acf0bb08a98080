"""What a mark and a linked figure say, at every edge of the window, by mouse and by touch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browsing import PAGES, Tab, told, wake

pytestmark = pytest.mark.browser

PHONE = {"has_touch": True, "is_mobile": True}

MARKS = """figure => [...figure.querySelectorAll('.ch-live-plot svg *')]
  .filter(e => [e.__data__].flat()[0]?.tooltip && e.getBoundingClientRect().width)
  .map(e => e.getBoundingClientRect())
  .map(b => [b.x + b.width / 2, b.y + b.height / 2])
  .filter(([x, y]) => {
    const e = document.elementFromPoint(x, y);
    return e && [e.__data__].flat()[0]?.tooltip;
  })"""
"""Middles of the marks of a chart that say something and are not hidden by others."""


def inside(page: Any, selector: str) -> bool:
    """Is the whole of an element within the window?"""
    return page.locator(selector).evaluate(
        """e => { const b = e.getBoundingClientRect(), d = document.documentElement;
                  return b.left >= 0 && b.top >= 0
                    && b.right <= d.clientWidth && b.bottom <= d.clientHeight; }"""
    )


def first_marks(page: Any, least: int = 1) -> tuple[Any, list[list[float]]]:
    """The first chart of a page with marks that say something, scrolled to the middle of the
    window.
    """
    for figure in page.locator("figure.ch").all():
        figure.locator(".ch-live-plot").evaluate(
            "e => e.scrollIntoView({block: 'center', behavior: 'instant'})"
        )
        spots = figure.evaluate(MARKS)
        if len(spots) >= least:
            return figure, spots
    raise AssertionError("no chart of the page has marks that say something")


@pytest.mark.parametrize("width", [320, 1280])
def test_a_tooltip_stays_in_the_window(chromium: Any, book: Path, width: int) -> None:
    with Tab(chromium, viewport={"width": width, "height": 500}) as tab:
        page = tab.open((book / "chapters/02-1946-fisheries.html").as_uri())
        wake(page)
        figure, spots = first_marks(page)
        x, y = spots[-1]
        for target in (495, 250, 70):  # at the lower edge, in the middle, under the bar at the top
            page.evaluate("dy => window.scrollBy({top: dy, behavior: 'instant'})", y - target)
            x, y = min(figure.evaluate(MARKS), key=lambda spot: abs(spot[1] - target))
            page.mouse.move(x, y + 1)
            page.mouse.move(x, y)
            page.locator("#chart-tip").wait_for()
            assert inside(page, "#chart-tip"), f"a mark at {x}, {y} of {width} x 500"
        page.keyboard.press("Escape")
        assert told(page) == ""
        assert tab.complaints == []


@pytest.mark.parametrize("height", [180, 500])
def test_a_card_stays_in_the_window(chromium: Any, book: Path, height: int) -> None:
    """At the lower edge too, and where neither side has room for it."""
    with Tab(chromium, viewport={"width": 320, "height": height}) as tab:
        page = tab.open((book / "chapters/02-1946-fisheries.html").as_uri())
        link = page.locator('a.claim[href$="#arrivals-1947"]').first
        for block in ("end", "start", "center"):
            link.evaluate("(e, block) => e.scrollIntoView({block, behavior: 'instant'})", block)
            page.keyboard.press("Shift")  # the focus that follows is that of a keyboard
            link.focus()
            page.locator("#evidence-card").wait_for()
            assert inside(page, "#evidence-card"), block
            page.keyboard.press("Escape")
            link.blur()


def test_a_touch_on_a_mark_shows_what_it_says_and_another_hides_it(
    chromium: Any, book: Path
) -> None:
    with Tab(chromium, viewport={"width": 390, "height": 800}, **PHONE) as tab:
        page = tab.open((book / "chapters/02-1946-fisheries.html").as_uri())
        wake(page)
        _, [(x, y), *_] = first_marks(page)
        page.touchscreen.tap(x, y)
        page.locator("#chart-tip").wait_for()
        assert inside(page, "#chart-tip")
        page.touchscreen.tap(x, y)
        page.locator("#chart-tip").wait_for(state="detached")
        page.touchscreen.tap(x, y)
        page.locator("#chart-tip").wait_for()
        page.touchscreen.tap(2, 700)
        page.locator("#chart-tip").wait_for(state="detached")
        page.touchscreen.tap(x, y + 9)  # a finger is not a needle
        page.locator("#chart-tip").wait_for()
        assert tab.complaints == []


@pytest.mark.parametrize("name", [PAGES[2], PAGES[6]])
def test_every_mark_answers_to_a_touch(chromium: Any, book: Path, name: str) -> None:
    with Tab(chromium, viewport={"width": 390, "height": 1200}, **PHONE) as tab:
        page = tab.open((book / f"{name}.html").as_uri())
        wake(page)
        count, silent = 0, []
        for n, figure in enumerate(page.locator("figure.ch").all()):
            plot = figure.locator(".ch-live-plot")
            plot.evaluate("e => e.scrollIntoView({block: 'center', behavior: 'instant'})")
            spots = figure.evaluate(MARKS)
            for x, y in spots[:: max(1, len(spots) // 12)]:
                page.touchscreen.tap(2, 700)
                page.locator("#chart-tip").wait_for(state="detached")
                page.touchscreen.tap(x, y)
                count += 1
                if not any(told(page) or page.wait_for_timeout(50) for _ in range(40)):
                    silent.append(f"chart {n} at {x:.0f}, {y:.0f}")
        assert count >= 20
        assert silent == []


def test_the_first_touch_of_a_chart_is_answered_too(chromium: Any, book: Path) -> None:
    """The library is loaded at that touch; its answer waits for it."""
    with Tab(chromium, viewport={"width": 390, "height": 800}, **PHONE) as tab:
        address = (book / "chapters/02-1946-fisheries.html").as_uri()
        page = tab.open(address)
        wake(page)
        number = page.locator("figure.ch").evaluate_all(
            f"all => all.findIndex(f => f.dataset.kind === 'chart' && ({MARKS})(f).length)"
        )
        if number < 0:
            number = 0
        figure = page.locator("figure.ch").nth(number)
        figure.locator(".ch-live-plot").evaluate(
            "e => e.scrollIntoView({block: 'center', behavior: 'instant'})"
        )
        x, y = figure.evaluate(MARKS)[0]
        page.reload()
        figure.locator(".ch-narrow").evaluate(
            "e => e.scrollIntoView({block: 'center', behavior: 'instant'})"
        )
        page.touchscreen.tap(x, y)
        page.locator("#chart-tip").wait_for()
