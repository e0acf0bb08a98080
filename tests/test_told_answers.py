"""The full answer to a question says what was asked for, by itself: on paper nothing else does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dispatched.book.pages.answers import settled
from dispatched.checks.question_keys import value_of
from dispatched.checks.questions import Question, bare_text, together

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = together(ROOT / "exercises")
SIZES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
NUMBER = re.compile(r"(?<![\w.,])(\d+(?:,\d{3})*(?:\.\d+)?)(?: (thousand|million|billion)\b)?")
LONG = re.compile(r"`(\d{4,})`")
DIGITS = {"1946", "1965", "194619", "19461965", "461965", "9461965", "61965", "19461", "2100"}
"""What a copy has without its dash, where it may be cut, and a year as the largest number."""
PLACES = re.compile(
    r"(?:The (?:first|second|third|fourth|last)(?: (?:two|three)| and the \w+)?|Two|Three of them|"
    r"In none|Four)[.:,]"
)
"""Options by their places alone, at the beginning of an answer."""


def numbers(text: str) -> Iterator[float]:
    """Every number that a text says in digits."""
    for match in NUMBER.finditer(bare_text(text)):
        yield float(match[1].replace(",", "")) * SIZES.get(match[2], 1)


def asked(question: Question) -> list[float]:
    """The numbers that a question asks for."""
    right = question.right if question.kind == "cells" else [question.right]
    return [value_of(one) for one in right]


def lacking(question: Question) -> list[float]:
    """Those of them that its full answer does not say, as exactly as an answer has to be."""
    said = [*numbers(question.answer)]
    off = max(question.tolerance, 1e-9)
    return [v for v in asked(question) if not any(abs(n - v) <= off * abs(v) for n in said)]


@pytest.mark.parametrize(
    "ident", [i for i, one in QUESTIONS.items() if one.kind in ("number", "cells")]
)
def test_the_full_answer_says_each_number_that_is_asked_for(ident: str) -> None:
    assert not lacking(QUESTIONS[ident])


@pytest.mark.parametrize("ident", [i for i, one in QUESTIONS.items() if one.options])
def test_the_page_of_answers_has_the_words_of_what_is_right(ident: str) -> None:
    one = QUESTIONS[ident]
    right = [one.right] if one.kind == "choice" else [*one.right]
    assert [line.split(" ", 1)[1] for line in settled(one).splitlines() if line] == right
    assert not PLACES.match(one.answer), "names options by their places"


def test_an_order_is_numbered_and_a_number_has_no_options() -> None:
    assert settled(QUESTIONS["ex-fisheries-order"]).startswith("1. ")
    assert settled(QUESTIONS["ex-interlude-said"]).startswith("- ")
    assert settled(QUESTIONS["ex-interlude-share"]) == ""


@pytest.mark.parametrize("ident", QUESTIONS)
def test_thousands_are_parted_by_a_comma(ident: str) -> None:
    one = QUESTIONS[ident]
    rows = [cell for line in one.rows for cell in line]
    said = [mistake["says"] for mistake in one.mistakes]
    texts = [one.asks, one.answer, *one.hints, *one.options, *rows, *said]
    assert not [n for text in texts for n in LONG.findall(text) if n not in DIGITS]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("About `4,667`: [7 million dollars](#x) for 2.5 months", [4667, 7e6, 2.5]),
        ("more than three in each `100`", [100]),
        ("`45%` of R3", [45]),
    ],
)
def test_numbers_are_read_as_they_are_written(text: str, said: list[float]) -> None:
    assert [*numbers(text)] == said
