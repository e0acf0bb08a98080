"""The tables of what is taught, of a chapter and of the book."""

from __future__ import annotations

import pytest

from dispatched.notebooks import verb_table
from tests.test_teaching_rules import DRAWN, code, notebook, one, text


def test_the_table_of_a_chapter_and_that_of_the_book() -> None:
    book = notebook(
        text("`pivot`, `mark_bar`"), code(f"t.head().pivot(); {DRAWN}.encode(color='a')")
    )
    taught = {"head": "01-a", "color": "02-b", "isna": "01-a", "pivot": "04-logging"}
    assert verb_table.of_chapter(one(), book, taught).splitlines()[2:] == [
        "| pandas | `pivot` | `head` 1 |",
        "| Altair | `mark_bar` | `color` 2 |",
    ]
    row = verb_table.of_book([one()]).splitlines()[2]
    assert row == "| [4](chapters/04-logging.ipynb) | `pivot` | `mark_bar` | Bars |"


def test_a_table_is_put_where_the_old_one_stands() -> None:
    book = notebook(text(f"New:\n\n{verb_table.HEAD}\n|---|---|---|\n| old | | |\n\nMore."))
    assert verb_table.put_into(book, f"{verb_table.HEAD}\n|---|---|---|\n| new | | |\n")
    assert book.cells[0].source.endswith("| new | | |\n\nMore.")
    assert "old" not in book.cells[0].source


def test_no_place_for_a_table() -> None:
    with pytest.raises(verb_table.TableError, match="one cell must hold the table"):
        verb_table.put_into(notebook(text("Words.")), "")
    with pytest.raises(verb_table.TableError, match=r"index\.md has no"):
        verb_table.front_page("# Dispatched", "")
