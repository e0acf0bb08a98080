"""A question comes back two chapters later, with nothing written twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatched.checks import again, questions
from dispatched.checks.tasks import TaskError
from tests.answering import QUESTION
from tests.chapters import ROOT

EARLIER = QUESTION.format(ident="ex-stock", title="Which is larger?")
BACK = '[[question]]\nid = "ex-stock-back"\nagain = "ex-stock"\nwhy = "Now with a visa."\n'


def written(folder: Path, **texts: str) -> Path:
    """``tasks.toml`` of chapters, and the path of the last one."""
    path = folder
    for number, text in texts.items():
        path = folder / f"{number[1:]}-chapter" / "tasks.toml"
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
    return path


def test_a_question_comes_back_with_its_own_id_and_a_reason(tmp_path: Path) -> None:
    (one,) = questions.load(written(tmp_path, c02=EARLIER, c04=BACK))
    assert (one.ident, one.chapter) == ("ex-stock-back", "04-chapter")
    assert one.asks == "*Now with a visa.*\n\nWhich of the two is larger?"
    assert (one.right, one.options) == ("the first", ("the first", "the second"))
    assert {*questions.together(tmp_path)} == {"ex-stock", "ex-stock-back"}


@pytest.mark.parametrize(
    ("back", "said"),
    [
        (BACK.replace('"ex-stock"\n', '"ex-stack"\n'), "chapter 2 has no question 'ex-stack'"),
        (BACK + 'title = "New"\n', "has id, again and why, and nothing else"),
        (BACK.replace('why = "Now with a visa."\n', ""), "has id, again and why"),
    ],
)
def test_what_does_not_come_back_is_named(back: str, said: str, tmp_path: Path) -> None:
    path = written(tmp_path, c02=EARLIER, c04=back)
    with pytest.raises(TaskError, match=f"04-chapter, question 'ex-stock-back': .*{said}"):
        questions.load(path)


def test_it_is_of_the_chapter_two_before_and_no_return_itself(tmp_path: Path) -> None:
    with pytest.raises(TaskError, match="chapter 3 has no question 'ex-stock'"):
        questions.load(written(tmp_path, c02=EARLIER, c05=BACK))
    other = tmp_path / "other"
    other.mkdir()
    again = BACK.replace("ex-stock-back", "ex-third").replace('"ex-stock"', '"ex-stock-back"')
    with pytest.raises(TaskError, match="'ex-stock-back' comes back itself"):
        questions.load(written(other, c02="", c04=BACK, c06=again))


def asking() -> list[str]:
    """Chapters whose questions have been written, and that have one two before them."""
    tables = sorted(ROOT.glob("exercises/*/tasks.toml"))
    has = {path.parent.name[:2] for path in tables if questions.load(path)}
    return sorted(n for n in has if f"{int(n) - 2:02}" in has)


def test_every_chapter_takes_up_a_question_of_the_chapter_two_before() -> None:
    for number in asking():
        (path,) = ROOT.glob(f"exercises/{number}-*/tasks.toml")
        assert "\nagain = " in path.read_text(encoding="utf-8"), path.parent.name


def test_the_file_that_a_question_comes_back_from_is_known(tmp_path: Path) -> None:
    path = written(tmp_path, c02=EARLIER, c03=EARLIER.replace("stock", "flow"), c04=BACK)
    assert again.earlier_files(path) == [tmp_path / "02-chapter" / "tasks.toml"]
    assert again.earlier_files(tmp_path / "02-chapter" / "tasks.toml") == []
    assert again.earlier_files(tmp_path / "a-draft" / "tasks.toml") == []
