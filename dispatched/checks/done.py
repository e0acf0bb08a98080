"""What was answered rightly: a file beside the notebook, which may be deleted at any time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dispatched.checks.key_files import load_keys
from dispatched.whole import write_whole

PROGRESS = "dispatched-progress.json"
"""The file of progress, in the folder in which the notebook runs."""


def progress() -> Any:
    """A table of what is done: chapter, tasks, done."""
    import pandas as pd

    done = _done()
    rows: dict[str, list[int]] = {}
    for task, key in load_keys().items():
        if key["kind"] != "written":
            row = rows.setdefault(key["chapter"], [0, 0])
            row[0] += 1
            row[1] += task in done
    table = pd.DataFrame(
        [[c, n, d] for c, (n, d) in rows.items()], columns=["chapter", "tasks", "done"]
    )
    return table.set_index("chapter")


def forget() -> None:
    """Delete the file of progress in this folder."""
    Path(PROGRESS).unlink(missing_ok=True)


def remember(task: str) -> None:
    """Enter a task into the file of progress."""
    done = _done() | {task}
    try:
        write_whole(Path(PROGRESS), json.dumps({"done": sorted(done)}, indent=1) + "\n")
    except OSError:  # a folder that cannot be written to keeps no progress
        return


def _done() -> set[str]:
    try:
        read = json.loads(Path(PROGRESS).read_text(encoding="utf-8"))
        return {str(task) for task in read["done"]}
    except (OSError, ValueError, KeyError, TypeError):
        return set()
