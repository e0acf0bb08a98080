"""What the reader expects, as a line over an explorer: typed, clicked, touched, told, removed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dispatched.explore import rows_at
from tests.answering import EXPLORERS
from tests.browsing import PAGES, STANDARD, Tab, barriers, wake
from tests.handled import MAP, SPAN, YEAR, does, explorer, page_of, spec, stands

pytestmark = pytest.mark.browser


@pytest.fixture
def tab(chromium: Any) -> Iterator[Tab]:
    with Tab(chromium, viewport={"width": 1280, "height": 900}) as made:
        yield made


# --- what the reader expects ----------------------------------------------------------------------


def line(figure: Any) -> dict[str, Any]:
    """The reader's line: whether it is seen, what it says, and at which value it lies."""
    return figure.evaluate(
        """f => { const words = f.querySelector('.expected-words text');
             return {seen: words.getAttribute('opacity') !== '0', says: words.textContent,
                     value: f.view.signal('expected')}; }"""
    )


def test_a_number_lies_over_the_chart_while_it_moves(tab: Tab, asking_book: Path) -> None:
    figure = explorer(tab, page_of(asking_book))
    does(figure, "expect").focus()
    tab.page.keyboard.press("Enter")
    field = figure.locator("[data-number]")
    assert field.evaluate("e => e === document.activeElement")
    assert does(figure, "expect").get_attribute("aria-expanded") == "true"
    tab.page.keyboard.type("1 000,5")
    tab.page.keyboard.press("Enter")
    out = figure.locator(".ch-expected")
    start = rows_at(spec(EXPLORERS[0]))[12]["fixed"]
    out.get_by_text(f"Month 12, fixed sum: the chart has {start:,}, which is").wait_for()
    assert line(figure) == {"seen": True, "says": "You expect 1,000.5", "value": 1000.5}
    figure.locator("[name=bad]").press("End")
    moved = rows_at(spec(EXPLORERS[0]), {"normal": 1000, "planned": 500, "bad": 8})
    less = f"the chart has {moved[12]['fixed']:,}, which is {1000.5 - moved[12]['fixed']:,} less"
    out.get_by_text(less.replace("-", "−")).wait_for()
    assert line(figure)["seen"]
    figure.locator("[data-row]").select_option("6")
    six = f"Month 6, fixed sum: the chart has {moved[6]['fixed']:,}".replace("-", "−")
    out.get_by_text(six).wait_for()
    dot = figure.evaluate("f => f.view.signal('expected_at') / f.view.signal('width')")
    assert dot == pytest.approx(6 / 12, abs=0.02), "the number is meant for that month"
    figure.locator(".ch-live").get_by_text("You expect 1,000.5. Month 6").wait_for(state="attached")
    field.press("ArrowUp")
    out.wait_for()
    assert line(figure)["value"] == 1100, "a step is about as fine as a pixel of the axis"
    does(figure, "unmark").click()
    tab.page.wait_for_timeout(100)
    assert not line(figure)["seen"]
    assert out.inner_text() == ""
    assert not does(figure, "unmark").is_visible()
    assert tab.complaints == []


