"""The book under a policy that allows its own files and nothing else: no eval, no script, style or
picture in a page.
"""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import OTHERS, PAGES, ROOT, Tab, told

pytestmark = pytest.mark.browser

POLICY = re.search(
    r'Content-Security-Policy: ([^"`\n]+)', (ROOT / "README.md").read_text(encoding="utf-8")
)[1]
"""The policy that we tell a host to serve."""


@pytest.fixture(scope="module")
def strict(book: Path) -> Iterator[str]:
    """The address of a server that sends the policy of the README with each file."""

    class Strict(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", POLICY)
            super().end_headers()

    handler = functools.partial(Strict, directory=str(book))
    httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()


def test_the_policy_allows_no_more_than_the_books_own_files() -> None:
    parts = dict(part.strip().split(" ", 1) for part in POLICY.split(";") if part.strip())
    assert parts.pop("default-src") == "'self'"
    assert set(parts.values()) <= {"'self'", "'none'"}


def come(page: Any) -> None:
    """Come to every chart. (To wait for a condition in the page, Playwright would need eval.)"""
    for figure in page.locator("figure.ch").all():
        figure.scroll_into_view_if_needed()
        figure.dispatch_event("pointerenter")
    for figure in page.locator("figure.ch").all():
        figure.locator(".ch-live-plot svg, .ch-why").first.wait_for()


@pytest.mark.parametrize("name", [*PAGES, *OTHERS])
def test_charts_live_and_nothing_is_refused(chromium: Any, strict: str, name: str) -> None:
    with Tab(chromium) as tab:
        page = tab.open(f"{strict}/{name}.html")
        come(page)
        assert page.locator(".ch-why").all_inner_texts() == []
        for control in page.locator(".ch-control input, .ch-control select").all():
            assert control.is_enabled()
        sizes = page.locator("[class*='fa-']:is(i, span):visible > svg").evaluate_all(
            "all => all.map(svg => svg.getBoundingClientRect().width)"
        )
        assert len(sizes) >= 2
        assert min(sizes) > 5
        assert tab.complaints == []


def test_a_slider_moves_and_a_mark_answers(chromium: Any, strict: str) -> None:
    with Tab(chromium) as tab:
        page = tab.open(f"{strict}/chapters/02-1946-fisheries.html")
        explorer = page.locator("figure.ch-explorer").first
        explorer.scroll_into_view_if_needed()
        explorer.locator(".ch-live-plot svg").wait_for()
        before = explorer.locator(".ch-live-plot").inner_html()
        explorer.locator("input").first.focus()
        page.keyboard.press("End")
        page.wait_for_timeout(200)
        assert explorer.locator(".ch-live-plot").inner_html() != before
        assert tab.complaints == []


def test_the_menu_prints_and_the_link_of_a_search_hides_its_marks(
    chromium: Any, strict: str
) -> None:
    with Tab(chromium) as tab:
        tab.page.add_init_script("window.print = () => { document.title = 'printed'; }")
        page = tab.open(f"{strict}/search.html?q=orgnabor")
        page.locator("#search-results a").first.click()
        page.locator(".highlight-link a").wait_for()
        assert page.locator("span.highlighted").count() > 0
        page.locator(".highlight-link a").click()
        assert page.locator("span.highlighted").count() == 0
        page.goto(f"{strict}/index.html")
        page.goto(f"{strict}/chapters/02-1946-fisheries.html")
        page.get_by_label("Download this page").click()
        page.locator("[data-print]").click()
        assert page.title() == "printed"
        assert tab.complaints == []


def test_a_chart_that_cannot_live_says_why(chromium: Any, server: str) -> None:
    with Tab(chromium) as tab:
        tab.context.route("**/vega*.js", lambda route: route.abort())
        page = tab.open(f"{server}/chapters/02-1946-fisheries.html")
        explorer = page.locator("figure.ch-explorer").first
        explorer.scroll_into_view_if_needed()
        why = explorer.locator(".ch-why")
        why.wait_for()
        assert why.inner_text() == (
            "The sliders stay off and the picture does not answer: the file _static/vega.js "
            "cannot be loaded."
        )
        assert explorer.locator(".ch-wide svg").is_visible()
        assert told(page) == ""
