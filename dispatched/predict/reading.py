"""Read the questions of a chapter's text file: ``[predict.key]``, checked against the tables."""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from dispatched import arithmetic, evidence, texts
from dispatched.predict import marks
from dispatched.predict.marks import Mark
from dispatched.predict.question import KINDS, ORDERS, Frame, Item, Question

COMMON = ("kind", "asks", "after", "covers", "also")
EVIDENCE = ("claims", "series", "category", "ledger")
SCALE = ("unit", "from", "to", "log")
NAMES = {
    "draw": (*COMMON, *SCALE, "years", "start", *EVIDENCE),
    "guess": (*COMMON, *SCALE, *EVIDENCE),
    "judge": (*COMMON, "calculation", "options", "right"),
    "order": (*COMMON, "items", "says"),
}
"""Kind of a question → what its section may say."""
COVERS = ("figure", "paragraph", "section")
ITEMS = ("claim", "calculation", "feature", "silence")
"""What an item of an order may be drawn from."""
USUAL = ("agrees", "only just", "disagrees")
"""The verdicts that are offered where the file names none."""

Given = Mapping[str, Any]


class _WrongError(ValueError):
    """What is wrong, without where."""


def questions(path: Path) -> dict[str, Question]:
    """Key → question, of one chapter's text file.

    Raises:
        texts.TextError: a section that cannot be asked; names file, key and what is wrong.
    """
    made = {}
    for key, given in texts.read(path).get("predict", {}).items():
        try:
            made[key] = _question(key, path.stem, given)
        except (_WrongError, evidence.EvidenceError) as error:
            raise texts.TextError(f"{path.name}, predict {key!r}: {error}") from None
    return made


def together(place: Path) -> dict[str, Question]:
    """Key → question, of all files of a folder.

    Raises:
        texts.TextError: two files have the same key; names both.
    """
    found: dict[str, Question] = {}
    for path in sorted(place.glob("*.toml")):
        for key, question in questions(path).items():
            if key in found:
                first = found[key].chapter
                raise texts.TextError(f"predict {key!r} stands in {first}.toml and in {path.name}")
            found[key] = question
    return found


def of(key: str, path: Path) -> Question:
    """A question of a chapter's text file.

    Raises:
        texts.TextError: it has no such key; names those that look like it.
    """
    known = questions(path)
    if key not in known:
        near = difflib.get_close_matches(key, known, 3)
        hint = f"; near it: {', '.join(near)}" if near else ""
        raise texts.TextError(f"{path.name}: no [predict.{key}]{hint}")
    return known[key]


def _question(key: str, chapter: str, given: Any) -> Question:
    if not isinstance(given, Mapping):
        raise _WrongError("is no table")
    kind = given.get("kind")
    if kind not in KINDS:
        raise _WrongError(f"kind {kind!r}: there are {', '.join(KINDS)}")
    for name in given:
        if name not in NAMES[kind]:
            known = ", ".join(NAMES[kind])
            raise _WrongError(
                f"nothing is called {name!r} in a question to {kind}; there are {known}"
            )
    asks, covers = _line(given, "asks"), given.get("covers", COVERS[0])
    if not asks:
        raise _WrongError("has no asks")
    if covers not in COVERS:
        raise _WrongError(f"covers {covers!r}: there are {', '.join(COVERS)}")
    after = _line(given, "after")
    also = tuple(_list(given, "also"))
    made = Question(key, chapter, kind, asks, after, covers, also, **_PARTS[kind](given))
    for ident in made.idents():
        if f"(#{ident})" in asks and ident not in {mark.ident for mark in made.given}:
            raise _WrongError(f"asks gives the answer away: it links {ident}")
    return made


def _line(given: Given, name: str) -> str:
    value = given.get(name, "")
    if not isinstance(value, str):
        raise _WrongError(f"{name} has another form: it is a text")
    return " ".join(value.split())


def _number(given: Given, name: str) -> float:
    value = given.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _WrongError(f"{name} {value!r} is no number")
    return value


def _list(given: Given, name: str) -> list[str]:
    value = given.get(name, [])
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise _WrongError(f"{name} has another form: it is a list of ids")
    return value


def _frame(given: Given, years: tuple[int, int] | None = None) -> Frame:
    low, high, log = _number(given, "from"), _number(given, "to"), given.get("log", False)
    if not isinstance(log, bool):
        raise _WrongError("log is true or false")
    if not low < high:
        raise _WrongError(f"the scale runs from {low:g} to {high:g}: that is no way up")
    if log and low <= 0:
        raise _WrongError("a scale of factors (log) begins above 0")
    return Frame(str(evidence.find("units", _line(given, "unit"))["id"]), low, high, years, log)


def _years(given: Given) -> tuple[int, int]:
    value = given.get("years")
    if not (isinstance(value, list) and len(value) == 2 and all(type(v) is int for v in value)):
        raise _WrongError("years has another form: it is [first, last]")
    if not evidence.YEARS.start <= value[0] < value[1] < evidence.YEARS.stop:
        raise _WrongError(f"years {value[0]} to {value[1]}: the first comes before the last")
    return value[0], value[1]


def _marks(given: Given, frame: Frame) -> tuple[Mark, ...]:
    """The evidence that a section names: claims one by one, a series, or a band of the ledger."""
    named = [name for name in ("claims", "series", "ledger") if name in given]
    if len(named) != 1:
        raise _WrongError("name its evidence once: claims, series or ledger")
    if "category" in given and named != ["series"]:
        raise _WrongError("category belongs to a series")
    if named == ["claims"]:
        return _claims(_list(given, "claims"), frame)
    if named == ["series"]:
        found = marks.of_series(_line(given, "series"), _line(given, "category"))
    else:
        found = marks.of_ledger(_line(given, "ledger"))
    for mark in found:
        if mark.unit != frame.unit:
            raise _WrongError(f"{named[0]} is in {mark.unit}, the scale in {frame.unit}")
    inside = tuple(mark for mark in found if _inside(mark, frame))
    if not inside:
        raise _WrongError("no evidence stands inside the frame")
    return inside


