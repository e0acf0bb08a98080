"""A second build of the book equals a clean one after every kind of edit, file by file and byte by
byte; and it makes no page anew that reads nothing of what has changed.
"""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from dispatched.book import kept
from tests import small_book
from tests.book_changes import CARD, EDITS, FAR, reword
from tests.small_book import FIRST, SECOND

STAGES = {
    ("wording of a claim", "text of a chart", "older file in place of a newer"): {
        *("index", f"chapters/{FIRST}", f"chapters/{SECOND}", "back/evidence-1946"),
    },
    ("value of a claim", "text of a page"): {
        *(f"chapters/{FIRST}", "back/evidence-1946", "back/calculations", "back/contradictions"),
    },
    ("link in a page",): {f"chapters/{SECOND}"},
    ("title of a page",): None,
    (
        *("source", "order of pages", "calculation", "new page", "removed page", "event"),
        *("changed assignment", "contradiction", "removed assignment", "series", "feature"),
        *("map", "bibliography", "title of the book", "address of the hub"),
        *("style sheet", "script", "code of the package", "code that draws"),
    ): None,
}
"""Kinds that are tried together, for they show in different places → the pages that they reach;
nothing where the book is begun anew.
"""
UNTOUCHED = {"back/notes", "back/timeline", "back/what-is-missing"}
"""Pages that show no claim that an edit changes."""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory, drawings: Path) -> Path:
    """A small book, built once; what a test does to it stays, as with one who writes."""
    folder = tmp_path_factory.mktemp("edits") / "book"
    small_book.lay_out(folder)
    assert small_book.build(folder, folder / "_build" / "html", drawn=drawings) == ""
    return folder


def found(tree: dict[str, bytes], name: str, text: str) -> bool:
    """Is a file there, and in it, or in what a page has beside it, what the pattern finds?"""
    if name not in tree:
        return False
    raw = tree[name]
    if name.endswith(".html"):
        own = f"/{name.removesuffix('.html').replace('/', '-')}.js"
        beside = (text for file, text in tree.items() if re.match(rf"_static/\w+{own}$", file))
        raw = b"".join([raw, *(text.replace(b'\\"', b'"') for text in beside)])
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            raw = b"".join(archive.read(each) for each in archive.namelist())
    return re.search(text, raw.decode("utf-8", "replace")) is not None


def made(checkout: Path) -> dict[str, int]:
    """Page that is kept → when it was made."""
    place = checkout / "_build" / ".work" / "_build" / kept.PAGES
    return {
        path.relative_to(place).with_suffix("").as_posix(): path.stat().st_mtime_ns
        for path in place.rglob("*.pickle")
    }


def test_every_kind_is_tried_once() -> None:
    assert sorted(kind for stage in STAGES for kind in stage) == sorted(EDITS)


@pytest.mark.parametrize("kinds", STAGES, ids=lambda kinds: ", ".join(kinds[:3]))
def test_a_second_build_equals_a_clean_one(
    kinds: tuple[str, ...], checkout: Path, tmp_path: Path
) -> None:
    target, clean = checkout / "_build" / "html", tmp_path / "html"
    before, times = small_book.contents(target), made(checkout)
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
    anew = {name for name, time in made(checkout).items() if times.get(name) != time}
    reached = STAGES[kinds]
    if reached is None:
        assert anew == {*made(checkout)}
    else:
        assert reached <= anew
        assert not anew & (UNTOUCHED - reached)


def test_a_build_that_is_killed_leaves_nothing_that_the_next_one_trusts(checkout: Path) -> None:
    target = checkout / "_build" / "html"
    before = small_book.contents(target)
    (target / "index.html").write_text("damaged", encoding="utf-8")
    place = checkout / "_build" / ".work" / "_build"
    assert kept.load(place) is not None
    process = subprocess.Popen(
        [sys.executable, "-m", "dispatched.book.build", str(target)],
        cwd=checkout,
        env={k: v for k, v in os.environ.items() if k != "DISPATCHED_DATA"}
        | {"PYTHONPATH": str(checkout)},
        start_new_session=True,
    )
    while not (place / kept.PAGES / kept.CHANGED).is_file() and process.poll() is None:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert kept.load(place) is None
    assert small_book.build(checkout, target) == ""
    assert small_book.contents(target) == before


def test_the_whole_book_after_a_changed_chapter_and_claim_equals_a_clean_one(
    tmp_path: Path, drawings: Path
) -> None:
    folder = tmp_path / "book"
    small_book.lay_out_whole(folder)
    target, clean = folder / "_build" / "html", tmp_path / "clean" / "html"
    assert small_book.build(folder, target, drawn=drawings) == ""
    times = made(folder)
    reword(folder)
    EDITS["wording of a claim"].change(folder)
    assert small_book.build(folder, target, clean) == ""
    after, wanted = small_book.contents(target), small_book.contents(clean)
    assert sorted(after) == sorted(wanted)
    assert [name for name in after if after[name] != wanted[name]] == []
    assert found(after, CARD, "In the one year of 1947")
    assert found(after, FAR, " the very ")
    anew = {name for name, time in made(folder).items() if times[name] != time}
    assert {f"chapters/{SECOND}", f"chapters/{FIRST}", "back/evidence-1946"} <= anew
    assert not anew & {"back/sources", "back/timeline", "chapters/13-law-and-rights"}
    assert len(anew) < len(times) / 2
