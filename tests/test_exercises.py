"""The assignments: each solution is right, each key is that of its solution, a release holds no
answer and earns nothing.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from dispatched.checks import judge as judging
from dispatched.checks import keys_folder, load_keys
from dispatched.checks.tasks import load
from dispatched.grading import keys, release, submission
from dispatched.notebooks.student import student_version
from tests import chapters

NAMES = keys.assignments()
Released = Callable[[str], nbformat.NotebookNode]
CHAPTERS = [path.stem for path in chapters.CHAPTERS]
"""The chapters of the book; the assignment of a draft may be small."""


@functools.cache
def made(name: str) -> tuple[list, dict, list, list]:
    """Tasks, answers of the solution, shown and hidden keys; an assignment that no test asks for
    is not run, and none is run twice.
    """
    tasks, answers = keys.solve(name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "solve", lambda *_: (tasks, answers))
        return tasks, answers, *keys.make(name)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Released:
    """Assignment → its notebook as nbgrader releases it, once it is asked for."""
    folder = tmp_path_factory.mktemp("release")

    @functools.cache
    def notebook(name: str) -> nbformat.NotebookNode:
        assert release.release(folder, [name]) == {name: ""}
        return nbformat.read(folder / "release" / name / f"{name}.ipynb", as_version=4)

    return notebook


def test_each_chapter_has_one_and_there_are_a_hundred_tasks() -> None:
    assert [n for n in NAMES if n in CHAPTERS] == CHAPTERS
    tasks = {n: load(keys.EXERCISES / n / "tasks.toml") for n in NAMES}
    assert sum(map(len, tasks.values())) >= 100
    for name in CHAPTERS:
        kinds = [t["kind"] for t in tasks[name]]
        assert 6 <= len(kinds) <= 10, name
        assert "chart" in kinds, name
        assert kinds.count("written") == 1, name


@pytest.mark.parametrize("name", NAMES)
def test_the_key_is_that_of_the_solution(name: str) -> None:
    _, _, shown, _ = made(name)
    kept = (keys_folder() / f"{name}.json").read_text(encoding="utf-8")
    assert kept == keys.text_of(name, shown), (
        f"the key of {name} is not that of its solution: `make fresh` renews it"
    )


def test_a_key_of_another_solution_names_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / f"{NAMES[0]}.json").write_text("{}", encoding="utf-8")
    monkeypatch.setitem(globals(), "keys_folder", lambda: tmp_path)
    with pytest.raises(AssertionError, match=f"the key of {NAMES[0]} .* `make fresh` renews it"):
        test_the_key_is_that_of_the_solution(NAMES[0])


@pytest.mark.parametrize("name", NAMES)
def test_the_solution_earns_every_point_with_the_hidden_calls_too(name: str) -> None:
    tasks, answers, shown, hidden = made(name)
    for key, secret in [*((k, False) for k in shown), *((k, True) for k in hidden)]:
        task = next(t for t in tasks if t["id"] == key["id"])
        if task["kind"] != "written":
            assert judging.judge(key, keys.split(task, answers[key["id"]], secret)).ok, key["id"]
    functions = [t["id"] for t in tasks if t["kind"] == "function"]
    assert [k["id"] for k in hidden] == functions


@pytest.mark.parametrize("name", NAMES)
def test_a_key_holds_no_answer(name: str) -> None:
    _, answers, shown, _ = made(name)
    for key in shown:
        text = json.dumps(
            {
                k: v
                for k, v in key.items()
                if k
                not in (
                    "id",
                    "answer",
                    "title",
                    "hints",
                    "mistakes",
                    "columns",
                    "calls",
                    "rules",
                    "key",
                )
            }
        )
        said = " ".join([*key["hints"], *(m["says"] for m in key.get("mistakes", []))])
        answer = answers.get(key["id"], {})
        for value in (answer.get("number"), answer.get("text")):
            if value is None:
                continue
            form = f"{value:g}" if isinstance(value, float) else str(value)
            if len(form) > 3 and form not in key["id"]:
                assert form not in text, key["id"]
                assert form not in said, f"{key['id']}: a hint gives the answer away"


@pytest.mark.parametrize("name", NAMES)
def test_a_release_has_no_solution_no_hidden_test_and_the_same_cells(
    released: Released, name: str
) -> None:
    source = keys.source(name)
    text = "\n".join(c.source for c in released(name).cells)
    assert "### BEGIN" not in text
    assert ".graded(" not in text
    assert len(released(name).cells) == len(source.cells)
    for cell in source.cells:
        meta = cell.metadata.nbgrader
        if meta.solution:
            hidden = re.search(r"### BEGIN SOLUTION\n(.*?)\n### END SOLUTION", cell.source, re.S)
            assert hidden, meta.grade_id
            assert hidden[1].strip() not in text, meta.grade_id
        elif meta.grade:
            assert submission.checks_of(cell.source) == [
                (meta.grade_id.removesuffix("-check"), submission.checks_of(cell.source)[0][1])
            ]
    points = [c.metadata.nbgrader.points for c in source.cells if c.metadata.nbgrader.grade]
    assert (15 if name in CHAPTERS else 1) <= sum(points) <= 45


@pytest.mark.parametrize("name", NAMES)
def test_the_notebook_on_the_page_is_the_one_that_nbgrader_releases(
    released: Released, name: str
) -> None:
    own = student_version(keys.source(name))
    for ours, theirs in zip(own.cells, released(name).cells, strict=True):
        assert ours.source == theirs.source
        assert not ours.get("outputs")


@pytest.mark.parametrize("name", NAMES)
def test_the_released_notebook_as_it_is_earns_nothing(released: Released, name: str) -> None:
    from dispatched.grading import runner_lines, sandbox

    book = released(name)
    calls = {t["id"]: t.get("calls", []) for t in load(keys.EXERCISES / name / "tasks.toml")}
    steps = submission.plan(book, calls)
    raw, _ = sandbox.run(
        steps,
        package=keys.ROOT / "dispatched",
        data=keys.ROOT / "data",
        limits=sandbox.Limits(),
        unsafe=True,
    )
    said = runner_lines.read(raw, steps)
    assert said.done
    assert said.notes == []
    judged = 0
    for place, line in said.lines.items():
        for task, variable in (
            submission.checks_of(book.cells[int(place[1:])].source) if "answers" in line else ()
        ):
            verdict = judging.judge(load_keys()[task], line["answers"][variable])
            assert verdict.share == 0, f"{task}: {verdict.text}"
            judged += 1
    assert judged >= (3 if name in CHAPTERS else 1)


def test_written_tasks_have_rubrics_whose_points_add_up() -> None:
    for name in CHAPTERS:
        book = keys.source(name)
        for task in load(keys.EXERCISES / name / "tasks.toml"):
            if task["kind"] == "written":
                cell = next(
                    c for c in book.cells if c.metadata.nbgrader.grade_id == f"{task['id']}-answer"
                )
                points = [int(n) for n in re.findall(r"\((\d+)(?: points?)?\)", task["rubric"])]
                assert sum(points) == cell.metadata.nbgrader.points, task["id"]


def test_the_committed_notebooks_were_run() -> None:
    for path in sorted(Path(keys.EXERCISES).glob("*/*.ipynb")):
        book = nbformat.read(path, as_version=4)
        counts = [c.execution_count for c in book.cells if c.cell_type == "code"]
        assert counts == list(range(1, len(counts) + 1)), path.name
        assert not [
            o for c in book.cells for o in c.get("outputs", []) if o.output_type == "error"
        ], path.name
