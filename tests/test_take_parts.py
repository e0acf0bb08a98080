"""The parts of what is taken away: a page made plain, its links, its notes, the package file."""

from __future__ import annotations

import dataclasses
import doctest
import json
import zipfile
from pathlib import Path
from types import ModuleType

import html5lib
import pytest
from lxml import etree

from dispatched.book import inputs
from dispatched.take import built, epub, offline, opf, paper, pdf, shelf
from dispatched.take.bound import ANSWERS, Notes, relink
from dispatched.take.built import Page, TakeError, order, read
from dispatched.take.plain import plain
from dispatched.take.tree import by_class, text_of
from tests.small_pages import NAME, TOLD, bound_of, lay_out


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """The folder of a few built pages."""
    return lay_out(tmp_path)


@pytest.fixture
def page(pages: Path) -> Page:
    return read(pages, NAME)


def words(node: object) -> str:
    """The words of a node, those of two elements apart."""
    return " ".join(" ".join(node.itertext()).split())


def hrefs(node: object) -> list[str]:
    return [a.get("href") for a in node.iter("a") if a.get("href")]


def test_the_order_is_that_of_the_contents(pages: Path) -> None:
    assert order(pages.parent) == [
        "index",
        NAME,
        "chapters/06-next",
        ANSWERS,
        "back/calculations",
        "back/evidence-1",
        "back/again",
    ]


def test_a_page_has_a_title_and_a_chapter_its_number(page: Page, pages: Path) -> None:
    assert (page.title, page.number, page.heading) == ("Who pays", "5", "5. Who pays")
    assert read(pages, "index").heading == "Front"
    with pytest.raises(TakeError, match=r"nope\.html: there is no such page; build the book"):
        read(pages, "nope")


def test_a_plain_page_has_its_questions_as_text_and_nothing_to_press(page: Page) -> None:
    told = plain(page, folded_code=False)
    said = words(page.article)
    assert "Give a number. Answer ." in said
    assert "Choose one The first" in said
    assert "Drawn for Years (number): 3." in said
    for gone in ("A switch", "The tables have", "A hint", "hidden = 1", "a = 1", "Show"):
        assert gone not in said, gone
    assert not page.article.xpath(".//button | .//input | .//script | .//details | .//label")
    assert [words(block) for block in told] == ["Which a = 1"]
    assert told[0].find(".//pre").text == "a = 1"


def test_a_heading_above_a_list_that_is_gone_goes_too(pages: Path) -> None:
    body = "<h1>One</h1><section id='a'><h2>The cards</h2><div class='toctree-wrapper'>x</div>"
    text = f"<article>{body}</section><section><h2>Kept</h2><p>Words.</p></section></article>"
    (pages / "back/list.html").write_text(text, encoding="utf-8")
    page = read(pages, "back/list")
    plain(page, folded_code=False)
    assert words(page.article) == "One Kept Words."


def test_code_that_is_folded_is_kept_where_asked(page: Page) -> None:
    plain(page, folded_code=True)
    (fold,) = page.article.xpath(".//details[@class='code']")
    assert words(fold) == "Code hidden = 1"
    (about_chart,) = page.article.xpath(".//figcaption/details")
    assert words(about_chart) == "Description and evidence Three bars."


def test_a_chart_is_one_drawing_with_its_words(page: Page) -> None:
    plain(page, folded_code=False)
    (drawing,) = page.article.iter("{http://www.w3.org/2000/svg}svg")
    assert drawing.get("aria-label") == "A chart. Three bars."
    assert drawing.get("viewBox") == "0 0 9 9"
    assert "role" not in by_class(page.article, "ch-plot")[0].attrib


def test_a_link_leads_to_its_place_or_becomes_text(page: Page) -> None:
    relink(page.article, NAME, lambda name, place: f"X#{place}" if "next" in name else None)
    assert hrefs(page.article) == ["X#why", "https://example.org/"]
    assert "see why, a file, a site, above" in text_of(page.article)


def test_notes_lead_both_ways_and_bring_what_a_calculation_is_made_from(pages: Path) -> None:
    bound = bound_of(pages, with_cards=False)
    chapter = next(page for page in bound.pages if page.name == NAME)
    notes = Notes(bound)
    notes.refer(chapter.article, NAME)
    section = notes.section(lambda name, place: None)
    assert [note.get("id") for note in by_class(section, "ev")] == [
        "note-c-1",
        "note-calc-1",
        "note-c-2",
    ]
    first, calculated, _ = by_class(section, "ev")
    assert hrefs(first) == ["#to-c-1-1", "#to-c-1-2"]
    assert "#note-c-2" in hrefs(calculated)
    ids = {a.get("id") for a in chapter.article.iter("a")}
    assert {"to-c-1-1", "to-c-1-2", "to-calc-1-1"} <= ids


