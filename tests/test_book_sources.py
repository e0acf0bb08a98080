"""The sources on two pages: every link leads to the card, and so does every address of before."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from dispatched import evidence
from dispatched.notebooks import cards
from tests.browsing import Tab

PRESS = [row for row in evidence.tables()["sources"] if row["kind"] == "press"]


def test_a_link_to_a_source_leads_to_the_page_that_has_its_card(book: Path) -> None:
    texts = {p: p.read_text(encoding="utf-8") for p in book.rglob("*.html")}
    linked = {
        (page, ident)
        for path, text in texts.items()
        if path.name != "sources.html"
        for page, ident in re.findall(r'href="[^"]*?([\w-]+)\.html#source-([\w-]+)"', text)
    }
    assert len(linked) > 200
    assert not {(p, i) for p, i in linked if f"back/{p}" != cards.source_page(i)}
    names, press = (texts[book / f"back/{name}.html"] for name in ("sources", "sources-press"))
    for row in PRESS:
        place = f'id="source-{row["id"]}"'
        leads = f'<a href="sources-press.html#source-{row["id"]}" {place}>'
        assert leads in names, "the address of before"
        assert f'<div class="ev grade-{row["grade"]}" {place}>' in press


@pytest.mark.parametrize("script", [True, False])
def test_an_address_of_before_leads_on_to_the_card(
    chromium: Browser, book: Path, script: bool
) -> None:
    ident = PRESS[-1]["id"]
    old, new = ((book / f"back/{page}.html").as_uri() for page in ("sources", "sources-press"))
    with Tab(chromium, java_script_enabled=script) as tab:
        page = tab.open(f"{old}#source-{ident}")
        if not script:
            page.locator(f"#source-{ident}").click()
        page.wait_for_url(f"{new}#source-{ident}")
        assert page.locator(f"#source-{ident} .card-value").is_visible()
        assert tab.complaints == []


def test_a_page_of_many_cards_lays_out_those_near_the_screen(chromium: Browser, book: Path) -> None:
    with Tab(chromium, viewport={"width": 390, "height": 800}) as tab:
        page = tab.open((book / "back/evidence-2000.html").as_uri())
        page.wait_for_load_state()
        drawn = """() => [...document.querySelectorAll('.ev > :first-child')].map(
            (one) => one.checkVisibility({contentVisibilityAuto: true}))"""
        seen = page.evaluate(drawn)
        assert seen[0]
        assert not seen[-1]
        last = page.locator(".ev").last
        page.goto(f"{page.url}#{last.get_attribute('id')}")
        assert last.evaluate("e => e.getBoundingClientRect().top") < 800
        page.emulate_media(media="print")
        page.wait_for_function(f"({drawn})().every(Boolean)")  # paper has all of them


def test_the_choice_among_cards_has_its_room_before_its_script(
    chromium: Browser, book: Path
) -> None:
    with Tab(chromium) as tab:
        tab.page.route("**/filter.js*", lambda route: route.abort())
        page = tab.open((book / "back/evidence-2000.html").as_uri())
        page.locator("html[data-mode]").wait_for(state="attached")
        first = page.locator(".ev").first.bounding_box()
        assert page.locator(".ev-filter").is_visible()
        page.unroute("**/filter.js*")
        page.reload()
        page.locator("#filter-grade").select_option("")
        page.wait_for_function("window.dispatched")
        assert page.locator(".ev").first.bounding_box() == first, "nothing has moved"


def test_a_work_is_cited_as_on_its_card_and_its_address_is_left_to_the_link(book: Path) -> None:
    titles, said = [], set()
    for path in (book / "chapters").glob("*.html"):
        text = path.read_text(encoding="utf-8")
        cited = re.findall(r'class="bibtex-citation"[^>]*>(.*?)</span>', text)
        said |= {re.sub(r"<[^>]+>", "", words) for words in cited}
        titles += re.findall(r'title="([^"]*)"', " ".join(cited))
    assert {"Lankov 2020", "Lankov 2025"} <= said
    assert not {words for words in said if re.search(r"\[|\]|^\w+, \d", words)}
    assert len(titles) > 50
    assert not [title for title in titles if "http" in title or not title.endswith(".")]
