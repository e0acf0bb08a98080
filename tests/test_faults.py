"""A disk that is full, read-only or cut off in the middle: the last good result stays, one
sentence is said, and the next run makes what it would have made. A sample of the trial in
``tests/trust/faults.py``.
"""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest

from dispatched import whole
from dispatched.kit import slides, slides_page
from dispatched.notebooks import zipped
from tests import small_book
from tests.trust import faults, machines

PLAIN = next(one for one in faults.COMMANDS if one.what == "make plain")


def test_a_command_meets_faults_and_other_languages(tmp_path: Path) -> None:
    checkout = tmp_path / "start"
    small_book.lay_out(checkout)
    only = ("a folder that is read-only", "in no language")
    met = [*faults.met([PLAIN], checkout, only)]
    assert [fault.what for fault, _ in met if not fault.what.startswith(only)] == []
    assert len(met) == len(only)
    assert [lost for _, lost in met if lost] == []


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
