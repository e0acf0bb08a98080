"""A chapter whose questions cannot be asked stops the build, named with its cell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import asking_book, small_book

pytestmark = pytest.mark.slow


def test_what_cannot_be_asked_stops_the_build(tmp_path: Path, drawings: Path) -> None:
    folder = tmp_path / "book"
    named = asking_book.QUESTIONS.replace('also = ["ex-verdict"]', 'also = ["ex-none"]')
    asking_book.lay_out(folder, named)
    path = folder / "chapters" / f"{asking_book.CHAPTER}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    wrong = (
        "```{predict} sizes\nHow many?\n```",
        "```{predict} arrivals\n```\n\nNo chart follows.",
    )
    for number, text in enumerate(wrong):
        cell = {"cell_type": "markdown", "id": f"wrong-{number}", "metadata": asking_book.STORY}
        notebook["cells"].append(cell | {"source": f"## Wrong {number}\n\n{text}\n"})
    path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
    said = small_book.build(folder, folder / "out" / "html", drawn=drawings)
    for words in (
        "predict 'sizes': its words stand in the chapter's text file",
        "predict 'arrivals': it is asked twice",
        "predict 'sakhalin': also names 'ex-none', and the page has nothing of that name",
        "predict 'arrivals': no chart of the story follows it in its section",
    ):
        assert words in said
    assert f"{asking_book.CHAPTER}.ipynb, cell " in said