def checked(whole: bytes) -> etree._Element:
    """A page in which no id stands twice and every link within it has its place."""
    tree = etree.fromstring(whole)
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len({*ids})
    inside = [e.get("href")[1:] for e in tree.iter() if (e.get("href") or "").startswith("#")]
    assert inside
    assert {*inside} <= {*ids}
    return tree


@pytest.mark.parametrize("site", ["", "https://example.org/book/"])
def test_the_book_on_paper_is_whole(pages: Path, site: str) -> None:
    tree = checked(paper.book(bound_of(pages), TOLD, site, {"05-work": 17}))
    said = words(tree)
    assert "A book of <one> page" in said
    assert "5. Who pays 17" in said
    codes = tree.xpath("//*[@class='qr']/*/@aria-label")
    places = ["chapters/05-work.html#x-one", "back/calculations.html#calc-1"]
    places += [f"back/evidence-1.html#{ident}" for ident in ("c-1", "c-2")]
    assert sorted(codes) == sorted(f"QR code: {site}{place}" for place in places if site)
    assert ("bears no QR codes" in said) is not bool(site)
    assert tree.xpath("//*[local-name()='figure']") == []
    assert '@page p-05-work { @top-left { content: "5. Who pays"' in said
    links = tree.xpath("//@href")
    assert "#chapters" not in " ".join(links)
    assert "#05-work--ex-a" in links  # from the answers back to the question
    assert "#answers--answer-predict-a" in links


def test_a_chapter_on_paper_brings_its_evidence_and_its_answers(pages: Path) -> None:
    bound = bound_of(pages)
    chapter = next(page for page in bound.pages if page.name == NAME)
    before = etree.tostring(chapter.article)
    tree = checked(paper.chapter(bound, chapter, TOLD, ""))
    said = words(tree)
    for part in ("The first, for 7 .", "The tables have: 7.", "a = 1", "Back to the text: 1 , 2"):
        assert part in said, part
    assert "Because" not in said
    assert etree.tostring(chapter.article) == before


def test_an_epub_is_the_same_twice_and_names_each_of_its_files(pages: Path) -> None:
    first, second = pages.parent / "a.epub", pages.parent / "b.epub"
    for target in (first, second):
        epub.make_epub(bound_of(pages, folded_code=True, with_cards=False), TOLD, "", target)
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        names = archive.namelist()
        held = {name: archive.read(name) for name in names}
    assert names[0] == "mimetype"
    assert archive.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
    package = etree.fromstring(held["book/package.opf"])
    listed = {f"book/{item.get('href')}" for item in package.iter(f"{{{opf.OPF}}}item")}
    assert listed == {*names} - {"mimetype", "META-INF/container.xml", "book/package.opf"}
    known = {meta.get("property") for meta in package.iter(f"{{{opf.OPF}}}meta")}
    assert {"schema:accessMode", "schema:accessibilitySummary", "dcterms:modified"} <= known
    chapter = etree.fromstring(held["book/05-work.xhtml"])
    refs = chapter.xpath("//*[@role='doc-noteref']/@href")
    assert refs == ["#note-c-1", "#note-calc-1", "#note-c-1"]
    (picture,) = chapter.xpath("//*[local-name()='img']")
    assert picture.get("alt") == "A chart. Three bars."
    drawing = held[f"book/{picture.get('src')}"].decode()
    assert 'id="n-1a"' in drawing
    assert "url(#n-1a)" in drawing
    assert "계획분" in held["book/05-work.xhtml"].decode()
    for name, data in held.items():
        if name.endswith(".xhtml"):
            for href in etree.fromstring(data).xpath("//@href"):
                if not href.startswith(("http", "#")):
                    assert f"book/{href.partition('#')[0]}" in names, (name, href)


