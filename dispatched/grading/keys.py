"""Make the keys from the solutions: ``python -m dispatched.grading.keys [ASSIGNMENT …]``.

The source notebook of an assignment is run from top to bottom; the values that its graded cells
check are the right answers. What students get (``dispatched/checks/keys``) are digests of them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat

from dispatched.checks import keys_folder, question_keys, questions
from dispatched.checks.answers import portable
from dispatched.checks.judge import judge
from dispatched.checks.key_files import questions_file
from dispatched.checks.scenes import scene
from dispatched.checks.tasks import TaskError, load
from dispatched.grading import runner_lines, sandbox, submission
from dispatched.grading.make_key import make_key
from dispatched.whole import why, write_whole

ROOT = Path(__file__).resolve().parents[2]
EXERCISES = ROOT / "exercises"


def assignments(folder: Path = EXERCISES) -> list[str]:
    """The names of all assignments, in order."""
    return sorted(path.parent.name for path in folder.glob("*/tasks.toml"))


def source(name: str, folder: Path = EXERCISES) -> Any:
    """The source notebook of an assignment."""
    return nbformat.read(folder / name / f"{name}.ipynb", as_version=4)


def solve(name: str, folder: Path = EXERCISES) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Run a source notebook: tasks, and task → right answer (of a function all calls).

    Raises:
        TaskError: a cell of the source notebook fails, or a task is not checked by a graded cell.
    """
    tasks = load(folder / name / "tasks.toml")
    calls = {t["id"]: [*t.get("calls", []), *t.get("hidden", [])] for t in tasks}
    notebook = source(name, folder)
    steps = submission.plan(notebook, calls)
    raw, end = sandbox.run(
        steps,
        package=ROOT / "dispatched",
        data=ROOT / "data",
        limits=sandbox.Limits(cell=60, notebook=300),
        unsafe=True,
    )
    said = runner_lines.read(raw, steps)
    answers: dict[str, Any] = {}
    for place, line in said.lines.items():
        number = int(place[1:])
        if line.get("error"):
            raise TaskError(
                f"{name}, cell {number}: {line['error']['name']}: {line['error']['text']}"
            )
        for task, variable in (
            submission.checks_of(notebook.cells[number].source) if "answers" in line else ()
        ):
            answer = line["answers"][variable]
            answers[task] = (
                answer | {"scene": scene(answer["spec"])} if answer.get("is") == "chart" else answer
            )
    if not said.done or said.notes:
        raise TaskError(
            f"{name}: the solution did not run to its end: {'; '.join(said.notes) or end}"
        )
    for task in tasks:
        if task["kind"] != "written" and task["id"] not in answers:
            raise TaskError(f"{name}: no graded cell checks {task['id']!r}")
    return tasks, answers


def split(task: Mapping[str, Any], answer: Mapping[str, Any], hidden: bool) -> dict[str, Any]:
    """Of a function's results those of the shown calls, or those of the hidden ones."""
    if task["kind"] != "function":
        return dict(answer)
    shown = len(task["calls"])
    results = answer.get("results", [])
    return {**answer, "results": results[shown:] if hidden else results[:shown]}


def make(name: str, folder: Path = EXERCISES) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The keys that students get, and the keys of the hidden calls, which they do not.

    Raises:
        TaskError: the solution is not right by its own key, or a typical mistake counts as right.
    """
    tasks, answers = solve(name, folder)
    shown, hidden = [], []
    for task in tasks:
        if task["kind"] == "written":
            shown.append(make_key(task, {}))
            continue
        answer = answers[task["id"]]
        for secret, keys in ((False, shown), (True, hidden)):
            if secret and task["kind"] != "function":
                continue
            value = split(task, answer, secret)
            key = make_key(task, value, hidden=secret)
            verdict = judge(key, value)
            if not verdict.ok:
                whole = "" if task["tolerance"] else " (tolerance = 0 is for whole counts)"
                raise TaskError(
                    f"task {task['id']!r}: its own solution is judged wrong{whole}: {verdict.text}"
                )
            keys.append(key)
        for mistake in task["mistakes"]:
            if judge(shown[-1], portable(mistake["value"])).ok:
                raise TaskError(
                    f"task {task['id']!r}: the mistake {mistake['value']!r} counts as right"
                )
    return shown, hidden


def text_of(name: str, shown: list[dict[str, Any]]) -> str:
    """The key file of an assignment, the same bytes each time."""
    return (
        json.dumps(
            {"assignment": name, "tasks": shown}, indent=1, ensure_ascii=False, sort_keys=True
        )
        + "\n"
    )


def main(*names: str) -> int:
    """Write the key files of the named assignments, or of all."""
    for name in names or assignments():
        try:
            asked = questions.load(EXERCISES / name / "tasks.toml")
            question_keys.write(asked, questions_file(name))
            shown, _ = make(name)
            write_whole(keys_folder() / f"{name}.json", text_of(name, shown))
        except TaskError as error:
            print(error, file=sys.stderr)
            return 1
        except OSError as error:
            print(f"{name}: its keys were not written: {why(error)}.", file=sys.stderr)
            return 1
        print(f"{name}: {len(shown)} task{'s' * (len(shown) != 1)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
