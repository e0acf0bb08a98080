"""Lesson plans: keys, minutes that add up, ids that exist; every goal is asked and assessed."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from dispatched import lessons
from tests.chapters import CHAPTERS, ROOT

MODEL = "05-2000-contract-work"
HIDDEN = "---\nmyst:\n  html_meta:\n    robots: noindex\nnosearch: true\n---\n\n"
"""A plan has answers in it: search does not lead a student there."""
PLANS = sorted(lessons.folder(ROOT).glob("*.toml"))
TEXT = (ROOT / "teaching" / f"{MODEL}.toml").read_text(encoding="utf-8")

chapter = pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)
plan = pytest.mark.parametrize("path", PLANS, ids=lambda p: p.stem)


def wrong(tmp_path: Path, old: str, new: str) -> str:
    """What is said of the model plan with one text in it replaced; one fault a line."""
    assert old in TEXT, f"the model has no {old!r}"
    path = tmp_path / f"{MODEL}.toml"
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    try:
        lesson = lessons.read(path)
    except lessons.LessonError as error:
        return str(error)
    return "\n".join(lessons.faults(lesson, lessons.chapter(MODEL, ROOT)))


@chapter
def test_each_chapter_has_a_plan_and_a_page(path: Path) -> None:
    assert path.stem in {one.stem for one in PLANS}, f"teaching/{path.stem}.toml is missing"
    number = path.stem[:2]
    page = (ROOT / "back" / f"teaching-{number}.md").read_text(encoding="utf-8")
    title = lessons.chapter(path.stem, ROOT).title
    assert (
        page
        == f"{HIDDEN}# Teaching chapter {int(number)}: {title}\n\n```{{lesson}} {number}\n```\n"
    )
    contents = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    assert f"- file: back/teaching-{number}\n" in contents


@plan
def test_what_a_plan_names_is_there(path: Path) -> None:
    lesson = lessons.read(path)
    assert list(lessons.faults(lesson, lessons.chapter(path.stem, ROOT))) == []


@plan
def test_the_figures_of_a_plan_are_linked(path: Path) -> None:
    assert list(lessons.numbers(lessons.read(path))) == []


@plan
def test_every_goal_is_asked_in_a_step_and_assessed_by_a_task(path: Path) -> None:
    lesson, of = lessons.read(path), lessons.chapter(path.stem, ROOT)
    assert of.goals
    for goal in of.goals:
        assert lessons.met(lesson, goal.asked), f"no step asks {goal.says!r}"
        assert of.named[goal.assessed].kind == "task", f"{goal.assessed} is no task"
        assert of.named[goal.asked].kind in ("question", "exercise")


@plan
def test_the_sides_of_a_debate_have_evidence_of_their_own(path: Path) -> None:
    parts = lessons.read(path).roles.parts
    assert len({part.who for part in parts}) == len(parts)
    shared = set.intersection(*(set(part.evidence) for part in parts))
    assert not shared, f"every side has {', '.join(sorted(shared))}"


REFUSED = {
    "a key is missing": ('why = "Students know', 'hint = "Students know', "wrong 1: nothing"),
    "a key is left out": (
        re.search(r"^outcome = .*\n", TEXT, re.M)[0],  # type: ignore[index]
        "",
        "lesson: has no outcome",
    ),
    "minutes that do not add up": (
        "minutes = 90",
        "minutes = 80",
        "lesson, minutes: the steps add up to 90, not to 80",
    ),
    "minutes in words": (
        "[[step]]\nminutes = 8\n",
        '[[step]]\nminutes = "eight"\n',
        "step 1, minutes: is not a whole number above 0",
    ),
    "a short lesson that is too long": (
        "[[quick]]\nstep = 5\nminutes = 15",
        "[[quick]]\nstep = 5\nminutes = 18",
        "quick: the steps add up to 46 minutes, not to 40 to 45",
    ),
    "a short lesson out of order": (
        "[[quick]]\nstep = 5\n",
        "[[quick]]\nstep = 7\n",
        "quick: the steps are out of order or twice: [1, 7, 6, 8]",
    ),
    "a short lesson with a step that is none": (
        "[[quick]]\nstep = 8\n",
        "[[quick]]\nstep = 9\n",
        "quick 4, step: there is no step 9, only 8",
    ),
    "a short lesson that names what nobody has": (
        'how = "the exit question"',
        'how = "the question `ex-contract-exit`"',
        "quick, step 8, how: chapter 5 has no question or task 'ex-contract-exit'",
    ),
    "no minute at all": (
        "[[step]]\nminutes = 8\n",
        "[[step]]\nminutes = 0\n",
        "step 1, minutes: is not",
    ),
    "an empty text": (
        'holds = "Money came home, more than a pay there, and some of it was taken again."',
        'holds = " "',
        "part 4, holds: is not a text",
    ),
    "a list that is a text": (
        'asks = ["Was the contract worker\'s choice to go a free one?"]',
        'asks = "Was it?"',
        "step 7, asks: is not a list of texts",
    ),
    "no board": ("[board]", "[bored]", "the file: nothing is called 'bored'"),
    "a sketch too wide": (
        "  together: 2100",
        "  together:" + 60 * " " + "2100",
        "board, sketch: line 9 has",
    ),
    "a sketch too long": (
        "  together: 2100",
        5 * "  one more\n" + "  together: 2100",
        "board, sketch: 17 lines, at most 14",
    ),
    "no TOML": ("[versions]", "[versions", f"{MODEL}.toml: "),
    "an unknown claim": (
        "(#planned-money)",
        "(#planned-mony)",
        "step 1, does: no claim 'planned-mony'; near it: planned-money",
    ),
    "an unknown question": (
        "`ex-contract-paper`",
        "`ex-contract-papers`",
        "step 2, does: chapter 5 has no question or task 'ex-contract-papers'; near it: ex-contra",
    ),
    "an unknown task": (
        "`05-two-rules`",
        "`05-two-rulers`",
        "versions, pandas: chapter 5 has no question or task '05-two-rulers'; near it: 05-two-ru",
    ),
    "an unknown prediction": (
        "`practice-first`",
        "`practise-first`",
        "chapter 5 has no question or task 'practise-first'; near it: practice-first",
    ),
    "an unknown card of a debate": (
        '"married-fathers"',
        '"married-mothers"',
        "part 1, evidence: no claim 'married-mothers'",
    ),
    "a goal without a step": (
        "`ex-contract-share`",
        "that question",
        "goal 'stated-share': no step names `ex-contract-share`, which asks it",
    ),
    "a goal that is not assessed": (
        "Then homework: task `05-essay`.",
        "",
        "goal 'bad-month': no step names `05-essay`, which assesses it",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_plan_that_cannot_be_used_is_refused_with_its_place(case: str, tmp_path: Path) -> None:
    old, new, said = REFUSED[case]
    told = wrong(tmp_path, old, new)
    assert told.startswith(f"{MODEL}.toml")
    assert said in told


def test_too_few_steps_and_too_many_mistakes(tmp_path: Path) -> None:
    head, *steps = re.split(r"(?=\[\[step\]\])", TEXT)
    last, rest = re.split(r"(?=\[\[wrong\]\])", steps[-1], maxsplit=1)
    path = tmp_path / f"{MODEL}.toml"
    path.write_text("".join([head, *steps[:3], rest]), encoding="utf-8")
    with pytest.raises(lessons.LessonError, match="step: 5 to 8 are needed, there are 3"):
        lessons.read(path)
    one = re.search(r"\[\[wrong\]\].*?(?=\[\[)", rest, re.S)
    assert one
    path.write_text("".join([head, *steps[:-1], last, one[0], rest]), encoding="utf-8")
    with pytest.raises(lessons.LessonError, match="wrong: 3 to 5 are needed, there are 6"):
        lessons.read(path)


def test_a_plan_of_no_chapter_is_told_with_those_there_are() -> None:
    with pytest.raises(lessons.LessonError, match=f"no plan of chapter '99'; there are .*{MODEL}"):
        lessons.of_number("99", ROOT)


def test_a_figure_without_a_link_is_found_and_a_spoken_word_is_not() -> None:
    lesson = lessons.read(ROOT / "teaching" / f"{MODEL}.toml")
    said = "Write 31,500 on the board; after 5 minutes, in step 3, speak of the billion."
    told = list(lessons.numbers(dataclasses.replace(lesson, short=said)))
    assert len(told) == 1
    assert "lesson, short: 31,500 is not linked" in told[0]
    other = dataclasses.replace(lesson, short="There were [31,600](#stock-2016) workers.")
    assert "31,600 is not what stock-2016 says" in next(lessons.numbers(other))
