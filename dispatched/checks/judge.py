"""Is an answer right, and if not, what should its author look at? The same judge serves student and
grader.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dispatched.checks import charting, keys
from dispatched.checks.portable import Portable, as_list, bare, bare_items, shortly

ENOUGH = 0.5
"""Below this share of right parts there is no partial credit."""

FACTORS = {
    100: "It is a hundred times too large. Did the task ask for a share between 0 and 1, or is a percentage counted twice?",
    1 / 100: "It is a hundred times too small. Did the task ask for percent?",
    12: "It is twelve times too large. Is this a year where a month was asked for?",
    1 / 12: "It is twelve times too small. Is this a month where a year was asked for?",
    1000: "It is a thousand times too large. Look at the unit.",
    1 / 1000: "It is a thousand times too small. Look at the unit.",
    -1: "It has the wrong sign. What is taken from what?",
}


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


def judge(key: Mapping[str, Any], value: Portable) -> Verdict:
    """The verdict on one answer.

    Args:
        key: as :func:`dispatched.checks.tasks.make_key` makes it.
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
            "list": _items,
            "set": _items,
            "table": _table,
            "chart": _chart,
            "function": _function,
        }[kind](key, value)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError):
        return Verdict(False, 0, f"The answer has a form that could not be read; {_expected(key)}")


def _expected(key: Mapping[str, Any]) -> str:
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


def _wrong_kind(key: Mapping[str, Any], value: Portable) -> Verdict:
    kind = value.get("type") if value.get("is") == "other" else value.get("is")
    return Verdict(False, 0, f"The answer is {_article(str(kind))}; {_expected(key)}")


def _article(word: str) -> str:
    return f"{'an' if word[:1].lower() in 'aeiou' else 'a'} {word}"


def _said(key: Mapping[str, Any], test: Any) -> str:
    """What the author has to say on a typical mistake."""
    return next((m["says"] for m in key.get("mistakes", []) if test(m["digests"])), "")


def _one(key: Mapping[str, Any], value: Portable) -> Verdict:
    if value.get("spent"):
        return SPENT
    given = bare(_single(value))
    if given is None:
        return _wrong_kind(key, value)
    salt, tolerance = key["id"], key["tolerance"]
    if keys.foreign(given, key.get("unit", "")):
        return Verdict(
            False, 0, f"The answer names another unit than the task, which asks for {key['unit']}."
        )
    if keys.holds(key["right"], salt, given, tolerance):
        return Verdict(True, 1, "Right.")
    said = _said(key, lambda digests: keys.holds(digests, salt, given, tolerance))
    if said:
        return Verdict(False, 0, said)
    if key["kind"] == "number":
        if isinstance(given, str):
            given = keys.as_number(given)
        if given is None:
            return _wrong_kind(key, value)
        for factor, text in FACTORS.items():
            if keys.holds(key["right"], salt, round(given / factor, 9), tolerance):
                return Verdict(False, 0, text)
        return Verdict(
            False, 0, "Not this number. Which rows, which years and which unit does the task name?"
        )
    return Verdict(False, 0, "Not this. Read the task again, or ask for a hint.")


SPENT = Verdict(False, 0, "This is an iterator that has been read already. Run the answer's cell again, or make a list of it.")  # fmt: skip


def _single(value: Portable) -> Portable:
    """The one cell of a list, table or array of one; anything else as it is."""
    for _ in range(4):
        rows = as_list(value, 1)
        if rows is None or rows["length"] != 1:
            return value
        value = rows["items"][0]
    return value


def _items(key: Mapping[str, Any], value: Portable) -> Verdict:
    if value.get("spent"):
        return SPENT
    salt, tolerance, right = key["id"], key["tolerance"], key["right"]
    rows = as_list(value, len(right))
    if rows is None:
        return _wrong_kind(key, value)
    unordered, value = value.get("unordered"), rows
    if value.get("items") and all(i.get("is") == "unanswered" for i in value["items"]):
        return Verdict(False, 0, f"Not answered yet: fill in {key['answer']} in the cell above.")
    given, length = bare_items(value), value["length"]
    if any(keys.foreign(one, key.get("unit", "")) for one in given):
        return Verdict(
            False, 0, f"An entry names another unit than the task, which asks for {key['unit']}."
        )

    def same(digests: list[Any], answer: list[Any]) -> int:
        if key["kind"] == "list":
            return sum(
                keys.holds(d, salt, a, tolerance) for d, a in zip(digests, answer, strict=False)
            )
        return keys.matched(digests, salt, answer, tolerance)

    if unordered and key["kind"] == "list" and len(right) > 1:
        whole = length == len(right) == keys.matched(right, salt, given, tolerance)
        return Verdict(
            False,
            0.5 if whole else 0,
            "Here the order counts, and a set has none. Give a list, in order.",
        )
    hits = same(right, given)
    if hits == len(right) == length:
        return Verdict(True, 1, "Right.")
    said = _said(
        key,
        lambda d: len(d) == length and d and isinstance(d[0], list) and same(d, given) == len(d),
    )
    if said:
        return Verdict(False, _part(hits, len(right), length), said)
    if (
        key["kind"] == "list"
        and len(right) == length
        and keys.matched(right, salt, given, tolerance) == len(right)
    ):
        return Verdict(False, 0.5, "The right entries, in another order than the task asks for.")
    share = _part(hits, len(right), length)
    count = f"{value['length']} {'entry' if value['length'] == 1 else 'entries'}"
    if length != len(right):
        return Verdict(
            False,
            share,
            f"The answer has {count}, which is too {_more(value['length'], len(right))}.",
        )
    return Verdict(False, share, f"{hits} of {len(right)} entries are right.")


