"""What a model or an explorer says when it is asked for what cannot be, word for word."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from dispatched import arithmetic, evidence, models
from dispatched.arithmetic import linear_forms, tree
from dispatched.evidence import lookup
from dispatched.explore import Choice, Slider
from dispatched.models import agreement, scores
from dispatched.models.beliefs import Belief

BELIEFS = {"a": Belief(0, 1), "b": Belief(0, 1)}
MONTH = {100.0: 1.0}
WRONG: dict[str, Callable[[], Any]] = {
    "amounts must not be negative": lambda: models.divide(-1, {}, "workers"),
    "workers cannot both take a part and get the rest": lambda: models.divide(
        5, {"workers": 1}, "workers"
    ),
    "parts of 1,200 do not fit into a whole of 800": lambda: models.divide(
        800, {"state": 1200}, "workers"
    ),
    "one reading or more is needed, all with the same parties": lambda: models.spans([]),
    "bribe must not be negative and savings must be positive": lambda: models.payback(-1, 100),
    "amounts must not be negative, idle 0 to 12, years 1 or more, rule fixed or share": (
        lambda: models.bad_winter(700, 100, living=100, idle=13, rule="fixed")
    ),
    "known arrivals outside the years 1946 to 1947": lambda: models.spread_arrivals(
        10, {1950: 1}, [1946, 1947]
    ),
    "known arrivals of 20 do not fit a total of 10": lambda: models.spread_arrivals(
        10, {1946: 20}, [1946, 1947]
    ),
    "contract_years must be 1 or more, stay_share 0 to 1, arrivals 0 or more": (
        lambda: models.cohort_stock({1946: 1}, 0, 0, [1946])
    ),
    "value and wage must be above zero, share and charged 0 to 1": lambda: models.timber_bargain(
        0, 0.5, 1
    ),
    "bad_months must be 0 to 12": lambda: models.earnings_by_month(100, 13),
    "amounts must not be negative and profit_ratio must be positive": lambda: models.contract_year(
        [100], 50, 10, 0
    ),
    "short_chance must be 0 to 1 and short must be 0 to normal": lambda: models.work_months(
        2, 100, 50
    ),
    "lockdown must be 0 to 4 months and low_season 0 to 8": lambda: models.work_months(
        0.1, 100, 50, 5
    ),
    "obligation and limit must be positive, reserve must not be negative": (
        lambda: models.arrears_year([MONTH], 0)
    ),
    "amounts and probabilities must not be negative, and probabilities must add up to 1": (
        lambda: models.arrears_year([{100.0: 0.5}], 50)
    ),
    "shares must be 0 to 1": lambda: models.stock_from_entries(1, [1], [1], 2, 0, 0),
    "start and entries must not be negative, and both lists must be of one length": (
        lambda: models.stock_from_entries(1, [1], [], 0, 0, 0)
    ),
    "link must be -1 to 1": lambda: models.linked_draws(BELIEFS, "a", "b", 2),
    "each source needs a weight of 0 or more, and one of them must be above 0": (
        lambda: models.pooled_draws(BELIEFS, {"a": 0, "b": 0})
    ),
    "size must be 1 or more": lambda: models.stream("a", 1946, 0),
    "there are no values": lambda: models.quantiles([]),
    "two lists of one length are needed, with two values or more": (
        lambda: models.rank_correlation([1], [1])
    ),
    "all values of one side are equal": lambda: models.rank_correlation([1, 1], [1, 2]),
    "each other factor must be above 0": lambda: models.required(1, 0),
    "a mean needs cells, and each cell a score": lambda: scores.mean_score([]),
    "one coding has 1 items, the other 2": lambda: agreement.percent([1], [1, 2]),
    "no items were coded": lambda: agreement.percent([], []),
    "an item without a score: leave it out of both codings": lambda: agreement.percent([None], [1]),
    "both coders gave one score throughout: kappa has no value": lambda: agreement.kappa(
        [1, 1], [1, 1]
    ),
    "no distance 'far'; there are nominal, ordinal, interval": lambda: agreement.alpha(
        [1, 2], [1, 2], distance="far"
    ),
    "alpha needs two codings or more, all of the same length": lambda: agreement.alpha([1]),
    "no item was scored by two coders": lambda: agreement.alpha([1, None], [None, 1]),
    "one score throughout: alpha has no value": lambda: agreement.alpha([1, 1], [1, 1]),
    "slider 'Year': positions must be whole numbers that rise in equal steps": lambda: Slider(
        [1, 2, 4], 1, "Year"
    ),
    "slider 'Year': start 9 is none of its positions, which go from 1 to 2 in steps of 1; "
    "near it: 2": lambda: Slider([1, 2], 9, "Year"),
    "choice 'Case': two options or more, each a text with a text to show": lambda: Choice(
        {"a": "A"}, "a", "Case"
    ),
    "choice 'Case': start 'c' is none of its options": lambda: Choice(
        {"a": "A", "b": "B"}, "c", "Case"
    ),
    "a range runs from low to high, not from 2 to 1": lambda: arithmetic.Range(2, 1),
    "'x' is neither a year nor years as in 1946-1949": lambda: linear_forms.years_of("x"),
    "'1949-1946': years must rise": lambda: linear_forms.years_of("1949-1946"),
    "no table 'claim'; there are …": lambda: evidence.find("claim", "a"),
    "no series 'exits'; there are …": lambda: evidence.series("exits"),
}


PAIRS = ("ab", "bc", "ca")


@pytest.mark.parametrize("said", WRONG)
def test_what_cannot_be_is_refused_in_these_words(said: str) -> None:
    begin, dots, _ = said.partition("…")
    with pytest.raises(ValueError, match=f"^{re.escape(begin)}" + ("" if dots else "$")):
        WRONG[said]()


def test_so_many_known_words_are_named_and_no_more() -> None:
    words = [f"word{n}" for n in range(lookup.FEW + 1)]
    assert evidence.near("x", words[:-1]) == f"; there are {', '.join(words[:-1])}"
    assert evidence.near("x", words) == ""
    assert evidence.near("word", words[:2]) == "; near it: word1, word0"


def test_a_belief_is_refused_with_its_three_numbers() -> None:
    for numbers, said in (
        ((5, 1), "5, None, 1"),
        ((1, 5, 9), "1, 9, 5"),
        ((1, float("inf")), "1, None, inf"),
    ):
        with pytest.raises(ValueError, match="a belief") as error:
            Belief(*numbers)
        assert str(error.value) == f"a belief runs from low over likely to high, not {said}"


def test_both_ends_of_a_name_are_seen_in_a_formula() -> None:
    used = {"low(a)": {"a"}, "b - high(a)": {"a"}, "low(a) + high(b)": {"a", "b"}, "a + b": set()}
    assert {formula: tree.ends_used(formula) for formula in used} == used


def test_an_end_that_a_program_gives_is_the_same_without_its_reasons() -> None:
    """Each of three pairs has 10 at most, so all three 15: no one inequality says so."""
    pairs = [arithmetic.Inequality({a: 1, b: 1}, 0, 10, frozenset({a + b})) for a, b in PAIRS]
    whole = arithmetic.Inequality({"s": 1, "a": -1, "b": -1, "c": -1}, 0, 0, frozenset({"sum"}))
    system = arithmetic.System(["s", "a", "b", "c"], [*pairs, whole])
    told, bare = (arithmetic.bounds(system, ["s"], explain=e)["s"] for e in (True, False))
    assert [end.value for end in told] == [end.value for end in bare] == [0, 15]
    assert told[1].because == {"ab", "bc", "ca", "sum"}
    assert bare[1].because == frozenset()


@pytest.mark.parametrize("name", ["planned", "saved", "living", "bribe"])
def test_no_amount_of_a_contract_is_negative(name: str) -> None:
    amounts = {"planned": 700, "saved": 100, "living": 100, "bribe": 0}
    more = {"idle": 0, "years": 3, "rule": "fixed"}
    models.contract(**amounts, **more)
    with pytest.raises(ValueError, match="amounts must not be negative"):
        models.contract(**amounts | {name: -1}, **more)
