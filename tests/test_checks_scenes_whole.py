"""What is read of charts of every shape, to the last place and word."""

from __future__ import annotations

import pytest

from tests.drawn_scenes import CHARTS, known, read

KNOWN = known()


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_read_as_it_was(name: str) -> None:
    assert read(CHARTS[name]) == KNOWN[name], "meant? python -m tests.drawn_scenes"


def test_no_chart_is_left_over() -> None:
    assert KNOWN.keys() == CHARTS.keys()
