"""Is an answer right, and if not, where should its author look? For students and the grader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dispatched.checks import beside, charting, digests, numerals, parts
from dispatched.checks.answers import Portable, as_list, bare, bare_items, single
from dispatched.checks.in_short import shortly
from dispatched.checks.verdict import (
    SPENT,
    Verdict,
    by_factor,
    expected,
    said_of,
    share_of,
    wrong_kind,
)


def judge(key: Mapping[str, Any], value: Portable) -> Verdict:
    """The verdict on one answer.

    Args:
        key: as :func:`dispatched.grading.make_key.make_key` makes it.
        value: the answer as plain data; it may come from a process that is not trusted.
    """
    kind, found = key["kind"], value.get("is")
    if found == "unanswered":
        return Verdict(
            False, 0, f"Not answered yet: give {key['answer']} a value in the cell above."
        )
    if found == "error":
        return Verdict(False, 0, str(value.get("error", "The cell above fails.")))
    try:
        return {
            "number": _one,
            "text": _one,
            "list": parts.entries,
            "set": parts.entries,
            "table": parts.table,
            "chart": _chart,
            "function": _function,
        }[kind](key, value)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError):
        return Verdict(False, 0, f"The answer has a form that could not be read; {expected(key)}")


def _one(key: Mapping[str, Any], value: Portable) -> Verdict:
    if value.get("spent"):
        return SPENT
    given = bare(single(value))
    if given is None:
        return wrong_kind(key, value)
    salt, tolerance = key["id"], key["tolerance"]
    if digests.foreign(given, key.get("unit", "")):
        return Verdict(
            False, 0, f"The answer names another unit than the task, which asks for {key['unit']}."
        )
    if digests.holds(key["right"], salt, given, tolerance):
        return Verdict(True, 1, "Right.")
    said = said_of(key, lambda known: digests.holds(known, salt, given, tolerance))
    if said:
        return Verdict(False, 0, said)
    if key["kind"] == "number":
        if isinstance(given, str):
            given = numerals.as_number(given)
        if given is None:
            return wrong_kind(key, value)
        off = by_factor(
            lambda factor: digests.holds(key["right"], salt, round(given / factor, 9), tolerance)
        )
        return Verdict(
            False,
            0,
            off or "Not this number. Which figures, which years and which unit does the task name?",
        )
    if not isinstance(given, str):
        return wrong_kind(key, value)
    return Verdict(False, 0, "Not this. Read the task again, or ask for a hint.")


def _chart(key: Mapping[str, Any], value: Portable) -> Verdict:
    if value["is"] != "chart":
        return wrong_kind(key, value)
    scene = value.get("scene")
    if not isinstance(scene, Mapping) or "unable" in scene:
        why = scene.get("unable") if isinstance(scene, Mapping) else "it was not drawn"
        text = f"The chart could not be drawn here, so nothing judged it: {why}"
        return Verdict(
            False, 0, f"{text}.", f"{key['id']}: a person has to look at the chart; {why}"
        )
    if "error" in scene:
        return Verdict(False, 0, str(scene["error"]))
    wrong = charting.faults(key["id"], key, scene, key["tolerance"])
    if not wrong:
        return Verdict(
            True, 1, "Right. Now read your chart aloud: does its title say what one sees?"
        )
    if wrong.fatal:
        return Verdict(False, 0, wrong[0])
    rules = key["rules"]["channels"]
    asked = (
        1
        + sum(len(rule) for rule in rules.values())
        + bool(key["rules"].get("title"))
        + bool(key.get("drawn"))
        + beside.asked(key["rules"])
    )
    share = share_of(asked - wrong.broken, asked, asked)
    return Verdict(False, min(share, 0.5) if wrong.values else share, " ".join(wrong[:2]))


def _function(key: Mapping[str, Any], value: Portable) -> Verdict:
    if value["is"] != "function":
        return wrong_kind(key, value)
    results = value.get("results", [])
    if results and all(one.get("is") == "unanswered" for one in results):
        return Verdict(
            False,
            0,
            f"{key['answer']} returns nothing yet. Is there a return, and a value behind it?",
        )
    hits, first = 0, ""
    for n, (arguments, known) in enumerate(zip(key["calls"], key["right"], strict=True)):
        result = results[n] if n < len(results) else {"is": "unanswered"}
        salt = f"{key['id']}:{n}"
        if known and isinstance(known[0], list):
            listed = as_list(result, len(known)) if result.get("is") in ("list", "table") else None
            items = [] if listed is None or result.get("unordered") else bare_items(listed)
            good = len(items) == len(known) and all(
                digests.holds(d, salt, a, key["tolerance"])
                for d, a in zip(known, items, strict=True)
            )
        else:
            found = bare(single(result))
            good = found is not None and digests.holds(known, salt, found, key["tolerance"])
        hits += good
        if not good and not first:
            call = f"{key['answer']}({', '.join(map(repr, arguments))})"
            if result.get("is") == "error":
                first = f"{call} fails with {result.get('error')}"
            elif result.get("is") == "unanswered":
                first = f"{call} returns nothing. Is there a return?"
            elif (
                key.get("returns") == "number"
                and result.get("is") == "text"
                and numerals.as_number(bare(result)) is None
            ):
                first = (
                    f"{call} gives the text {shortly(result)!r}. A number is asked for, "
                    "without words."
                )
            elif result.get("unordered"):
                first = f"{call} gives a set, which has no order. Return a list."
            else:
                first = _not_right(call, result, known, salt, key["tolerance"])
    if hits == len(key["right"]):
        return Verdict(True, 1, "Right for these calls. Grading makes others.")
    return Verdict(False, share_of(hits, len(key["right"]), len(key["right"])), first)


def _not_right(call: str, result: Portable, known: Any, salt: str, tolerance: float) -> str:
    """What a call gives, and by which factor it is off, where it is by one."""
    said = repr(shortly(result)) if result.get("is") == "text" else shortly(result)
    found = bare(single(result)) if not isinstance(known[0], list) else None
    number = numerals.as_number(found) if isinstance(found, str) else found
    if isinstance(number, bool) or not isinstance(number, int | float):
        return f"{call} gives {said}, which is not right."
    off = by_factor(lambda factor: digests.holds(known, salt, round(number / factor, 9), tolerance))
    return f"{call} gives {said}. {off}" if off else f"{call} gives {said}, which is not right."
