"""Read a lesson plan: every key there, of its kind, and minutes that add up."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dispatched.lessons.plan import Lesson, LessonError, Mistake, Part, Quick, Roles, Sheet, Step

SECTIONS: dict[str, Mapping[str, type]] = {
    "lesson": {"minutes": int, "outcome": str, "short": str},
    "quick": {"step": int, "minutes": int, "how": str},
    "step": {"minutes": int, "does": str, "asks": list, "expect": str},
    "wrong": {"says": str, "why": str, "then": str},
    "board": {"sketch": str},
    "roles": {"title": str, "setting": str, "question": str, "debrief": str, "part": list},
    "versions": {"unplugged": str, "pandas": str, "history": str, "care": str},
    "sheet": {"sources": str, "asks": list, "hand": str, "code": str},
}
"""Section → its keys and what each holds."""
PART: Mapping[str, type] = {"who": str, "holds": str, "evidence": list}
MANY = {"quick": (3, 5), "step": (5, 8), "wrong": (3, 5), "part": (3, 5)}
"""What there are several of → the fewest and the most."""
MAY_LACK = ("care", "how")
SHORT = (40, 45)
"""The fewest and the most minutes of the short lesson."""
ASKED = 3
"""So many questions stand on a sheet."""
KINDS = {int: "a whole number above 0", str: "a text", list: "a list of texts"}
LINES, COLUMNS = 14, 60
"""A sketch for the board has so many lines of so many letters, at most."""


class _WrongError(ValueError):
    """What is wrong and in which place, without the file."""


def folder(root: Path) -> Path:
    """Where the plans of a checkout are."""
    return root / "teaching"


def of_number(number: str, root: Path) -> Path:
    """The file of a chapter's plan.

    Args:
        number: of the chapter, two digits: ``05``.
        root: the checkout.

    Raises:
        LessonError: there is none, or more than one; names those there are.
    """
    known = sorted(folder(root).glob("*.toml"))
    found = [path for path in known if path.stem.split("-")[0] == number]
    if len(found) != 1:
        there = ", ".join(path.name for path in found or known) or "none"
        many = "several plans" if found else "no plan"
        raise LessonError(f"teaching/: {many} of chapter {number!r}; there are {there}")
    return found[0]


def read(path: Path) -> Lesson:
    """The plan in a file; whether its ids are known is asked by :func:`faults`.

    Raises:
        LessonError: no TOML, a missing or an unknown key, a value of another kind, too few or too
            many steps, minutes that do not add up; names file and place.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return _lesson(path.stem, raw)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LessonError(f"{path.name}: {error}") from None
    except _WrongError as error:
        raise LessonError(f"{path.name}, {error}") from None


def _lesson(name: str, raw: Mapping[str, Any]) -> Lesson:
    _only(raw, SECTIONS, "the file")
    whole = _table(raw, "lesson")
    steps = tuple(
        Step(row["minutes"], row["does"].strip(), tuple(row["asks"]), row["expect"].strip())
        for row in _rows(raw.get("step"), "step", SECTIONS["step"])
    )
    together = sum(step.minutes for step in steps)
    if together != whole["minutes"]:
        raise _WrongError(
            f"lesson, minutes: the steps add up to {together}, not to {whole['minutes']}"
        )
    wrong = _rows(raw.get("wrong"), "wrong", SECTIONS["wrong"])
    board, roles, versions = (_table(raw, name) for name in ("board", "roles", "versions"))
    parts = _rows(roles["part"], "part", PART)
    return Lesson(
        chapter=name,
        minutes=whole["minutes"],
        outcome=whole["outcome"].strip(),
        short=whole["short"].strip(),
        quick=_quick(raw.get("quick"), steps),
        steps=steps,
        wrong=tuple(Mistake(row["says"], row["why"], row["then"]) for row in wrong),
        board=_sketch(board["sketch"]),
        roles=Roles(
            title=roles["title"],
            setting=roles["setting"],
            question=roles["question"],
            parts=tuple(Part(p["who"], p["holds"], tuple(p["evidence"])) for p in parts),
            debrief=roles["debrief"],
        ),
        unplugged=versions["unplugged"].strip(),
        pandas=versions["pandas"].strip(),
        history=versions["history"].strip(),
        care=versions.get("care", "").strip(),
        sheet=_sheet(raw),
    )


def _quick(given: Any, steps: Sequence[Step]) -> tuple[Quick, ...]:
    """The short lesson: steps of the whole one in their order."""
    rows = _rows(given, "quick", SECTIONS["quick"])
    quick = tuple(Quick(r["step"], r["minutes"], r.get("how", "").strip()) for r in rows)
    for number, one in enumerate(quick, 1):
        if one.step > len(steps):
            raise _WrongError(
                f"quick {number}, step: there is no step {one.step}, only {len(steps)}"
            )
    order = [one.step for one in quick]
    if order != sorted({*order}):
        raise _WrongError(f"quick: the steps are out of order or twice: {order}")
    few, most = SHORT
    together = sum(one.minutes for one in quick)
    if not few <= together <= most:
        raise _WrongError(f"quick: the steps add up to {together} minutes, not to {few} to {most}")
    return quick


def _only(given: Mapping[str, Any], known: Mapping[str, Any], where: str) -> None:
    for name in given:
        if name not in known:
            raise _WrongError(f"{where}: nothing is called {name!r}; there are {', '.join(known)}")


def _table(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    if not isinstance(raw.get(name), dict):
        raise _WrongError(f"{name}: there is no [{name}]")
    return _checked(raw[name], name, SECTIONS[name])


def _rows(given: Any, name: str, keys: Mapping[str, type]) -> Sequence[Mapping[str, Any]]:
    few, most = MANY[name]
    if not isinstance(given, list) or not few <= len(given) <= most:
        count = len(given) if isinstance(given, list) else "no list"
        raise _WrongError(f"{name}: {few} to {most} are needed, there are {count}")
    return [_checked(row, f"{name} {number}", keys) for number, row in enumerate(given, 1)]


def _checked(row: Any, where: str, keys: Mapping[str, type]) -> Mapping[str, Any]:
    if not isinstance(row, dict):
        raise _WrongError(f"{where}: is no table")
    _only(row, keys, where)
    for name, kind in keys.items():
        if name not in row and name not in MAY_LACK:
            raise _WrongError(f"{where}: has no {name}")
        if name in row and name != "part" and not _good(row[name], kind):
            raise _WrongError(f"{where}, {name}: is not {KINDS[kind]}")
    return row


def _good(value: Any, kind: type) -> bool:
    if kind is int:
        return type(value) is int and value > 0
    if kind is str:
        return isinstance(value, str) and bool(value.strip())
    return isinstance(value, list) and bool(value) and all(_good(one, str) for one in value)


def _sheet(raw: Mapping[str, Any]) -> Sheet | None:
    if "sheet" not in raw:
        return None
    row = _table(raw, "sheet")
    if len(row["asks"]) != ASKED:
        raise _WrongError(
            f"sheet, asks: {ASKED} questions are needed, there are {len(row['asks'])}"
        )
    return Sheet(row["sources"], tuple(row["asks"]), row["hand"], row["code"])


def _sketch(text: str) -> str:
    lines = text.strip("\n").rstrip().split("\n")
    if len(lines) > LINES:
        raise _WrongError(f"board, sketch: {len(lines)} lines, at most {LINES}")
    for number, line in enumerate(lines, 1):
        if len(line) > COLUMNS:
            raise _WrongError(
                f"board, sketch: line {number} has {len(line)} letters, at most {COLUMNS}"
            )
    return "\n".join(lines)
