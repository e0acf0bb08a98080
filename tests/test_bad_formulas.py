"""A formula is data: a damaged one is refused with a message, and nothing runs but arithmetic."""

from __future__ import annotations

import pytest

from dispatched import arithmetic, evidence
from dispatched.arithmetic import tree
from dispatched.arithmetic.linear_forms import years_of

ROW_OF_MINING = {
    "id": "calc-mining-share",
    "inputs": "part=mining-construction-2016; total=stock-2016",
    "formula": "100 * part / total",
}


def _compute(**changes: str) -> arithmetic.Range:
    return arithmetic.compute(ROW_OF_MINING | changes)


def test_the_undamaged_formula_computes():
    assert _compute().low == pytest.approx(69.84, abs=0.005)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"inputs": "part=miners-2016; total=stock-2016"}, "no row 'miners-2016' in claims.csv"),
        ({"inputs": "part=men-1946; total=stock-2016"}, "'men-1946' states no value"),
        ({"inputs": "part mining-construction-2016"}, "is not name=claim-id"),
        ({"inputs": "a b=stock-2016"}, "is not name=claim-id"),
        ({"inputs": "part=stock-2016; part=mining-construction-2016"}, "'part' stands twice"),
        ({"inputs": "part=mining-construction-2016"}, "'total' is not allowed or not an input"),
        ({"inputs": ""}, "is not name=claim-id"),
        ({"formula": "part / (total - total)"}, "holds zero"),
    ],
)
def test_a_bad_calculation_is_named(change, expected):
    with pytest.raises(evidence.EvidenceError) as caught:
        _compute(**change)
    assert "'calc-mining-share'" in str(caught.value)
    assert expected in str(caught.value)


FORBIDDEN = {
    "import": "__import__('os')",
    "built-in": "print(a)",
    "attribute": "a.low",
    "hidden attribute": "().__class__.__bases__[0]",
    "lambda": "lambda: a",
    "power": "a ** 2",
    "floor division": "a // b",
    "remainder": "a % b",
    "string": "'a'",
    "formatted string": "f'{a}'",
    "bytes": "b'a'",
    "walrus": "(c := a)",
    "condition": "a if a else b",
    "comparison": "a < b",
    "boolean": "True",
    "nothing": "None",
    "dots": "...",
    "complex number": "1j",
    "list": "[a]",
    "comprehension": "[x for x in (a,)]",
    "index": "a[0]",
    "unknown name": "c",
    "function as value": "low",
    "function with too much": "low(a, b)",
    "function without input": "union()",
    "function with star": "union(*a)",
    "function with keyword": "low(r=a)",
    "two expressions": "a; b",
    "assignment": "a = b",
    "no expression": "",
    "half an expression": "a +",
    "NUL": "a\0",
    "infinite constant": "1e999",
    "infinity minus itself": "1e999 - 1e999",
    "overflow": "1e308 * 10",
    "huge integer": "9" * 400,
    "integer beyond the parser": "9" * 5000,
    "deep brackets": "(" * 240 + "a" + ")" * 240,
    "deep signs": "-" * 100_000 + "a",
    "long sum": "a" + " + a" * 100_000,
    "deep brackets around a power": "(" * 90 + "a" + ") ** 2" * 60 + ")" * 30,
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_a_formula_runs_nothing_but_arithmetic(name):
    inputs = {"a": arithmetic.Range(1, 2), "b": arithmetic.Range(3, 4)}
    with pytest.raises(evidence.EvidenceError, match="formula") as caught:
        arithmetic.evaluate(FORBIDDEN[name], inputs)
    assert len(str(caught.value)) < 1200


DEEP = "~" * 499 + "a"
"""Of the longest length that is allowed: what is wrong with it cannot even be written out."""


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        (DEEP, f"formula {DEEP!r} is too deeply nested"),
        (f"~{DEEP}", "a formula of 501 characters; 500 are allowed"),
        ("a" * 1234, "a formula of 1,234 characters; 500 are allowed"),
        ("a +", "formula 'a +' is not a Python expression"),
        ("1e999 - a", "formula '1e999 - a' does not give a finite number"),
        ("2 * a ** 2", "formula '2 * a ** 2': 'a ** 2' is not allowed or not an input"),
    ],
    ids=["deep", "one too many", "long", "half", "infinite", "power"],
)
def test_what_is_wrong_with_a_formula_is_said_in_these_words(formula, said):
    with pytest.raises(evidence.EvidenceError) as caught:
        tree.compiled(formula, ["a"])
    assert str(caught.value) == said


def test_a_formula_of_the_longest_length_is_read():
    longest = "a".ljust(tree.LONGEST, " ")
    assert tree.compiled(longest, ["a"]) == "a"


