"""Agreement of codings and the scores of a period: published and hand-worked values, and what must always hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatched import models
from dispatched.models import agreement

SCORE = st.integers(0, 4)
CODINGS = st.lists(st.tuples(SCORE, SCORE), min_size=2, max_size=12).filter(
    lambda pairs: len({value for pair in pairs for value in pair}) > 1
)
N = None
# Krippendorff 2011, section C to E: twelve units, four observers, missing values.
PUBLISHED = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3),
    (N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N),
)


@pytest.mark.parametrize(
    ("distance", "value"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_alpha_gives_the_published_values(distance: str, value: float) -> None:
    assert agreement.alpha(*PUBLISHED, distance=distance) == pytest.approx(value, abs=5e-4)


def test_alpha_by_hand() -> None:
    # Seen: (0 + 1 + 0) / 3. By chance: of 15 pairs of 1 1 2 3 3 3, two differ by 1, three by 1, six by 2: 29 / 15.
    assert agreement.alpha((1, 2, 3), (1, 3, 3), distance="interval") == pytest.approx(
        1 - (1 / 3) / (29 / 15)
    )


def test_percent_and_kappa_by_hand() -> None:
    # Ten items, yes and no: 4 + 3 on the diagonal; chance: 0.5 * 0.6 + 0.5 * 0.4 = 0.5, so kappa = 0.2 / 0.5.
    first = [1] * 5 + [0] * 5
    second = [1, 1, 1, 1, 0, 1, 1, 0, 0, 0]
    assert agreement.percent(first, second) == pytest.approx(70)
    assert agreement.kappa(first, second, "nominal") == pytest.approx(0.4)


def test_weights_by_hand() -> None:
    # Seen 0, 0, 2 steps: 2/3. By chance over the nine pairs of 0 2 4 with 0 2 2: 0+2+2 + 2+0+0 + 4+2+2 = 14: 14/9.
    assert agreement.kappa((0, 2, 4), (0, 2, 2)) == pytest.approx(1 - (2 / 3) / (14 / 9))
    # Squared: 4/3 against (0+4+4 + 4+0+0 + 16+4+4) / 9 = 36/9.
    assert agreement.kappa((0, 2, 4), (0, 2, 2), "squared") == pytest.approx(1 - (4 / 3) / 4)


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        (lambda: agreement.percent([1], [1, 2]), "one coding has 1 items, the other 2"),
        (lambda: agreement.percent([], []), "no items"),
        (lambda: agreement.percent([1, None], [1, 2]), "without a score"),
        (lambda: agreement.kappa([1, 2], [1, float("nan")]), "without a score"),
        (lambda: agreement.kappa([2, 2], [2, 2]), "no value"),
        (lambda: agreement.kappa([1, 2], [2, 1], "cubic"), "no weights 'cubic'"),
        (lambda: agreement.alpha([1, 2]), "two codings"),
        (lambda: agreement.alpha([1, 2], [1]), "same length"),
        (lambda: agreement.alpha([1, 1], [1, 1]), "no value"),
        (lambda: agreement.alpha([1, None], [None, 2]), "by two coders"),
        (lambda: agreement.alpha([1, 2], [2, 1], distance="ratio"), "no distance 'ratio'"),
        (lambda: models.mean_score([]), "needs cells"),
        (lambda: models.mean_score([(1,), ()]), "each cell a score"),
        (lambda: models.mean_score([(5,)]), "scores run from 0 to 4"),
        (lambda: models.mean_score([(1,)], -1), "not negative"),
    ],
)
def test_what_has_no_answer_is_refused(call, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        call()


@given(CODINGS)
def test_coders_may_change_places(pairs: list[tuple[int, int]]) -> None:
    first, second = zip(*pairs, strict=True)
    assert agreement.kappa(first, second) == pytest.approx(agreement.kappa(second, first))
    for distance in ("nominal", "ordinal", "interval"):
        assert agreement.alpha(first, second, distance=distance) == pytest.approx(
            agreement.alpha(second, first, distance=distance)
        )


@given(CODINGS)
def test_one_is_full_agreement_and_nothing_is_more(pairs: list[tuple[int, int]]) -> None:
    first, second = zip(*pairs, strict=True)
    if len(set(first)) > 1:
        assert agreement.percent(first, first) == 100
        assert agreement.kappa(first, first) == agreement.alpha(first, first) == pytest.approx(1)
    assert (agreement.alpha(first, second) == pytest.approx(1)) == (first == second)
    assert agreement.kappa(first, second) <= 1 + 1e-9


def test_mean_score_by_hand() -> None:
    got = models.mean_score([(0,), (2, 4)])
    # Middles 0 and 3; all down: 0 and 1; all up: 1 and 4.
    assert (got["middle"], got["low"], got["high"]) == (1.5, 0.5, 2.5)
    # One cell at 2: 1, 2 and 3 are equally likely, so none of them falls into a tail of a twentieth.
    one = models.mean_score([(2,)])
    assert (one["likely_low"], one["likely_high"]) == (1, 3)
    # Four cells at 2: sums 4 and 12 have a chance of 1/81 each, with 5 and 11 it is 5/81, above a twentieth.
    four = models.mean_score([(2,)] * 4)
    assert (four["likely_low"], four["likely_high"]) == (5 / 4, 11 / 4)


@given(st.lists(st.lists(SCORE, min_size=1, max_size=3), min_size=1, max_size=7), st.integers(0, 2))
def test_errors_of_their_own_reach_less_far_than_one_bias(
    scores: list[list[int]], step: int
) -> None:
    got = models.mean_score(scores, step)
    assert 0 <= got["low"] <= got["likely_low"] <= got["likely_high"] <= got["high"] <= 4
    assert got["low"] <= got["middle"] <= got["high"]
    wider = models.mean_score(scores, step + 1)
    assert wider["low"] <= got["low"]
    assert wider["high"] >= got["high"]
