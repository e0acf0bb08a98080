"""The PDF that Chromium makes of a few pages: tags, outline, links, labels, letters, dates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import html5lib
import pikepdf
import pytest
from pypdf import PdfReader

from dispatched.take import pdf
from dispatched.take.bound import Bound
from dispatched.take.built import Page, TakeError
from tests.small_pages import NAME, TOLD, bound_of, lay_out

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the small book and its chapter have been printed."""
    folder = tmp_path_factory.mktemp("take")
    bound = bound_of(lay_out(folder))
    pdf.make_chapter(bound, NAME, TOLD, "https://example.org/book/", folder / "chapter.pdf")
    pdf.make_book(bound, TOLD, "", folder / "book.pdf")
    return folder


def tagged(file: pikepdf.Pdf, kind: str) -> list[Any]:
    """The elements of a PDF's structure that are of a kind."""
    things = (thing for thing in file.objects if isinstance(thing, pikepdf.Dictionary))
    return [thing for thing in things if thing.get("/S") == f"/{kind}" and "/P" in thing]


@pytest.mark.parametrize("name", ["chapter", "book"])
def test_it_is_tagged_and_says_what_it_is(folder: Path, name: str) -> None:
    with pikepdf.open(folder / f"{name}.pdf") as file:
        assert str(file.Root.Lang) == "en"
        assert file.Root.MarkInfo.Marked
        title = {"chapter": "5. Who pays", "book": TOLD.title}[name]
        assert str(file.docinfo.Title) == title
        assert str(file.docinfo.CreationDate) == str(file.docinfo.ModDate) == "D:20260304000000Z"
        with file.open_metadata() as meta:
            assert meta["dc:title"] == title
        figures = [str(figure.get("/Alt")) for figure in tagged(file, "Figure")]
        assert "A chart. Three bars." in figures
        assert "None" not in figures
        codes = [alt for alt in figures if alt.startswith("QR code: https://example.org/book/")]
        assert bool(codes) is (name == "chapter")
        assert tagged(file, "H1")


def test_a_chart_is_drawn_and_no_picture_of_points(folder: Path) -> None:
    with pikepdf.open(folder / "chapter.pdf") as file:
        assert not [image for page in file.pages for image in page.get_images()]


def test_the_contents_name_the_pages_on_which_the_parts_begin(folder: Path) -> None:
    with pikepdf.open(folder / "book.pdf") as file:
        begins = pdf.begins(folder / "book.pdf")
        slugs = [page.slug for page in bound_of(folder / "html").pages]
        assert sorted(begins, key=lambda slug: begins[slug]) == slugs
        assert begins["05-work"] > 3
        links = [
            str(link.Dest)[1:]
            for link in file.pages[1].Annots
            if link.Subtype == "/Link" and "/Dest" in link
        ]
        assert links == slugs
        labels = file.Root.PageLabels.Nums
        assert str(labels[1].P) == "Cover"
        assert (int(labels[2]), int(labels[3].St)) == (1, 2)
        with file.open_outline() as outline:
            titles = [item.title for item in outline.root]
        assert titles[:2] == ["A book", "Contents"]
        assert "Who pays" in titles


def test_every_link_within_has_its_place(folder: Path) -> None:
    for name in ("chapter", "book"):
        with pikepdf.open(folder / f"{name}.pdf") as file:
            links = [link for page in file.pages for link in page.get("/Annots", [])]
            inside = {str(link.Dest) for link in links if "/Dest" in link}
            assert len(inside) > 3
            assert inside <= {*file.Root.Dests.keys()}


def test_the_same_pages_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.pdf"
    bound = bound_of(folder / "html")
    pdf.make_chapter(bound, NAME, TOLD, "https://example.org/book/", again)
    assert again.read_bytes() == (folder / "chapter.pdf").read_bytes()


def test_hangul_and_cyrillic_are_drawn_and_a_letter_without_a_font_is_named(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pikepdf.open(folder / "chapter.pdf") as file:
        missing = {*"계획분Оргнабор"} - pdf.letters(file)
    assert not missing, f"this machine draws no {' '.join(sorted(missing))}: {pdf.FONTS}"
    monkeypatch.setattr(pdf, "letters", lambda _: {*"획분Оргнабор"})
    with pytest.raises(
        TakeError, match=r"no font of this machine has 계; install fonts with Hangul"
    ):
        pdf.make_chapter(bound_of(folder / "html"), NAME, TOLD, "", tmp_path / "a.pdf")


def test_a_card_stands_on_one_page_below_its_heading(tmp_path: Path) -> None:
    facts = "".join(f"<dt>Fact {n}</dt><dd>{'word ' * 30}</dd>" for n in range(6))
    card = (
        '<div class="ev"><p class="card-value">begin-{0}</p><dl class="facts">{1}</dl>end-{0}</div>'
    )
    cards = [card.format(n, facts) for n in range(9)]
    body = f"<h1>One</h1><section><h2>head-0</h2>{''.join(cards[:6])}</section>"
    body += f"<section><h2>head-6</h2>{''.join(cards[6:])}</section>"
    article = html5lib.parse(body, treebuilder="lxml", namespaceHTMLElements=False).find("body")
    page = Page("back/evidence-1", "One", "", article)
    pdf.make_book(Bound([page]), TOLD, "", tmp_path / "cards.pdf")
    texts = [page.extract_text() for page in PdfReader(tmp_path / "cards.pdf").pages]
    assert len([text for text in texts if "begin-" in text]) > 1
    for n in range(9):
        at = [k for k, text in enumerate(texts) if f"begin-{n}" in text]
        assert at == [k for k, text in enumerate(texts) if f"end-{n}" in text]
        if n in (0, 6):
            assert at == [k for k, text in enumerate(texts) if f"head-{n}" in text]


def test_without_chromium_it_says_what_is_needed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(TakeError, match="a PDF needs Chromium or Chrome"):
        pdf.make_chapter(bound_of(folder / "html"), NAME, TOLD, "", tmp_path / "a.pdf")
    with pytest.raises(TakeError, match="chapters/nope: there is no such page"):
        pdf.make_chapter(bound_of(folder / "html"), "chapters/nope", TOLD, "", tmp_path / "a.pdf")
