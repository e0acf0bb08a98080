"""The judge of questions with a field: the rules that the page's script ``judge.js`` has as well.

What both say stands in :data:`SAYS`, what both read in :func:`rules` and
:func:`number_rules`; the page gets them from here.
A list of answers is judged by both in ``tests/test_fields_equal.py``.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from dispatched.checks import digests, numerals
from dispatched.checks.answers import Portable, bare, bare_items, single
from dispatched.checks.verdict import FACTORS, Verdict, said_of

SAYS = {
    "right": "Right.",
    "nothing": "Nothing is entered yet.",
    "unchosen": "Nothing is chosen yet.",
    "words": "This could not be read as a number. Write it in digits, as in 1,200 or 0.5.",
    "unit": "This names another unit. The question asks for {unit}.",
    "ways": "Do you mean {one} or {other}? Please write it in one of these two ways.",
    "below": "This is below zero. A number of {unit} cannot be.",
    "crowd": "There are not that many people in the world. Is there a zero too many?",
    "vast": "Nothing that this book counts is so large. Is there a zero too many?",
    "number": "Not this number. Which figures, which years and which unit does the question name?",
    "strange": "This is none of the options.",
    "choice": "Not this one. Read the section above again, or take a hint.",
    "less": "All that is chosen belongs there, but it is {hits} of {of}.",
    "more": "All that belong are chosen. Chosen beyond them: {extra}.",
    "choices": "Chosen that belong: {hits} of {of}. Chosen that do not: {extra}.",
    "short": "All {of} are to be put in order, each once.",
    "order": "In their place: {hits} of {of}.",
    "empty": "Field {place} is empty.",
    "cell_words": "Field {place} could not be read as a number. Write it in digits.",
    "cell_unit": "Field {place} names another unit. The question asks for {unit}.",
    "cell_ways": "Field {place}: do you mean {one} or {other}? "
    "Please write it in one of these two ways.",
    "cell_below": "Field {place} is below zero. A number of {unit} cannot be.",
    "cell_crowd": "Field {place}: there are not that many people in the world. "
    "Is there a zero too many?",
    "cell_vast": "Field {place}: nothing that this book counts is so large. "
    "Is there a zero too many?",
    "cells": "Right so far: {hits} of {of} fields.",
}
"""What is said of an answer."""

PEOPLE, LARGEST = 1e10, 1e15
"""More people than these there are not; nor is anything else in the tables larger."""


def rules() -> dict[str, Any]:
    """What the page's judge needs: its sentences and factors, and what counts as zero."""
    factors = [[factor, text] for factor, text in FACTORS.items()]
    ends = {"people": PEOPLE, "largest": LARGEST}
    return {"says": SAYS, "factors": factors, "zero": digests.ZERO, **ends}


def number_rules() -> dict[str, Any]:
    """What a page needs to read numbers: words for money and for size, how long one may be."""
    sizes = {word: round(size) for word, size in numerals.SIZES.items()}
    return {"money": numerals.MONEY, "sizes": sizes, "longest": numerals.LONGEST}


def judge_field(key: Mapping[str, Any], value: Portable) -> Verdict:
    """The verdict on the answer to a question.

    Args:
        key: as :func:`dispatched.checks.question_keys.make_key` makes it.
        value: plain data: a number or a text, the text of an option, or a list of these.
    """
    if key["kind"] in ("number", "choice"):
        given = bare(single(value))
        return _number(key, given) if key["kind"] == "number" else _choice(key, given)
    items = bare_items(value) if value.get("is") in ("list", "table") else []
    judge = {"choices": _choices, "order": _order, "cells": _cells}[key["kind"]]
    return judge(key, items)


def _no(name: str, **words: Any) -> Verdict:
    return Verdict(False, 0, SAYS[name].format(**words))


_YES = Verdict(True, 1, SAYS["right"])


def without_unit(given: Any, forms: Sequence[str]) -> Any:
    """A number in a text without the unit that the question asks for.

    >>> without_unit("12,000 People", ["persons", "people"]), without_unit("12 %", ["percent"])
    ('12,000', '12 %')
    """
    if not isinstance(given, str):
        return given
    text = unicodedata.normalize("NFKC", given).strip()
    form = next((one for one in forms if text.casefold().endswith(one.casefold())), "")
    return text[: -len(form)].strip() if form else given


def odd(key: Mapping[str, Any], number: float) -> str:
    """What is odd about a number in any answer to a question: a name in :data:`SAYS`, or nothing.

    >>> odd({"unit": "persons"}, -3), odd({"unit": "persons"}, 1e99), odd({"unit": "percent"}, -3)
    ('below', 'crowd', '')
    """
    if number < 0 and digests.counted(key["unit"]) and not key.get("signed"):
        return "below"
    if key["unit"] == "persons" and number > PEOPLE:
        return "crowd"
    return "vast" if abs(number) > LARGEST else ""


