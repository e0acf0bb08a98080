"""The key of a question: digests of the right answer, which is drawn from the tables.

No figure is typed twice: a right number is the id of a claim or a calculation, or an expression
over ids, such as ``low(calc-citizens-share)``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dispatched import arithmetic, evidence
from dispatched.arithmetic import Range
from dispatched.checks import digests
from dispatched.checks.answers import portable
from dispatched.checks.fields import judge_field
from dispatched.checks.questions import LISTS, Question, bare_text
from dispatched.checks.tasks import TaskError
from dispatched.checks.units import UNITS
from dispatched.whole import write_whole

_IDENT = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
"""An id has a hyphen without spaces around it; a minus has spaces."""


def value_of(written: str | float) -> float:
    """The number that an author names: a number, an id, or an expression over ids.

    >>> value_of("low(calc-arrivals-1947-share)"), value_of(3)
    (43.75, 3.0)

    Raises:
        ValueError: no such id, no arithmetic, or a range where one number is asked for.
    """
    if not isinstance(written, str):
        return float(written)
    names: dict[str, str] = {}
    formula = _IDENT.sub(lambda m: names.setdefault(m[0], f"v{len(names)}"), written)
    try:
        found = arithmetic.evaluate(formula, {name: _range(i) for i, name in names.items()})
    except (evidence.EvidenceError, ZeroDivisionError) as error:
        raise ValueError(f"{written!r}: {error}") from None
    if found.low != found.high:
        ends = f"{evidence.number(found.low)} to {evidence.number(found.high)}"
        raise ValueError(f"{written!r} is a range, {ends}: take low(…) or high(…) of it")
    return found.low


def _range(ident: str) -> Range:
    """What a claim states or a calculation gives."""
    if ident in {row["id"] for row in evidence.tables()["calculations"]}:
        return arithmetic.compute(arithmetic.calculation(ident))
    return Range(*evidence.bounds(ident))


def answer_of(question: Question, written: Any) -> Any:
    """An answer as a reader would give it: a number, the text of an option, or a list of these."""
    if isinstance(written, list):
        return [_entry(question, one) for one in written]
    return _entry(question, written)


def _entry(question: Question, written: Any) -> Any:
    if question.kind in ("number", "cells"):
        return value_of(written)
    return bare_text(written)


def forms(unit: str) -> list[str]:
    """How a reader may write a unit behind a number, longer words first.

    >>> forms("hours")
    ['hours', 'hour', 'hrs']
    """
    words = UNITS.get(unit, (unit,) if unit else ())
    found = (word for word in words if len(word) > 2 and word.replace(" ", "").isalpha())
    return sorted(found, key=lambda word: (-len(word), word))


def make_key(question: Question) -> dict[str, Any]:
    """The key of a question, with which it is judged on the page and in a notebook.

    Raises:
        TaskError: its answer does not come out of the tables, is not right by its own key, or a
            typical mistake counts as right; names chapter and question.
    """
    where = f"{question.chapter}, question {question.ident!r}"
    try:
        right = answer_of(question, question.right)
        wrong = [(answer_of(question, one["value"]), one["says"]) for one in question.mistakes]
    except ValueError as error:
        raise TaskError(f"{where}: {error}") from None

    def known(answer: Any) -> list[Any]:
        if question.kind in LISTS:
            return [digests.cell_digests(question.ident, one, question.tolerance) for one in answer]
        return digests.cell_digests(question.ident, answer, question.tolerance)

    key = {
        "id": question.ident,
        "kind": question.kind,
        "field": True,
        "title": question.title,
        "unit": question.unit,
        "forms": forms(question.unit),
        "tolerance": question.tolerance,
        "hints": [*question.hints],
        "options": [bare_text(option) for option in question.options],
        "right": known(right),
        "mistakes": [{"digests": known(answer), "says": says} for answer, says in wrong],
    }
    if any(number < 0 for number in _numbers([right, *(answer for answer, _ in wrong)])):
        key["signed"] = True  # here a number below zero may be meant
    _tried(where, key, right, wrong)
    return key


def _numbers(answers: Iterable[Any]) -> Iterable[float]:
    for one in answers:
        if isinstance(one, list):
            yield from _numbers(one)
        elif isinstance(one, int | float):
            yield one


def _tried(where: str, key: dict[str, Any], right: Any, wrong: Iterable[tuple[Any, str]]) -> None:
    verdict = judge_field(key, portable(right))
    if not verdict.ok:
        whole = "" if key["tolerance"] else " (tolerance = 0 is for whole counts)"
        raise TaskError(f"{where}: its own answer is judged wrong{whole}: {verdict.text}")
    for answer, says in wrong:
        said = judge_field(key, portable(answer))
        if said.ok:
            raise TaskError(f"{where}: the mistake {answer!r} counts as right")
        if said.text != says:
            raise TaskError(f"{where}: of the mistake {answer!r} is said {said.text!r}")


def text_of(keys: Iterable[dict[str, Any]]) -> str:
    """The file of keys of a chapter's questions, the same bytes each time."""
    whole = {"questions": list(keys)}
    return json.dumps(whole, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def write(questions: Sequence[Question], path: Path) -> None:
    """Write the keys of a chapter's questions, or take the file away where it has none.

    Raises:
        TaskError: a key cannot be made.
    """
    if not questions:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(exist_ok=True)
    write_whole(path, text_of(map(make_key, questions)))