def _claims(idents: list[str], frame: Frame) -> tuple[Mark, ...]:
    if not idents:
        raise _WrongError("claims names none")
    found = []
    for ident in idents:
        made = marks.of_calculation if ident.startswith("calc-") else marks.of_claim
        mark = made(ident)
        if mark.unit != frame.unit:
            raise _WrongError(f"{ident} is in {mark.unit}, the scale in {frame.unit}")
        if not _inside(mark, frame):
            raise _WrongError(f"{ident} ({mark.value}, {mark.when}) stands outside the frame")
        found.append(mark)
    return tuple(found)


def _inside(mark: Mark, frame: Frame) -> bool:
    low = mark.high if mark.low is None else mark.low
    high = mark.low if mark.high is None else mark.high
    if low is None or high is None or low < frame.low or high > frame.high:
        return False
    if frame.years is None:
        return True
    if mark.start is None or mark.end is None:
        return False
    return frame.years[0] <= mark.start and mark.end <= frame.years[1]


def _drawn(given: Given) -> dict[str, Any]:
    frame = _frame(given, _years(given))
    start = _claims(_list(given, "start"), frame) if "start" in given else ()
    made = _marks(given, frame)
    known = {mark.ident for mark in start}
    made = tuple(mark for mark in made if not mark.ident or mark.ident not in known)
    last = max((mark.end or 0 for mark in start), default=0)
    if start and not any((mark.end or 0) > last for mark in made):
        raise _WrongError(f"start goes to {last}: no evidence comes after it")
    return {"frame": frame, "given": start, "marks": made}


def _guessed(given: Given) -> dict[str, Any]:
    frame = _frame(given)
    return {"frame": frame, "marks": _marks(given, frame)}


def _judged(given: Given) -> dict[str, Any]:
    if ("calculation" in given) == ("right" in given):
        raise _WrongError("name a calculation, or right as id.column")
    told = given.get("options", {})
    if not isinstance(told, Mapping) or not all(isinstance(v, str) for v in told.values()):
        raise _WrongError("options has another form: it is a table of value = word")
    if "calculation" in given:
        ident, column = _line(given, "calculation"), "verdict"
        right = arithmetic.calculation(ident)["verdict"]
        if right == "not stated":
            raise _WrongError(f"{ident} has no verdict: the source states no such figure")
        usual = [v for v in arithmetic.VERDICTS if v in (*USUAL, right)]
        options = dict(told) or {verdict: verdict.capitalize() for verdict in usual}
        for verdict in options:
            if verdict not in arithmetic.VERDICTS:
                words = ", ".join(arithmetic.VERDICTS)
                raise _WrongError(f"no verdict {verdict!r}; there are {words}")
    else:
        ident, _, column = _line(given, "right").partition(".")
        table = "calculations" if ident.startswith("calc-") else "claims"
        row, options = evidence.find(table, ident), dict(told)
        if column not in row:
            raise _WrongError(f"right {given['right']!r}: {table}.csv has no column {column!r}")
        right = str(row[column])
    if right not in options:
        raise _WrongError(f"no option is {right!r}, which {ident} has as its {column}")
    if len(options) < 2:
        raise _WrongError("one option is no question")
    return {"options": options, "right": right, "shown": ident}


def _ordered(given: Given) -> dict[str, Any]:
    says, rows = given.get("says"), given.get("items", [])
    if says not in ORDERS:
        raise _WrongError(f"says {says!r}: there are {', '.join(ORDERS)}")
    if not isinstance(rows, list) or len(rows) < 3:
        raise _WrongError("an order needs three items")
    items = tuple(_item(row) for row in rows)
    if says == "freest first" and not all("feature" in row for row in rows):
        raise _WrongError("freest first is an order of features")
    if len({item.says for item in items}) < len(items):
        raise _WrongError("two items are called alike")
    values = [item.middle for item in items]
    if len(set(values)) == 1:
        raise _WrongError("all items have one value")
    if values == sorted(values, reverse=ORDERS[says]):
        raise _WrongError("the items stand in the right order already: list them in another")
    return {"items": items, "says": says}


def _item(given: Any) -> Item:
    named = [name for name in ITEMS if isinstance(given, Mapping) and name in given]
    if len(named) != 1 or {*given} != {"says", *named} or not _line(given, "says"):
        raise _WrongError(f"an item is {{says = …}} and one of {', '.join(ITEMS)}")
    says, ident = _line(given, "says"), _line(given, named[0])
    if named == ["feature"]:
        score = evidence.find("features", ident)["score"]
        if score is None:
            raise _WrongError(f"{ident} has no score")
        return Item(says, f"score {score:g}", score, score)
    if named == ["silence"]:
        unknown, of = marks.silence(ident)
        return Item(says, f"unknown: {unknown} of {of} signs", unknown, unknown)
    mark = marks.of_claim(ident) if named == ["claim"] else marks.of_calculation(ident)
    ends = [end for end in (mark.low, mark.high) if end is not None]
    return Item(says, mark.value, ends[0], ends[-1], ident)


_PARTS: dict[str, Callable[[Given], dict[str, Any]]] = {
    "draw": _drawn,
    "guess": _guessed,
    "judge": _judged,
    "order": _ordered,
}
