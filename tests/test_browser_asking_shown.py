"""What a question shows while it is answered and after: no anchor, own and theirs told apart."""

from __future__ import annotations

from typing import Any

import pytest

from dispatched.book import assets
from tests.browsing import Tab
from tests.test_browser_asking import address, answer, box, drag, option, ready, said, tab

pytestmark = pytest.mark.browser
__all__ = ["address", "tab"]  # fixtures

POINT, RANGE = (35_000.0, 35_000.0, "35,000 persons"), (5e4, 8e4, "50,000 to 80,000 persons")
OPEN = (5e4, None, "at least 50,000 persons")
PERSONS, MONEY = ["", "person", "persons", False], ["$", "a year", "a year", False]
PERCENT, YEAR, TIMES = ["", "%", "%", False], ["", "", "", True], ["×", "", "", False]
SAID: list[tuple[Any, list[Any], float, str]] = [
    (PERSONS, [POINT], 5000, "The figure is about seven times your guess of 5,000 persons: "
     "35,000 persons (A)."),
    (PERSONS, [POINT], 13_000, "The figure is more than twice your guess of 13,000 persons: "
     "35,000 persons (A)."),
    (PERSONS, [POINT], 1, "The figure is about 35,000 times your guess of 1 person: "
     "35,000 persons (A)."),
    (PERSONS, [POINT], 70_000, "The figure is about half your guess of 70,000 persons: "
     "35,000 persons (A)."),
    (PERSONS, [POINT], 90_000, "The figure is less than half your guess of 90,000 persons: "
     "35,000 persons (A)."),
    (PERSONS, [POINT], 50_000, "The figure is about 30 percent below your guess of 50,000 "
     "persons: 35,000 persons (A)."),
    (PERSONS, [POINT], 34_000, "The figure is a little above your guess of 34,000 persons: "
     "35,000 persons (A)."),
    (PERSONS, [POINT], 0, "The figure is 35,000 above your guess of 0 persons: "
     "35,000 persons (A)."),
    (PERSONS, [POINT], 35_000, "Your guess of 35,000 persons is exact: 35,000 persons (A)."),
    (PERSONS, [POINT], 34_900, "Your guess of 34,900 persons is as good as exact: "
     "35,000 persons (A)."),
    (PERSONS, [RANGE], 60_000, "Your guess of 60,000 persons fits: 50,000 to 80,000 persons (A)."),
    (PERSONS, [RANGE], 10_000, "The figure, at its nearer end, is about five times your guess of "
     "10,000 persons: 50,000 to 80,000 persons (A)."),
    (PERSONS, [OPEN], 10_000, "The figure is about five times your guess of 10,000 persons: "
     "at least 50,000 persons (A)."),
    (PERSONS, [POINT, RANGE], 60_000, "Your guess of 60,000 persons fits 1 of 2 figures: "
     "50,000 to 80,000 persons (B)."),
    (PERSONS, [POINT, RANGE], 40_000, "The nearest of 2 figures is about 13 percent below your "
     "guess of 40,000 persons: 35,000 persons (A). Your guess lies between the figures."),
    (PERSONS, [POINT, POINT, RANGE], 10_000, "The nearest of 3 figures is more than three times "
     "your guess of 10,000 persons: 35,000 persons (A). All 3 are higher."),
    (PERSONS, [POINT, POINT, RANGE], 35_100, "Your guess of 35,100 persons is as good as exact "
     "for 2 of 3 figures: 35,000 persons (A); 35,000 persons (B)."),
    (PERSONS, [OPEN, RANGE], 60_000, "Your guess of 60,000 persons fits both figures."),
    (MONEY, [(1e8, 1e8, "$100 million a year")], 1e10, "The figure is about a hundredth of your "
     "guess of $10 billion a year: $100 million a year (A)."),
    (PERCENT, [(20, 30, "20 to 30%")], 50, "The figure, at its nearer end, is 20 points below "
     "your guess of 50%: 20 to 30% (A)."),
    (YEAR, [(1960, 1960, "1960")], 1957, "The figure is 3 years later than your guess of 1957: "
     "1960 (A)."),
    (YEAR, [(1960, 1960, "1960")], 1961, "The figure is 1 year earlier than your guess of 1961: "
     "1960 (A)."),
    (TIMES, [(6, 6, "×6")], 3, "The figure is about twice your guess of ×3: ×6 (A)."),
]  # fmt: skip
"""Unit, figures (low, high, words), guess → what is said of it."""


