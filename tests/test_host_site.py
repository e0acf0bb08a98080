"""The site of the whole book in a real nginx, with the strict policy of ``deploy/nginx.conf``."""

from __future__ import annotations

import gzip
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest

from dispatched.host import site
from tests import nginx
from tests.browsing import Tab, wake

POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'"


@pytest.fixture(scope="module")
def served(book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site, below a path, served as ``deploy/nginx.conf`` says."""
    with nginx.served(book, tmp_path_factory.mktemp("nginx")) as address:
        yield address


def get(address: str, **headers: str) -> Any:
    request = urllib.request.Request(address, headers=headers)
    try:
        return urllib.request.urlopen(request)
    except urllib.error.HTTPError as error:
        return error


def test_every_page_comes_with_the_policy_and_its_own_address(served: str, book: Path) -> None:
    names = sorted(p.relative_to(book).as_posix() for p in book.rglob("*.html"))
    assert len(names) > 40
    for name in names:
        with get(served + name) as answer:
            text = answer.read().decode("utf-8")
            assert answer.status == 200, name
            assert answer.headers["Content-Security-Policy"].startswith(POLICY)
            assert "unsafe" not in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
        here = served + re.sub(r"(^|/)index\.html$", r"\1", name)
        assert text.count(f'<link rel="canonical" href="{here}">') == 1
        assert text.count("application/ld+json") == 1
    with get(f"{served}sitemap.xml") as answer:
        listed = re.findall(r"<loc>(.*?)</loc>", answer.read().decode("utf-8"))
    assert len(listed) == len(names) - len(site.UNLISTED)


def test_what_was_compressed_ahead_is_what_comes(served: str, book: Path) -> None:
    plain = get(f"{served}chapters/01-reading-the-evidence.html").read()
    address = f"{served}chapters/01-reading-the-evidence.html"
    with get(address, **{"Accept-Encoding": "br"}) as answer:
        assert answer.headers["Content-Encoding"] == "br"
        small = answer.read()
    assert brotli.decompress(small) == plain
    with get(address, **{"Accept-Encoding": "gzip"}) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(answer.read()) == plain
    assert len(small) < len(plain) / 4
    named = re.search(rb"_static/dispatched\.css\?v=\w+", plain)
    assert named
    with get(served + named[0].decode()) as answer:
        assert "immutable" in answer.headers["Cache-Control"]
    with get(address) as answer:
        assert answer.headers["Cache-Control"] == "no-cache"


def test_a_record_may_be_read_from_anywhere(served: str) -> None:
    with get(f"{served}api/v1/claims/arrivals-1947.json") as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert b'"best": 35000.0' in answer.read()


def test_a_folder_without_a_page_is_a_lost_address_and_nquads_say_what_they_are(
    served: str,
) -> None:
    for name in ("api/v1/", "downloads/", "chapters/", "nowhere/"):
        with get(served + name) as answer:
            assert answer.status == 404, name
            assert b"This page is not here" in answer.read(), name
    with get(f"{served}api/v1/claims.nq") as answer:
        assert answer.headers["Content-Type"].startswith("application/n-quads")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_charts_questions_and_explorers_work_under_the_policy(chromium: Any, served: str) -> None:
    with Tab(chromium, asks=True) as tab:
        page = tab.open(f"{served}chapters/05-2000-contract-work.html?ask=off")
        wake(page)
        slider = page.locator(".ch-explorer input[type=range]").first
        before = page.locator(".ch-explorer").first.inner_text()
        slider.focus()
        page.keyboard.press("End")
        page.wait_for_function(
            "t => document.querySelector('.ch-explorer').innerText !== t", arg=before
        )
        page.locator("a.claim").first.hover()
        page.locator("[data-check]").first.scroll_into_view_if_needed()
        page.locator(".check-go:enabled").first.scroll_into_view_if_needed()
        page.locator(".handle").first.click()
        page.locator(".move").first.wait_for()
        assert tab.complaints == []
        assert tab.foreign == []


def test_an_address_of_a_card_leads_to_it_and_a_lost_one_to_the_search(
    chromium: Any, served: str
) -> None:
    with Tab(chromium) as tab:
        page = tab.open(f"{served}id/arrivals-1947.html")
        page.wait_for_url("**/back/evidence-1946.html#arrivals-1947")
        assert tab.complaints == []
    with Tab(chromium) as tab:
        page = tab.open(f"{served}chapters/deep/forced_labor-camps.html")
        assert page.locator("h1").inner_text() == "This page is not here"
        assert page.locator("input[name=q]").input_value() == "forced labor camps"
        page.get_by_role("button", name="Search").click()
        page.wait_for_url("**/dispatched/search.html?q=forced+labor+camps")
        page.locator("#search-results a").first.wait_for()
        assert [c for c in tab.complaints if "404" not in c] == []


def test_a_citation_has_the_address_of_the_site(chromium: Any, served: str) -> None:
    lasting = f"{served}id/arrivals-1947.html"
    with get(f"{served}api/v1/citations/arrivals-1947.bib") as answer:
        text = answer.read().decode("utf-8")
    assert f"url = {{{lasting}}}" in text
    with Tab(chromium, accept_downloads=True) as tab:
        page = tab.open(f"{served}back/evidence-1946.html")
        page.mouse.move(9, 9)
        page.locator("#arrivals-1947 [data-cite=card]").click()
        page.locator(".cite-forms >> text=BibTeX").click()
        assert page.locator(".cite-text").text_content() == text
        with page.expect_download() as saved:
            page.locator(".cite-file").click()
        assert Path(saved.value.path()).read_text(encoding="utf-8") == text
        assert tab.complaints == []
        page = tab.open(f"{served}index.html?lane=story")
        page.locator(".citing [data-cite=page]").click()
        assert page.locator(".cite-text").text_content().endswith(f" {served}\n")
        page = tab.open(f"{served}back/cite.html")
        assert page.locator("pre.cited-as").first.text_content().endswith(f" {served}\n")
        assert tab.foreign == []


def test_the_feed_of_errata_leads_to_each_entry(served: str) -> None:
    with get(served) as answer:
        named = re.search(
            r'type="application/atom\+xml"[^>]*href="([^"]*)"', answer.read().decode()
        )
    assert named
    with get(named[1]) as answer:
        links = re.findall(r'<link href="([^"#]*)#([^"]*)"', answer.read().decode("utf-8"))
    assert len(links) >= 15
    (address,) = {address for address, _ in links}
    with get(address) as answer:
        page = answer.read().decode("utf-8")
    assert [ident for _, ident in links if f'id="{ident}"' not in page] == []
