"""The real tasks, answered rightly and wrongly by many roads: what is drawn and meant counts, not
what is typed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatched import checks
from dispatched.checks.tasks import load
from dispatched.grading import keys
from tests.judged_roads import RIGHT, WRONG, judged
from tests.renew_told import told

TOLD = told()


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("task", "code"), RIGHT)
def test_right_by_another_road(task: str, code: str) -> None:
    found = judged(task, code)
    assert found.ok, found.text
    assert found.share == 1


@pytest.mark.parametrize(("task", "code"), WRONG)
def test_wrong_is_wrong_and_told(task: str, code: str) -> None:
    found = judged(task, code)
    assert not found.ok
    assert found.share < 1
    assert (found.share, found.text) == TOLD[task][code], "meant? python -m tests.renew_told"


def test_sixty_of_each() -> None:
    assert min(len(RIGHT), len(WRONG)) >= 60
    charts = [t for t, k in checks.load_keys().items() if k["kind"] == "chart"]
    assert sum(t in charts for t, _ in RIGHT) >= 60
    assert sum(t in charts for t, _ in WRONG) >= 60


MISTAKES = [
    (task["id"], n)
    for name in keys.assignments()
    for task in load(keys.EXERCISES / name / "tasks.toml")
    for n in range(len(task["mistakes"]))
]


@pytest.mark.parametrize(("task", "n"), MISTAKES)
def test_a_typical_mistake_is_wrong_and_gets_its_own_sentence(task: str, n: int) -> None:
    name = next(name for name in keys.assignments() if name.startswith(task[:3]))
    mistake = next(t for t in load(keys.EXERCISES / name / "tasks.toml") if t["id"] == task)[
        "mistakes"
    ][n]
    found = checks.check(task, mistake["value"])
    assert not found.ok
    assert found.text == mistake["says"]
