"""Story, workshop or both, on the page of every chapter."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from dispatched.notebooks import lanes
from tests.browsing import Tab
from tests.chapters import CHAPTERS

pytestmark = pytest.mark.browser

name = pytest.mark.parametrize("name", [path.stem for path in CHAPTERS])
ASTRAY = """() => [...document.querySelectorAll(".page-toc a[href^='#']")]
  .filter((a) => a.offsetParent !== null
    && document.getElementById(decodeURIComponent(a.hash).slice(1)).offsetParent === null)
  .map((a) => a.textContent)"""
"""The entries of the page's contents that lead to what this lane does not show."""


def switch(page: Any, lane: str) -> Any:
    return page.locator(f'.lanes button[data-lane="{lane}"]')


@name
def test_the_story_has_no_code_and_all_of_its_charts(chromium: Any, book: Path, name: str) -> None:
    notebook = nbformat.read(next(p for p in CHAPTERS if p.stem == name), as_version=4)
    told = [c for c in notebook.cells if c.cell_type == "code" and lanes.lane(c) == "story"]
    with Tab(chromium) as tab:
        page = tab.open(f"{(book / 'chapters' / name).as_uri()}.html?lane=story")
        assert switch(page, "story").get_attribute("aria-pressed") == "true"
        assert page.locator(".bd-article .cell_input:visible").count() == 0
        assert page.locator(".bd-article .cell.tag_story:visible").count() == len(told)
        assert page.locator(".bd-article .workshop:visible").count() == 0
        assert page.evaluate(ASTRAY) == []
        assert tab.complaints == []


BARE = """() => [...document.querySelectorAll('.bd-article section section > :is(h2, h3)')]
  .filter((h) => h.offsetParent !== null
    && ![...h.parentElement.children].some((e) => e !== h && e.offsetParent !== null))
  .map((h) => h.textContent)"""


@name
def test_no_lane_has_a_heading_without_a_text(chromium: Any, book: Path, name: str) -> None:
    shown = {}
    with Tab(chromium) as tab:
        for lane in (*lanes.LANES, "both"):
            page = tab.open(f"{(book / 'chapters' / name).as_uri()}.html?lane={lane}&ask=off")
            assert page.evaluate(BARE) == [], lane
            assert page.evaluate(ASTRAY) == [], lane
            heads = page.locator(".bd-article h2:visible").all_inner_texts()
            shown[lane] = {head.rstrip("#") for head in heads}
    assert "Further reading" in shown["story"]
    # Exercises are solved in a notebook.
    assert "Exercises" in shown["workshop"] - shown["story"]
    assert shown["story"] | shown["workshop"] == shown["both"]


def test_the_choice_is_kept_and_both_are_there_at_first(chromium: Any, server: str) -> None:
    first, second = (f"{server}/chapters/{path.stem}.html" for path in CHAPTERS[:2])
    with Tab(chromium) as tab:
        page = tab.open(first)
        assert switch(page, "both").get_attribute("aria-pressed") == "true"
        assert page.locator(".cell_input:visible").count() > 5
        switch(page, "story").focus()
        page.keyboard.press("Enter")
        assert page.locator(".cell_input:visible").count() == 0
        page = tab.open(second)
        assert switch(page, "story").get_attribute("aria-pressed") == "true"
        assert page.locator(".cell_input:visible").count() == 0


def test_the_workshop_has_all_code_and_none_of_the_tale(chromium: Any, server: str) -> None:
    with Tab(chromium) as tab:
        page = tab.open(f"{server}/chapters/{CHAPTERS[0].stem}.html?lane=workshop")
        count = page.locator(".cell_input").count()
        assert page.locator(".cell_input:visible, .cell details:visible").count() >= count
        told = page.locator(".bd-article p.story:visible")
        assert all("em" in p.inner_html() for p in told.all())  # the lines below charts
        assert page.locator(".bd-article p.workshop:visible").count() > 3


def test_an_address_that_leads_to_what_is_folded_opens_it(
    chromium: Any, book: Path, server: str
) -> None:
    pages = [book / "chapters" / f"{path.stem}.html" for path in CHAPTERS]
    found = (
        (p, re.search(r'<section class="workshop" id="([^"]+)"', p.read_text())) for p in pages
    )
    name, folded = next((page.name, match[1]) for page, match in found if match)
    with Tab(chromium) as tab:
        page = tab.open(f"{server}/chapters/{name}?lane=story#{folded}")
        assert switch(page, "both").get_attribute("aria-pressed") == "true"
        assert page.locator(f"[id='{folded}']").is_visible()


def test_without_a_script_both_lanes_stand_there(chromium: Any, book: Path) -> None:
    with Tab(chromium, java_script_enabled=False) as tab:
        page = tab.open((book / "chapters" / f"{CHAPTERS[0].stem}.html").as_uri())
        assert not page.locator(".lanes").is_visible()
        assert page.locator(".bd-article p.workshop").first.is_visible()
        assert page.locator(".bd-article p.story").first.is_visible()
