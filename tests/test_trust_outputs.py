"""No output of a notebook can change unseen: nbval's comparison, and one real run."""

from __future__ import annotations

import random

import pytest

from tests.trust import outputs


def test_every_output_is_of_a_type_that_is_compared() -> None:
    assert outputs.skipped() == []


def test_each_output_of_some_notebooks_is_red_when_it_is_changed() -> None:
    drawn = random.Random(1967).sample(outputs.NOTEBOOKS, 4)
    found = list(outputs.compared(drawn))
    assert len(found) > 20
    assert [str(place) for place, red in found if not red] == []


def test_a_real_run_is_red_for_the_same_cells() -> None:
    damaged, red = outputs.executed(outputs.ROOT / outputs.RUN[0])
    assert damaged
    assert red == damaged


@pytest.mark.parametrize(
    ("value", "parts"), [("35 people", 1), ({"a": [1, {"b": "x"}], "c": False}, 1), ([0, 0], 1)]
)
def test_one_thing_is_changed(value: object, parts: int) -> None:
    made = outputs.changed(value, random.Random(1))
    assert made != value
    assert type(made) is type(value)
    if isinstance(value, str):
        assert sum(a != b for a, b in zip(made, value, strict=True)) == parts
