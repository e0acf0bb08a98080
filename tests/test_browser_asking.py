"""Questions before the evidence, in Chromium: by mouse, touch and keyboard; off, on paper, odd."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import asking_book, small_book
from tests.browsing import STANDARD, Tab, barriers

pytestmark = pytest.mark.browser

KEYS = ("sakhalin", "arrivals", "kind", "verdict", "sizes")


@pytest.fixture(scope="session")
def address(once: Any, drawings: Path) -> str:
    """The address of the chapter that asks; its book is built once for all workers."""

    def make(target: Path) -> None:
        asking_book.lay_out(target.parent / "book")
        assert small_book.build(target.parent / "book", target, drawn=drawings) == ""

    pages = once("predicting", make)
    return (pages / "chapters" / f"{asking_book.CHAPTER}.html").as_uri()


@pytest.fixture
def tab(chromium: Any) -> Iterator[Tab]:
    with Tab(chromium, asks=True) as opened:
        yield opened
        assert opened.complaints == []
        assert opened.foreign == []


def box(page: Any, key: str) -> Any:
    return page.locator(f'.ask-box[data-key="{key}"]')


def ready(page: Any) -> Any:
    """A page whose questions have come: they do so with a reader's first deed."""
    page.mouse.move(5, 5)
    page.wait_for_function(
        "[...document.querySelectorAll('.ask-box')].every(b => b.dataset.state)", timeout=10_000
    )
    return page


def said(page: Any, key: str) -> str:
    return box(page, key).locator(".ask-says").inner_text()


def option(page: Any, key: str, text: str) -> Any:
    return box(page, key).locator("label").filter(has_text=re.compile(f"^{text}$"))


def answer(page: Any, key: str, *, whole: bool = True) -> str:
    """Press the button, which is off before an answer is whole, and says why."""
    main = box(page, key).locator(".ask-main")
    assert main.get_attribute("aria-disabled") == str(not whole).lower()
    main.click(force=not whole)
    return said(page, key)


def hidden(page: Any, key: str) -> bool:
    """Is all that a question covers held back?"""
    blocks = page.locator(f".veil-{key}").all()
    assert blocks
    seen = [block.evaluate("b => b.checkVisibility({contentVisibilityAuto: true}) && "
                           "getComputedStyle(b).contentVisibility !== 'hidden'")
            for block in blocks]  # fmt: skip
    assert len(set(seen)) == 1, seen
    return not seen[0]


def drag(page: Any, key: str, *ways: tuple[float, float]) -> None:
    """Press in the frame at the first share of width and height, and move over the others."""
    frame = box(page, key).locator(".ask-plot")
    frame.scroll_into_view_if_needed()
    at = frame.bounding_box()
    spots = [(at["x"] + at["width"] * a, at["y"] + at["height"] * b) for a, b in ways]
    page.mouse.move(*spots[0])
    page.mouse.down()
    for spot in spots[1:]:
        page.mouse.move(*spot, steps=4)
    page.mouse.up()


def test_what_follows_waits_and_stays_hidden_until_an_answer(tab: Tab, address: str) -> None:
    page = ready(tab.open(address))
    assert all(hidden(page, key) for key in KEYS)
    assert page.get_by_text("Text after.").count() == 3
    assert page.get_by_text("A line below sakhalin.").locator("..").get_attribute("hidden")
    assert page.locator(".ask-evidence:visible, .ask-marks:visible").count() == 0
    assert page.locator(".veil-kind").filter(has_text="Text after.").count() == 1
    also = page.locator("#verdict .veil-sakhalin")  # in another section, named in the file
    assert also.text_content() == "After it."
    assert page.locator(".veil-arrivals").filter(has_text="Text after.").count() == 0


