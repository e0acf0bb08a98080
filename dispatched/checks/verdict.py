"""What the judge says of an answer, and the words that judges of all kinds of answers share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dispatched.checks.answers import Portable

ENOUGH = 0.5
"""Below this share of right parts there is no partial credit."""


@dataclass(frozen=True)
class Verdict:
    """What the judge found.

    Args:
        ok: the answer is right.
        share: the part of the points that it earns, 0 to 1.
        text: one or a few sentences for the student.
        note: what a teacher has to look at, since the machine could not judge it.
    """

    ok: bool
    share: float
    text: str
    note: str = ""


SPENT = Verdict(
    False,
    0,
    "This is an iterator that has been read already. Run the answer's cell again, or make a list "
    "of it.",
)


FACTORS = {
    100: "It is a hundred times too large. Did the task ask for a share between 0 and 1, or is a "
    "percentage counted twice?",
    1 / 100: "It is a hundred times too small. Did the task ask for percent?",
    12: "It is twelve times too large. Is this a year where a month was asked for?",
    1 / 12: "It is twelve times too small. Is this a month where a year was asked for?",
    1000: "It is a thousand times too large. Look at the unit.",
    1 / 1000: "It is a thousand times too small. Look at the unit.",
    -1: "It has the wrong sign. What is taken from what?",
}
"""By what an answer is often off, and what is said then."""


def by_factor(test: Callable[[float], bool]) -> str:
    """What is said of an answer that is right but for a factor; nothing of any other.

    Args:
        test: is the answer, divided by the factor, right?
    """
    return next((text for factor, text in FACTORS.items() if test(factor)), "")


def expected(key: Mapping[str, Any]) -> str:
    """What a task asks for, in a sentence."""
    unit = f" ({key['unit']})" if key.get("unit") else ""
    words = {
        "number": f"a number{unit} is asked for.",
        "text": "a text is asked for.",
        "list": "a list is asked for, in order.",
        "set": "a list or set is asked for, in any order.",
        "table": f"a data frame with the columns {', '.join(key.get('columns', []))} is asked for.",
        "chart": "an Altair chart is asked for.",
        "function": "a function is asked for.",
    }
    return words[key["kind"]]


def wrong_kind(key: Mapping[str, Any], value: Portable) -> Verdict:
    """The verdict on an answer that is not of the kind asked for."""
    kind = value.get("type") if value.get("is") == "other" else value.get("is")
    found = str(value.get("flag")) if kind == "flag" else _article(str(kind))
    return Verdict(False, 0, f"The answer is {found}; {expected(key)}")


def _article(word: str) -> str:
    return f"{'an' if word[:1].lower() in 'aeiou' else 'a'} {word}"


def said_of(key: Mapping[str, Any], test: Any) -> str:
    """What the author has to say on a typical mistake."""
    return next((m["says"] for m in key.get("mistakes", []) if test(m["digests"])), "")


def share_of(hits: int, wanted: int, given: int) -> float:
    """The part of the points for so many right parts; nothing below :data:`ENOUGH`."""
    share = min(0.9, hits / max(wanted, given, 1))  # whatever is not right has cost something
    return round(share, 2) if share >= ENOUGH else 0.0


def more(given: int, wanted: int) -> str:
    """``many`` or ``few``: what an answer has too much of.

    >>> more(3, 2)
    'many'
    """
    return "many" if given > wanted else "few"
