"""The keys of the assignments, as students have them: one JSON file an assignment."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from dispatched.evidence.lookup import near


class UnknownTaskError(LookupError):
    """No such task; names those of the chapter."""


def keys_folder() -> Path:
    """Where the keys are: one JSON file an assignment."""
    return Path(__file__).parent / "keys"


@cache
def load_keys() -> dict[str, dict[str, Any]]:
    """Task → key, of all assignments."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(keys_folder().glob("*.json")):
        for key in json.loads(path.read_text(encoding="utf-8"))["tasks"]:
            found[key["id"]] = key | {"chapter": path.stem}
    return found


def questions_file(chapter: str) -> Path:
    """Where the keys of the questions of a chapter are, which stand on its page as fields."""
    return keys_folder() / "questions" / f"{chapter}.json"


@cache
def load_question_keys() -> dict[str, dict[str, Any]]:
    """Question → key, of all chapters."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(questions_file("x").parent.glob("*.json")):
        for key in json.loads(path.read_text(encoding="utf-8"))["questions"]:
            found[key["id"]] = key | {"chapter": path.stem}
    return found


def key_of(task: str) -> Mapping[str, Any]:
    """The key of a task or of a question (``ex-…``).

    Raises:
        UnknownTaskError: no such task.
    """
    if str(task).startswith("ex-"):
        asked = load_question_keys()
        if task not in asked:
            raise UnknownTaskError(f"no question {task!r}{near(task, asked)}")
        return asked[task]
    known = load_keys()
    if task not in known:
        like = [t for t in known if t[:3] == str(task)[:3]]
        raise UnknownTaskError(f"no task {task!r}; this chapter has {', '.join(like) or 'none'}")
    return known[task]