def test_what_is_said_of_a_guess(chromium: Any) -> None:
    parts = ("NUMBERS", "numbers", "ask-numbers", "ask-told")
    script = "".join(assets.joined("js", [part]) for part in parts)
    asked = []
    for unit, marks, value, _ in SAID:
        named = [[*mark, who] for mark, who in zip(marks, "ABC", strict=False)]
        asked.append([unit, named, value])
    with Tab(chromium) as tab:
        found = tab.page.evaluate(
            f"""(asked) => {{ {script}; return asked.map(([unit, marks, value]) => guessed(
                scale({{ from: 0, to: 1e10, log: false, unit }}),
                marks.map(([low, high, words, who]) => ({{ low, high, value: words, who }})),
                value)); }}""",
            asked,
        )
    assert found == [said for _, _, _, said in SAID]


def test_a_line_that_is_not_whole_is_not_judged(tab: Tab, address: str) -> None:
    page = ready(tab.open(address))
    drag(page, "sakhalin", (0.17, 0.2), (0.5, 0.4))
    here = box(page, "sakhalin").locator(".ask-here")
    assert here.inner_html() == "Draw it on to 1960"
    assert answer(page, "sakhalin", whole=False) == "Draw it on to 1960. Or skip."
    assert box(page, "sakhalin").get_attribute("data-state") == "asked"
    drag(page, "sakhalin", (0.5, 0.4), (0.97, 0.2))
    assert said(page, "sakhalin") == ""
    assert "of 15 figures" in answer(page, "sakhalin")


def test_what_has_no_value_yet_shows_none(tab: Tab, address: str) -> None:
    page = ready(tab.open(address))
    slider = box(page, "arrivals").locator("input[type=range]")
    look = "s => getComputedStyle(s).getPropertyValue('--knob').trim()"
    assert (slider.evaluate(look), slider.get_attribute("aria-valuetext")) == ("0", "no answer yet")
    drawn = box(page, "sakhalin").locator("[role=slider] circle:not(.ask-reach)")
    assert drawn.count() == 15
    assert not any(one.is_visible() for one in drawn.all())
    box(page, "arrivals").locator("input[type=text]").fill("25000")
    assert slider.evaluate(look) == "1"


def test_the_knob_stands_where_the_scale_below_has_its_value(tab: Tab, address: str) -> None:
    page = ready(tab.open(address))
    field = box(page, "arrivals").locator("input[type=text]")
    for value in ("0", "100000"):
        field.fill(value)
        line = box(page, "arrivals").locator(".ask-scaled line.ask-mine").bounding_box()
        at = box(page, "arrivals").locator("input[type=range]").bounding_box()
        knob = at["x"] + 10 if value == "0" else at["x"] + at["width"] - 10
        assert abs(line["x"] + line["width"] / 2 - knob) < 1.5


