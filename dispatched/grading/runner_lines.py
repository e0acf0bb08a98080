"""What comes out of a sandbox, read as the word of a stranger.

The runner shares its process with a student's code, which can find the pipe and write to it. So
every line is held against limits of size and depth before it is parsed, and against a shape
(pydantic, strict) before anything uses it; lines count in the order of the plan and once. What does
not pass is left out and said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from pydantic import ValidationError

from dispatched.grading import runner_shapes

LINE = 3_000_000
"""Bytes of one line; the largest table of an honest answer in the exercises has a tenth of it."""

DEEPEST = 60
"""Brackets within brackets; a chart of the book has about fifteen."""

PARTS = 300_000
"""Values of one line; a table of 2,000 rows and 50 columns has a third of it."""

SHOWN = 20_000
"""Characters that are kept of what a cell printed."""


def spare_lines(plan: int) -> int:
    """How many lines a run may say: those of the runner, and a few that a program may add."""
    return 2 * plan + 50


class LineError(ValueError):
    """A line that the runner does not write; the text says why."""


_STRING = re.compile(rb'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)', re.S)
_STEP = {**dict.fromkeys(b"[{", 1), **dict.fromkeys(b"]}", -1)}
_NO_BRACKETS = bytes(n for n in range(256) if n not in _STEP)


def weigh(raw: bytes) -> tuple[int, int]:
    """How deep the brackets of a JSON text stand in each other, and how many parts it has at most.

    Takes linear time and no recursion; the text need not be JSON.

    >>> weigh(b'{"a": [1, "[[,["]}')
    (2, 4)
    """
    bare = _STRING.sub(b"", raw)
    brackets = bare.translate(None, _NO_BRACKETS)
    deepest = max(accumulate(map(_STEP.__getitem__, brackets)), default=0)
    return deepest, 1 + bare.count(b",") + bare.count(b"[") + bare.count(b"{")


def parse(raw: bytes) -> dict[str, Any]:
    """One line as plain data of a known shape.

    Raises:
        LineError: too long, nested too deeply, not JSON, or of another shape.
    """
    if len(raw) > LINE:
        raise LineError(f"it has {len(raw) / 1e6:.1f} MB")
    deepest, parts = weigh(raw)
    if deepest > DEEPEST:
        raise LineError("it is nested too deeply")
    if parts > PARTS:
        raise LineError(f"it has {parts} parts")
    try:
        line = runner_shapes.LINE.validate_json(raw)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(str(part)[:40] for part in first["loc"][1:8])
        raise LineError(
            f"{place}: {first['msg']}"[:200] if place else str(first["msg"])[:200]
        ) from None
    if "outputs" in line:
        for name in ("stdout", "stderr"):
            line[name] = _clean(line[name])
        line["outputs"] = [one for one in map(_output, line["outputs"]) if one["data"]]
    return line


_COLOR = re.compile(r"\x1b\[[0-9;]{0,20}[A-Za-z]")
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])


def _clean(text: str) -> str:
    """What was printed, cut, without colors and other signs that steer a terminal."""
    return _COLOR.sub("", text[:SHOWN]).translate(_CONTROL)


def _output(one: dict[str, Any]) -> dict[str, Any]:
    """An output with its texts only; what is too long is cut if it is text, else left out."""
    data = {}
    for kind, text in one["data"].items():
        if isinstance(text, str) and kind == "text/plain":
            data[kind] = _clean(text)
        elif isinstance(text, str) and len(text) <= LINE:
            data[kind] = text
    return {"output_type": one["output_type"], "data": data, "metadata": {}}


@dataclass
class Said:
    """What a run said, as far as it can be used.

    Args:
        lines: cell → its line, of those that passed.
        unread: cell → why its line was not used.
        notes: what else was wrong, in sentences.
        done: every cell of the plan was reported, and the runner came to its end.
    """

    lines: dict[str, dict[str, Any]] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    done: bool = False


_ID = re.compile(rb'\{"id": "(c[0-9]{1,4})"')


def read(raw: bytes, plan: Sequence[Mapping[str, Any]]) -> Said:
    """Read what a sandbox said.

    Lines count in the order of the plan, each once: what a cell says later about an earlier one, or
        ahead of its turn,
    does not count.

    Args:
        raw: all bytes; nothing about them is trusted.
        plan: the steps that the runner was given (``id``, and ``source`` or ``ask``).
    """
    said, strange = Said(), []
    asks = {step["id"]: "ask" in step for step in plan}
    order, place, ready = list(asks), 0, False
    *lines, rest = raw.split(b"\n", spare_lines(len(order)))
    if rest:
        lines.append(rest)
        strange.append("it has no end" if b"\n" not in rest else "there are too many lines")
    for one in lines:
        now = order[place] if place < len(order) else ""
        named = _ID.match(one)
        name = named.group(1).decode() if named else ""
        try:
            line = parse(one)
            if "ready" in line and not ready and not place:
                ready = True
                continue
            if "done" in line and not now and not said.done:
                said.done = True
                continue
            name = line.get("id", "")
            if not name or name != now:
                raise LineError(f"nothing was to be said of {name[:20] or 'the run'} there")
            if "skipped" not in line and ("answers" in line) != asks[name]:
                raise LineError("a cell that runs gives no answers, and one that asks runs nothing")
            said.lines[name] = line
            place += 1
        except LineError as error:
            if name and name == now:  # the cell's own line: the cells after it go on
                said.unread[name] = str(error)
                place += 1
            strange.append(str(error))
    if strange:
        count = f"{len(strange)} lines" if len(strange) > 1 else "a line"
        said.notes.append(
            f"the report of the run held {count} that were not written by the grader or could "
            f"not be used (the first: {strange[0]})"
        )
    return said