def _number(key: Mapping[str, Any], given: Any) -> Verdict:
    if given is None or (isinstance(given, str) and not given.strip()):
        return _no("nothing")
    given = without_unit(given, key["forms"])
    if digests.foreign(given, key["unit"]):
        return _no("unit", unit=key["unit"])
    number = numerals.as_number(given) if isinstance(given, str) else float(given)
    if number is None:
        return _no("words")
    ways = numerals.two_ways(given) if isinstance(given, str) else None
    if ways:
        return _no("ways", one=ways[0], other=ways[1])
    strange = odd(key, number)
    if strange:
        return _no(strange, unit=key["unit"])
    salt, tolerance = key["id"], key["tolerance"]
    if digests.holds(key["right"], salt, number, tolerance):
        return _YES
    said = said_of(key, lambda known: digests.holds(known, salt, number, tolerance))
    if said:
        return Verdict(False, 0, said)
    for factor, text in FACTORS.items():
        part = number / factor
        if math.isfinite(part) and digests.holds(key["right"], salt, round(part, 9), tolerance):
            return Verdict(False, 0, text)
    return _no("number")


def _option(key: Mapping[str, Any], given: Any) -> bool:
    return digests.plain(given) in map(digests.plain, key["options"])


def _choice(key: Mapping[str, Any], given: Any) -> Verdict:
    if given is None or not str(given).strip():
        return _no("unchosen")
    if not _option(key, given):
        return _no("strange")
    salt, given = key["id"], str(given)
    if digests.text_digest(salt, given) in key["right"]:
        return _YES
    said = said_of(key, lambda known: digests.text_digest(salt, given) in known)
    return Verdict(False, 0, said) if said else _no("choice")


def _marks(key: Mapping[str, Any], items: Sequence[Any]) -> list[str]:
    return [digests.text_digest(key["id"], one) for one in items]


def _choices(key: Mapping[str, Any], items: Sequence[Any]) -> Verdict:
    if not items:
        return _no("unchosen")
    if not all(_option(key, one) for one in items):
        return _no("strange")
    given, right = {*_marks(key, items)}, {one[0] for one in key["right"]}
    if given == right:
        return _YES
    said = said_of(key, lambda known: given == {one[0] for one in known})
    if said:
        return Verdict(False, 0, said)
    words = {"hits": len(given & right), "of": len(right), "extra": len(given - right)}
    name = "less" if not words["extra"] else "more" if right <= given else "choices"
    return _no(name, **words)


def _order(key: Mapping[str, Any], items: Sequence[Any]) -> Verdict:
    right = [one[0] for one in key["right"]]
    if not all(_option(key, one) for one in items):
        return _no("strange")
    given = _marks(key, items)
    if sorted(given) != sorted(right):
        return _no("short", of=len(right))
    if given == right:
        return _YES
    said = said_of(key, lambda known: given == [one[0] for one in known])
    hits = sum(a == b for a, b in zip(given, right, strict=True))
    return Verdict(False, 0, said) if said else _no("order", hits=hits, of=len(right))


def _cells(key: Mapping[str, Any], items: Sequence[Any]) -> Verdict:
    right, salt, tolerance = key["right"], key["id"], key["tolerance"]
    numbers: list[float] = []
    for n in range(len(right)):
        given = items[n] if n < len(items) else None
        if given is None or (isinstance(given, str) and not given.strip()):
            return _no("empty", place=n + 1)
        given = without_unit(given, key["forms"])
        if digests.foreign(given, key["unit"]):
            return _no("cell_unit", place=n + 1, unit=key["unit"])
        number = numerals.as_number(given) if isinstance(given, str) else float(given)
        if number is None:
            return _no("cell_words", place=n + 1)
        ways = numerals.two_ways(given) if isinstance(given, str) else None
        if ways:
            return _no("cell_ways", place=n + 1, one=ways[0], other=ways[1])
        strange = odd(key, number)
        if strange:
            return _no(f"cell_{strange}", place=n + 1, unit=key["unit"])
        numbers.append(number)

    def same(known: Sequence[Any]) -> int:
        pairs = zip(known, numbers, strict=True)
        return sum(digests.holds(one, salt, number, tolerance) for one, number in pairs)

    hits = same(right)
    if hits == len(right):
        return _YES
    said = said_of(key, lambda known: same(known) == len(known))
    return Verdict(False, 0, said) if said else _no("cells", hits=hits, of=len(right))
