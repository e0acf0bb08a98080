"""To cite and to report on the page: the panel, its files, the keyboard, and without a script."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from dispatched import evidence
from dispatched.book import assets
from dispatched.cite import forms, items
from dispatched.notebooks.about import about
from tests.browsing import STANDARD, Tab, barriers
from tests.test_cite import HOSTILE, everything

pytestmark = pytest.mark.browser

BOOK = about(Path(__file__).resolve().parents[1])
CARD = "arrivals-1947"
WHOLE = [items.card(BOOK, CARD), *map(items.source, items.sources_of(CARD))]
STRAIGHT = str.maketrans("’‘“”", "''\"\"")
PANEL = "dialog.cite-panel[open]"


def test_the_page_writes_what_python_writes(chromium: Any) -> None:
    page = chromium.new_page()
    try:
        script = "".join(assets.joined("js", [name]) for name in ("CITED", "cite-forms"))
        page.add_script_tag(content=f"{script}window.FORMS = FORMS;")
        some = [*random.Random(1947).sample(everything(), 300), HOSTILE]
        for form in forms.FORMS:
            write = "([form, items]) => items.map((item) => FORMS[form][1]([item]))"
            made = page.evaluate(write, [form, some])
            for item, text in zip(some, made, strict=True):
                assert text == forms.write(form, [item]), item["id"]
    finally:
        page.close()


DEEDS = """window.deeds = [];
for (const when of ["keydown", "pointerdown", "pointermove", "scroll"]) {
  window.addEventListener(when, () => window.deeds.push(when), { once: true });
}"""
"""What a page takes for a deed; a browser under load may send it one that nobody did."""


def opened(tab: Tab, book: Path, name: str) -> Any:
    tab.context.add_init_script(DEEDS)
    return tab.open((book / f"back/{name}.html").as_uri())


def open_card(tab: Tab, book: Path) -> Any:
    page = opened(tab, book, "evidence-1946")
    begun(page, f"#{CARD} a[data-cite]")
    return page


ASKED = """() => [window.deeds, document.querySelectorAll("script[src*='cite.js']").length]"""


def begun(page: Any, wanted: str) -> None:
    """Nothing of it is asked for before a reader does something; then cards have their links."""
    deeds, asked = page.evaluate(ASKED)
    for _ in range(9):
        if not deeds:
            break
        page.reload()  # till nobody has done anything
        deeds, asked = page.evaluate(ASKED)
    assert (deeds, asked) == ([], 0)
    page.mouse.move(9, 9)
    page.wait_for_selector(wanted)


def test_a_card_is_cited_by_mouse_and_saved_as_a_file(chromium: Any, book: Path) -> None:
    with Tab(chromium, accept_downloads=True) as tab:
        tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = open_card(tab, book)
        page.click(f"#{CARD} a[data-cite] >> text=Cite")
        assert page.text_content(f"{PANEL} .cite-title") == f"Cite {CARD}"
        for form, name in forms.FORMS.items():
            page.click(f"{PANEL} .cite-forms >> text={name}")
            assert page.text_content(f"{PANEL} .cite-text") == forms.write(form, WHOLE)
            with page.expect_download() as saved:
                page.click(f"{PANEL} .cite-file")
            assert saved.value.suggested_filename == f"dispatched-{CARD}.{form}"
            assert Path(saved.value.path()).read_bytes() == forms.write(form, WHOLE).encode()
        page.get_by_role("button", name="Copy", exact=True).click()
        page.wait_for_selector(f"{PANEL} [role=status] >> text=Copied.")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.splitlines() == forms.write("csl.json", WHOLE).splitlines()
        assert (tab.complaints, tab.foreign) == ([], [])
        assert barriers(page, *STANDARD) == []


@pytest.mark.parametrize(("name", "kind"), [("evidence-2017", "claim"), ("calculations", "calc")])
def test_a_card_has_the_title_and_the_sources_of_python(
    chromium: Any, book: Path, name: str, kind: str
) -> None:
    """What the page has for a card is what the tables have, for some cards of a page."""
    with Tab(chromium) as tab:
        page = opened(tab, book, name)
        begun(page, ".ev a[data-cite]")
        ids = page.evaluate("[...document.querySelectorAll('.ev[id]')].map((box) => box.id)")
        table = "claims" if kind == "claim" else "calculations"
        rows = evidence.tables()[table]
        assert set(ids) == {r["id"] for r in rows if kind == "calc" or r["era"] == "2017"}
        for ident in random.Random(name).sample(ids, 6):
            page.locator(f"[id='{ident}'] [data-cite=card]").dispatch_event("click")
            text = page.text_content(f"{PANEL} .cite-text")
            page.evaluate("(open) => document.querySelector(open).close()", PANEL)
            # It is taken away a moment after it was closed; until then the next would be a second.
            page.wait_for_selector(".cite-panel", state="detached")
            made = [items.card(BOOK, ident), *map(items.source, items.sources_of(ident))]
            # The page sets the quotation marks of a statement as a printer does.
            assert text.translate(STRAIGHT) == forms.write("txt", made).translate(STRAIGHT)


def test_page_and_chart_are_cited_by_keyboard(chromium: Any, book: Path) -> None:
    with Tab(chromium) as tab:
        page = tab.open((book / "chapters/02-1946-fisheries.html").as_uri())
        title = "The first workers were hired, not sent"
        assert page.locator("script[src*='cite.js']").count() == 0
        page.focus(".citing a >> nth=0")
        page.keyboard.press("Enter")
        page.wait_for_selector(PANEL)
        made = items.page(BOOK, "chapters/02-1946-fisheries", title)
        assert page.text_content(f"{PANEL} .cite-text") == forms.plain(made)
        for _ in range(12):  # the frame keeps the keyboard
            page.keyboard.press("Tab")
            inside = "document.activeElement === document.body || !!document.activeElement.closest("
            assert page.evaluate(f"{inside}'.cite-panel')")
        page.keyboard.press("Escape")
        assert page.locator(PANEL).count() == 0
        assert page.evaluate("document.activeElement.textContent") == "Cite this page"
        figure = page.locator("figure.ch:has([data-cite=chart])").first
        figure.locator("[data-cite=chart]").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(PANEL)
        ident, shown = figure.get_attribute("id"), figure.locator(".ch-title").text_content()
        chart = items.chart(BOOK, "chapters/02-1946-fisheries", title, ident, shown.strip())
        assert page.text_content(f"{PANEL} .cite-text") == forms.plain(chart)
        assert tab.complaints == []


def test_a_report_says_what_stands_there_and_that_there_is_no_place(
    chromium: Any, book: Path
) -> None:
    with Tab(chromium) as tab:
        page = open_card(tab, book)
        page.click(f"#{CARD} a[data-cite] >> text=Report a mistake")
        text = page.text_content(f"{PANEL} .cite-text")
        value = evidence.claim_card(CARD).value
        assert text.startswith(f"{CARD}: {value}\n\nWhere: {CARD}\nVersion: {BOOK.version}, ")
        assert evidence.claim_card(CARD).statement in text
        assert "names no place for reports" in page.text_content(PANEL)
        page.click(f"{PANEL} >> text=How to report")
        page.wait_for_url("**/back/errata.html#report")
        assert tab.complaints == []


def test_a_report_opens_filled_in_where_there_is_a_repository(chromium: Any, book: Path) -> None:
    issues = "https://codeberg.org/some/book/issues/new"
    script = (book / "_static/cite.js").read_text(encoding="utf-8")
    assert script.count('"issues":""') == 1
    known = script.replace('"issues":""', f'"issues":"{issues}"')
    with Tab(chromium) as tab:
        tab.context.route(
            "**/cite.js", lambda route: route.fulfill(body=known, content_type="text/javascript")
        )
        page = open_card(tab, book)
        long = "노동 & <b>#1</b>\n" * 200 + "\U0001f600"
        page.evaluate(f"document.querySelector('#{CARD} .card-value + p').textContent = `{long}`")
        with tab.context.expect_event("request", lambda asked: asked.url.startswith(issues)):
            page.click(f"#{CARD} a[data-cite] >> text=Report a mistake")
        (address,) = tab.foreign
        assert address.startswith(f"{issues}?")
        assert len(address) < 8000
        told = parse_qs(urlsplit(address).query)
        (title,), (body,) = told["title"], told["body"]
        assert title == f"{CARD}: {evidence.claim_card(CARD).value}"
        quoted = body.partition("> ")[2].partition("\n")[0]
        assert len(quoted) == 601
        assert quoted.endswith("…")
        assert "노동 & <b>#1</b>" in quoted
        assert body.endswith(
            "What is wrong, and where can one see it (source, page or paragraph)?\n"
        )


def test_without_a_script_the_links_lead_to_pages_that_say_it(chromium: Any, book: Path) -> None:
    with Tab(chromium, java_script_enabled=False) as tab:
        page = tab.open((book / "index.html").as_uri())
        page.click(".citing >> text=Cite this page")
        page.wait_for_url("**/back/cite.html")
        for form in ("txt", "bib", "ris", "csl.json"):
            shown = page.text_content(f'pre[data-of="book {form}"]')
            assert shown.splitlines() == forms.write(form, [items.whole(BOOK)]).splitlines()
        assert not page.locator(".pst-js-only[data-cite]").first.is_visible()
        page.click(".citing >> text=Report a mistake")
        page.wait_for_url("**/back/errata.html#report")
        assert page.get_by_role("heading", name="To report a mistake").is_visible()


def test_the_book_itself_is_cited_from_its_page(chromium: Any, book: Path) -> None:
    with Tab(chromium) as tab:
        page = tab.open((book / "back/cite.html").as_uri())
        for name, item in (("book", items.whole(BOOK)), ("data", items.data(BOOK))):
            page.click(f"a[data-cite={name}]")
            assert page.text_content(f"{PANEL} .cite-text") == forms.plain(item)
            page.click(f"{PANEL} >> text=Close")
        assert tab.complaints == []
        assert barriers(page, *STANDARD) == []
