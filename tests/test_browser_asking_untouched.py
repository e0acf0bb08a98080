"""A question before the evidence that is not touched, and what its keys and numbers do."""

from __future__ import annotations

from typing import Any

import pytest

from dispatched.book import assets
from tests.browsing import Tab
from tests.test_browser_asking import address, answer, box, hidden, option, ready, said, tab

pytestmark = pytest.mark.browser
__all__ = ["address", "tab"]  # fixtures

FIRST = "Move one first, or say that the order stands. Or skip."
STANDS = "The order stands"


def names(page: Any) -> list[str]:
    found: list[str] = box(page, "sizes").locator(".ask-name").all_inner_texts()
    return found


def test_an_order_that_is_not_touched_is_no_answer(tab: Tab, address: str) -> None:
    page = ready(tab.open(address))
    assert answer(page, "sizes", whole=False) == FIRST
    assert hidden(page, "sizes")
    box(page, "sizes").locator("[data-move='-1']").first.click()  # it is the first already
    assert answer(page, "sizes", whole=False) == FIRST
    before = names(page)
    box(page, "sizes").get_by_role("button", name=STANDS).click()
    assert "The tables have" in said(page, "sizes")
    assert (names(page), hidden(page, "sizes")) == (before, False)
    assert not box(page, "sizes").get_by_role("button", name=STANDS).is_visible()
    box(page, "sizes").locator("[data-do=forget]").click()
    assert answer(page, "sizes", whole=False) == FIRST


def test_an_order_stands_by_keyboard(tab: Tab, address: str) -> None:
    page = ready(tab.open(address))
    box(page, "sizes").locator(".ask-main").focus()
    page.keyboard.press("Enter")
    assert said(page, "sizes") == FIRST
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == STANDS
    page.keyboard.press("Enter")
    assert "The tables have" in said(page, "sizes")
    box(page, "sizes").locator("[data-do=again]").click()
    box(page, "sizes").locator("[data-move='1']").first.press("Enter")
    answer(page, "sizes")
    assert not hidden(page, "sizes")


def test_an_order_stands_by_touch(chromium: Any, address: str) -> None:
    phone = {"viewport": {"width": 320, "height": 700}, "has_touch": True, "is_mobile": True}
    with Tab(chromium, asks=True, **phone) as tab:
        page = ready(tab.open(address))
        box(page, "sizes").locator(".ask-main").tap(force=True)
        page.wait_for_function(
            "(w) => document.querySelector('[data-key=sizes] .ask-says').textContent === w",
            arg=FIRST,
        )
        stands = box(page, "sizes").get_by_role("button", name=STANDS)
        assert stands.bounding_box()["height"] >= 44
        page.wait_for_timeout(400)  # taps that come at once are one
        stands.tap()
        page.wait_for_function(
            "document.querySelector('[data-key=sizes]').dataset.state === 'answered'"
        )


def test_a_line_to_move_has_room_for_its_words(chromium: Any, address: str) -> None:
    with Tab(chromium, asks=True, viewport={"width": 320, "height": 700}) as tab:
        page = ready(tab.open(address))
        for line in box(page, "sizes").locator(".ask-items li").all():
            room, words = line.bounding_box(), line.locator(".ask-name").bounding_box()
            assert words["width"] > 0.6 * room["width"]
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_enter_shows_the_evidence_to_a_choice(tab: Tab, address: str) -> None:
    page = ready(tab.open(address))
    box(page, "kind").locator("input").first.focus()
    page.keyboard.press("Enter")
    assert said(page, "kind") == "Choose one first. Or skip."
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert said(page, "kind") == "You chose “A flow”, as the table does."


def test_each_key_changes_what_the_scale_says(tab: Tab, address: str) -> None:
    page = ready(tab.open(address))
    slider = box(page, "arrivals").locator("input[type=range]")
    field = box(page, "arrivals").locator("input[type=text]")
    for start, key in (("25,000", "ArrowRight"), ("33,333", "ArrowUp"), ("99,000", "ArrowLeft")):
        field.fill(start)
        slider.focus()
        told = [slider.get_attribute("aria-valuetext")]
        for _ in range(6):
            page.keyboard.press(key)
            told.append(slider.get_attribute("aria-valuetext"))
            assert told[-1] == f"{field.input_value()} persons"
        assert len({*told}) == 7, told
    field.fill("100,000")
    slider.press("ArrowRight")
    assert field.input_value() == "100,000"


PERSONS, MONEY = ["", "person", "persons", False], ["$", "a year", "a year", False]
WIDE = {"from": 0, "to": 40_000_000, "log": False, "unit": PERSONS}
SMALL = {"from": 0, "to": 80_000, "log": False, "unit": PERSONS}
LOG = {"from": 1e6, "to": 1e10, "log": True, "unit": MONEY}
READ: list[tuple[dict[str, Any], str, float | None, str, str]] = [
    (WIDE, "3.5m", 3.5e6, "", ""),
    (WIDE, "33,5 Mio", 33.5e6, "", ""),
    (WIDE, "33,5 Mio. people", 33.5e6, "", ""),
    (WIDE, "350k", 350_000, "", ""),
    (WIDE, "3.5 mn people", 3.5e6, "", ""),
    (WIDE, "30 thousand", 30_000, "", ""),
    (WIDE, "3.5", 3.5, "Did you mean 3.5 million persons?", ""),
    (WIDE, "33,5", 33.5, "Did you mean 33.5 million persons?", ""),
    (WIDE, "350", 350, "Did you mean 350,000 persons?", ""),
    (WIDE, "30,000", 30_000, "", ""),
    (WIDE, "0", 0, "", ""),
    (WIDE, "90000000", 9e7, "", "The scale runs from 0 to 40 million persons."),
    (SMALL, "5", 5, "Did you mean 5,000 persons?", ""),
    (SMALL, "12", 12, "", ""),
    (SMALL, "35000000", 3.5e7, "Did you mean 35,000 persons?", "Did you mean 35,000 persons?"),
    (LOG, "2.5", 2.5, "Did you mean $2.5 million a year?", "Did you mean $2.5 million a year?"),
    (LOG, "$2.5m", 2.5e6, "", ""),
]
"""A scale, what is typed → the value, whether another is meant, and what is wrong with it."""


def test_a_number_is_read_on_its_scale(chromium: Any) -> None:
    parts = ("NUMBERS", "numbers", "ask-numbers")
    script = "".join(assets.joined("js", [part]) for part in parts)
    with Tab(chromium) as tab:
        found = tab.page.evaluate(
            f"""(asked) => {{ {script}; return asked.map(([on, text]) => {{
                const of = scale(on); return [of.read(text), of.meant(text), of.odd(text)];
            }}); }}""",
            [[on, text] for on, text, *_ in READ],
        )
    assert found == [[value, meant, odd] for _, _, value, meant, odd in READ]


def test_a_number_far_off_the_scale_is_asked_back_once(tab: Tab, address: str) -> None:
    page = ready(tab.open(address))
    field = box(page, "arrivals").locator("input[type=text]")
    asked = "Did you mean 7,000 persons? If not, show the evidence once more."
    field.fill("7")
    assert answer(page, "arrivals") == asked
    assert hidden(page, "arrivals")
    field.fill("8")
    assert answer(page, "arrivals") == asked.replace("7", "8")
    assert "your guess of 8 persons" in answer(page, "arrivals")
    option(page, "kind", "A stock").click()
