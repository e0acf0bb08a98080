"""The workflows: actions pinned by hash, each job with the rights that it needs, no more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".github" / "workflows"

MAY_WRITE = {
    ("pages.yml", "publish"): {"pages", "id-token"},
    ("links.yml", "report"): {"issues"},
    ("newest.yml", "report"): {"issues"},
}
"""Workflow and job → what it may write."""

LONGEST = 60
"""Minutes that a job may take."""

_USES = re.compile(r"uses:\s*(\S+)[ ]*(.*)")


def faults(name: str, text: str) -> list[str]:
    """What is wrong with a workflow, one sentence each.

    Args:
        name: of its file.
        text: the file.
    """
    flow = yaml.safe_load(text)
    wrong = [f"{name}: {action}: {why}" for action, why in _loose(text)]
    if flow.get("permissions") != {}:
        wrong.append(f"{name}: what no job asks for is not forbidden (permissions: {{}})")
    for title, job in flow["jobs"].items():
        wrong += [f"{name}, {title}: {why}" for why in _job_faults(name, title, job)]
    return wrong


def _loose(text: str) -> Iterator[tuple[str, str]]:
    for action, note in _USES.findall(text):
        if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", action):
            yield action, "is not an action of GitHub's own, pinned by a whole hash"
        elif not re.fullmatch(r"# v\d+\.\d+\.\d+", note):
            yield action, "does not say beside it which release that is"


def _job_faults(name: str, title: str, job: dict[str, Any]) -> Iterator[str]:
    given = job.get("permissions")
    if not isinstance(given, dict):
        yield "does not say which rights it needs"
    else:
        writes = {right for right, how in given.items() if how == "write"}
        if writes - MAY_WRITE.get((name, title), set()):
            yield f"may write {', '.join(sorted(writes))}"
        if writes and any("checkout" in step.get("uses", "") for step in job["steps"]):
            yield "may write and runs what is in the repository"
    if job.get("timeout-minutes", LONGEST + 1) > LONGEST:
        yield f"may run for longer than {LONGEST} minutes"
    for step in job["steps"]:
        if "${{" in step.get("run", ""):
            yield "puts a text of others into a command"
        kept = step.get("with", {}).get("persist-credentials", True)
        if "checkout" in step.get("uses", "") and kept:
            yield "leaves the repository's key in the checkout"


def all_faults() -> list[str]:
    """What is wrong with any workflow."""
    return [
        fault
        for path in sorted(FOLDER.glob("*.y*ml"))
        for fault in faults(path.name, path.read_text(encoding="utf-8"))
    ]
