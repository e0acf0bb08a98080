"""What came of each command with each fault, kept in ``met.json``: a trial of all takes hours.

An entry is for one command, or for several that were tried together: ``commands``, the ``day``, and
of each fault how often it was ``tried`` and what was ``lost``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from dispatched.whole import write_whole
from tests.trust.found import Found

MET = Path(__file__).with_name("met.json")

Entry = dict[str, Any]


def entries(path: Path = MET) -> list[Entry]:
    """All that is kept."""
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []


def entry(command: str, day: str, met: Iterable[tuple[str, str, float]]) -> Entry:
    """One command, from the fault, what was lost or nothing, and the seconds of each try."""
    faults: dict[str, dict[str, Any]] = {}
    for what, lost, seconds in met:
        one = faults.setdefault(what, {"tried": 0, "lost": [], "seconds": 0.0})
        one["tried"] += 1
        one["lost"] += [lost] if lost else []
        one["seconds"] = round(one["seconds"] + seconds, 1)
    return {"commands": [command], "day": day, "faults": faults}


def keep(new: Entry, path: Path = MET) -> None:
    """Keep an entry in the place of each that has a command of it."""
    kept = [one for one in entries(path) if not {*one["commands"]} & {*new["commands"]}]
    lines = (json.dumps(one, ensure_ascii=False) for one in [*kept, new])
    write_whole(path, "[\n" + ",\n".join(lines) + "\n]\n")


def rows(commands: Sequence[str], kept: Sequence[Entry]) -> Iterator[Found]:
    """The rows of the report: each fault, which commands were tried on which day, and which not.

    Args:
        commands: all that there are.
        kept: entries; one with a command that is no more does not count.
    """
    told = [one for one in kept if {*one["commands"]} <= {*commands}]
    for what in dict.fromkeys(what for one in told for what in one["faults"]):
        met = [one["faults"][what] for one in told if what in one["faults"]]
        lost = tuple(text for one in met for text in one["lost"])
        tried = sum(one["tried"] for one in met)
        seconds = sum(one["seconds"] for one in met)
        yield Found(what, tried, tried - len(lost), lost, "", seconds)
    for day in sorted({one["day"] for one in told}):
        names = [name for one in told if one["day"] == day for name in one["commands"]]
        yield Found(f"commands tried on {day}", 0, 0, (), ", ".join(names))
    done = {name for one in told for name in one["commands"]}
    if left := [name for name in commands if name not in done]:
        yield Found("commands not decided yet", 0, 0, (), ", ".join(left))