def test_own_and_theirs_are_named(tab: Tab, address: str) -> None:
    page = ready(tab.open(address))
    drag(page, "sakhalin", (0.17, 0.2), (0.97, 0.2))
    answer(page, "sakhalin")
    assert box(page, "sakhalin").locator(".ask-you").is_visible()
    who = box(page, "sakhalin").locator(".ask-who")
    assert who.all_text_contents() == ["The ledger"]
    before = "e => e.closest('svg').querySelector('polyline').compareDocumentPosition(e)"
    assert who.evaluate(before) & 4, "the own line is drawn over the name of a source"
    box(page, "arrivals").locator("input[type=text]").fill("12 000")
    assert not box(page, "arrivals").locator("text.ask-mine").is_visible()
    answer(page, "arrivals")
    assert box(page, "arrivals").locator("text.ask-mine").is_visible()
    option(page, "kind", "A stock").click()
    answer(page, "kind")
    words = box(page, "kind").locator("label").all_inner_texts()
    assert [" ".join(word.split()) for word in words] == [
        "A stock ✗ You",
        "A flow ✓ The table",
        "A quota",
    ]
    up = box(page, "sizes").get_by_role("button", name="Arrivals, 1947: up")
    up.click()
    assert answer(page, "sizes") == (
        "The tables have “The quota” before “Khabarovsk, 1969”. The rest of your order holds."
    )
    tags = box(page, "sizes").locator("li .ask-tag").all_inner_texts()
    assert tags == ["✓", "✗ in the tables: 3", "✗ in the tables: 2"]
    assert box(page, "sizes").locator(".ask-way").inner_text() == "Your order, largest first:"
    box(page, "sizes").locator("[data-do=again]").click()
    assert box(page, "sizes").locator(".ask-tag:visible").count() == 0


def test_a_line_that_is_dragged_goes_with_the_pointer(tab: Tab, address: str) -> None:
    page = ready(tab.open(address))
    first = box(page, "sizes").locator("li[data-item='0']")
    grip = first.locator(".grip")
    grip.scroll_into_view_if_needed()
    start, at = first.bounding_box()["y"], grip.bounding_box()
    x, y = at["x"] + 10, at["y"] + 20
    page.mouse.move(x, y)
    page.mouse.down()
    for down in (10, 60, 90):
        page.mouse.move(x, y + down, steps=3)
        assert abs(first.bounding_box()["y"] - start - down) < 1.5
    names = box(page, "sizes").locator(".ask-name").all_inner_texts()
    assert names[2] == "Khabarovsk, 1969"
    page.mouse.up()
    last = box(page, "sizes").locator("li").nth(1).bounding_box()
    assert first.bounding_box()["y"] > last["y"] + last["height"] - 1


def test_a_card_opens_when_the_pointer_moves_and_not_the_page(tab: Tab, address: str) -> None:
    page = ready(tab.open(address))
    box(page, "arrivals").locator("input[type=text]").fill("12 000")
    answer(page, "arrivals")
    link = box(page, "arrivals").locator("a.claim").first
    link.scroll_into_view_if_needed()
    at = link.bounding_box()
    page.mouse.move(at["x"] + 20, at["y"] - 60)
    page.wait_for_timeout(300)
    assert page.locator("#evidence-card").count() == 0
    page.evaluate("window.scrollBy(0, 70)")
    page.wait_for_timeout(500)
    assert page.evaluate("document.querySelector('.ask-evidence a.claim:hover') !== null")
    assert page.locator("#evidence-card").count() == 0
    page.mouse.move(at["x"] + 24, at["y"] - 60)
    page.locator("#evidence-card").wait_for()


@pytest.mark.parametrize(
    ("last", "told"), [("[2, 2]", "Where two are equal"), ("[2, 3]", "Where two ranges overlap")]
)
def test_equal_values_are_called_equal_and_ranges_ranges(
    tab: Tab, address: str, last: str, told: str
) -> None:
    page = tab.open(address)
    # The data of the question that is an order, as its script reads them.
    page.add_init_script(
        "const parse = JSON.parse; JSON.parse = (text, ...more) => {"
        " const made = parse(text, ...more);"
        " return made && made.order && made.items"
        f" ? {{ ...made, items: [[1, 1], [2, 2], {last}], order: [1, 2, 0] }} : made; }};"
    )
    page.reload()
    down = box(ready(page), "sizes").get_by_role("button", name="Khabarovsk, 1969: down")
    for _ in range(2):
        down.focus()
        page.keyboard.press("Enter")
    assert answer(page, "sizes") == f"Your order is that of the tables. {told}, either order holds."
