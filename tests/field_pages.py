"""Questions with a field as a reader meets them, and what a page's source holds of answers."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat

from dispatched.checks import question_keys, questions
from dispatched.notebooks import run
from tests import small_book
from tests.browsing import Tab

ASKED = {
    one.ident.removeprefix("ex-fisheries-"): one
    for one in questions.load(small_book.ROOT / "exercises" / small_book.FIRST / "tasks.toml")
}
PAGE = f"chapters/{small_book.FIRST}.html"

MORE = {
    "      - file: back/notes\n": "      - file: back/ledger\n      - file: back/answers\n",
    "          - file: back/evidence-1946\n": "          - file: back/evidence-1950\n"
    "          - file: back/evidence-across\n",
}
"""Line of the small book's contents → lines that follow it here."""


def built(folder: Path, drawings: Path) -> Path:
    """The pages of a small book in a folder whose first chapter asks all of ``ASKED``."""
    small_book.lay_out(folder)
    toc = folder / "_toc.yml"
    contents = toc.read_text(encoding="utf-8")
    for line, more in MORE.items():
        contents = contents.replace(line, line + more)
    toc.write_text(contents, encoding="utf-8")
    (folder / "back" / "ledger.md").write_text("# The ledger\n", encoding="utf-8")
    asked = "\n\n".join(f"```{{check}} {one.ident}\n```" for one in ASKED.values())
    text = f"{small_book.CHAPTERS[small_book.FIRST]}\n## One\n\n{asked}\n"
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell(text, id="text", metadata={"tags": ["story"]})],
        metadata={"kernelspec": run.KERNEL, "language_info": run.LANGUAGE},
    )
    nbformat.write(notebook, folder / "chapters" / f"{small_book.FIRST}.ipynb")
    target = folder.parent / "html"
    said = small_book.build(folder, target, drawn=drawings)
    assert not said.strip(), said
    shutil.rmtree(folder)
    return target


class Asked:
    """One question on a page, as a reader meets it."""

    def __init__(self, page: Any, name: str) -> None:
        self.page, self.one = page, ASKED[name]
        self.field = page.locator(f"[data-check='{self.one.ident}']")
        self.field.scroll_into_view_if_needed()
        if page.evaluate("document.documentElement.dataset.mode") is not None:
            self.go.and_(page.locator(":enabled")).wait_for()

    @property
    def go(self) -> Any:
        return self.field.locator(".check-go")

    @property
    def inputs(self) -> Any:
        return self.field.locator("input")

    @property
    def says(self) -> str:
        return self.field.locator(".check-says").inner_text()

    @property
    def fold(self) -> Any:
        return self.field.locator(".check-answer")

    def option(self, text: str) -> Any:
        at = [question_keys.bare_text(o) for o in self.one.options].index(text)
        return self.field.locator(f"label:has([value='{at}']), li[data-at='{at}']")


def opened(tab: Tab, pages: Path) -> Any:
    return tab.open((pages / PAGE).as_uri())


def words(markdown: str) -> list[str]:
    """The sentences of a text that have some words in a row outside of links."""
    bare = question_keys.bare_text(markdown.replace("\n", " "))
    return [part.strip() for part in re.split(r"[.;:?]", bare) if len(part.split()) > 5]


class Shown(HTMLParser):
    """All that a page's source holds, markup taken out: scripts and hidden parts too."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.feed(source)

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def left_open(source: str, asked: list[questions.Question]) -> list[str]:
    """Sentences of answers, and of what is said of mistakes, that a page's source holds."""
    text = " ".join(" ".join(Shown(source).parts).split()).replace("’", "'")
    hidden = [part for one in asked for part in words(one.answer)]
    hidden += [part for one in asked for m in one.mistakes for part in words(m["says"])]
    assert len(hidden) > 2 * len(asked)
    return [part for part in hidden if part.replace("’", "'") in text]
