"""A second build of the book equals a clean one after every kind of edit, file by file and byte by
byte.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from tests import small_book
from tests.book_changes import EDITS

STAGES = (
    ("wording of a claim", "title of a page"),
    ("source", "order of pages"),
    ("calculation", "new page"),
    ("value of a claim", "removed page"),
    ("event", "changed assignment"),
    ("contradiction", "removed assignment"),
    ("series", "text of a chart"),
    ("feature", "older file in place of a newer"),
    ("map", "bibliography"),
    ("title of the book", "address of the hub"),
    ("style sheet", "script", "code of the package", "code that draws"),
)
"""Kinds that are tried together: they show in different places, and what is made anew for one is
not for the other.
"""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small book, built once; what a test does to it stays, as with one who writes."""
    folder = tmp_path_factory.mktemp("edits") / "book"
    small_book.lay_out(folder)
    assert small_book.build(folder, folder / "_build" / "html") == ""
    return folder


def found(tree: dict[str, bytes], name: str, text: str) -> bool:
    """Is a file there, and in it what the pattern finds?"""
    if name not in tree:
        return False
    raw = tree[name]
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            raw = b"".join(archive.read(each) for each in archive.namelist())
    return re.search(text, raw.decode("utf-8", "replace")) is not None


def test_every_kind_is_tried_once() -> None:
    assert sorted(kind for stage in STAGES for kind in stage) == sorted(EDITS)


@pytest.mark.parametrize("kinds", STAGES, ids=", ".join)
def test_a_second_build_equals_a_clean_one(
    kinds: tuple[str, ...], checkout: Path, tmp_path: Path
) -> None:
    target, clean = checkout / "_build" / "html", tmp_path / "html"
    before = small_book.contents(target)
    for kind in kinds:
        EDITS[kind].change(checkout)
    assert small_book.build(checkout, target, clean) == ""
    after, wanted = small_book.contents(target), small_book.contents(clean)
    stale = []
    for kind in kinds:
        for name, text in EDITS[kind].shows:
            stale += [f"{kind}: {name}"] * (
                found(before, name, text) or not found(after, name, text)
            )
        for name, text in EDITS[kind].hides:
            stale += [f"{kind}: {name}"] * (
                found(after, name, text) or not found(before, name, text)
            )
    assert stale == []
    assert sorted(after) == sorted(wanted)
    assert [name for name in after if after[name] != wanted[name]] == []