def _part(hits: int, wanted: int, given: int) -> float:
    share = min(0.9, hits / max(wanted, given, 1))  # whatever is not right has cost something
    return round(share, 2) if share >= ENOUGH else 0.0


def _more(given: int, wanted: int) -> str:
    return "many" if given > wanted else "few"


def _table(key: Mapping[str, Any], value: Portable) -> Verdict:
    if value["is"] != "table":
        return _wrong_kind(key, value)
    names = {keys.plain(name): name for name in value["columns"]}
    wanted = [keys.plain(c) for c in key["columns"]]
    if (
        value.get("series") and len(wanted) == 2 and not set(wanted) <= set(names)
    ):  # a series stands for two columns
        names = dict(zip(wanted, value["columns"], strict=True))
    missing = [c for c, p in zip(key["columns"], wanted, strict=True) if p not in names]
    if (
        len(missing) == 1 and value.get("spare") and keys.plain(missing[0]) in key["key"]
    ):  # rows named by the index
        value = {**value, "columns": {**value["columns"], missing[0]: value["spare"]}}
        names, missing = names | {keys.plain(missing[0]): missing[0]}, []
    if missing:
        return Verdict(False, 0, f"The table has no column {', '.join(missing)}.")
    right, whole, strange, order = key["rows"], 0, 0, []
    wrong_columns: dict[str, int] = {}
    others = [c for c in wanted if c not in key["key"]]
    for n in range(min(value["rows"], len(value["columns"][names[wanted[0]]]))):
        place = keys.digest(
            key["id"], *(keys.label(value["columns"][names[c]][n]) for c in key["key"])
        )
        order.append(place)
        if place not in right:
            strange += 1
            continue
        bad = [
            c
            for c in others
            if not keys.holds(
                right[place][c], f"{key['id']}:{c}", value["columns"][names[c]][n], key["tolerance"]
            )
        ]
        whole += not bad
        for c in bad:
            wrong_columns[c] = wrong_columns.get(c, 0) + 1
    if not strange and value["rows"] == len(right) == whole and len(set(order)) == len(right):
        if key.get("ordered") and order != key["order"]:
            return Verdict(False, 0.5, "The right rows, in another order than the task asks for.")
        return Verdict(True, 1, "Right.")
    share = _part(whole, len(right), value["rows"])
    if value["rows"] != len(right):
        rows = f"{value['rows']} row{'' if value['rows'] == 1 else 's'}"
        return Verdict(
            False, share, f"The table has {rows}, which is too {_more(value['rows'], len(right))}."
        )
    written = dict(zip(wanted, key["columns"], strict=True))
    if strange:
        what = " and ".join(written.get(c, c) for c in key["key"])
        return Verdict(False, share, f"{strange} of the rows are not asked for, by their {what}.")
    worst = max(wrong_columns, key=lambda c: wrong_columns[c]) if wrong_columns else key["key"][0]
    rows = f"{wrong_columns.get(worst, 1)} of {len(right)} rows"
    return Verdict(False, share, f"Column {written.get(worst, worst)} is wrong in {rows}.")


def _chart(key: Mapping[str, Any], value: Portable) -> Verdict:
    if value["is"] != "chart":
        return _wrong_kind(key, value)
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
    parts = (
        1
        + sum(len(rule) for rule in rules.values())
        + bool(key["rules"].get("title"))
        + bool(key.get("drawn"))
    )
    share = _part(parts - wrong.broken, parts, parts)
    return Verdict(False, min(share, 0.5) if wrong.values else share, " ".join(wrong[:2]))


def _function(key: Mapping[str, Any], value: Portable) -> Verdict:
    if value["is"] != "function":
        return _wrong_kind(key, value)
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
            rows = as_list(result, len(known)) if result.get("is") in ("list", "table") else None
            items = [] if rows is None or result.get("unordered") else bare_items(rows)
            good = len(items) == len(known) and all(
                keys.holds(d, salt, a, key["tolerance"]) for d, a in zip(known, items, strict=True)
            )
        else:
            found = bare(_single(result))
            good = found is not None and keys.holds(known, salt, found, key["tolerance"])
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
                and keys.as_number(bare(result)) is None
            ):
                first = f"{call} gives the text {shortly(result)!r}. A number is asked for, without words."
            elif result.get("unordered"):
                first = f"{call} gives a set, which has no order. Return a list."
            else:
                first = f"{call} gives {shortly(result)}, which is not right."
    if hits == len(key["right"]):
        return Verdict(True, 1, "Right for these calls. Grading makes others.")
    return Verdict(False, _part(hits, len(key["right"]), len(key["right"])), first)
