"""A disk that is full, read-only or cut off in the middle: the last good result stays, one
sentence is said, and the next run makes what it would have made. A sample of the trial in
``tests/trust/faults.py``.
"""

from __future__ import annotations

import errno
import re
import signal
from pathlib import Path
from typing import Any

import pytest

from dispatched import whole
from dispatched.book import build
from dispatched.grading import release
from dispatched.kit import slides, slides_page
from dispatched.notebooks import begin, export, zipped
from dispatched.take import shelf
from tests import small_book
from tests.trust import checkouts, faults, machines

PLAIN = next(one for one in checkouts.SMALL if one.what == "make plain")


def test_a_command_meets_faults_and_other_languages(tmp_path: Path) -> None:
    checkout = tmp_path / "start"
    small_book.lay_out(checkout)
    only = ("a folder that is read-only", "no network", "cut off before the last thing is")
    met = faults.met(PLAIN, checkout, only)
    assert [fault.what for fault, *_ in met if not fault.what.startswith(only)] == []
    assert len(met) == len(only)
    assert [lost for _, lost, _ in met if lost] == []


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "it says nothing"),
        ("Traceback (most recent call last):\n  …\nOSError: x", "ends in 'OSError: x'"),
        ("line\n" * 30, "30 lines"),
        ("The site was not made: no space left on device (site.new).", ""),
    ],
)
def test_what_is_no_sentence_for_a_person_is_found(said: str, why: str) -> None:
    assert (why in machines.traceless(said)) == bool(why or not machines.traceless(said))
    assert bool(machines.traceless(said)) == bool(why)


def test_a_file_that_fails_in_the_middle_is_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    whole.write_whole(path, "old")
    with pytest.raises(KeyboardInterrupt):
        _stopped(path)
    with pytest.raises(OSError, match="full"):
        zipped.write(tmp_path / "a.zip", _failing())
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
    assert path.read_text() == "old"


def _stopped(path: Path) -> None:
    with whole.part_of(path) as part:
        part.write_text("half")
        raise KeyboardInterrupt


def _failing() -> Any:
    yield "first", b"bytes"
    raise OSError(errno.ENOSPC, "full")


def test_a_folder_that_fails_in_the_middle_is_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "site"
    with whole.folder_of(target) as fresh:
        (fresh / "page").write_text("old")
    with pytest.raises(OSError, match="full"):
        _fills(target)
    assert machines.contents(tmp_path) == {"site/page": b"old"}
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def _fills(target: Path) -> None:
    with whole.folder_of(target) as fresh:
        (fresh / "page").write_text("half")
        raise OSError(errno.ENOSPC, "full")


def test_a_folder_put_aside_when_the_power_was_cut_comes_back(tmp_path: Path) -> None:
    (tmp_path / "site.old").mkdir()
    (tmp_path / "site.old" / "page").write_text("old")
    (tmp_path / "site.new").mkdir()
    with pytest.raises(OSError, match="full"):
        _fills(tmp_path / "site")
    assert machines.contents(tmp_path) == {"site/page": b"old"}


def test_decks_stay_until_the_new_ones_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "slides"
    folder.mkdir()
    (folder / "05-x.html").write_text("a deck")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(folder / "x.js"))

    monkeypatch.setattr(slides_page, "static", full)
    assert slides.main([str(folder)]) == 1
    assert machines.contents(folder) == {"05-x.html": b"a deck"}


def test_the_disk_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    error = OSError(errno.EROFS, "Read-only file system", str(tmp_path / "05-x.html"))
    monkeypatch.setattr(slides, "write", lambda *_: (_ for _ in ()).throw(error))
    assert slides.main([str(tmp_path)]) == 1
    said = "The slides were not made: read-only file system (05-x.html).\n"
    assert capsys.readouterr().err == said


def test_each_target_of_make_is_tried_or_has_a_reason() -> None:
    text = (small_book.ROOT / "Makefile").read_text(encoding="utf-8")
    targets = {*re.findall(r"^([a-z-]+):.* ## ", text, re.M)}
    commands = [*checkouts.SMALL, *checkouts.KIT]
    tried = {command.what.split()[1] for command in commands}
    left = {target for named in checkouts.NOT_TRIED.values() for target in named}
    assert tried & left == set()
    assert tried | left == targets


CHANGES = """
import os, pathlib
pathlib.Path("a.part").write_text("whole" * 40)
os.rename("a.part", "a")
"""


