"""The slides as files: each chapter has a deck, its figures are the chapter's, all local."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import html5lib
import nbformat
import pytest

from dispatched import arithmetic, lessons
from dispatched.kit import slides, slides_charts, slides_page
from dispatched.notebooks import prose
from tests.browsing import Tab
from tests.chapters import CHAPTERS, ROOT
from tests.inner_links import dead
from tests.test_kit_browser import OUTSIDE, SIZE

chapter = pytest.mark.parametrize("name", [path.stem for path in CHAPTERS])
MANY = range(12, 21)
"""Slides of a deck."""


@pytest.fixture(scope="module")
def students(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The students' decks of all chapters."""
    folder = tmp_path_factory.mktemp("students") / "slides"
    slides.write(ROOT, folder, base="../book/", teacher=False, cache=ROOT / "_build" / ".kit")
    return folder


def text(decks: Path, name: str) -> str:
    return (decks / f"{name}.html").read_text(encoding="utf-8")


def words(markup: str) -> str:
    """What a reader sees, with single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def letters(told: str) -> str:
    """Letters and digits alone, whatever marks stand between them."""
    return re.sub(r"[\W_]+", "", told)


@pytest.mark.browser
@chapter
def test_nothing_stands_outside_of_a_slide(chromium: Any, decks: Path, name: str) -> None:
    with Tab(chromium, viewport=SIZE) as tab:
        page = tab.open((decks / f"{name}.html").as_uri())
        page.wait_for_function("document.documentElement.dataset.ready")
        page.emulate_media(media="print")  # shows all of them, with every answer
        assert page.evaluate(OUTSIDE, ".slides > section") == []


@chapter
def test_each_chapter_has_a_deck_of_a_lesson(decks: Path, name: str) -> None:
    page = text(decks, name)
    idents = re.findall(r'<section id="([\w-]+)"', page)
    assert len(idents) in MANY
    assert len({*idents}) == len(idents)
    for ident in ("title", "ask", "evidence", "figures", "vote-3", "roles", "recap", "reading"):
        assert ident in idents
    assert idents[:3] == ["title", "ask", "evidence"]
    assert page.count("<h1") == 1
    assert page.count("<h2") == len(idents) - 1


@chapter
def test_the_figures_of_a_deck_are_those_of_its_claims(decks: Path, name: str) -> None:
    shown = re.sub(r'<figure class="ch.*?</figure>', "", text(decks, name), flags=re.S)
    links = re.findall(
        r'<a href="\.\./html/back/[\w-]+\.html#([\w-]+)"[^>]*>(.*?)</a>', shown, re.S
    )
    assert len(links) > 10
    for ident, told in links:
        found = f"[{words(told).replace('$', chr(92) + '$')}](#{ident})"
        if not ident.startswith("source-") and ident in _cards():
            value = arithmetic.card(ident).value
            assert words(told) == value or prose.check(found) == [], found


def _cards() -> set[str]:
    from dispatched.notebooks import cards

    return {*cards.homes()}


@chapter
def test_big_figures_say_what_their_cards_say(decks: Path, name: str) -> None:
    page = text(decks, name)
    big = re.findall(r'class="value"><a href="[^"]*#([\w-]+)"[^>]*>(.*?)</a>', page)
    assert len(big) >= 2
    for ident, told in big:
        assert html.unescape(told) == arithmetic.card(ident).value


@chapter
def test_charts_are_those_of_the_story_with_their_findings(decks: Path, name: str) -> None:
    page, told = text(decks, name), words(text(decks, name))
    notebook = nbformat.read(ROOT / "chapters" / f"{name}.ipynb", as_version=4)
    source = letters(" ".join(re.sub(r"\]\([^)]*\)", "", c.source) for c in notebook.cells))
    figures = re.findall(r'<section id="chart-\d+".*?</section>', page, re.S)
    assert len(figures) >= 4
    for figure in figures:
        described = re.search(r'role="img" aria-labelledby="\S+ (\S+)"', figure)
        assert described
        assert re.search(rf'<p id="{described[1]}">[^<]{{60,}}</p>', figure)
        assert "ch-source" in figure
        (finding,) = re.findall(r'<p class="finding fragment">(.*?)</p>', figure, re.S)
        assert letters(re.sub(r"<[^>]*>", "", html.unescape(finding))) in source, finding
        assert words(finding) in told
    charts = (decks / "_static" / "charts" / f"{name}.js").read_text(encoding="utf-8")
    assert charts.count("\n{") == len(figures)


@chapter
def test_a_chart_fills_its_place_with_letters_that_can_be_read(decks: Path, name: str) -> None:
    for figure in re.findall(r'<section id="chart-\d+".*?</section>', text(decks, name), re.S):
        drawing = re.search(r'<svg\b[^>]*viewBox="0 0 ([\d.]+) ([\d.]+)".*?</svg>', figure, re.S)
        assert drawing
        explorer = 'class="slide-explorer"' in figure
        wide, high = slides_charts.BESIDE if explorer else slides_charts.BOX
        across, down = wide / float(drawing[1]), high / float(drawing[2])
        scale = min(across, down)
        letters = [
            float(word.xpath("ancestor-or-self::*/@font-size")[-1].removesuffix("px"))
            for word in html5lib.parseFragment(
                drawing[0], treebuilder="lxml", namespaceHTMLElements=False
            )[0].iter("{*}text")
        ]
        assert min(letters) * scale >= 13, name
        assert across / down < 1.2, f"{name}: half of its place is empty"
        assert "…" not in drawing[0], name
        assert "list below" not in figure, name


@chapter
def test_every_step_of_the_plan_stands_on_one_slide(decks: Path, name: str) -> None:
    page = text(decks, name)
    lesson = lessons.read(lessons.folder(ROOT) / f"{name}.toml")
    notes = " ".join(re.findall(r'<aside class="notes">.*?</aside>', page, re.S))
    steps = re.findall(r"<b>Step (\d+), (\d+) minutes", notes)
    found = sorted((int(n), int(minutes)) for n, minutes in steps)
    assert found == [(n, step.minutes) for n, step in enumerate(lesson.steps, 1)]
    assert notes.count("Count the first vote") >= 3
    assert f"<b>{lesson.minutes} minutes.</b>" in notes
    assert not re.search(r"<code>(?:ex-|\d\d-)[a-z0-9-]+</code>", notes)


@chapter
def test_the_students_deck_has_no_notes_and_no_answers_of_votes(students: Path, name: str) -> None:
    page = text(students, name)
    assert 'class="notes"' not in page
    assert 'class="fragment tick"' not in page
    lesson = lessons.read(lessons.folder(ROOT) / f"{name}.toml")
    seen = words(page)
    for step in lesson.steps:
        start = words(re.sub(r"\]\([^)]*\)|[\[\]`*\\]", "", step.expect))[:70]
        assert start not in seen
    assert 'href="../book/back/' in page
    assert "../html/" not in page


def test_all_that_a_deck_asks_for_is_beside_it(decks: Path) -> None:
    for path in sorted(decks.glob("*.html")):
        page = path.read_text(encoding="utf-8")
        asked = re.findall(r'<(?:script|link|img)\b[^>]*(?:src|href)="([^"]+)"', page)
        assert len(asked) >= 8
        for address in asked:
            assert (decks / address).is_file(), address
    for path in sorted((decks / "_static").rglob("*.css")):
        assert not re.search(r"url\((?!#|data:)|@import", path.read_text(encoding="utf-8")), path
    assert not [p for p in decks.rglob("*.js") if "sourceMappingURL" in p.read_text("utf-8")]


def test_every_link_of_a_deck_has_its_place_in_the_book(decks: Path, book: Path) -> None:
    (decks.parent / "html").symlink_to(book)
    assert 'href="../html/back/sources.html#source-' in text(decks, "05-2000-contract-work")
    assert [*dead(decks)] == []


def test_two_runs_give_the_same_bytes(decks: Path, tmp_path: Path) -> None:
    again = tmp_path / "slides"
    slides.write(ROOT, again, only=["05-2000-contract-work"], cache=ROOT / "_build" / ".kit")
    for path in sorted(p for p in again.rglob("*") if p.is_file()):
        assert path.read_bytes() == (decks / path.relative_to(again)).read_bytes(), path.name


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slides_page.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(FileNotFoundError, match="sphinx-revealjs"):
        slides_page.reveal()
