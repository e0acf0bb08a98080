"""What each chapter asks, read from its assignment and its text file, as a table and as data."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from sphinx.errors import ExtensionError

from dispatched.book import progress
from tests.answering import QUESTION

PAGE = "chapters/02-fish"
TASKS = QUESTION.format(ident="ex-a", title="Who </script> came?")
TEXTS = '[predict.first]\nasks = "How many?"\n[predict.second]\nasks = "Who?"\n'


def book(folder: Path, tasks: str | None = None, texts: str | None = None) -> Path:
    """A folder of sources with what one chapter asks."""
    for path, text in (("exercises/02-fish/tasks.toml", tasks), (f"{PAGE}.toml", texts)):
        if text is not None:
            (folder / path).parent.mkdir(parents=True)
            (folder / path).write_text(text, encoding="utf-8")
    return folder


def test_questions_and_predictions_are_found(tmp_path: Path) -> None:
    one = progress.asked(book(tmp_path, TASKS, TEXTS), PAGE)
    assert one.number == 2
    assert one.keys == ["field:ex-a", "predict:first", "predict:second"]


def test_a_chapter_may_ask_nothing(tmp_path: Path) -> None:
    assert progress.asked(tmp_path, PAGE).keys == []
    assert progress.asked(book(tmp_path, "[[task]]\n", "[chapter]\n"), PAGE).keys == []
    assert progress.table([], str, str) == progress.NONE


@pytest.mark.parametrize(
    ("tasks", "message"),
    [
        (TASKS.replace("title =", "# title ="), "02-fish, question 'ex-a': title missing"),
        (f"{TASKS}[[question]]\ntitle = 'x'\n", "02-fish, question 'question 2': id, "),
        ("[[question", "02-fish/tasks.toml: "),
    ],
)
def test_a_question_that_cannot_be_listed_is_named(
    tmp_path: Path, tasks: str, message: str
) -> None:
    with pytest.raises(ExtensionError, match=re.escape(message)):
        progress.asked(book(tmp_path, tasks), PAGE)


def test_the_row_of_a_chapter_leads_to_its_first_question(tmp_path: Path) -> None:
    one = progress.asked(book(tmp_path, TASKS, TEXTS), PAGE)
    made = progress.table([one], lambda page: "Fish & <ships>", lambda page: f"../{page}.html")
    assert '2 <a href="../chapters/02-fish.html#ex-a">Fish &amp; &lt;ships&gt;</a>' in made
    assert '<span data-count="guesses">0</span> of 2' in made
    assert {*re.findall(r'<td class="n" data-count="(\w+)">0</td>', made)} == {*progress.COUNTS}


def test_the_data_of_the_page_do_not_end_early(tmp_path: Path) -> None:
    one = progress.asked(book(tmp_path, TASKS, TEXTS), PAGE)
    made = progress.data([one], lambda page: f"../{page}.html")
    inner = re.fullmatch(r"<script[^>]*>(.*)</script>", made)[1]
    assert "</script>" not in inner
    (told,) = json.loads(inner)
    assert told["predictions"] == ["predict:first", "predict:second"]
    assert told["questions"] == [
        {
            "key": "field:ex-a",
            "title": "Who </script> came?",
            "href": "../chapters/02-fish.html#ex-a",
        }
    ]
