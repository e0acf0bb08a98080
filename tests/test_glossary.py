"""The glossary: each word once, explained where the table says, and linked where it is met."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from docutils import nodes

from dispatched import evidence
from dispatched.book import terms
from tests.built import short_cards
from tests.chapters import CHAPTERS

ROWS = evidence.tables()["glossary"]
NAMES = [path.stem for path in CHAPTERS]
SKIPPED = ("a", "code", "pre", "table", "figure", "h1", "h2", "h3", "aside", "details")
LONGEST_SENTENCE = 200


def term(ident: str, term: str, **more: str | None) -> evidence.Row:
    """A row of a glossary."""
    usual = {"also": None, "korean": None, "russian": None, "words": None, "linked": "each"}
    return {"id": ident, "term": term, "chapter": "02-b", **usual, **more}


def prose(path: Path) -> str:
    """The text of a notebook, without its code."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    text = "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    return re.sub(r"(`{3,}).*?\1|`[^`]*`", " ", text, flags=re.S)


def test_the_glossary_is_one_of_sixty_terms_or_more():
    assert len(ROWS) >= 60
    assert {row["kind"] for row in ROWS} == {"history", "money", "method", "code"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_term_stands_in_the_chapter_that_explains_it(row: evidence.Row) -> None:
    path = next(path for path in CHAPTERS if path.stem == row["chapter"])
    assert list(evidence.Finder([row]).all(prose(path))), row["term"]
    assert row["sentence"].count(".") == 1
    assert len(row["sentence"]) <= LONGEST_SENTENCE


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (term("b", "Quotas"), "row 3 (b), column term: 'Quotas' is defined already, by a"),
        (term("b", "norm", also="limit;quota"), "column also: 'quota' is defined already, by a"),
        (term("b", "norm", also="norms"), "column also: 'norms' is defined already, by b"),
        (term("b", "norm", also="limit; cap"), "column also: an empty form, or a space"),
        (term("b", "norm", korean="규범"), "column words: must say where"),
        (term("b", "norm", words="source"), "column words: must say where"),
    ],
)
def test_a_bad_row_is_named(second: evidence.Row, said: str) -> None:
    with pytest.raises(evidence.EvidenceError, match=re.escape(said)):
        evidence.check_terms([term("a", "quota"), second])


def test_words_have_borders_and_capitals():
    finder = evidence.Finder(
        [term("kgb", "KGB"), term("work", "contract work", also="cheongbu"), term("plan", "plan")]
    )
    text = "Cheongbu. Contract\nwork; a plan-like kgb, plane, KGB's PLAN"
    assert [text[f.start : f.end] for f in finder.all(text)] == [
        "Cheongbu",
        "Contract\nwork",
        "KGB",
    ]


def test_the_longer_of_two_terms_at_one_place_is_meant():
    finder = evidence.Finder([term("work", "work"), term("permit", "work permit")])
    assert [found.ident for found in finder.all("Work permits for work")] == ["permit", "work"]


def page() -> nodes.document:
    """A page with a workshop before its story."""
    from docutils.utils import new_document

    doctree = new_document("page")
    section = nodes.section(ids=["one"])
    section += nodes.title("", "A quota")
    section += nodes.paragraph("", "", nodes.literal("", "quota"), nodes.Text(" in code"))
    section += nodes.paragraph("", "", nodes.reference("", "quota", refuri="#x"))
    section += nodes.paragraph("", "", nodes.emphasis("", "A quota below a chart."))
    section += nodes.paragraph("", "A quota and a levy in the workshop.", classes=["workshop"])
    section += nodes.paragraph("", "The quota of the story, and a quota.", classes=["story"])
    further = nodes.section(ids=["further-reading"])
    further += nodes.paragraph("", "On the cohort.")
    doctree += [section, further]
    return doctree


def test_the_first_in_the_story_is_marked_and_nothing_else():
    doctree = page()
    rows = [term(name, name) for name in ("quota", "levy", "cohort")]
    assert terms.mark(doctree, rows, "g.html") == ["quota", "levy"]
    links = [n for n in doctree.findall(nodes.reference) if "term" in n["classes"]]
    assert [(n["refuri"], n.parent["classes"]) for n in links] == [
        ("g.html#term-levy", ["workshop"]),
        ("g.html#term-quota", ["story"]),
    ]
    assert links[1].parent.astext() == "The quota of the story, and a quota."


def test_a_term_that_no_page_uses_is_told():
    rows = [term("quota", "quota"), term("cohort", "cohort"), term("ban", "ban")]
    assert terms.unused(page(), rows) == ["ban"]


def test_a_word_that_stands_everywhere_is_marked_as_far_as_its_chapter():
    rows = [term("claim", "claim", linked="home"), term("levy", "levy")]
    marked = {name: len(terms.rows_for(name, rows)) for name in ("01-a", "02-b", "03-c")}
    assert marked == {"01-a": 2, "02-b": 2, "03-c": 1}


@pytest.mark.parametrize("name", NAMES)
def test_no_term_is_met_before_its_chapter_without_a_link(book: Path, name: str) -> None:
    html = (book / "chapters" / f"{name}.html").read_text(encoding="utf-8")
    article = BeautifulSoup(html, "html.parser").find("article")
    linked = [a["href"].partition("#term-")[2] for a in article.select("a.term")]
    assert linked
    assert len(linked) == len(set(linked)), "one link a term, at most"
    for part in article.select(", ".join((*SKIPPED, "#further-reading", ".admonition"))):
        part.clear()
    said = " ".join(p.get_text() for p in article.select("section > p") if p.find("em") is None)
    early = [row for row in ROWS if name <= row["chapter"]]
    assert {f.ident for f in evidence.Finder(early).all(said)} <= set(linked)


def test_links_of_terms_lead_to_the_list_and_have_cards(book: Path) -> None:
    html = (book / "back/glossary.html").read_text(encoding="utf-8")
    listed = BeautifulSoup(html, "html.parser")
    ids = {dt["id"] for dt in listed.select("dl.terms dt")}
    assert ids == {f"term-{row['id']}" for row in ROWS}
    assert [s["lang"] for s in listed.select("#term-quota span[lang]")] == ["ko", "ru"]
    met = set()
    for name in NAMES:
        chapter = book / "chapters" / f"{name}.html"
        html, carried = chapter.read_text(encoding="utf-8"), short_cards(chapter)
        made = BeautifulSoup(html, "html.parser")
        for link in made.select("a.term"):
            page, _, ident = link["href"].partition("#")
            assert (page, ident in ids) == ("../back/glossary.html", True)
            assert f'data-card="{ident}"' in carried, ident
            met.add(ident)
    # Three stand only inside links to evidence or in headings.
    assert len(ids - met) <= 3, sorted(ids - met)
