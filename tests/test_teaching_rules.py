"""The rules for what a chapter teaches, each on a notebook of a few cells."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest

from dispatched.notebooks import lanes, rules, teaching, worded
from dispatched.texts import Text

NEW = nbformat.v4


def notebook(*cells: Any) -> Any:
    return NEW.new_notebook(cells=list(cells))


def text(source: str, *tags: str) -> Any:
    return NEW.new_markdown_cell(source, metadata={"tags": list(tags)})


def code(source: str, *tags: str, chart: bool = False, shown: bool = True) -> Any:
    data = {rules.MIME: {}} if chart else {"text/plain": "1"}
    outputs = [NEW.new_output("display_data", data=data)] if shown else []
    return NEW.new_code_cell(source, metadata={"tags": list(tags)}, outputs=outputs)


# --- taught before used -------------------------------------------------------------------------


def one(**changes: Any) -> teaching.Teaching:
    given = {"chapter": "04-logging", "pandas": ("pivot",), "altair": ("mark_bar",)}
    rest = {"drawing": "Bars", "goals": (), "ladder": ()}
    return teaching.Teaching(**(given | rest | changes))


def test_a_verb_that_no_chapter_has_taught_is_named_with_its_cell() -> None:
    book = notebook(text("Words."), code("t.melt()"), code("t.melt().pivot()"))
    assert list(teaching.too_early("04-logging", book, ["pivot"])) == [
        "04-logging, cell 1: uses 'melt', which no chapter has taught by then"
    ]


def test_two_chapters_cannot_both_teach_a_verb() -> None:
    with pytest.raises(ValueError, match=r"'pivot' is new in 04-logging\.toml and again in 05"):
        teaching.taught([one(), one(chapter="05-contract")])


DRAWN = "alt.Chart(t).mark_bar()"
NAMED = {
    "both named": ([text("`pivot` turns. `mark_bar` draws."), code(f"t.pivot(); {DRAWN}")], []),
    "a verb that no text names": (
        [text("`mark_bar` draws."), code(f"t.pivot(); {DRAWN}")],
        ["uses 'pivot' first; no text before it names it"],
    ),
    "an idea of Altair named too early": (
        [text("`pivot` turns, `mark_bar` draws."), code("t.pivot()"), text("So."), code(DRAWN)],
        ["uses 'mark_bar' first; the text before it does not name it"],
    ),
    "a verb that no cell uses": (
        [text("`mark_bar` draws."), code(DRAWN)],
        ["teaches 'pivot', which no cell uses"],
    ),
    "a name without backticks": (
        [text("pivot turns. `mark_bar` draws."), code(f"t.pivot(); {DRAWN}")],
        ["uses 'pivot' first"],
    ),
}


@pytest.mark.parametrize("name", NAMED)
def test_what_is_new_is_named_first(name: str) -> None:
    cells, expected = NAMED[name]
    found = list(teaching.unnamed(one(), notebook(*cells)))
    assert len(found) == len(expected)
    assert all(said in line for said, line in zip(expected, found, strict=True))


# --- goals and ladder ---------------------------------------------------------------------------

ASKED = """````{exercise}
:label: ex-turn
Fill the gap.

```python
t.____(index="a")
```
````

