"""The quick checks of one chapter: which chapter a number means, and what a draft still needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from dispatched import evidence
from dispatched.cite import items
from tests import check

DRAFT, WHOLE = "03-a-draft", "01-a-chapter"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A book of one chapter, and a draft that is in no table of contents."""
    (tmp_path / "chapters").mkdir()
    (tmp_path / "_toc.yml").write_text(f"- file: chapters/{WHOLE}\n", encoding="utf-8")
    for name, texts in {WHOLE: ["# «Title»"], DRAFT: ["# Snow", "«Text»", "Words", "«»"]}.items():
        cells = [nbformat.v4.new_markdown_cell(text) for text in texts]
        nbformat.write(
            nbformat.v4.new_notebook(cells=cells), tmp_path / "chapters" / f"{name}.ipynb"
        )
    return tmp_path


@pytest.mark.parametrize("number", ["03", "3", DRAFT])
def test_a_number_or_a_name_means_a_chapter(checkout: Path, number: str) -> None:
    assert check.of(number, checkout) == DRAFT


@pytest.mark.parametrize("number", ["2", "13", "03-a", "chapters/03-a-draft.ipynb", "0"])
def test_a_chapter_that_is_not_there(checkout: Path, number: str) -> None:
    with pytest.raises(LookupError, match=f"there is no chapter {number}; there are 01, 03$"):
        check.of(number, checkout)


def test_the_command_refuses_an_unknown_chapter(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main("77") == 2
    told = capsys.readouterr()
    assert told.err.startswith("there is no chapter 77; there are 01, 02, ")
    assert told.out == ""


def test_a_draft_says_which_cells_hold_words_of_the_template(checkout: Path) -> None:
    assert check.draft(DRAFT, checkout) == (
        "03-a-draft is a draft, for it is not in _toc.yml; "
        "the words of the template still stand in cells 1, 3."
    )


def test_a_draft_that_is_written_waits_for_its_line_only(checkout: Path) -> None:
    path = checkout / "chapters" / f"{DRAFT}.ipynb"
    text = path.read_text(encoding="utf-8").replace("«", "").replace("»", "")
    path.write_text(text, encoding="utf-8")
    said = check.draft(DRAFT, checkout)
    assert said == "03-a-draft is a draft, for it is not in _toc.yml."


def test_a_chapter_of_the_book_is_no_draft(checkout: Path) -> None:
    assert check.draft(WHOLE, checkout) == ""
    for path in (check.ROOT / "chapters").glob("*.ipynb"):
        name = path.stem
        listed = f"chapters/{name}\n" in (check.ROOT / "_toc.yml").read_text(encoding="utf-8")
        assert bool(check.draft(name)) is not listed


def test_the_files_that_are_checked_are_there() -> None:
    assert [t for t in check.OF_A_CHAPTER if not (check.ROOT / f"tests/test_{t}.py").exists()] == []


def test_a_source_without_its_entry_is_told_before_all_else(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = items._library(evidence.data_folder())
    monkeypatch.setattr(
        items, "_library", lambda folder: {k: v for k, v in whole.items() if k != "wsj2025"}
    )
    assert check.main() == 1
    assert capsys.readouterr().err == (
        "The tables first: sources.csv, row 'wsj2025': references.bib has no entry with this key\n"
    )


@pytest.mark.slow
def test_what_a_fixture_failed_with_is_told_in_full_once(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(
        "from tests.conftest import pytest_runtest_makereport\n", encoding="utf-8"
    )
    (tmp_path / "test_many.py").write_text(
        "import pytest\n\n\n@pytest.fixture(scope='module')\ndef broken():\n"
        "    raise ValueError('a wrong link')\n\n\n@pytest.mark.parametrize('n', range(4))\n"
        "def test_one(broken, n):\n    assert n >= 0\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", "."]
    done = subprocess.run(
        [*command, "--rootdir", "."],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(check.ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.count("ValueError: a wrong link") == 2  # in the trace, and in the summary
    assert done.stdout.count("The same as in test_many.py::test_one[0].") == 6
