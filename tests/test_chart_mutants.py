"""Each solution's chart with one thing left out: the judge sees it, or the task does not ask.

A part that is taken away and not missed is either in :data:`UNSEEN`, with the reason, or a fault.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatched import checks
from dispatched.checks.tasks import load
from dispatched.grading import keys
from tests.chart_mutants import mutants
from tests.judged_roads import solved

DEFAULT = "the chart looks the same without it"
OWN = "the solution's own: the task does not ask for it"
SAID = "the task says that the check does not look at it"

UNSEEN = {
    "01-bases": {"Y(sort=)": SAID},
    "02-terms": {"axis(format=)": DEFAULT},
    "03-gap-chart": {"encode(text=)": SAID, "mark_text(dy=)": SAID, "layer 1": SAID},
    "04-quota": {"mark_rule(strokeWidth=)": OWN, "axis(format=)": OWN},
    "05-two-rules": {"properties(height=)": OWN},
    "06-areas": {"bin(step=)": DEFAULT},
    "07-timeline": {"scale(nice=)": OWN},
    "08-chart": {
        "scale(domain=)": OWN, "encode(x2=)": OWN, "axis(labelLimit=)": OWN, "layer 1": OWN,
        ".encode()": OWN,
    },
    "10-two-accounts": {"X(scale=)": OWN, "Scale(domain=)": OWN},
    "11-eras-map": {
        "project(rotate=)": SAID, "encode(tooltip=)": OWN, "mark_geoshape(stroke=)": OWN,
    },
    "12-fan-chart": {"mark_area(opacity=)": OWN},
    "13-hours-chart": {
        "encode(tooltip=)": OWN, "encode(x=)": DEFAULT, "scale(zero=)": DEFAULT, "Y(sort=)": OWN,
        "resolve_scale(x=)": DEFAULT,
    },
    "14-ticks": {"mark_tick(thickness=)": OWN},
    "15-chart": {"encode(tooltip=)": OWN, "scale(zero=)": DEFAULT, "Y(sort=)": OWN},
}  # fmt: skip
"""Task → part → why its absence is right."""

TASKS = [
    (name, task)
    for name in keys.assignments()
    for task in load(keys.EXERCISES / name / "tasks.toml")
    if task["kind"] == "chart"
]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("name", "task"), TASKS, ids=[task["id"] for _, task in TASKS])
def test_what_a_task_asks_for_is_missed(name: str, task: dict[str, object]) -> None:
    ident = str(task["id"])
    cells = {c.metadata.get("nbgrader", {}).get("grade_id"): c for c in keys.source(name).cells}
    code = cells[f"{ident}-answer"].source
    answer = [line for line in code.splitlines() if line.strip() and line[0] != "#"][-1]
    unmissed, tried = set(), 0
    for what, without in mutants(code):
        space = dict(solved(ident))
        try:
            exec(without, space)
        except Exception:
            continue  # the rest does not run without it, as its author sees
        tried += 1
        if checks.check(ident, space[answer]).ok:
            unmissed.add(what)
    assert tried
    assert unmissed == set(UNSEEN.get(ident, {}))
