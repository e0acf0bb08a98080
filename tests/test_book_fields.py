"""The built pages of the chapters whose questions have fields."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

from dispatched.checks.questions import Question
from dispatched.notebooks import fields
from tests.test_questions import ASKED, chapter

pytestmark = pytest.mark.browser
TOLD = 5
"""A sentence of so many words or more is looked for."""


def shown(source: str) -> str:
    """All text of a page's source, hidden parts too, without its markup."""
    text = re.sub(r"<[^>]+>", " ", re.sub(r"</(p|li|td|th|div)>", ".", source))
    return plain(text)


def plain(text: str) -> str:
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return " ".join(re.sub(r"[*_`\\]|&#?\w+;|[’']", "", text).split())


def sentences(one: Question, prose: str) -> list[str]:
    """What is told after an answer and nowhere in the chapter itself."""
    texts = [one.answer, *(m["says"] for m in one.mistakes)]
    parts = [part.strip() for text in texts for part in re.split(r"[.;:?]\s", plain(text) + " ")]
    return [p for p in parts if len(p.split()) >= TOLD and p not in prose]


@chapter
def test_no_answer_stands_readable_in_the_built_page(path: Path, book: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    prose = plain("\n".join(c.source for c in notebook.cells if c.cell_type == "markdown"))
    page = shown((book / "chapters" / f"{path.stem}.html").read_text(encoding="utf-8"))
    answers = shown((book / "back" / "answers.html").read_text(encoding="utf-8"))
    for _, ident in fields.placed(notebook):
        one = ASKED[ident]
        told = sentences(one, prose)
        assert told, f"{ident}: its answer tells nothing that the chapter does not"
        assert [part for part in told if part in page] == [], ident
        assert plain(one.title) in page
        assert plain(one.title) in answers
        assert any(part in answers for part in told), ident
        assert f'id="{ident}"' in (book / "chapters" / f"{path.stem}.html").read_text("utf-8")
