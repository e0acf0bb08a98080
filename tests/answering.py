"""A small book with two questions and three explorers, and how a reader answers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from dispatched import charts
from tests import small_book

QUESTION = """
[[question]]
id = "{ident}"
kind = "choice"
title = "{title}"
asks = "Which of the two is larger?"
options = ["the first", "the second"]
right = "the first"
hints = ["Look at both, one after the other.", "The first has one digit more."]
answer = "The first."
"""
NAMES = ("ex-small-one", "ex-small-two")
NOW = "2026-11-29T08:00:00Z"


EXPLORERS = ("05-2000-contract-work", "11-mapping-dispatch", "13-law-and-rights")
"""Chapters whose explorer stands in the small book: lines over months, a map, ranges."""


def explorer_cell(name: str) -> dict[str, Any]:
    """The cell of a chapter that holds its first explorer, with that output alone."""
    text = (small_book.ROOT / f"chapters/{name}.ipynb").read_text(encoding="utf-8")
    return next(
        {**cell, "source": "explorer", "outputs": [output], "metadata": {}}
        for cell in json.loads(text)["cells"]
        for output in cell.get("outputs", [])
        if "explorer" in output.get("data", {}).get(charts.MIME, {}).get("usermeta", {})
    )


def lay_out(folder: Path) -> None:
    """The small book with questions in its first chapter alone; one has a hostile title."""
    small_book.lay_out(folder)
    for chapter in (small_book.FIRST, small_book.SECOND):
        path = folder / "exercises" / chapter / "tasks.toml"
        text = path.read_text(encoding="utf-8").partition("[[question]]")[0]
        if chapter == small_book.FIRST:
            text += QUESTION.format(ident=NAMES[0], title="Who came first")
            text += QUESTION.format(ident=NAMES[1], title="Who <b>stayed</b> & why")
        path.write_text(text, encoding="utf-8")
    chapter = folder / "chapters" / f"{small_book.SECOND}.ipynb"
    notebook = json.loads(chapter.read_text(encoding="utf-8"))
    for name in EXPLORERS:
        notebook["cells"].append(explorer_cell(name))
        shutil.copyfile(small_book.ROOT / f"chapters/{name}.toml", folder / f"chapters/{name}.toml")
    chapter.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
    toc = folder / "_toc.yml"
    text = toc.read_text(encoding="utf-8")
    toc.write_text(f"{text}      - file: back/again\n", encoding="utf-8")


def again(small: Path) -> str:
    """The address of the page that brings questions back."""
    return (small / "back/again.html").as_uri()


def give(page: Any, name: str, right: bool, tries: int, at: str = NOW) -> bool:
    """Keep an answer as a field of the page does it."""
    return page.evaluate(
        """async ([key, value]) => {
             await dispatched.load("memory.js");
             return dispatched.memory.set(key, value);
           }""",
        [f"field:{name}", {"at": at, "right": right, "tries": tries, "given": "1 000,5"}],
    )
