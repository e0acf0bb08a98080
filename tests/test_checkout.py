"""A checkout on any machine holds the bytes of the repository, and builds the same book in a
folder of any name.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from dispatched.book import downloads
from tests import small_book

ROOT = Path(__file__).resolve().parents[1]


def git(folder: Path, *arguments: str) -> str:
    """What git says, with no settings but its own and those named."""
    program = shutil.which("git")
    if not program:
        pytest.fail("The tests of a checkout need git: on Debian and Ubuntu `apt-get install git`.")
    alone = {
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_SYSTEM": "/dev/null",
        "HOME": str(folder),
        "PATH": "/usr/bin:/bin",
    }
    known = (
        "-c",
        "user.name=A. Reader",
        "-c",
        "user.email=reader@example.org",
        "-c",
        "init.defaultBranch=main",
    )
    done = subprocess.run(
        [program, *known, *arguments],
        cwd=folder,
        env=alone,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of this checkout's files as they lie here."""
    folder = tmp_path_factory.mktemp("repository") / "book"
    not_ours = shutil.ignore_patterns(
        ".git", ".venv", "_build", "__pycache__", ".*cache", ".hypothesis", "class*"
    )
    shutil.copytree(ROOT, folder, ignore=not_ours)
    git(folder, "init", "--quiet")
    git(folder, "-c", "core.autocrlf=false", "add", ".")
    git(folder, "commit", "--quiet", "-m", "All files")
    return folder


@pytest.mark.parametrize("setting", ["true", "input", "false"])
def test_a_checkout_holds_the_same_bytes_whatever_git_is_set_to(
    setting: str, repository: Path, tmp_path: Path
) -> None:
    git(
        tmp_path,
        "clone",
        "--quiet",
        "-c",
        f"core.autocrlf={setting}",
        "-c",
        "core.eol=crlf",
        str(repository),
        "clone",
    )
    names = git(repository, "ls-files", "-z").split("\0")[:-1]
    assert len(names) > 150
    changed = [
        n for n in names if (tmp_path / "clone" / n).read_bytes() != (repository / n).read_bytes()
    ]
    assert changed == []
    assert git(tmp_path / "clone", "status", "--short") == ""
    for folder, name in ((repository, "here.zip"), (tmp_path / "clone", "there.zip")):
        downloads.make_zip(folder / "data", tmp_path / name)
    assert (tmp_path / "here.zip").read_bytes() == (tmp_path / "there.zip").read_bytes()


def test_every_file_is_either_text_or_named_as_binary(repository: Path) -> None:
    for line in git(repository, "ls-files", "--eol").splitlines():
        how, name = line.split("\t")
        assert how.split()[0] == ("i/-text" if name.endswith(".png") else "i/lf"), line


def test_neither_folder_nor_language_nor_hash_seed_leaves_a_trace_in_the_book(
    tmp_path: Path, drawings: Path
) -> None:
    """Blanks, brackets, Hangul, quotes: a name that means something to a shell, a pattern or an
    address means nothing. The first has the drawings of the book, the second draws its own.
    """
    trees = []
    for name, seed, zone in (
        ("책 copy (1)", "1", "UTC"),
        ("a[1] C++ it's 100% #2;{x}$z&~", "2", "Asia/Seoul"),
    ):
        folder = tmp_path / name
        small_book.lay_out(folder)
        where = {"TZ": zone, "LC_ALL": "C.UTF-8" if zone == "UTC" else "C"}
        where["SOURCE_DATE_EPOCH"] = seed
        target = folder / "_build" / "html"
        drawn = None if trees else drawings
        assert small_book.build(folder, target, drawn=drawn, PYTHONHASHSEED=seed, **where) == ""
        trees.append(small_book.contents(folder / "_build" / "html"))
    first, second = trees
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []
    assert first[".nojekyll"] == b""
