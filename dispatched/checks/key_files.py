"""The keys of the assignments, as students have them: one JSON file an assignment."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any


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


def key_of(task: str) -> Mapping[str, Any]:
    """The key of a task.

    Raises:
        UnknownTaskError: no such task.
    """
    known = load_keys()
    if task not in known:
        near = [t for t in known if t[:3] == str(task)[:3]]
        raise UnknownTaskError(f"no task {task!r}; this chapter has {', '.join(near) or 'none'}")
    return known[task]
