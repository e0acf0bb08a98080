"""A chapter begun from the template runs, and says what is still to be written."""

from __future__ import annotations

import tomllib
from pathlib import Path

import nbformat
import pytest

from dispatched import texts
from dispatched.charts import MIME
from dispatched.checks.tasks import load
from dispatched.notebooks import begin, lanes, prose, rules, run, stated, worded

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    root = tmp_path_factory.mktemp("checkout")
    (root / "chapters").mkdir()
    paths = begin.begin("14-a-question", root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISPATCHED_CHAPTERS", str(root / "chapters"))
        run.execute(paths[0])
    return paths


def test_it_keeps_the_rules_and_draws_its_charts(made: list[Path]) -> None:
    assert list(rules.faults(made[0])) == []
    book = nbformat.read(made[0], as_version=4)
    assert [
        str(f) for c in book.cells if c.cell_type == "markdown" for f in prose.check(c.source)
    ] == []
    drawn = [
        o["data"][MIME]
        for c in book.cells
        for o in c.get("outputs", [])
        if MIME in o.get("data", {})
    ]
    assert len(drawn) == 2
    assert [stated.stray(spec) for spec in drawn] == [[], []]


def test_it_has_two_lanes_and_its_words_apart(made: list[Path]) -> None:
    book = nbformat.read(made[0], as_version=4)
    known = texts.together(made[0].parent)
    assert list(worded.faults(made[0].stem, book, known)) == []
    (short,) = lanes.faults(made[0].stem, book)
    assert "its story has" in short
    assert [*rules.long_strings(book)] == []
    assert rules.in_the_open(book) == [6]


def test_what_is_to_be_written_is_named(made: list[Path]) -> None:
    book = nbformat.read(made[0], as_version=4)
    lines = list(begin.unfilled(book))
    assert begin.OPEN.search(made[3].read_text(encoding="utf-8"))
    said = "cell 0 still holds the words of the template: «A title that says something»"
    assert lines[0] == said
    assert [line.split()[1] for line in lines] == [
        "0",
        "1",
        "3",
        "5",
        "7",
        "8",
        "10",
        "11",
        "13",
        "14",
        "15",
    ]
    for cell in book.cells:
        cell.source = begin.OPEN.sub("Written.", cell.source)
    assert list(begin.unfilled(book)) == []


def test_its_assignment_is_one_that_nbgrader_and_the_keys_read(made: list[Path]) -> None:
    (task,) = load(made[2])
    assert task["id"] == "14-width"
    assert tomllib.loads(made[2].read_text(encoding="utf-8"))["task"][0]["points"] == 1
    marks = [c.metadata.nbgrader for c in nbformat.read(made[1], as_version=4).cells]
    assert [m.grade_id for m in marks if m.grade] == ["14-width-check"]
    assert [m.grade_id for m in marks if m.solution] == ["14-width-answer"]


@pytest.mark.parametrize("name", ["Chapter", "4-x", "14_x", "../14-x", "14-", "14-a b", "14-Ä"])
def test_a_name_that_is_none(name: str, tmp_path: Path) -> None:
    with pytest.raises(begin.ChapterError, match="two digits and words in small letters"):
        begin.begin(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_number_that_is_taken(tmp_path: Path) -> None:
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "14-one.ipynb").touch()
    with pytest.raises(begin.ChapterError, match=r"number 14 is taken by 14-one\.ipynb"):
        begin.begin("14-two", tmp_path)
