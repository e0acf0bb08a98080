"""Explorers on the page: reset, every key, values aloud, a position as an address."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from dispatched.explore import rows_at
from tests.answering import EXPLORERS
from tests.browsing import Tab
from tests.handled import MAP, SPAN, START, YEAR, does, drawn, explorer, page_of, spec, stands

pytestmark = pytest.mark.browser


@pytest.fixture
def tab(chromium: Any) -> Iterator[Tab]:
    with Tab(chromium, viewport={"width": 1280, "height": 900}) as made:
        yield made


# --- reset and keyboard ---------------------------------------------------------------------------


def test_reset_goes_back_to_the_start(tab: Tab, asking_book: Path) -> None:
    figure = explorer(tab, page_of(asking_book))
    before = drawn(figure)
    assert stands(figure) == START
    for name in START:
        figure.locator(f"[name={name}]").press("End")
    tab.page.wait_for_function(
        "b => document.querySelector('#x-contract-year details tbody').textContent !== b",
        arg="".join(before),
    )
    does(figure, "reset").focus()
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_timeout(200)
    assert stands(figure) == START
    assert drawn(figure) == before
    assert figure.locator("output").all_inner_texts() == ["1,000", "500", "1"]
    span = explorer(tab, page_of(asking_book), SPAN)
    span.locator("select[name=unknown]").select_option("present")
    does(span, "reset").click()
    assert stands(span)["unknown"] == "range"
    assert tab.complaints == []


def test_every_key_moves_and_the_focus_is_seen(tab: Tab, asking_book: Path) -> None:
    figure = explorer(tab, page_of(asking_book))
    slider = figure.locator("[name=planned]")
    slider.focus()
    seen = []
    for key in ("End", "Home", "ArrowRight", "PageUp", "PageDown", "ArrowLeft"):
        slider.press(key)
        seen.append(float(slider.input_value()))
    assert seen[:3] == [800, 450, 500]
    assert seen[3] > seen[2] > seen[5]
    assert seen[4] < seen[3]
    assert slider.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    assert "Home and End" in slider.get_attribute("title")
    chosen = explorer(tab, page_of(asking_book), SPAN).locator("select[name=unknown]")
    chosen.focus()
    chosen.press("ArrowDown")
    assert chosen.input_value() == "absent"
    assert chosen.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


def test_the_values_are_said_aloud(tab: Tab, asking_book: Path) -> None:
    figure = explorer(tab, page_of(asking_book))
    figure.locator("[name=bad]").press("End")
    live = figure.locator(".ch-live")
    last = rows_at(spec(EXPLORERS[0]), {"normal": 1000, "planned": 500, "bad": 8})[-1]
    live.get_by_text("Redrawn for").wait_for(state="attached")
    assert f"last 12: {last['fixed']:,}.".replace("-", "−") in live.inner_text()
    assert "Bad months (number) 8. Fixed sum. 0: 0;" in live.inner_text()
    assert live.get_attribute("aria-live") == "polite"
    chart = explorer(tab, page_of(asking_book), MAP)
    chart.locator("select").select_option("2000")
    said = chart.locator(".ch-live").get_by_text("highest")
    said.wait_for(state="attached")
    rows = rows_at(spec(EXPLORERS[1]), {"era": "2000"})
    most = max(rows, key=lambda row: row["claims"])
    assert f"highest {most['place']}: {most['claims']};" in said.inner_text()
    assert tab.complaints == []


# --- the address ----------------------------------------------------------------------------------


def test_an_address_opens_the_explorer_where_it_stood(tab: Tab, asking_book: Path) -> None:
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    figure = explorer(tab, page_of(asking_book))
    figure.locator("[name=bad]").press("End")
    tab.page.wait_for_timeout(200)
    want = drawn(figure)
    does(figure, "copy").click()
    figure.locator(".ch-said").get_by_text("is copied").wait_for()
    address = tab.page.evaluate("navigator.clipboard.readText()")
    parts = urlsplit(address)
    assert parts.query == f"{YEAR}=normal:1000,planned:500,bad:8"
    assert parts.fragment == YEAR
    page = tab.open("about:blank")
    page.goto(address)
    page.locator(f"#{YEAR}[data-state=live]").wait_for()
    page.wait_for_timeout(300)
    assert stands(figure)["bad"] == "8"
    assert drawn(figure) == want
    top = figure.evaluate("f => f.getBoundingClientRect().top")
    assert -5 < top < 300, "one does not stand before it"
    does(figure, "reset").click()
    assert stands(figure) == START
    assert tab.complaints == []


def test_where_nothing_can_be_copied_the_address_is_shown(tab: Tab, asking_book: Path) -> None:
    tab.page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    figure = explorer(tab, page_of(asking_book), SPAN)
    figure.locator("select[name=unknown]").select_option("present")
    does(figure, "copy").click()
    field = figure.locator(".ch-said input")
    assert field.input_value().endswith(f"{SPAN}=partly:50,enough:6,unknown:present#{SPAN}")
    assert field.evaluate(
        "e => e === document.activeElement && !e.selectionStart && e.selectionEnd > 20"
    )
    assert tab.complaints == []


@pytest.mark.parametrize(
    "given",
    ["", "bad", "bad:", "bad:9", "bad:-1", "bad:1e0", "bad:%FF", "bad:1,bad:2", "other:1",
     "planned:475", "bad:2,planned:x", "__proto__:1", "<b>:1", "bad:0x2"],
)  # fmt: skip
def test_a_bad_address_moves_nothing_and_says_so(tab: Tab, asking_book: Path, given: str) -> None:
    figure = explorer(tab, f"{page_of(asking_book)}?{YEAR}={given}#{YEAR}")
    assert stands(figure) == START
    said = figure.locator(".ch-said").inner_text()
    assert said == "The address names a position that this explorer does not have."
    assert tab.complaints == []


def test_an_address_may_leave_out_controls(tab: Tab, asking_book: Path) -> None:
    figure = explorer(
        tab, f"{page_of(asking_book)}?{YEAR}=bad%3A2&{SPAN}=unknown:absent&x-none=a:1"
    )
    assert stands(figure) == START | {"bad": "2"}
    assert figure.locator(".ch-said").inner_text() == ""
    assert stands(tab.page.locator(f"#{SPAN}"))["unknown"] == "absent"
    assert tab.complaints == []