def test_division_by_a_range_that_holds_zero():
    for low, high in ((-1, 1), (0, 1), (-1, 0), (0, 0)):
        with pytest.raises(ZeroDivisionError, match="holds zero"):
            arithmetic.evaluate("1 / a", {"a": arithmetic.Range(low, high)})
    assert arithmetic.evaluate("1 / a", {"a": arithmetic.Range(-2, -1)}) == arithmetic.Range(
        -1, -0.5
    )


def test_a_number_may_stand_before_a_range():
    two_to_three = arithmetic.Range(2, 3)
    assert 12 / two_to_three == arithmetic.Range(4, 6)
    assert 12 - two_to_three == arithmetic.Range(9, 10)
    assert 12 * two_to_three == two_to_three * 12 == arithmetic.Range(24, 36)


def test_inputs_that_cannot_be_read_are_placed():
    with pytest.raises(
        evidence.EvidenceError, match=r"^calculation 'calc-a', column inputs: 'a' is"
    ):
        arithmetic.inputs_of({"id": "calc-a", "inputs": "a"})


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ("a", "'a' is not name=claim-id"),
        ("a=b; =c", "'=c' is not name=claim-id"),
        ("a=b; 1x=c", "'1x=c' is not name=claim-id"),
        ("a=b;", "'' is not name=claim-id"),
        ("a=b; a=c", "'a' stands twice"),
    ],
)
def test_inputs_are_names_of_claims_each_once(inputs: str, said: str) -> None:
    with pytest.raises(evidence.EvidenceError) as caught:
        arithmetic.inputs_of({"id": "calc-a", "inputs": inputs})
    assert str(caught.value) == f"calculation 'calc-a', column inputs: {said}"


def test_inputs_may_stand_close_or_apart() -> None:
    read = arithmetic.inputs_of({"id": "calc-a", "inputs": " a= b-c ;d=e"})
    assert read == {"a": "b-c", "d": "e"}


def test_what_a_calculation_cannot_give_names_it() -> None:
    row = {"id": "calc-a", "inputs": "a=arrivals-1947", "formula": "1 / (a - a)"}
    with pytest.raises(evidence.EvidenceError) as caught:
        arithmetic.compute(row)
    assert str(caught.value) == "calculation 'calc-a': the divisor 0.0 to 0.0 holds zero"
    with pytest.raises(evidence.EvidenceError) as caught:
        arithmetic.compute(row | {"formula": "b"})
    said = "calculation 'calc-a': formula 'b': 'b' is not allowed or not an input"
    assert str(caught.value) == said
    for formula in ("1e200 * a * 1e200", "a * 1e200 * 1e200 - a * 1e200 * 1e200"):
        with pytest.raises(evidence.EvidenceError) as caught:
            arithmetic.evaluate(formula, {"a": arithmetic.Range(1, 2)})
        assert str(caught.value) == f"formula {formula!r} does not give a finite number"


@pytest.mark.parametrize(
    ("formula", "allowed"),
    [
        ("True", False),
        ("+a", False),
        ("low(a, a)", False),
        ("high(a, a)", False),
        ("union()", False),
        ("union(a, a, a)", True),
        ("low(a=a)", False),
        ("abs(a)", False),
        ("low", False),
        ("a // 2", False),
        ("'a'", False),
        ("low(a)", True),
        ("2", True),
    ],
)
def test_a_tree_has_these_nodes_and_no_others(formula: str, allowed: bool) -> None:
    if allowed:
        assert tree.compiled(formula, ["a"])
        return
    with pytest.raises(evidence.EvidenceError) as caught:
        tree.compiled(formula, ["a"])
    assert str(caught.value).endswith("is not allowed or not an input")


def test_what_is_no_tree_has_no_words() -> None:
    for strange in ([], ["+", 1.0], ["low", "a", "b"], None):
        with pytest.raises((evidence.EvidenceError, KeyError)):
            tree.worded(strange)
    assert tree.worded("in_") == "in"
    assert tree.worded(1234567.25) == "1,234,567.25"
    assert tree.worded(2) == "2"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1949-1946", "'1949-1946': years must rise"),
        ("1946; 1946", "'1946': years must rise"),
        ("1950-1953; 1953", "'1953': years must rise"),
        ("46", "'46' is neither a year nor years as in 1946-1949"),
        ("1946,1947", "'1946,1947' is neither a year nor years as in 1946-1949"),
    ],
)
def test_years_that_do_not_rise_are_named(text, said):
    with pytest.raises(ValueError, match=r"rise|neither a year") as error:
        years_of(text)
    assert str(error.value) == said


def test_years_may_follow_on_each_other():
    assert years_of("1946-1946; 1947; 1949-1950") == [1946, 1947, 1949, 1950]
