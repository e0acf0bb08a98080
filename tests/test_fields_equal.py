"""One judge in two languages: a list of answers, judged in Python and by the page's script.

The list, ``judged/fields.json``, has invented questions and for each answer the verdict and the
sentence that both must give.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dispatched.book import assets
from dispatched.checks import digests, question_keys, questions
from dispatched.checks.answers import portable
from dispatched.checks.fields import SAYS, judge_field

LIST = json.loads((Path(__file__).parent / "judged" / "fields.json").read_text("utf-8"))
ANSWERS: list[list[Any]] = LIST["answers"]
TEXTS = ["", "ex-a", "ß–é", "x" * 127, "x" * 128, "x" * 129, "한국어 " * 60]


@cache
def keys() -> dict[str, dict[str, Any]]:
    """Question → key."""
    rows = LIST["questions"]
    return {row["id"]: question_keys.make_key(questions.made(row, "16-invented")) for row in rows}


def test_the_list_is_long_and_has_every_kind_and_every_sentence() -> None:
    assert len(ANSWERS) >= 150
    assert {key["kind"] for key in keys().values()} == {*questions.NEEDS}
    said = {text for _, _, _, text in ANSWERS}
    for name, sentence in SAYS.items():
        pattern = re.sub(r"\\\{\w+\\\}", ".+", re.escape(sentence))
        assert any(re.fullmatch(pattern, text) for text in said), name


def test_python_judges_as_the_list_says() -> None:
    for ident, given, ok, text in ANSWERS:
        verdict = judge_field(keys()[ident], portable(given))
        assert (verdict.ok, verdict.text) == (ok, text), (ident, given)


@pytest.mark.browser
def test_the_page_judges_as_the_list_says(chromium: Any) -> None:
    page = chromium.new_page()
    try:
        for name in ("judge.js", "numbers.js"):
            page.add_script_tag(content=assets.joined("js", assets.SCRIPTS[name]))
        found = page.evaluate(
            """([keys, answers]) => answers.map(([ident, given]) => {
                const { ok, text } = window.dispatched.judge(keys[ident], given);
                return [ok, text];
            })""",
            [keys(), ANSWERS],
        )
        for (ident, given, ok, text), said in zip(ANSWERS, found, strict=True):
            assert said == [ok, text], (ident, given)
        marks = page.evaluate("texts => texts.map((t) => window.dispatched.digest(t, 1))", TEXTS)
        assert marks == [digests.digest(text, 1) for text in TEXTS]
    finally:
        page.close()
