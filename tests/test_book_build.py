"""When a build does something, where it may put what it makes, and what it says when it cannot."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dispatched.book import build, inputs, kept
from tests import small_book
from tests.book_changes import EDITS, QUICK


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a small book, which these tests do not build."""
    made = tmp_path_factory.mktemp("inputs") / "book"
    small_book.lay_out(made)
    return made


@pytest.mark.parametrize("kind", EDITS)
def test_each_kind_of_edit_is_seen(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout = tmp_path / "book"
    small_book.lay_out(checkout)
    monkeypatch.setenv("DISPATCHED_DATA", str(checkout / "data"))
    before = kept.state(checkout)
    assert kept.state(checkout) == before
    EDITS[kind].change(checkout)
    after = kept.state(checkout)
    assert after != before
    assert (after.ground == before.ground) == (kind in QUICK)
    if kind in QUICK:
        assert after.changed(before) == QUICK[kind]


def test_what_no_page_shows_is_no_edit(folder: Path) -> None:
    before = kept.state(folder)
    for name in (
        ".git/HEAD",
        "tests/test_x.py",
        "_build/html/index.html",
        "dispatched/__pycache__/x.pyc",
        ".x.swp",
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    os.utime(folder / "index.md", (1e9, 1e9))
    assert kept.state(folder) == before
    (folder / "site").mkdir()
    (folder / "site" / "index.html").write_text("a page", encoding="utf-8")
    assert kept.state(folder, {folder / "site"}) == before
    assert kept.state(folder) != before


def test_a_name_and_its_content_are_told_apart(tmp_path: Path) -> None:
    for name, files in (("a", {"x": "yz"}), ("b", {"x": "y", "z": ""}), ("c", {"xy": "z"})):
        for inner, text in files.items():
            (tmp_path / name).mkdir(exist_ok=True)
            (tmp_path / name / inner).write_text(text, encoding="utf-8")
    assert len({inputs.tree(tmp_path / name) for name in "abc"}) == 3


def test_a_new_version_of_a_package_is_an_edit(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept.state(folder)
    monkeypatch.setattr(inputs.importlib.metadata, "distributions", list)
    assert kept.state(folder) != before


def test_evidence_that_lies_elsewhere_is_read(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "datapackage.json").write_text("{}", encoding="utf-8")
    monkeypatch.setenv("DISPATCHED_DATA", str(tmp_path))
    before = kept.state(folder)
    (tmp_path / "datapackage.json").write_text("{ }", encoding="utf-8")
    assert kept.state(folder) != before


NOTEBOOK = f"chapters/{small_book.FIRST}.ipynb"
TASKS = f"exercises/{small_book.FIRST}/{small_book.FIRST}.ipynb"


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("_toc.yml", None, "_toc.yml: there is no such file"),
        (
            "_toc.yml",
            b"root: [index\n",
            "_toc.yml, line 2: not YAML: expected ',' or ']', but got '<stream end>'",
        ),
        ("_toc.yml", b"", "_toc.yml: holds no list of names and values"),
        ("_config.yml", None, "_config.yml: there is no such file"),
        (
            "_config.yml",
            b"title: a\nauthor: b: c\n",
            "_config.yml, line 2: not YAML: mapping values are not allowed here",
        ),
        (
            "_config.yml",
            b"title: caf\xe9\n",
            "_config.yml: not UTF-8 (byte 10); save the file as UTF-8",
        ),
        ("_config.yml", b"title: \0\n", "_config.yml: not YAML: "),
        (NOTEBOOK, b'{"cells": [', f"{NOTEBOOK}, line 1: not a notebook: Expecting value."),
        (
            TASKS,
            b"{\n<<<<<<< HEAD\n",
            f"{TASKS}, line 2: not a notebook: Expecting property name enclosed in double",
        ),
        (
            TASKS,
            b"[" * 100_000,
            f"{TASKS}, line 1: not a notebook: maximum recursion depth exceeded",
        ),
        (TASKS, b"[]", f"{TASKS}: not a notebook: it holds no list of cells"),
        (TASKS, b"", f"{TASKS}, line 1: not a notebook: Expecting value."),
    ],
    ids=lambda value: value if isinstance(value, str) else "bytes" if value else "nothing",
)
def test_what_cannot_be_read_is_named_in_one_sentence(
    name: str, raw: bytes | None, says: str, tmp_path: Path
) -> None:
    checkout = tmp_path / "book"
    small_book.lay_out(checkout)
    assert list(inputs.faults(checkout)) == []
    if raw is None:
        (checkout / name).unlink()
    else:
        (checkout / name).write_bytes(raw)
    (line,) = inputs.faults(checkout)
    assert line.startswith(says)
    assert "\n" not in line
    assert ("Marks of a merge" in line) == (raw is not None and b"<<<<" in raw)


@pytest.mark.parametrize(
    ("log", "says"),
    [
        (
            "Extension error:\nTraceback\nsphinx.errors.ExtensionError: evidence: claims.csv, "
            "row 2: is empty",
            ["evidence: claims.csv, row 2: is empty"],
        ),
        (
            "sphinx_external_toc.parsing.MalformedError: document file used multiple times: "
            "'back/notes'",
            ["_toc.yml: document file used multiple times: 'back/notes'"],
        ),
        (
            f"\x1b[91m{build.ROOT}/chapters/x.ipynb:120003: WARNING: no such link\x1b[0m\n" * 2
            + "RuntimeError: box",
            ["chapters/x.ipynb, cell 11: WARNING: no such link"],
        ),
        (
            "Extension error (sphinxcontrib.bibtex):\nsphinx.errors.ExtensionError: Handler "
            "<function cite at 0x7f> for "
            "event 'builder-inited' threw an exception (exception: syntax error in line 2: "
            "premature end of file)",
            ["data/references.bib: syntax error in line 2: premature end of file"],
        ),
        (
            "line\n" * 30 + "Killed",
            ["the build stopped; the end of its log:", *["line"] * 14, "Killed"],
        ),
    ],
    ids=["evidence", "contents", "cell", "bibliography", "unknown"],
)
def test_what_sphinx_says_is_said_once_with_its_place(log: str, says: list[str]) -> None:
    assert build._problems(log) == says


@pytest.mark.parametrize(
    ("log", "says"),
    [
        (
            f"Traceback\nExtensionError: {kept.OTHERS}titles, tocs\nmore",
            f"{kept.OTHERS}titles, tocs",
        ),
        ("index.md:3: WARNING: no such link\n", "index.md:3: WARNING: no such link"),
    ],
    ids=["told", "failed"],
)
def test_why_a_build_begins_anew_after_all_is_said_in_one_line(log: str, says: str) -> None:
    assert build._why_anew(log) == f"All pages are made anew: {says}"


@pytest.mark.parametrize(
    ("prepare", "says"),
    [
        (lambda target: target.write_text("", encoding="utf-8"), "is a file; name a folder"),
        (
            lambda target: (target.mkdir(), (target / "letter.txt").touch()),
            "holds files that are no built book",
        ),
    ],
    ids=["a file", "other files"],
)
def test_what_is_no_built_book_is_not_replaced(prepare: object, says: str, tmp_path: Path) -> None:
    target = tmp_path / "site"
    prepare(target)  # type: ignore[operator]
    before = sorted(tmp_path.rglob("*"))
    (line,) = build.build(target)
    assert says in line
    assert str(target) in line
    assert sorted(tmp_path.rglob("*")) == before


def test_what_was_made_from_the_old_pages_does_not_go_without_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "html"
    for name in ("_static/dispatched.css", "take/book.pdf", "take/book.epub"):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(name)
    made = tmp_path / "work" / "_build"

    def make(*_: object) -> None:
        (made / "html" / "_static").mkdir(parents=True)

    said: list[str] = []
    monkeypatch.setattr(build, "_make", make)
    monkeypatch.setattr(kept, "save", lambda *_: None)
    assert build.build(target, tmp_path / "work", said.append) == []
    assert not (target / "take").exists()
    assert said == [
        "Gone with the old pages: 2 files to take away (make pdf, make epub, make offline)"
    ]


def test_the_checkout_itself_is_not_replaced() -> None:
    for target in (build.ROOT, build.ROOT.parent, build.ROOT / "chapters"):
        (line,) = build.build(target)
        assert str(target) in line
        assert (build.ROOT / "_toc.yml").is_file()


def test_a_build_after_no_edit_does_nothing_and_after_damage_repairs_it(
    tmp_path: Path, drawings: Path
) -> None:
    checkout = tmp_path / "book"
    small_book.lay_out(checkout)
    target = checkout / "_build" / "html"
    assert small_book.build(checkout, target, drawn=drawings) == ""
    first = small_book.contents(target)
    stamp = (target / "index.html").stat().st_mtime_ns
    assert small_book.build(checkout, target) == ""
    assert (target / "index.html").stat().st_mtime_ns == stamp
    (target / "index.html").write_text("damaged", encoding="utf-8")
    (target / "left over.html").write_text("a page of long ago", encoding="utf-8")
    told = small_book.told(checkout, target).splitlines()
    assert small_book.contents(target) == first
    # Each step is told as it begins, with the seconds before it.
    assert [line.split(": ")[1] for line in told if " s: " in line] == [*build.STEPS.values()]
    assert first[".nojekyll"] == b""
    assert not {name for name in first if name.startswith(".") and name != ".nojekyll"}
