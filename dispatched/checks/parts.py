"""Is a list, a set or a table right, and if not, how many of its entries or rows are?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dispatched.checks import digests, numerals
from dispatched.checks.answers import Portable, as_list, bare_items
from dispatched.checks.verdict import SPENT, Verdict, by_factor, more, said_of, share_of, wrong_kind


def entries(key: Mapping[str, Any], value: Portable) -> Verdict:
    """The verdict on a list, in order, or on a set; see :func:`dispatched.checks.judge.judge`."""
    if value.get("spent"):
        return SPENT
    salt, tolerance, right = key["id"], key["tolerance"], key["right"]
    rows = as_list(value, len(right))
    if rows is None:
        return wrong_kind(key, value)
    unordered, value = value.get("unordered"), rows
    if value.get("items") and all(i.get("is") == "unanswered" for i in value["items"]):
        return Verdict(False, 0, f"Not answered yet: fill in {key['answer']} in the cell above.")
    given, length = bare_items(value), value["length"]
    if any(digests.foreign(one, key.get("unit", "")) for one in given):
        return Verdict(
            False, 0, f"An entry names another unit than the task, which asks for {key['unit']}."
        )

    def same(known: list[Any], answer: list[Any]) -> int:
        if key["kind"] == "list":
            return sum(
                digests.holds(d, salt, a, tolerance) for d, a in zip(known, answer, strict=False)
            )
        return digests.matched(known, salt, answer, tolerance)

    if unordered and key["kind"] == "list" and len(right) > 1:
        whole = length == len(right) == digests.matched(right, salt, given, tolerance)
        return Verdict(
            False,
            0.5 if whole else 0,
            "Here the order counts, and a set has none. Give a list, in order.",
        )
    hits = same(right, given)
    if hits == len(right) == length:
        return Verdict(True, 1, "Right.")
    said = said_of(
        key,
        lambda d: len(d) == length and d and isinstance(d[0], list) and same(d, given) == len(d),
    )
    if said:
        return Verdict(False, share_of(hits, len(right), length), said)
    off = by_factor(lambda factor: length == len(right) == same(right, _divided(given, factor)))
    if off and any(_number(one) for one in given):
        return Verdict(False, share_of(hits, len(right), length), f"Of each entry: {off}")
    if (
        key["kind"] == "list"
        and len(right) == length
        and digests.matched(right, salt, given, tolerance) == len(right)
    ):
        return Verdict(False, 0.5, "The right entries, in another order than the task asks for.")
    share = share_of(hits, len(right), length)
    count = f"{value['length']} {'entry' if value['length'] == 1 else 'entries'}"
    if length != len(right):
        return Verdict(
            False,
            share,
            f"The answer has {count}, which is too {more(value['length'], len(right))}.",
        )
    words = next((one for one in given if key.get("unit") and _worded(one)), None)
    form = "" if words is None else f" {words[:40]!r} is no number: write it without words."
    return Verdict(False, share, f"{hits} of {len(right)} entries are right.{form}")


def _number(entry: Any) -> float | None:
    """An entry as a number other than zero, which no factor changes."""
    found = numerals.as_number(entry) if isinstance(entry, str) else entry
    return None if isinstance(found, bool) or not found else float(found)


def _divided(entries: list[Any], factor: float) -> list[Any]:
    numbers = [(one, _number(one)) for one in entries]
    return [one if n is None else round(n / factor, 9) for one, n in numbers]


def _worded(entry: Any) -> bool:
    """Is it a text with digits in which words stand beside the number?"""
    digits = isinstance(entry, str) and any(c.isdigit() for c in entry)
    return digits and numerals.as_number(entry) is None


def table(key: Mapping[str, Any], value: Portable) -> Verdict:
    """The verdict on a table: rows are told apart by the columns of the key."""
    if value["is"] != "table":
        return wrong_kind(key, value)
    names = {digests.plain(name): name for name in value["columns"]}
    wanted = [digests.plain(c) for c in key["columns"]]
    if (
        value.get("series") and len(wanted) == 2 and not set(wanted) <= set(names)
    ):  # a series stands for two columns
        names = dict(zip(wanted, value["columns"], strict=True))
    missing = [c for c in key["columns"] if digests.plain(c) not in names]
    if (
        len(missing) == 1 and value.get("spare") and digests.plain(missing[0]) in key["key"]
    ):  # rows named by the index
        value = {**value, "columns": {**value["columns"], missing[0]: value["spare"]}}
        names, missing = names | {digests.plain(missing[0]): missing[0]}, []
    if missing:
        return Verdict(False, 0, f"The table has no column {', '.join(missing)}.")
    right, whole, strange, order = key["rows"], 0, 0, []
    wrong_columns: dict[str, int] = {}
    others = [c for c in wanted if c not in key["key"]]
    for n in range(min(value["rows"], len(value["columns"][names[wanted[0]]]))):
        place = digests.digest(
            key["id"], *(digests.label(value["columns"][names[c]][n]) for c in key["key"])
        )
        order.append(place)
        if place not in right:
            strange += 1
            continue
        bad = [
            c
            for c in others
            if not digests.holds(
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
    share = share_of(whole, len(right), value["rows"])
    if value["rows"] != len(right):
        rows = f"{value['rows']} row{'' if value['rows'] == 1 else 's'}"
        return Verdict(
            False, share, f"The table has {rows}, which is too {more(value['rows'], len(right))}."
        )
    written = {digests.plain(c): c for c in key["columns"]}
    if strange:
        what = " and ".join(written[c] for c in key["key"])
        return Verdict(False, share, f"{strange} of the rows are not asked for, by their {what}.")
    worst = max(wrong_columns, key=lambda c: wrong_columns[c]) if wrong_columns else key["key"][0]
    rows = f"{wrong_columns.get(worst, 1)} of {len(right)} rows"
    return Verdict(False, share, f"Column {written[worst]} is wrong in {rows}.")