def test_each_kind_by_mouse(tab: Tab, address: str) -> None:
    page = ready(tab.open(address))
    drag(page, "sakhalin", (0.17, 0.2), (0.97, 0.2))
    assert re.search(
        r"of 15 figures\. Farthest off: in \d{4} your line lies at .* persons, the figure is .*"
        r" persons \(the ledger\)\.$",
        answer(page, "sakhalin"),
    )
    slider = box(page, "arrivals").locator("input[type=range]")
    at = slider.bounding_box()
    slider.click(position={"x": at["width"] * 0.9, "y": at["height"] / 2})
    assert answer(page, "arrivals") == (
        "The nearest of 2 figures, at its nearer end, is about 13 percent below your guess of "
        "92,000 persons: 50,000 to 80,000 persons (Lankov 2020, ¶21). Both are lower."
    )
    option(page, "kind", "A quota").click()
    assert answer(page, "kind") == "You chose “A quota”; the table has “A flow”."
    option(page, "verdict", "Agrees when rounded").click()
    assert answer(page, "verdict") == "You chose “Agrees when rounded”, as the table does."
    grip = box(page, "sizes").locator("li").nth(0).locator(".grip")
    grip.scroll_into_view_if_needed()
    grip.hover()
    page.mouse.down()
    at = box(page, "sizes").locator("li").nth(2).bounding_box()
    page.mouse.move(at["x"] + 20, at["y"] + at["height"] - 4, steps=8)
    page.mouse.up()
    assert answer(page, "sizes") == "Your order is that of the tables."
    assert not any(hidden(page, key) for key in KEYS)
    for key in KEYS:
        assert box(page, key).locator(".ask-evidence").is_visible()
    assert box(page, "sakhalin").locator(".ask-marks circle").first.is_visible()
    assert page.get_by_text("The ledger is made from").is_visible()


def test_each_kind_by_keyboard(tab: Tab, address: str) -> None:
    page = ready(tab.open(address))
    box(page, "sakhalin").locator("[role=slider][tabindex='0']").focus()
    page.keyboard.press("ArrowUp")
    raised = box(page, "sakhalin").locator("[role=slider]").first
    assert raised.get_attribute("aria-valuetext") == "800 persons"
    for key in ("PageUp", "ArrowRight", "End", "ArrowDown", "ArrowRight", "Home"):
        page.keyboard.press(key)
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("PageUp")
    values = box(page, "sakhalin").locator("[role=slider]").all()[:4]
    told = [value.get_attribute("aria-valuetext") for value in values]
    assert told[2:] == ["0 persons", "no point yet"]
    assert 0 < int(told[0].split()[0].replace(",", "")) < int(told[1].split()[0].replace(",", ""))
    box(page, "sakhalin").locator(".ask-main").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "ask-says"
    assert "of 15 figures" in said(page, "sakhalin")
    box(page, "arrivals").locator("input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    field = box(page, "arrivals").locator("input[type=text]")
    assert field.input_value() == "50,000"
    field.fill("35 000")
    page.keyboard.press("Enter")
    told = "Your guess of 35,000 persons is exact for 1 of 2 figures: about 35,000 persons"
    assert said(page, "arrivals") == f"{told} (Lankov 2020, ¶21)."
    box(page, "kind").locator("input").first.focus()
    page.keyboard.press("ArrowDown")
    assert answer(page, "kind") == "You chose “A flow”, as the table does."
    down = box(page, "sizes").get_by_role("button", name="Khabarovsk, 1969: down")
    down.focus()
    page.keyboard.press("Enter")
    assert said(page, "sizes") == "Khabarovsk, 1969: 2 of 3."
    assert page.evaluate("document.activeElement.ariaLabel") == "Khabarovsk, 1969: down"
    page.keyboard.press("Enter")
    assert answer(page, "sizes") == "Your order is that of the tables."


def test_each_kind_by_touch(chromium: Any, address: str) -> None:
    phone = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
    with Tab(chromium, asks=True, **phone) as tab:
        page = ready(tab.open(address))
        send = tab.context.new_cdp_session(page).send

        def swipe(target: Any, *ways: tuple[float, float]) -> None:
            target.scroll_into_view_if_needed()
            at = target.bounding_box()
            for n, (a, b) in enumerate(ways):
                spot = {"x": at["x"] + at["width"] * a, "y": at["y"] + at["height"] * b}
                kind = "touchMove" if n else "touchStart"
                send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [spot]})
            send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
            page.wait_for_timeout(400)  # a browser drops a tap that comes at once: it ends a fling

        def tap(key: str) -> str:
            button = box(page, key).locator(".ask-main")
            for _ in range(6):  # on a busy machine a tap may last, and is a long press then
                if button.is_visible():
                    button.tap()
                page.wait_for_timeout(500)
            assert box(page, key).get_attribute("data-state") == "answered"
            return said(page, key)

        frame = box(page, "sakhalin").locator(".ask-plot")
        frame.scroll_into_view_if_needed()
        before = page.evaluate("scrollY")
        swipe(frame, (0.17, 0.2), (0.5, 0.5), (0.97, 0.8))
        assert page.evaluate("scrollY") == before, "a finger draws and does not scroll"
        assert box(page, "sakhalin").locator(".ask-unset").count() == 0
        assert "figures" in tap("sakhalin")
        box(page, "arrivals").locator("input[type=range]").tap()
        assert "figures" in tap("arrivals")
        option(page, "kind", "A flow").tap()
        assert "as the table does" in tap("kind")
        grip = box(page, "sizes").locator("li").nth(0).locator(".grip")
        swipe(grip, (0.5, 0.5), (0.5, 1.2), (0.5, 1.9), (0.5, 2.6), (0.5, 3.0))
        assert tap("sizes") == "Your order is that of the tables."
        for target in page.locator(".ask-buttons button:visible, .ask-switch").all():
            assert target.bounding_box()["height"] >= 44
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        assert tab.complaints == []


