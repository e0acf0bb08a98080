"""A question that comes back two chapters later, when the reader has half forgotten it.

In ``tasks.toml`` it has an id of its own, names the earlier question and says why it is put again;
everything else is that of the earlier one, so that nothing is written twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dispatched.checks.tasks import TaskError, raw

HAS = {"id", "again", "why"}
LATER = 2
"""Chapters between a question and its return."""


def earlier_files(path: Path) -> list[Path]:
    """The ``tasks.toml`` of the chapter two before, from which questions may come back, or none.

    Args:
        path: the ``tasks.toml`` of a chapter; the earlier one lies in a folder beside its own.
    """
    number = path.parent.name[:2]
    if not number.isdigit():
        return []
    return sorted(path.parent.parent.glob(f"{int(number) - LATER:02}-*/tasks.toml"))


def taken_up(row: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
    """A row of ``tasks.toml``; one that puts an earlier question again gets what that one says.

    Args:
        row: as TOML gives it.
        path: the ``tasks.toml`` that it stands in; the earlier one lies in a folder beside its own.

    Raises:
        TaskError: the earlier question is unknown, comes back itself, or is not of the chapter two
            before; a word too many or too few. Names chapter and question.
    """
    if "again" not in row:
        return row
    chapter = path.parent.name

    def wrong(text: str) -> TaskError:
        return TaskError(f"{chapter}, question {row.get('id')!r}: {text}")

    if set(row) != HAS:
        raise wrong("a question that comes back has id, again and why, and nothing else")
    number = int(chapter[:2]) - LATER
    rows = [one for other in earlier_files(path) for one in raw(other).get("question", [])]
    earlier = next((one for one in rows if one.get("id") == row["again"]), None)
    if earlier is None:
        raise wrong(f"chapter {number} has no question {row['again']!r}")
    if "again" in earlier:
        raise wrong(f"{row['again']!r} comes back itself; name the question that it puts again")
    return {**earlier, "id": row["id"], "asks": f"*{row['why'].strip()}*\n\n{earlier['asks']}"}
