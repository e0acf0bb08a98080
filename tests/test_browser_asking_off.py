"""Where nothing is asked, nothing is held back: switched off, without a script, on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.request import url2pathname

import pytest

from tests.browsing import Tab
from tests.built import later
from tests.test_browser_asking import KEYS, address, answer, box, hidden, option, ready, said, tab

pytestmark = pytest.mark.browser
__all__ = ["address", "tab"]  # fixtures


def gone(page: Any) -> None:
    """All that follows stands there, and nothing of a question does, on paper neither."""
    for media in ("print", "screen"):
        page.emulate_media(media=media)
        assert not any(hidden(page, key) for key in KEYS)
        assert page.locator(".ask:visible, .ask-box:visible").count() == 0
        assert not page.get_by_text("Before you look").first.is_visible()


def shown(page: Any) -> None:
    """All that follows stands there, and each question is a sentence."""
    for key in KEYS:
        assert not hidden(page, key)
        assert box(page, key).locator(".ask-plain").is_visible()
        assert not box(page, key).locator(".ask-live").is_visible()
    assert page.get_by_text("Give a number on a scale of 0 to 100,000 persons.").is_visible()


def test_without_a_script(chromium: Any, address: str) -> None:
    with Tab(chromium, asks=True, java_script_enabled=False) as tab:
        page = tab.open(address)
        shown(page)
        assert not page.locator(".ask-switch").is_visible()


@pytest.mark.parametrize("name", ["predict.js", "dispatched.js"])
def test_where_a_script_does_not_come(chromium: Any, address: str, name: str) -> None:
    with Tab(chromium, asks=True) as tab:
        tab.context.route(f"**/{name}*", lambda route: route.abort())
        page = tab.open(address)
        page.mouse.move(5, 5)
        page.wait_for_function("document.documentElement.dataset.ask === 'none'")
        shown(page)


def test_an_address_turns_it_off_and_is_kept(tab: Tab, address: str) -> None:
    page = ready(tab.open(f"{address}?ask=off"))
    gone(page)
    page = ready(tab.open(address))
    gone(page)
    switch = page.locator(".ask-switch")
    assert switch.get_attribute("aria-pressed") == "false"
    switch.focus()
    page.keyboard.press("Enter")
    assert switch.get_attribute("aria-pressed") == "true"
    assert all(hidden(page, key) for key in KEYS)
    switch.click()
    gone(page)
    page = ready(tab.open(f"{address}?ask=on"))
    assert all(hidden(page, key) for key in KEYS)


def test_on_paper_the_chart_stands_there(tab: Tab, address: str) -> None:
    page = ready(tab.open(address))
    box(page, "arrivals").locator("input[type=text]").fill("12 000")
    answer(page, "arrivals")
    page.emulate_media(media="print")
    shown(page)
    assert not page.locator(".ask-switch").is_visible()
    assert page.locator(".ask-plot:visible, .ask-scale:visible").count() == 0


def test_the_lanes_go_on_working(tab: Tab, address: str) -> None:
    page = ready(tab.open(f"{address}?lane=workshop"))
    assert not page.locator(".ask:visible").count()
    assert page.get_by_text("Work of sakhalin.").is_visible()
    assert page.locator("figure.ch").first.is_visible()
    page = ready(tab.open(f"{address}?lane=story"))
    assert hidden(page, "verdict")
    box(page, "sakhalin").locator("[data-do=skip]").click()
    assert not page.get_by_text("Work of sakhalin.").is_visible()
    assert page.locator("figure.ch").first.is_visible()
    page.emulate_media(media="print")
    assert not page.get_by_text("Work of arrivals.").is_visible()


def test_an_address_into_what_is_held_back_opens_it(tab: Tab, address: str) -> None:
    page = ready(tab.open(address))
    chart = page.locator(".veil-sakhalin figure.ch").get_attribute("id")
    page = ready(tab.open(f"{address}?again#{chart}"))
    assert not hidden(page, "sakhalin")
    assert hidden(page, "arrivals")
    assert box(page, "sakhalin").get_attribute("data-state") == "asked"
    other = page.locator(".veil-kind figure.ch").get_attribute("id")
    page.evaluate("(id) => { document.querySelector('.veil-kind figure.ch').id = `${id}-b`; "
                  "location.hash = `${id}-b`; }", other)  # fmt: skip
    page.wait_for_function("!document.querySelector('.veil-kind[hidden]')")
    page.evaluate("document.querySelector('.veil-verdict').dispatchEvent(new Event('beforematch'))")
    assert not hidden(page, "verdict")


def test_storage_that_is_full_or_odd(chromium: Any, address: str) -> None:
    with Tab(chromium, asks=True) as tab:
        tab.context.add_init_script(
            "Storage.prototype.setItem = () => { throw new DOMException('full'); };"
        )
        page = ready(tab.open(f"{address}?ask=on"))
        box(page, "arrivals").locator("input[type=text]").fill("12 000")
        assert answer(page, "arrivals").endswith("Both are higher.")
        assert not hidden(page, "arrivals")
        assert tab.complaints == []


def test_two_tabs_tell_each_other(tab: Tab, address: str) -> None:
    page = ready(tab.open(address))
    other = tab.context.new_page()
    other.goto(address)
    ready(other)
    box(other, "sizes").get_by_role("button", name="The quota: up").click()
    option(page, "kind", "A stock").click()
    told = answer(page, "kind")
    other.wait_for_function(
        "document.querySelector('[data-key=kind]').dataset.state === 'answered'"
    )
    assert said(other, "kind") == told
    names = box(other, "sizes").locator(".ask-name").all_inner_texts()
    assert names[1] == "The quota", "what one does in this tab stays"


def test_an_answer_of_another_form_is_asked_again(tab: Tab, address: str) -> None:
    page = ready(tab.open(address))
    page.evaluate(
        """() => { const memory = window.dispatched.memory ?? { set: (k, v) =>
            localStorage.setItem(k, JSON.stringify(v)) };
        for (const key of ['sakhalin', 'arrivals', 'kind', 'sizes'])
            memory.set(`predict:${key}`, { at: '2026-11-29', given: 'x', skipped: false });
        }"""
    )
    page = ready(tab.open(address))
    assert all(hidden(page, key) for key in KEYS)


def test_the_page_has_no_script_and_no_style_of_its_own(address: str) -> None:
    path = Path(url2pathname(address.removeprefix("file://")))
    asked = later(path, "asks")
    assert len(asked) == len(KEYS)
    for own in asked:
        assert "Forget my answer" in own
        assert "style=" not in own
        assert "onclick" not in own


def test_the_margin_does_not_tell_what_waits(chromium: Any, address: str) -> None:
    with Tab(chromium, asks=True, viewport={"width": 1400, "height": 900}) as tab:
        page = ready(tab.open(address))
        page.evaluate("""() => document.querySelector('p.veil-verdict').insertAdjacentHTML(
            'beforeend', '<a class="claim" href="#arrivals-1947">35,000</a>')""")
        page.locator("[data-margin-switch]").click()
        page.locator(".beside").first.wait_for(state="attached")  # its cards come with the click
        assert page.locator(".beside").count() == 1
        box(page, "verdict").locator("[data-do=skip]").click()
        page.locator(".beside").nth(1).wait_for()