def test_the_list_is_written_into_the_page_and_taken_out_again(pages: Path) -> None:
    made = pages.parent / "made"
    made.mkdir()
    (made / "dispatched.epub").write_bytes(b"x" * 1234)
    (made / "dispatched-05-work.pdf").write_bytes(b"x")
    shelf.put(pages, made.iterdir())
    page = (pages / "back/take.html").read_text(encoding="utf-8")
    parsed = html5lib.parse(page, treebuilder="lxml", namespaceHTMLElements=False)
    assert hrefs(parsed) == ["../take/dispatched-05-work.pdf", "../take/dispatched.epub"]
    assert all((pages / "back" / href).resolve().is_file() for href in hrefs(parsed))
    assert "the book for e-readers, 1 kB" in text_of(parsed.getroot())
    shelf.put(pages, made.iterdir())
    assert (pages / "back/take.html").read_text(encoding="utf-8") == page
    shelf.put(pages, [made / "dispatched.epub"])  # the other is still of these pages
    assert (pages / "back/take.html").read_text(encoding="utf-8") == page
    assert "href" not in shelf.listed(page, None)
    (pages / "back/take.html").unlink()
    with pytest.raises(TakeError, match="there is no such page; build the book first"):
        shelf.put(pages, [])
    with pytest.raises(TakeError, match="no place for the list"):
        shelf.listed("<p>Nothing</p>", None)


def test_a_build_still_knows_the_pages_beside_which_files_were_put(pages: Path) -> None:
    made, mark = pages.parent / "made", pages.parent / ".work/built.json"
    made.mkdir()
    (made / "dispatched.epub").write_bytes(b"x")
    mark.parent.mkdir()
    mark.write_text(json.dumps(["digest", inputs.tree(pages)]), encoding="utf-8")
    shelf.put(pages, made.iterdir())
    assert json.loads(mark.read_text(encoding="utf-8")) == ["digest", inputs.tree(pages)]
    (pages / "index.html").write_text("changed by hand", encoding="utf-8")
    shelf.put(pages, made.iterdir())
    assert json.loads(mark.read_text(encoding="utf-8"))[1] != inputs.tree(pages)


def test_the_zip_is_the_same_twice_and_holds_no_dead_link(pages: Path) -> None:
    made = pages.parent / "made"
    offline.make_zip(pages, TOLD, made / "a.zip")
    once = (made / "a.zip").read_bytes()
    shelf.put(pages, made.iterdir())  # what was made does not change what is made of it
    offline.make_zip(pages, TOLD, made / "a.zip")
    with zipfile.ZipFile(made / "a.zip") as archive:
        names = archive.namelist()
        start, taken = (archive.read(n).decode() for n in ("start.html", "book/back/take.html"))
    assert not [name for name in names if name.startswith("book/take/")]
    assert 'href="book/index.html"' in start
    assert "book/index.html" in names
    assert "A book: of &lt;one&gt; page" in start
    assert shelf.NONE in taken
    shelf.put(pages, made.iterdir())
    offline.make_zip(pages, TOLD, made / "b.zip")
    assert (made / "b.zip").read_bytes() == (made / "a.zip").read_bytes()
    assert len(once) > 500
    with pytest.raises(TakeError, match="there is no built book"):
        offline.make_zip(pages / "back", TOLD, made / "c.zip")


def test_what_cannot_be_made_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in (pdf, epub, offline):
        arguments = ["--html", str(tmp_path / "none"), "--to", str(tmp_path / "made")]
        assert module.main(arguments) == 1
        assert "build" in capsys.readouterr().err.strip().splitlines()[-1]
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("module", [built, epub, paper, shelf], ids=lambda module: module.__name__)
def test_the_examples_hold(module: ModuleType) -> None:
    done = doctest.testmod(module)
    assert done.attempted
    assert not done.failed


def test_a_title_page_says_that_a_version_is_not_released(pages: Path) -> None:
    draft = dataclasses.replace(TOLD, draft=True)
    for told, said in ((TOLD, "Version 2, 4 March 2026."), (draft, "Version 2, not released yet")):
        assert said in words(etree.fromstring(paper.book(bound_of(pages), told, "")))
        target = pages.parent / f"{told.draft}.zip"
        offline.make_zip(pages, told, target)
        with zipfile.ZipFile(target) as archive:
            assert said in archive.read("start.html").decode()


def test_a_chapter_is_named_by_its_number_or_refused_before_anything_is_built(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert pdf.chapter_of("5") == pdf.chapter_of("05") == "05-2000-contract-work"
    assert pdf.main(["--look", "--chapter", "5", "--html", "nowhere"]) == 0
    for wrong in ("99", "0", "x"):
        assert pdf.main(["--look", "--chapter", wrong, "--html", "nowhere"]) == 1
        assert f"{wrong}: there is no such chapter; there are 01 to 14" in capsys.readouterr().err
    recipe = (built.ROOT / "Makefile").read_text(encoding="utf-8").partition("\npdf:")[2]
    assert recipe.index("--look") < recipe.index("silent book")
