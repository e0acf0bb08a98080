"""Answers to questions with a field as one gives them in a notebook: rows, one text, a number of
an option.

The page has a field for each entry and a button for each option; Python has neither. What is read
here becomes what the judge of both, :mod:`dispatched.checks.fields`, knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from dispatched.checks import digests, numerals
from dispatched.checks.answers import Portable, bare, bare_items
from dispatched.checks.fields import judge_field
from dispatched.checks.verdict import Verdict

LEAST = 3
"""Characters that the beginning of an option needs, to stand for it."""


def judge_answer(key: Mapping[str, Any], value: Portable) -> Verdict:
    """The verdict on an answer given in Python.

    Args:
        key: as :func:`dispatched.checks.question_keys.make_key` makes it.
        value: plain data. Of fields: a list, a list of rows, or a table, read row by row or column
            by column. Of options: words, unique beginnings, numbers from 1, or letters from a.
    """
    kind = key["kind"]
    if kind == "cells":
        return _fields(key, _entries(value))
    if kind == "number":
        return judge_field(key, value)
    given = [bare(value)] if value.get("is") in ("text", "number") else bare_items(value)
    if kind == "choice" and len(given) > 1:
        return Verdict(False, 0, f"One option is asked for. The answer has {len(given)}.")
    meant = [(one, _option(key["options"], one)) for one in given]
    lost = next((one for one, option in meant if option is None and _some(one)), None)
    if lost is not None:
        many = len(key["options"])
        return Verdict(
            False,
            0,
            f"{_said(lost)} is none of the options. Give an option's words, or its number "
            f"from 1 to {many}.",
        )
    whole = [option for _, option in meant if option is not None]
    return judge_field(key, _text(whole[0] if whole else "") if kind == "choice" else _list(whole))


def _some(given: Any) -> bool:
    return given is not None and bool(str(given).strip())


def _said(given: Any) -> str:
    if isinstance(given, float) and given.is_integer():
        given = int(given)
    return repr(given if not isinstance(given, str) else given[:40])


def _option(options: Sequence[str], given: Any) -> str | None:
    """The option that is meant; what an option says comes before its number.

    >>> _option(["1967", "A stock", "A flow"], 2.0), _option(["1967", "A stock", "A flow"], "a f")
    ('A stock', 'A flow')
    >>> _option(["1967", "A stock"], 1967.0), _option(["A stock", "A flow"], "b")
    ('1967', 'A flow')
    """
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        return None
    words = digests.label(given)
    for option in options:
        if digests.plain(option) == digests.plain(words):
            return option
    place = ord(words) - ord("a") if len(words) == 1 and "a" <= words <= "z" else None
    if words.isascii() and words.isdigit():
        place = int(words[:4]) - 1
    if place is not None:
        return options[place] if 0 <= place < len(options) else None
    begin = [o for o in options if digests.plain(o).startswith(words)]
    return begin[0] if len(words) >= LEAST and len(begin) == 1 else None


def _entries(value: Portable) -> list[list[Any]]:
    """What the fields hold: as it is given, or both ways in which a table is read."""
    if value.get("is") == "table":
        columns = [c for c in value["columns"].values() if not _labels(c)]
        if value.get("series"):
            columns = columns[-1:]
        rows = [list(row) for row in zip(*columns, strict=False)]
        return [list(chain(*rows)), list(chain(*columns))]
    if value.get("is") == "list":
        return [_flat(value)]
    return [[bare(value)]]


def _labels(column: Sequence[Any]) -> bool:
    """Is it a column of names, such as the first one of a table?"""
    return all(isinstance(c, str) and numerals.as_number(c) is None for c in column)


def _flat(value: Portable) -> list[Any]:
    found: list[Any] = []
    for item in value.get("items", []):
        found += _flat(item) if item.get("is") == "list" else [bare(item)]
    return found


def _fields(key: Mapping[str, Any], ways: Sequence[list[Any]]) -> Verdict:
    of, given = len(key["right"]), ways[0]
    if len(given) != of and any(_some(one) for one in given):
        many = f"{len(given)} {'entry' if len(given) == 1 else 'entries'}"
        return Verdict(
            False,
            0,
            f"The question has {of} field{'' if of == 1 else 's'}, the answer {many}. Give a list "
            "with one number for each field, row by row.",
        )
    verdicts = [judge_field(key, _list(way)) for way in ways]
    return next((one for one in verdicts if one.ok), verdicts[0])


def _text(given: Any) -> Portable:
    if isinstance(given, bool) or given is None:
        return {"is": "unanswered"}
    if isinstance(given, int | float):
        return {"is": "number", "number": float(given)}
    return {"is": "text", "text": str(given)}


def _list(given: Sequence[Any]) -> Portable:
    return {"is": "list", "items": list(map(_text, given)), "length": len(given)}