@pytest.mark.parametrize("touch", [False, True])
def test_a_click_or_a_touch_marks_the_value_there(
    chromium: Any, asking_book: Path, touch: bool
) -> None:
    with Tab(chromium, has_touch=touch, viewport={"width": 390, "height": 800}) as tab:
        figure = explorer(tab, page_of(asking_book), SPAN)
        area = figure.locator(".ch-live-plot .role-frame.root .background").first
        point = {"x": 0, "y": 0}

        def press() -> None:
            box = area.bounding_box()
            point.update(x=box["x"] + box["width"] * 6 / 11, y=box["y"] + 5)
            (tab.page.touchscreen.tap if touch else tab.page.mouse.click)(point["x"], point["y"])
            tab.page.wait_for_timeout(300)

        area.scroll_into_view_if_needed()
        press()
        assert not line(figure)["seen"], "the chart is marked before one asks for it"
        does(figure, "expect").click()
        area.scroll_into_view_if_needed()
        press()
        assert line(figure)["value"] == pytest.approx(6, abs=0.1)
        low = rows_at(spec(EXPLORERS[2]))[0]
        said = figure.locator(".ch-expected").inner_text()
        assert said.startswith(f"Era 1946: the chart has {low['low']:g} to {low['high']:g}; your")
        height = figure.evaluate(
            "f => [...f.querySelectorAll('.ch-tools button, .ch-expect input')]"
            ".map(e => e.getBoundingClientRect().height)"
        )
        assert min(height) >= (44 if touch else 24)
        assert tab.complaints == []


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("", "Please write a number"),
        ("abc", "Please write a number"),
        ("12 months", "Please write a number"),
        ("1e400", "Please write a smaller number"),
        ("9" * 400, "Please write a smaller number"),
        ("9" * 20, "lies outside the picture, which goes from −8,000 to 6,000."),
        ("−5", "which is"),
        ("$450", "which is"),
        ("１２", "which is"),
        ("1,000", "which is"),
        ("1.000", "Do you mean 1 or 1,000?"),
    ],
)
def test_whatever_is_typed_gets_a_friendly_word(
    tab: Tab, asking_book: Path, given: str, says: str
) -> None:
    figure = explorer(tab, page_of(asking_book))
    does(figure, "expect").click()
    field = figure.locator("[data-number]")
    field.fill("700")
    does(figure, "mark").click()
    field.fill(given)
    does(figure, "mark").click()
    figure.locator(".ch-expected").get_by_text(says).wait_for()
    read = {"−5": -5, "$450": 450, "１２": 12, "1,000": 1000, "9" * 20: None}.get(given, 700)
    assert line(figure)["seen"] is (read is not None)
    if read is not None:  # what was marked before is not lost
        assert line(figure)["value"] == read
    assert tab.complaints == []


def test_a_map_has_no_scale_to_mark(tab: Tab, asking_book: Path) -> None:
    figure = explorer(tab, page_of(asking_book), MAP)
    assert does(figure, "expect").count() == 0
    assert does(figure, "reset").is_enabled()
    assert tab.complaints == []


def test_paper_has_the_line_and_no_buttons(tab: Tab, asking_book: Path) -> None:
    figure = explorer(tab, page_of(asking_book))
    does(figure, "expect").click()
    figure.locator("[data-number]").fill("700")
    does(figure, "mark").click()
    tab.page.emulate_media(media="print")
    assert not figure.locator(".ch-tools").is_visible()
    assert not figure.locator(".ch-expect").is_visible()
    assert line(figure)["seen"]


def test_without_a_script_there_is_no_button(chromium: Any, asking_book: Path) -> None:
    with Tab(chromium, java_script_enabled=False) as tab:
        figure = tab.open(page_of(asking_book)).locator(f"#{YEAR}")
        assert figure.locator(".ch-wide svg").is_visible()
        assert figure.locator("button:visible").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_tools_are_no_barrier(chromium: Any, asking_book: Path, theme: str) -> None:
    with Tab(chromium, color_scheme=theme, viewport={"width": 320, "height": 900}) as tab:
        explorer(tab, page_of(asking_book))
        wake(tab.page)
        for button in tab.page.locator('[data-does="expect"]').all():
            button.click()
        assert barriers(tab.page, *STANDARD, "best-practice", "cat.semantics") == []
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert tab.page.evaluate(wide) == 0


@pytest.mark.parametrize("name", [page for page in PAGES if page != "index"])
def test_every_explorer_of_the_book_takes_a_mark_and_comes_back(
    chromium: Any, book: Path, name: str
) -> None:
    with Tab(chromium) as tab:
        page = tab.open((book / f"{name}.html").as_uri())
        for figure in page.locator("figure.ch-explorer").all():
            figure.scroll_into_view_if_needed()
            figure.evaluate(
                "f => new Promise(d => { const t = setInterval(() => {"
                " if (f.dataset.state === 'live') { clearInterval(t); d(); } }, 20); })"
            )
            before = stands(figure)
            if does(figure, "expect").count():
                does(figure, "expect").click()
                ends = figure.evaluate("f => f.spec.usermeta.explorer.expect.ends")
                figure.locator("[data-number]").fill(str(sum(ends) / 2))
                does(figure, "mark").click()
                page.wait_for_timeout(100)
                assert line(figure)["seen"]
                assert line(figure)["value"] == sum(ends) / 2
            else:
                assert name == "chapters/11-mapping-dispatch", "it has a scale"
            for control in figure.locator("input[type=range]").all():
                control.press("End")
            does(figure, "reset").click()
            assert stands(figure) == before
        assert tab.complaints == []
