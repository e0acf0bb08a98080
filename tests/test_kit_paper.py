"""What is printed: two pages on either paper, tagged, with a foot; cards that fit and meet."""

from __future__ import annotations

import http.server
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from dispatched.kit import cards, cards_html, worksheet
from dispatched.kit.worksheet_answers import answers
from dispatched.kit.worksheet_ask import sheet
from dispatched.kit.worksheet_make import printed
from dispatched.kit.worksheet_print import LICENSE, PAPERS, Printer, foot
from tests.browsing import Tab
from tests.chapters import ROOT

MODEL = "05-2000-contract-work"
POINTS = {"a4": (595, 842), "letter": (612, 792)}
"""Width and height of a page, in points."""

paper = pytest.mark.parametrize("paper", PAPERS)


@lru_cache
def sheets() -> list[worksheet.Sheet]:
    return [worksheet.gather(number, ROOT) for number in worksheet.numbers(ROOT)]


def begins(reader: PdfReader) -> dict[str, int]:
    """Heading of each sheet → the page on which it begins, from 0."""
    return {
        str(one.title): reader.get_destination_page_number(one) or 0
        for one in reader.outline
        if not isinstance(one, list)
    }


@paper
@pytest.mark.parametrize("made", [sheet, answers], ids=["sheet", "answers"])
def test_every_sheet_fits_two_pages(
    paper: str, made: Callable[[worksheet.Sheet], str], tmp_path: Path, chromium: Any
) -> None:
    path = tmp_path / "all.pdf"
    body = "".join(made(one) for one in sheets())
    Printer(chromium).pdf(printed("All", body, paper), path, foot(""))
    reader = PdfReader(path)
    first = begins(reader)
    assert [*first] == [one.heading for one in sheets()]
    ends = [*list(first.values())[1:], len(reader.pages)]
    long = {name: end - at for (name, at), end in zip(first.items(), ends, strict=True)}
    assert max(long.values()) <= 2, long
    if made is sheet:  # the first page is given out alone
        for at in first.values():
            assert "Whom do we believe?" not in reader.pages[at].extract_text()
            assert "Whom do we believe?" in reader.pages[at + 1].extract_text()
    assert {tuple(map(round, page.mediabox[2:])) for page in reader.pages} == {POINTS[paper]}


MEASURED = """() => [...document.querySelectorAll(".sheet")].map((sheet) => ({
  broken: [...sheet.querySelectorAll("pre")].filter((e) => e.scrollWidth > e.clientWidth ||
    getComputedStyle(e).whiteSpace !== "pre").map((e) => e.textContent),
  crossed: [...sheet.querySelectorAll(".two")].filter((e) => [...e.querySelectorAll("table")]
    .some((t) => t.getBoundingClientRect().right > t.parentNode.getBoundingClientRect().right + 1))
    .length,
  letters: [...sheet.querySelectorAll(".draw svg text")].map((e) =>
    parseFloat(getComputedStyle(e).fontSize) * e.getScreenCTM().a * 0.75),
}))"""
"""Code that breaks or does not fit, tables that do not, and letters of frames in points."""


@paper
def test_code_keeps_its_lines_and_every_frame_can_be_read(
    paper: str, tmp_path: Path, chromium: Any
) -> None:
    path = tmp_path / "all.html"
    path.write_text(printed("All", "".join(map(sheet, sheets())), paper), encoding="utf-8")
    width, sides = {"a4": (794, 98), "letter": (816, 98)}[paper]
    with Tab(chromium, viewport={"width": width - sides, "height": 1000}) as tab:
        page = tab.open(path.as_uri())
        page.emulate_media(media="print")
        found = page.evaluate(MEASURED)
    assert len(found) == len(sheets())
    for one, told in zip(sheets(), found, strict=True):
        assert told["broken"] == [], one.name
        assert told["crossed"] == 0, one.name
        assert not told["letters"] or 6 <= min(told["letters"]) <= 16, (one.name, told["letters"])


def test_a_sheet_is_tagged_and_says_where_the_book_is(tmp_path: Path, chromium: Any) -> None:
    one = next(each for each in sheets() if each.name == MODEL)
    path = tmp_path / "one.pdf"
    Printer(chromium).pdf(
        printed(one.heading, sheet(one), "a4"), path, foot("https://a.example/b/", MODEL)
    )
    reader = PdfReader(path)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en"
    assert reader.metadata is not None
    assert reader.metadata.title == one.heading
    for number, page in enumerate(reader.pages, 1):
        text = " ".join(page.extract_text().split())
        assert f"https://a.example/b/chapters/{MODEL}.html" in text
        assert LICENSE in text
        assert f"{number} / 2" in text


def test_without_an_address_there_is_a_line_to_write_it_on() -> None:
    assert "the book is at: ____" in foot("", MODEL)
    assert "<b>" not in foot("https://a.example/<b>/", MODEL)


def test_nothing_is_fetched_while_it_is_printed(tmp_path: Path, chromium: Any) -> None:
    asked: list[str] = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = f'<img src="http://127.0.0.1:{server.server_port}/a.png"><p>Here</p>'
        Printer(chromium).pdf(page, tmp_path / "a.pdf")
        server.shutdown()
    assert asked == []
    assert "Here" in PdfReader(tmp_path / "a.pdf").pages[0].extract_text()


@paper
def test_cards_fill_pages_of_eight_and_nothing_is_cut_off(
    paper: str, tmp_path: Path, chromium: Any
) -> None:
    all_cards = [cards.of_chapter(number, ROOT) for number in worksheet.numbers(ROOT)]
    body = "".join(cards_html.pages(one) for one in all_cards)
    page = printed("Cards", body, paper, "cards.css")
    Printer(chromium).pdf(page, tmp_path / "cards.pdf")
    due = sum(2 * (-(-len(one.claims) // 8) + 1) for one in all_cards)
    assert len(PdfReader(tmp_path / "cards.pdf").pages) == due
    with chromium.new_context() as context:
        tab = context.new_page()
        tab.set_content(page)
        cut = tab.evaluate(
            """() => [...document.querySelectorAll('.page > div')].filter(one =>
                one.children.length && one.children[0].getBoundingClientRect().bottom >
                one.children[1].getBoundingClientRect().top
              ).map(one => one.innerText)"""
        )
    assert cut == []


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dispatched.kit.worksheet_make", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | environment,
        timeout=120,
    )


def test_the_command_writes_the_files_of_a_chapter(tmp_path: Path, chromium: Any) -> None:
    done = run("05", "--to", str(tmp_path), CHROMIUM=chromium.path)
    assert done.returncode == 0, done.stderr
    names = [f"{MODEL}-answers.pdf", f"{MODEL}.pdf", f"cards-{MODEL}.pdf"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert len(re.findall(r"^wrote ", done.stdout, re.M)) == 3


def test_without_a_browser_one_sentence_says_so(tmp_path: Path) -> None:
    done = run("05", "--to", str(tmp_path / "sheets"), CHROMIUM=str(tmp_path / "nothing"))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "does not start" in done.stderr
    assert not (tmp_path / "sheets").exists()
