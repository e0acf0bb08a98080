"""The questions before the evidence have their answers on the page of answers, and on paper."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from dispatched import predict
from dispatched.take import paper, pdf
from dispatched.take.bound import ANSWERS, Bound, bind
from dispatched.take.built import read
from dispatched.take.tree import by_class, document, text_of
from tests.chapters import CHAPTERS, ROOT
from tests.small_pages import TOLD


def told(question: predict.Question) -> list[str]:
    """What an answer must have: each value of the tables that the page shows after a guess."""
    if question.items:
        return [question.items[n].value for n in question.order]
    if question.frame:
        return [mark.value for mark in (*question.given, *question.marks)]
    return []


def held(node: Any, key: str) -> str:
    """The words of the answer to a question."""
    found = node.xpath(".//*[@id=$ident]", ident=f"answer-predict-{key}")
    return text_of(found[0]) if found else ""


@pytest.fixture(scope="module")
def bound(book: Path) -> Bound:
    """The book bound for paper."""
    return bind(ROOT, book, folded_code=False, with_cards=True)


def test_the_page_of_answers_has_what_the_tables_answer(book: Path) -> None:
    article = read(book, ANSWERS).article
    asked = predict.together(ROOT / "chapters")
    assert len(asked) > 30
    for key, question in asked.items():
        said = held(article, key)
        assert said, key
        for value in told(question):
            assert " ".join(value.split()) in said, (key, value)
        bare = said.removeprefix("Before you look ")
        assert len(bare) > len(re.sub(r"\]\([^)]*\)", "", question.asks)), (key, said)


def test_every_link_to_an_answer_has_one_on_paper(bound: Bound) -> None:
    answers = next(page for page in bound.pages if page.name == ANSWERS)
    ids = set(answers.article.xpath(".//@id"))
    links = [
        link.get("href").partition("#")[2]
        for page in bound.pages
        for link in by_class(page.article, "to-answer")
    ]
    assert len(links) > 30
    assert {*links} <= ids


@pytest.mark.parametrize("path", CHAPTERS[4:6], ids=lambda path: path.stem)
def test_a_chapter_on_paper_answers_its_own_questions(bound: Bound, path: Path) -> None:
    page = next(one for one in bound.pages if one.slug == path.stem)
    whole = paper.chapter(bound, page, TOLD, "").decode()
    for key in predict.questions(path.with_suffix(".toml")):
        assert whole.count(f'id="answer-predict-{key}"') == 1, key


@pytest.mark.browser
def test_the_list_of_contents_is_one_page(bound: Bound, tmp_path: Path) -> None:
    at = {page.slug: 100 + number for number, page in enumerate(bound.pages)}
    whole = document("List", paper._style(bound.pages), paper._contents(bound.pages, at))
    pdf._printed(whole, tmp_path / "list.pdf")
    assert len(PdfReader(tmp_path / "list.pdf").pages) == 1
