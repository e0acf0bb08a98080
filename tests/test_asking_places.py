"""Where the chapters ask: what tells the answer, or speaks of what is hidden, waits as well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from dispatched import evidence, predict
from tests.chapters import CHAPTERS

pytestmark = pytest.mark.slow

SPEAKS = re.compile(
    r"\b(in the (chart|matrix|map)|draws the map|(along|down) the (rows|columns)|"
    r"in the first two columns|these years wide|press the band|the bars|the explorer)\b"
)
"""Words with which a text speaks of a chart that stands before it."""


def open_after(box: Any) -> Iterator[str]:
    """The texts that a reader sees between a question and the next heading or question, without
    code and the names in charts.
    """
    for block in box.find_next_siblings():
        names = block.get("class") or []
        if block.name == "section" or "ask" in names:
            return
        if "veiled" not in names:
            texts = [s for s in block.find_all(string=True) if not s.find_parent(_apart)]
            yield " ".join(" ".join(texts).split())


def _apart(element: Any) -> bool:
    return element.name == "svg" or "cell_input" in (element.get("class") or [])


def figures(question: predict.Question) -> set[str]:
    """The numbers of an answer that nobody hits upon by chance: of three digits at least, and no
    year by which the book calls a period.
    """
    eras = {row["id"] for row in evidence.tables()["eras"]}
    values = [mark.value for mark in question.marks if question.kind == "guess"]
    values += [item.value for item in question.items]
    found = {n for value in values for n in re.findall(r"\d[\d,.]*\d", value)}
    asked = question.asks
    found -= eras
    return {n for n in found if len(re.sub(r"\D", "", n)) > 2 and n not in asked}


def boxes(book: Path) -> Iterator[tuple[predict.Question, Any]]:
    known = predict.together(CHAPTERS[0].parent)
    for path in CHAPTERS:
        page = (book / "chapters" / f"{path.stem}.html").read_text(encoding="utf-8")
        for box in BeautifulSoup(page, "html.parser").select("div.ask"):
            yield known[box["id"].removeprefix("predict-")], box


def test_no_answer_stands_open_below_its_question(book: Path) -> None:
    asked = [*boxes(book)]
    assert len(asked) > 30
    told = [
        f"{question.key}: {figure} in {text[:80]!r}"
        for question, box in asked
        for text in open_after(box)
        for figure in sorted(figures(question))
        if re.search(rf"(?<![\d,]){re.escape(figure)}(?![\d,]*\d)", text)
    ]
    assert told == []


def test_nothing_speaks_of_a_chart_that_waits(book: Path) -> None:
    for question, box in boxes(book):
        waits = box.find_parent("main").select(f".veil-{question.key}")
        if any(block.select("figure") for block in waits):
            spoken = [text for text in open_after(box) if SPEAKS.search(text)]
            assert spoken == [], question.key


def test_what_a_file_names_besides_waits_too(book: Path) -> None:
    named = [(question, box) for question, box in boxes(book) if question.also]
    assert len(named) >= 4
    for question, box in named:
        page = box.find_parent("main")
        for ident in question.also:
            block = page.find(id=ident)
            held = [block, *block.parents]
            assert any(f"veil-{question.key}" in (one.get("class") or []) for one in held), ident
