"""A sentence that says "no source …" is a query: it is run over all that was coded.

The sentences of chapters, lesson plans and decks are found by their form. Each is listed in
``silent_sentences.py`` or ``silent_plans.py``, with a query whose answer is empty as long as the
sentence is true, or with the reason why it is not about the tables.
"""

from __future__ import annotations

import functools
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.silent_plans import PLANS, PLANS_ELSEWHERE
from tests.silent_sentences import ELSEWHERE, QUERIES, claims, placed, worded

CHAPTERS = Path(__file__).resolve().parents[1] / "chapters"
EXERCISES = CHAPTERS.with_name("exercises")
TEACHING = CHAPTERS.with_name("teaching")
ASKED = {**QUERIES, **PLANS}
OTHERS = {**ELSEWHERE, **PLANS_ELSEWHERE}

SILENT = re.compile(
    r"\b(?:no (?:single |other )?|none of (?:our|these|the five|the) )"
    r"(?:sources?|texts?|reports?|claims?)\b|\bwe know of no\b",
    re.I,
)
"""Forms of the sentence; a link is cut down to its words before."""


@functools.cache
def passages() -> list[tuple[str, str]]:
    """(number of the chapter, words): prose, texts of charts and questions, plans and decks."""
    return [*_passages()]


def _passages() -> Iterator[tuple[str, str]]:
    for file in sorted(CHAPTERS.glob("*.ipynb")):
        for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                yield file.name[:2], plain("".join(cell["source"]))
    for file in sorted(CHAPTERS.glob("*.toml")):
        texts = tomllib.loads(file.read_text(encoding="utf-8"))
        for row in [*texts.get("figures", {}).values(), *texts.get("predict", {}).values()]:
            for words in row.values():
                if isinstance(words, str):
                    yield file.name[:2], plain(words)
    for file in sorted(EXERCISES.glob("*/tasks.toml")):
        for row in tomllib.loads(file.read_text(encoding="utf-8")).get("question", []):
            for words in (row.get("asks", ""), row.get("answer", "")):
                yield file.parent.name[:2], plain(words)
    for file in sorted(TEACHING.glob("**/*.toml")):
        for words in said(tomllib.loads(file.read_text(encoding="utf-8"))):
            yield file.name[:2], plain(words)


def said(value: object) -> Iterator[str]:
    """Every text in a table, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from said(part)


def plain(words: str) -> str:
    """One line, links as their words."""
    return re.sub(r"\s+", " ", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", words))


def unlisted(chapter: str, words: str) -> list[str]:
    """Places of the form that no listed fragment of the chapter covers."""
    listed = [fragment for (number, fragment) in [*ASKED, *OTHERS] if number == chapter]
    spans = [(m.start(), m.end()) for f in listed for m in re.finditer(re.escape(f), words)]
    return [
        words[max(0, m.start() - 60) : m.end() + 60]
        for m in SILENT.finditer(words)
        if not any(a <= m.start() and m.end() <= b for a, b in spans)
    ]


def test_every_such_sentence_is_listed() -> None:
    found = [(chapter, words) for chapter, text in passages() for words in unlisted(chapter, text)]
    assert found == []


@pytest.mark.parametrize(("chapter", "fragment"), [*ASKED, *OTHERS])
def test_no_fragment_outlives_its_sentence(chapter: str, fragment: str) -> None:
    assert SILENT.search(fragment), "not of the form"
    assert any(number == chapter and fragment in words for number, words in passages())


@pytest.mark.parametrize("sentence", ASKED, ids=lambda key: f"{key[0]} {key[1][:40]}")
def test_the_tables_do_not_speak_of_it(sentence: tuple[str, str]) -> None:
    assert ASKED[sentence]() == []


def test_a_query_finds_what_is_there() -> None:
    assert "x-passports-1994" in worded(["1967"], r"passport")
    assert unlisted("05", "We saw that none of our sources says so.") != []
    assert placed("Amur") != []
    assert [*said({"step": [{"does": "a", "asks": ["b"]}], "minutes": 5})] == ["a", "b"]
    with pytest.raises(LookupError, match="no claim has place 'Amurr Oblast'"):
        claims(place="Amurr Oblast")
