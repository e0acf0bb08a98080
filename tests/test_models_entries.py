"""The stock that recorded entries give: worked by hand, and what must hold for any numbers."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatched import models


def test_two_quarters_by_hand() -> None:
    rows = models.stock_from_entries(1000, [100, 200], [50, 50], 1, 0, 0.9)
    assert [row["quarter"] for row in rows] == [0, 1, 2]
    assert [row["stock"] for row in rows] == pytest.approx([1000, 1000, 1100])
    assert [row["returns"] for row in rows] == pytest.approx([0, 100, 100])


def test_all_stay_and_all_work_is_a_cumulative_sum() -> None:
    rows = models.stock_from_entries(4000, [1, 2, 3], [10, 20, 30], 1, 1, 1)
    assert [row["stock"] for row in rows] == [4000, 4011, 4033, 4066]


def test_nobody_stays() -> None:
    assert models.stock_from_entries(500, [10, 0], [0, 0], 0.5, 1, 0)[-1]["stock"] == 0


@pytest.mark.parametrize(
    "call",
    [
        (-1, [1], [1], 1, 1, 1),
        (1, [-1], [1], 1, 1, 1),
        (1, [1], [-1], 1, 1, 1),
        (1, [1, 2], [1], 1, 1, 1),
        (1, [1], [1], 1.1, 1, 1),
        (1, [1], [1], 1, -0.1, 1),
        (1, [1], [1], 1, 1, 2),
    ],
)
def test_bad_input_is_refused(call: tuple) -> None:
    with pytest.raises(ValueError, match="must"):
        models.stock_from_entries(*call)


PERSONS = st.integers(0, 10_000)
SHARE = st.floats(0, 1)
ENTRIES = st.lists(st.tuples(PERSONS, PERSONS), max_size=8)


@given(PERSONS, ENTRIES, SHARE, SHARE, SHARE)
def test_every_person_is_somewhere(start, entries, study_share, other_share, stay):
    study, other = [a for a, _ in entries], [b for _, b in entries]
    rows = models.stock_from_entries(start, study, other, study_share, other_share, stay)
    assert len(rows) == len(entries) + 1
    for before, row in itertools.pairwise(rows):
        assert row["stock"] == pytest.approx(before["stock"] + row["arrivals"] - row["returns"])
        assert -1e-6 <= row["returns"] <= before["stock"] + 1e-6
    assert rows[-1]["stock"] <= start + sum(study) + sum(other) + 1e-6


@given(PERSONS, ENTRIES, SHARE, SHARE, SHARE)
def test_more_who_stay_never_lower_the_stock(start, entries, study_share, other_share, stay):
    study, other = [a for a, _ in entries], [b for _, b in entries]
    some = models.stock_from_entries(start, study, other, study_share, other_share, stay)
    everyone = models.stock_from_entries(start, study, other, study_share, other_share, 1)
    assert all(a["stock"] <= b["stock"] + 1e-6 for a, b in zip(some, everyone, strict=True))
