"""Renew ``judged/told.json``: what is said of each wrong answer of ``judged/*.toml``, and the part
of the points that it earns.

After a change of what the judge says that is meant: ``python -m tests.renew_told``; read what it
prints, each sentence as a student would, and commit it together with the change.
"""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from dispatched.whole import write_whole
from tests.judged_roads import WRONG, judged

TOLD = Path(__file__).resolve().parent / "judged" / "told.json"

Told = dict[str, dict[str, tuple[float, str]]]
"""Task → code → share of the points, and text."""


def told() -> Told:
    """What was said last."""
    found = json.loads(TOLD.read_text(encoding="utf-8")) if TOLD.is_file() else {}
    return {
        task: {code: (share, text) for code, (share, text) in rows.items()}
        for task, rows in found.items()
    }


def said(answers: Iterable[tuple[str, str]] = WRONG) -> Told:
    """What is said now."""
    found: Told = {}
    with tempfile.TemporaryDirectory() as place, contextlib.chdir(place):  # progress is kept there
        for task, code in answers:
            one = judged(task, code)
            found.setdefault(task, {})[code] = one.share, one.text
    return found


def differences(new: Mapping[str, Mapping[str, object]], old: Told) -> list[str]:
    """One line for each answer of which something else is said."""
    return [
        f"{task}: {code}: {now}"
        for task, rows in new.items()
        for code, now in rows.items()
        if old.get(task, {}).get(code) != now
    ]


if __name__ == "__main__":
    new, old = said(), told()
    write_whole(TOLD, json.dumps(new, indent=1, ensure_ascii=False) + "\n")
    print("\n".join(differences(new, old)) or "Nothing changes.")
