"""Each chapter ends its story with what it has found, in five sentences."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from dispatched.notebooks import recap
from tests.chapters import CHAPTERS


def made(*texts: str) -> nbformat.NotebookNode:
    cells = [nbformat.v4.new_markdown_cell(t, metadata={"tags": ["story"]}) for t in texts]
    return nbformat.v4.new_notebook(cells=cells)


def test_five_sentences_in_one_paragraph_are_right() -> None:
    good = made(recap.AFTER, f"## {recap.TITLE}\n\nA. B. C. D. E.", recap.BEFORE)
    assert [*recap.faults(good)] == []


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ((recap.AFTER, recap.BEFORE), "0 sections"),
        ((recap.AFTER, f"## {recap.TITLE}\n\nA. B. C.", recap.BEFORE), "3 sentences"),
        ((recap.AFTER, f"## {recap.TITLE}\n\nA. B.\n\nC. D. E.", recap.BEFORE), "one paragraph"),
        ((f"## {recap.TITLE}\n\nA. B. C. D. E.", recap.AFTER, recap.BEFORE), "stands after"),
        ((recap.AFTER, recap.BEFORE, f"## {recap.TITLE}\n\nA. B. C. D. E."), "stands after"),
    ],
)
def test_what_is_wrong_is_said(texts: tuple[str, ...], said: str) -> None:
    (fault,) = recap.faults(made(*texts))
    assert said in fault


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)
def test_a_chapter_ends_with_what_it_found(path: Path) -> None:
    assert [*recap.faults(nbformat.read(path, as_version=4))] == []