````{solution} ex-turn
:class: dropdown
```python
t.pivot(index="a")
```
````"""


def tasks_of(task: str, source: str) -> Any:
    marks = {"nbgrader": {"grade_id": f"{task}-answer", "solution": True}}
    source = f"x = ...\n### BEGIN SOLUTION\n{source}\n### END SOLUTION"
    asked = NEW.new_markdown_cell("Do it.", metadata={"nbgrader": {"grade_id": f"{task}-task"}})
    return notebook(asked, NEW.new_code_cell(source, metadata=marks))


OPENING = "# T\n\n**You will** read a quota.\n\n**Time:** long."
GOAL = teaching.Goal("quota", "read a quota", "ex-turn", "04-turn")
STEP = teaching.Step(("pivot",), "ex-turn", "04-turn")


def promises(asked: str = ASKED, solution: str = "t.pivot()", **changes: Any) -> list[str]:
    made = one(**({"altair": (), "goals": (GOAL,), "ladder": (STEP,)} | changes))
    chapter = notebook(text(OPENING), text(asked))
    return list(teaching.broken_promises(made, chapter, tasks_of("04-turn", solution)))


def test_promises_that_are_kept() -> None:
    assert promises() == []


BROKEN = {
    "no gap": ({"asked": ASKED.replace("____", "pivot")}, "'ex-turn' has no gap"),
    "an answer without the verb": (
        {"asked": ASKED.replace("t.pivot(", "t.melt(")},
        "the answer of 'ex-turn' does not use 'pivot'",
    ),
    "an answer that is no Python": (
        {"asked": ASKED.replace("t.pivot(", "t.pivot((")},
        "the answer of 'ex-turn' is no Python",
    ),
    "a solution without the verb": (
        {"solution": "t.melt()"},
        "the solution of '04-turn' does not use 'pivot'",
    ),
    "a verb on no step": ({"ladder": ()}, "no step of the ladder has 'pivot'"),
    "a step with what is not new": (
        {"ladder": (STEP, teaching.Step(("melt",), "ex-turn", "04-turn"))},
        "'melt' is not new in this chapter",
    ),
    "a question that is not there": (
        {"ladder": (teaching.Step(("pivot",), "ex-other", "04-turn"),)},
        "no question is labeled 'ex-other'",
    ),
    "a task that is not there": (
        {"ladder": (teaching.Step(("pivot",), "ex-turn", "04-other"),)},
        "no task is called '04-other'",
    ),
    "a goal that the first cell does not say": (
        {"goals": (teaching.Goal("quota", "read a map", "ex-turn", "04-turn"),)},
        "the first cell does not say 'read a map'",
    ),
    "a goal that nothing asks": (
        {"goals": (teaching.Goal("quota", "read a quota", "", "04-turn"),)},
        "goal 'quota': no question is labeled ''",
    ),
    "a goal that nothing assesses": (
        {"goals": (teaching.Goal("quota", "read a quota", "ex-turn", "04-x"),)},
        "goal 'quota': no task is called '04-x'",
    ),
    "a promise without a goal": ({"goals": ()}, "promises 1 things, [goals] has 0"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_promise_that_is_not_kept(name: str) -> None:
    changes, said = BROKEN[name]
    found = promises(**changes)
    assert any(said in line for line in found), found
    assert all(line.startswith("04-logging") for line in found)


# --- words of charts ----------------------------------------------------------------------------


def known(*keys: str, chapter: str = "04-logging") -> dict[str, Text]:
    return {key: Text(key, chapter, "T", "D") for key in keys}


WORDED = {
    "used once": (["charts.figure(c, 'a')"], known("a"), []),
    "an explorer and its chart": (
        ["charts.figure(c, 'a')\nexplore(m, c, 'a', n=s)"],
        known("a"),
        [],
    ),
    "missing": (
        ["charts.figure(c, 'b')"],
        known("a"),
        ["04-logging, cell 0: figure 'b' stands in no text file", "'a': no cell uses it"],
    ),
    "unused": (["1"], known("a"), ["04-logging.toml, figure 'a': no cell uses it"]),
    "of another chapter": (
        ["charts.figure(c, 'b')"],
        known("b", chapter="05-contract"),
        ["04-logging, cell 0: figure 'b' has the words of 05-contract.toml"],
    ),
    "for two charts": (
        ["charts.figure(c, 'a')", "charts.figure(d, 'a')"],
        known("a"),
        ["figure 'a': one description for the charts of cells 0 and 1"],
    ),
    "only its words": (["charts.words('a')"], known("a"), ["'a': no chart has its description"]),
}


@pytest.mark.parametrize("name", WORDED)
def test_words_and_code_belong_together(name: str) -> None:
    sources, texts, expected = WORDED[name]
    found = list(worded.faults("04-logging", notebook(*map(code, sources)), texts))
    assert len(found) == len(expected)
    assert all(said in line for said, line in zip(expected, found, strict=True))


# --- lanes and code in the open -----------------------------------------------------------------

LONG = text(f"# T\n\n{'word ' * 1100}", "story")


def test_a_story_without_a_gap() -> None:
    book = notebook(
        LONG,
        text("## How", "workshop"),
        code("1", "workshop"),
        text("*Seen.*", "workshop"),
        text("## On", "story"),
        code("2", "story"),
        text("*Seen.*", "story"),
    )
    assert list(lanes.faults("04-logging", book)) == []


LANES = {
    "no lane": ([LONG, text("Words.")], "cell 1: say its lane"),
    "two lanes": ([LONG, text("Words.", "story", "workshop")], "cell 1: say its lane"),
    "under a folded heading": (
        [LONG, text("## How", "workshop"), text("On it goes.", "story")],
        "cell 2: the story goes on under a heading that folds",
    ),
    "a caption in the other lane": (
        [LONG, code("1", "story"), text("*Seen.*", "workshop")],
        "cell 2: is in the workshop, what it speaks of above is not",
    ),
    "a story too short": ([text("# T", "story")], "its story has 2 words"),
}


@pytest.mark.parametrize("name", LANES)
def test_a_gap_in_the_story(name: str) -> None:
    cells, said = LANES[name]
    (found,) = lanes.faults("04-logging", notebook(*cells))
    assert said in found


def test_a_question_is_no_part_of_the_words_of_a_story() -> None:
    asked = "Two words.\n\n```{predict} a\n```\n\n```{check} ex-a\n```\n"
    assert lanes.words(notebook(text(asked, "story"))) == 2


CHART = "alt.Chart(t).mark_bar().encode(x='a')"


def test_charts_in_the_open_are_told_from_others() -> None:
    book = notebook(
        code(CHART, chart=True),
        code(CHART, "hide-input", chart=True),
        code(f"def f():\n    {CHART}\nf()", chart=True),
        code("charts.figure(charts.dumbbell(t), 'a')", chart=True),
        code(CHART, shown=False),
    )
    assert rules.in_the_open(book) == [0]
    assert rules.by_helper(book) == [1, 2, 3]
    assert rules.silent(book) == [4]


def test_prose_in_code_is_found_by_its_length() -> None:
    book = notebook(code(f"f('{'a' * 60}')"), code(f"f('{'b' * 61}')"))
    assert list(rules.long_strings(book)) == [(1, "b" * 61)]