@pytest.mark.parametrize(
    ("at", "how", "status", "there"),
    [
        (0, "", 0, {"a": b"whole" * 40}),
        (1, "cut", -signal.SIGKILL, {}),
        (1, "half", -signal.SIGXFSZ, {"a.part": (b"whole" * 40)[:64]}),
        (2, "cut", -signal.SIGKILL, {"a.part": b"whole" * 40}),
    ],
)
def test_the_power_is_cut_at_a_deed(
    at: int, how: str, status: int, there: dict[str, bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "checkout"
    folder.mkdir()
    (folder / "changes.py").write_text(CHANGES, encoding="utf-8")
    command = machines.Command("x", ("changes",), ("a",), checkouts.same)
    moment = (lambda _: at) if at else None
    ended, deeds = machines.run(folder, command, machines.Fault("y", at=moment, how=how))
    made = machines.contents(folder)
    assert made.pop("changes.py")
    assert (ended.status, made) == (status, there)
    assert [deed.path for deed in deeds] == ["a.part", "a"][: at or 2]


def test_a_chapter_that_cannot_be_begun_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "chapters").mkdir()
    (tmp_path / "exercises").mkdir()

    def full(path: Path, text: str) -> None:
        if path.suffix == ".toml":
            raise OSError(errno.ENOSPC, "full")
        whole.write_whole(path, text)

    monkeypatch.setattr(begin, "write_whole", full)
    with pytest.raises(OSError, match="full"):
        begin.begin("16-a-question", tmp_path)
    assert machines.contents(tmp_path) == {}
    assert [*(tmp_path / "exercises").iterdir()] == []


def test_a_pdf_stays_where_the_browser_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHROMIUM", "/bin/false")
    page, made = tmp_path / "a.html", tmp_path / "a.pdf"
    page.write_text("a page")
    made.write_bytes(b"the old one")
    with pytest.raises(RuntimeError, match="the PDF was not made"):
        export.print_pdf(page, made)
    assert machines.contents(tmp_path) == {"a.html": b"a page", "a.pdf": b"the old one"}


def test_the_page_to_take_away_is_whole_and_lists_whole_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "html" / shelf.PAGE
    page.parent.mkdir(parents=True)
    page.write_text('<div class="taken">No.</div>')
    made = tmp_path / "take" / "dispatched.epub"
    made.parent.mkdir()
    made.write_bytes(b"new")
    (tmp_path / "html" / "take").mkdir()
    (tmp_path / "html" / "take" / "dispatched.pdf.part").write_bytes(b"half")
    shelf.put(tmp_path / "html", [made])
    listed = page.read_text()
    assert "dispatched.epub" in listed
    assert ".part" not in listed
    made.write_bytes(b"newer")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(shelf.shutil, "copyfile", full)
    with pytest.raises(OSError, match="full"):
        shelf.put(tmp_path / "html", [made])
    assert (tmp_path / "html" / "take" / "dispatched.epub").read_bytes() == b"new"
    assert page.read_text() == listed


def test_what_the_disk_refused_a_build_is_told_once() -> None:
    line = "WARNING: x.html: [Errno 28] No space left on device: 'x.html'\n"
    assert build._problems(line * 40) == ["no space left on device"]


def test_a_book_put_aside_when_the_power_was_cut_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "html.old"
    (old / "_static").mkdir(parents=True)
    (old / "_static" / "dispatched.css").write_text("old")
    monkeypatch.setattr(build.inputs, "faults", lambda _: ["a fault"])
    assert build.build(tmp_path / "html") == ["a fault"]
    assert machines.contents(tmp_path / "html") == {"_static/dispatched.css": b"old"}
    assert not old.exists()


def test_a_released_version_put_aside_when_the_power_was_cut_comes_back(tmp_path: Path) -> None:
    making = tmp_path / release.MAKING
    for name in ("02-x.old", "03-x"):
        (making / name).mkdir(parents=True)
        (making / name / "x.ipynb").write_text(name)
    (tmp_path / "release").mkdir()
    release._back(tmp_path)
    assert machines.contents(tmp_path) == {"release/02-x/x.ipynb": b"02-x.old"}
    (making / "02-x").mkdir(parents=True)
    (making / "02-x" / "x.ipynb").write_text("new")
    release._put(tmp_path, "02-x")
    assert machines.contents(tmp_path / "release") == {"02-x/x.ipynb": b"new"}
