"""Verdicts whole (right or not, the share, the sentence) on keys with what they need, no more."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from dispatched.checks import digests
from dispatched.checks.answers import portable
from dispatched.checks.judge import judge
from dispatched.checks.verdict import FACTORS, Verdict

HUNDRED, SMALL, SIGN = FACTORS[100], FACTORS[1 / 100], FACTORS[-1]
OTHER_ORDER = "The right entries, in another order than the task asks for."
NO_ORDER = "Here the order counts, and a set has none. Give a list, in order."
NOT_THIS = "Not this number. Which figures, which years and which unit does the task name?"


def known(value: Any, salt: str = "99-a", tolerance: float = 0.005) -> Any:
    """The digests of a value, or of each entry of a list."""
    if isinstance(value, list):
        return [known(one, salt, tolerance) for one in value]
    return digests.cell_digests(salt, value, tolerance)


def key(kind: str, right: Any, **more: Any) -> dict[str, Any]:
    """A key; ``wrong`` is a typical mistake."""
    made: dict[str, Any] = {"id": "99-a", "kind": kind, "answer": "found", "tolerance": 0.005}
    made["right"] = known(right)
    if "wrong" in more:
        made["mistakes"] = [{"digests": known(more.pop("wrong")), "says": "Mind this."}]
    return made | more


ABC = key("list", ["a", "b", "c", "d"], wrong=["a", "b", "d", "c"])
TENS = key("list", [10, 20, 30], unit="rubles")
SET = key("set", [10, 20, 30], wrong=[10, 20, 31])
ENTRIES: list[tuple[dict[str, Any], Any, float, str]] = [
    (ABC, [*"abcd"], 1, "Right."),
    (ABC, [*"abdc"], 0.5, "Mind this."),
    (ABC, [*"abd"], 0.5, "The answer has 3 entries, which is too few."),
    (ABC, [*"abce"], 0.75, "3 of 4 entries are right."),
    (ABC, [*"abcde"], 0.8, "The answer has 5 entries, which is too many."),
    (ABC, [*"dcba"], 0.5, OTHER_ORDER),
    (ABC, [*"axyz"], 0, "1 of 4 entries are right."),
    (ABC, ["a"], 0, "The answer has 1 entry, which is too few."),
    (ABC, [], 0, "The answer has 0 entries, which is too few."),
    (ABC, {*"abcd"}, 0.5, NO_ORDER),
    (ABC, {*"abce"}, 0, NO_ORDER),
    (ABC, {*"abc"}, 0, NO_ORDER),
    (ABC, {*"abcde"}, 0, NO_ORDER),
    (key("list", ["a"]), {"a"}, 1, "Right."),
    (key("list", ["a", "b"]), {"a", "b"}, 0.5, NO_ORDER),
    (TENS, [10, 20, 30], 1, "Right."),
    (TENS, ["10 rubles", "20", 30], 1, "Right."),
    (TENS, [10, 20, "$30"], 0, "An entry names another unit than the task, which asks for rubles."),
    (TENS, [1000, 2000, 3000], 0, f"Of each entry: {HUNDRED}"),
    (TENS, ["0.1", 0.2, "0.3"], 0, f"Of each entry: {SMALL}"),
    (TENS, [-10, -20, -30], 0, f"Of each entry: {SIGN}"),
    (TENS, [1000, 2000], 0, "The answer has 2 entries, which is too few."),
    (TENS, [30, 20, 10], 0.5, OTHER_ORDER),
    (TENS, [10, 20, None], 0.67, "2 of 3 entries are right."),
    (
        TENS,
        [10, 20, f"30 {'x' * 50}"],
        0.67,
        f"2 of 3 entries are right. '30 {'x' * 37}' is no number: write it without words.",
    ),
    (TENS | {"unit": ""}, [10, 20, "30 men"], 0.67, "2 of 3 entries are right."),
    (key("list", [0, 0, 5]), [0, 0, 500], 0.67, f"Of each entry: {HUNDRED}"),
    (key("list", [0.1, 0.23]), [10, 23], 0, f"Of each entry: {HUNDRED}"),
    (key("list", [0, 0]), [0, 1], 0.5, "1 of 2 entries are right."),
    (SET, [30, 10, 20], 1, "Right."),
    (SET, {10, 20, 30}, 1, "Right."),
    (SET, [31, 20, 10], 0.67, "Mind this."),
    (SET, [10, 20, 20], 0.67, "2 of 3 entries are right."),
    (SET, [10, 20, 30, 40], 0.75, "The answer has 4 entries, which is too many."),
    (SET, [3000, 1000, 2000], 0, f"Of each entry: {HUNDRED}"),
    (SET, [None, None], 0, "Not answered yet: fill in found in the cell above."),
    (SET, 5, 0, "The answer is a number; a list or set is asked for, in any order."),
    (SET, pd.Series([10, 20, 30]), 1, "Right."),
    (SET, pd.DataFrame({"a": [10], "b": [20], "c": [30]}), 1, "Right."),
    (SET, "10, 20", 0, "The answer is a text; a list or set is asked for, in any order."),
]


@pytest.mark.parametrize("n", range(len(ENTRIES)))
def test_of_many_entries_each_counts(n: int) -> None:
    of, answer, share, said = ENTRIES[n]
    assert judge(of, portable(answer)) == Verdict(share == 1, share, said)


FIVE = key("number", 500, wrong=600, unit="US dollars")
WORD = key("text", "A stock", wrong="a flow")
SINGLE: list[tuple[dict[str, Any], Any, float, str]] = [
    (FIVE, 500, 1, "Right."),
    (FIVE, [[500]], 1, "Right."),
    (FIVE, None, 0, "Not answered yet: give found a value in the cell above."),
    (FIVE, ..., 0, "Not answered yet: give found a value in the cell above."),
    (FIVE, "$500", 1, "Right."),
    (FIVE, 600, 0, "Mind this."),
    (FIVE, "600 dollars", 0, "Mind this."),
    (FIVE, 50_000, 0, HUNDRED),
    (FIVE, "50,000", 0, HUNDRED),
    (FIVE, -500, 0, SIGN),
    (FIVE, 7, 0, NOT_THIS),
    (FIVE, "7", 0, NOT_THIS),
    (FIVE, 1e300, 0, NOT_THIS),
    (key("number", 0.43), 43, 0, HUNDRED),
    (
        FIVE,
        "7 rubles",
        0,
        "The answer names another unit than the task, which asks for US dollars.",
    ),
    (FIVE, "seven", 0, "The answer is a text; a number (US dollars) is asked for."),
    (FIVE, [1, 2], 0, "The answer is a list; a number (US dollars) is asked for."),
    (WORD, " a STOCK. ", 1, "Right."),
    (WORD, "A flow", 0, "Mind this."),
    (WORD, "A lake", 0, "Not this. Read the task again, or ask for a hint."),
    (WORD, [], 0, "The answer is a list; a text is asked for."),
    (key("number", 5, tolerance=0) | {"right": known(5, tolerance=0)}, 5.02, 0, NOT_THIS),
    (key("number", 5, tolerance=0.1) | {"right": known(5, tolerance=0.1)}, 5.3, 1, "Right."),
]


@pytest.mark.parametrize("n", range(len(SINGLE)))
def test_of_one_answer_it_is_said_what_it_is(n: int) -> None:
    of, answer, share, said = SINGLE[n]
    assert judge(of, portable(answer)) == Verdict(share == 1, share, said)


# --- tables ---------------------------------------------------------------------------------------


def table(rows: dict[str, list[Any]], names: list[str], **more: Any) -> dict[str, Any]:
    """The key of a table whose rows are told apart by these columns."""
    of: dict[str, Any] = {"id": "99-t", "kind": "table", "columns": [*rows], "tolerance": 0.005}
    of |= {"key": [digests.plain(name) for name in names], "rows": {}, "order": []}
    places = [digests.plain(name) for name in rows]
    for row in zip(*rows.values(), strict=True):
        one = dict(zip(places, row, strict=True))
        place = digests.digest("99-t", *(digests.label(one[name]) for name in of["key"]))
        of["order"].append(place)
        of["rows"][place] = {
            name: known(value, f"99-t:{name}")
            for name, value in one.items()
            if name not in of["key"]
        }
    return of | more


YEARS = {"Year": [1946, 1947, 1948, 1949], "In": [1, 2, 3, 4], "Out": [5, 6, 7, 8]}
FRAME = pd.DataFrame(YEARS)
BY_YEAR = table(YEARS, ["Year"])
PAIRS = table({"Era": ["a", "b"], "N": [1, 2]}, ["Era"])
STRANGE = "{} of the rows are not asked for, by their Year."
TABLES: list[tuple[dict[str, Any], Any, float, str]] = [
    (BY_YEAR, FRAME, 1, "Right."),
    (BY_YEAR, FRAME.rename(columns=str.upper), 1, "Right."),
    (BY_YEAR, FRAME.assign(More=5), 1, "Right."),
    (BY_YEAR, FRAME[::-1], 1, "Right."),
    (BY_YEAR, FRAME.set_index("Year"), 1, "Right."),
    (BY_YEAR, FRAME.set_index("Year").rename_axis(None), 1, "Right."),
    (BY_YEAR, FRAME.assign(In=[1, 2, 3, 9]), 0.75, "Column In is wrong in 1 of 4 rows."),
    (BY_YEAR, FRAME.assign(Out=[9, 9, 7, 8]), 0.5, "Column Out is wrong in 2 of 4 rows."),
    (
        BY_YEAR,
        FRAME.assign(In=[9, 2, 3, 4], Out=[9, 9, 7, 8]),
        0.5,
        "Column Out is wrong in 2 of 4 rows.",
    ),
    (
        BY_YEAR,
        FRAME.assign(In=[9, 9, 9, 4], Out=[9, 6, 7, 8]),
        0,
        "Column In is wrong in 3 of 4 rows.",
    ),
    (BY_YEAR, FRAME.assign(Year=[1946, 1947, 1948, 1950]), 0.75, STRANGE.format(1)),
    (BY_YEAR, FRAME.assign(Year=[1946, 1947, 1951, 1950]), 0.5, STRANGE.format(2)),
    (BY_YEAR, FRAME[:3], 0.75, "The table has 3 rows, which is too few."),
    (BY_YEAR, FRAME[:1], 0, "The table has 1 row, which is too few."),
    (BY_YEAR, FRAME[["Year", "In"]], 0, "The table has no column Out."),
    (BY_YEAR, FRAME[["In", "Out"]].assign(k=1), 0, STRANGE.format(4)),
    (BY_YEAR, FRAME[["In"]], 0, "The table has no column Year, Out."),
    (BY_YEAR | {"ordered": True}, FRAME, 1, "Right."),
    (
        BY_YEAR | {"ordered": True},
        FRAME[::-1],
        0.5,
        "The right rows, in another order than the task asks for.",
    ),
    (PAIRS, pd.Series([1, 2], ["a", "b"]), 1, "Right."),
    (PAIRS, pd.Series([1, 2], pd.Index(["a", "b"], name="Era"), name="N"), 1, "Right."),
    (PAIRS, {"a": 1, "b": 2}, 1, "Right."),
    (PAIRS, {"N": [1, 2], "Era": ["a", "b"]}, 1, "Right."),
    (PAIRS, [{"Era": "a", "N": 1}, {"Era": "b", "N": 3}], 0.5, "Column N is wrong in 1 of 2 rows."),
    (PAIRS, pd.Series([1, 3], ["a", "b"]), 0.5, "Column N is wrong in 1 of 2 rows."),
    (BY_YEAR, pd.Series([1, 2], ["a", "b"]), 0, "The table has no column Year, In, Out."),
    (PAIRS, 5, 0, "The answer is a number; a data frame with the columns Era, N is asked for."),
]


@pytest.mark.parametrize("n", range(len(TABLES)))
def test_of_a_table_the_worst_column_is_named(n: int) -> None:
    of, answer, share, said = TABLES[n]
    assert judge(of, portable(answer)) == Verdict(share == 1, share, said)


# --- functions ------------------------------------------------------------------------------------

CALLS = [[1], ["x"]]
FIRST, SECOND = "found(1) ", "found('x') "


def function(*right: Any, **more: Any) -> dict[str, Any]:
    made = [known(one, f"99-a:{n}") for n, one in enumerate(right)]
    return key("function", 0, calls=CALLS, **more) | {"right": made}


def results(*given: Any) -> dict[str, Any]:
    return portable(lambda n: given[CALLS.index([n])], CALLS)


ONE_LIST = function(5, ["a", 7])
GIVES: list[tuple[dict[str, Any], tuple[Any, Any], float, str]] = [
    (ONE_LIST, (5, ["a", 7]), 1, "Right for these calls. Grading makes others."),
    (ONE_LIST, ([5], ("a", "7")), 1, "Right for these calls. Grading makes others."),
    (ONE_LIST, (5, ["a", 8]), 0.5, f"{SECOND}gives ['a', 8], which is not right."),
    (ONE_LIST, (5, ["a"]), 0.5, f"{SECOND}gives ['a'], which is not right."),
    (ONE_LIST, (5, ["a", 7, 7]), 0.5, f"{SECOND}gives ['a', 7, 7], which is not right."),
    (ONE_LIST, (5, {"a", 7}), 0.5, f"{SECOND}gives a set, which has no order. Return a list."),
    (ONE_LIST, (5, 7), 0.5, f"{SECOND}gives 7, which is not right."),
    (ONE_LIST, (6, ["a", 7]), 0.5, f"{FIRST}gives 6, which is not right."),
    (ONE_LIST, (6, [7]), 0, f"{FIRST}gives 6, which is not right."),
    (ONE_LIST, (500, ["a", 7]), 0.5, f"{FIRST}gives 500. {HUNDRED}"),
    (ONE_LIST, ("500", ["a", 7]), 0.5, f"{FIRST}gives '500'. {HUNDRED}"),
    (function(0.43, 5), (43, 5), 0.5, f"{FIRST}gives 43. {HUNDRED}"),
    (ONE_LIST, ("many", ["a", 7]), 0.5, f"{FIRST}gives 'many', which is not right."),
    (ONE_LIST, (None, ["a", 7]), 0.5, f"{FIRST}returns nothing. Is there a return?"),
    (ONE_LIST, ([5, 6], ["a", 7]), 0.5, f"{FIRST}gives [5, 6], which is not right."),
    (
        ONE_LIST | {"returns": "number"},
        ("5 men", ["a", 7]),
        0.5,
        f"{FIRST}gives the text '5 men'. A number is asked for, without words.",
    ),
    (
        ONE_LIST | {"returns": "number"},
        ("50", ["a", 7]),
        0.5,
        f"{FIRST}gives '50', which is not right.",
    ),
    (
        ONE_LIST,
        (None, None),
        0,
        "found returns nothing yet. Is there a return, and a value behind it?",
    ),
]


@pytest.mark.parametrize("n", range(len(GIVES)))
def test_of_a_function_the_first_wrong_call_is_told(n: int) -> None:
    of, given, share, said = GIVES[n]
    assert judge(of, results(*given)) == Verdict(share == 1, share, said)


def test_of_a_function_that_fails_it_is_said_how() -> None:
    found = judge(ONE_LIST, portable(lambda n: 5 if n == 1 else n[1], CALLS))
    said = f"{SECOND}fails with IndexError: string index out of range"
    assert found == Verdict(False, 0.5, said)
    assert judge(ONE_LIST, {"is": "function", "results": []}).text == (
        f"{FIRST}returns nothing. Is there a return?"
    )
    assert judge(ONE_LIST, {"is": "function"}).share == 0