def test_an_answer_is_there_again_and_can_be_forgotten(tab: Tab, address: str) -> None:
    page = ready(tab.open(address))
    box(page, "arrivals").locator("input[type=text]").fill("12 000")
    told = answer(page, "arrivals")
    box(page, "kind").locator("[data-do=skip]").click()
    page = ready(tab.open(address))
    assert said(page, "arrivals") == told
    assert "is about three times your guess of 12,000 persons" in told
    assert told.endswith("Both are higher.")
    assert not hidden(page, "arrivals")
    assert not hidden(page, "kind")
    assert hidden(page, "sizes")
    box(page, "arrivals").locator("[data-do=again]").click()
    assert hidden(page, "arrivals")
    assert box(page, "arrivals").locator("input[type=text]").input_value() == "12,000"
    box(page, "arrivals").locator("input[type=text]").fill("60000")
    assert "fits 1 of 2 figures" in answer(page, "arrivals")
    box(page, "arrivals").locator("[data-do=forget]").click()
    assert hidden(page, "arrivals")
    page = ready(tab.open(address))
    assert hidden(page, "arrivals")
    assert box(page, "arrivals").locator("input[type=text]").input_value() == ""
    box(page, "kind").get_by_role("button", name="Answer after all").click()
    assert hidden(page, "kind")


ODD = {
    "": "Point on the scale or type a number first. Or skip.",
    "30.000": "Do you mean 30 or 30,000?",
    "many": "“many” is no number that we can read.",
    "1e400": "“1e400” is no number that we can read.",
    "999999999999": "The scale runs from 0 to 100,000 persons.",
    "-5": "The scale runs from 0 to 100,000 persons.",
}


def test_an_odd_answer_gets_a_friendly_word_and_stays(tab: Tab, address: str) -> None:
    page = ready(tab.open(address))
    field = box(page, "arrivals").locator("input[type=text]")
    for text, word in ODD.items():
        field.fill(text)
        assert answer(page, "arrivals", whole=bool(text)) == word
        assert field.input_value() == text
        assert hidden(page, "arrivals")
    field.fill("6")
    assert said(page, "arrivals") == "", "what was said of another answer goes with it"
    assert answer(page, "kind", whole=False) == "Choose one first. Or skip."
    option(page, "kind", "A stock").click()
    assert said(page, "kind") == ""
    told = "Draw a line from 1946 to 1960. Or skip."
    assert answer(page, "sakhalin", whole=False) == told
    box(page, "sakhalin").locator("summary", has_text="Type it instead").click()
    years = box(page, "sakhalin").locator("[data-year]")
    years.nth(0).fill("1 000,5")
    years.last.fill("4000")
    years.nth(1).fill("abc")
    assert answer(page, "sakhalin") == "1947: “abc” is no number that we can read."
    assert years.nth(0).input_value() == "1 000,5"
    first = box(page, "sakhalin").locator("[role=slider]").first
    assert first.get_attribute("aria-valuenow") == "1000.5"
    years.nth(1).fill("2000")
    assert "of 15 figures" in answer(page, "sakhalin")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_before_and_after(chromium: Any, address: str, scheme: str) -> None:
    with Tab(chromium, asks=True, color_scheme=scheme) as tab:
        page = ready(tab.open(address))
        assert barriers(page, *STANDARD) == []
        drag(page, "sakhalin", (0.17, 0.2), (0.97, 0.2))
        box(page, "arrivals").locator("input[type=text]").fill("12 000")
        for key in ("kind", "verdict"):
            box(page, key).locator("label").first.click()
        box(page, "sizes").locator("[data-move='1']").first.click()
        for key in KEYS:
            answer(page, key)
        assert barriers(page, *STANDARD) == []
