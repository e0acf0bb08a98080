"""The features of the models: every coded row in its cell, scores of a period by hand, charts that
keep the rules.
"""

from __future__ import annotations

import pytest

from dispatched import charts, evidence
from dispatched.charts import features as drawn
from dispatched.questions import coding


def test_cells_hold_every_row_of_the_table_once() -> None:
    cells = coding.cells()
    dimensions = {row["id"] for row in evidence.tables()["dimensions"]}
    assert set(cells["dimension"]) == dimensions
    assert len(cells) == 6 * len(dimensions)
    said = " | ".join(cells["evidence"])
    assert all(row["text"] in said for row in evidence.tables()["features"])
    take = cells[(cells["era"] == "2022") & (cells["dimension"] == "state_take")].iloc[0]
    assert (take["scores"], take["shown"], take["middle"]) == ((0, 2), "0–2", 1)


def test_control_of_the_camps_by_hand() -> None:
    row = coding.period_scores().set_index("era").loc["1967"]
    # Recruitment 0 to 2, since the first loggers and the later ones came in other ways; selection
    # 1, housing 0, surveillance 0, state's take 1; the family has no score.
    assert row["control_n"] == 5
    assert row["control"] == pytest.approx(4 - (1 + 1 + 0 + 0 + 1) / 5)
    assert row["control_low"] == pytest.approx(4 - (3 + 2 + 1 + 1 + 2) / 5)
    assert row["control_high"] == pytest.approx(4)


def test_without_coding_errors_only_differing_texts_leave_a_range() -> None:
    rows = coding.period_scores(0).set_index("era")
    assert rows.loc["2017", "control_low"] == rows.loc["2017", "control_high"]
    for era in ("1967", "2022"):
        assert rows.loc[era, "control_low"] < rows.loc[era, "control_high"]


def test_a_period_without_scores_is_refused() -> None:
    cells = coding.cells()
    cells = cells[cells["dimension"].isin(coding.CONTROL)]
    with pytest.raises(ValueError, match="needs cells"):
        coding.period_scores(matrix=cells)


def test_guess_classes_count_every_guess_once() -> None:
    bars = drawn.guess_bars([-0.3, 0.0, 0.25, 0.99, 1.0]).to_dict()
    rows = next(iter(bars["datasets"].values()))
    assert [(r["from"], r["guesses"]) for r in rows] == [(-0.5, 1), (0.0, 1), (0.25, 1), (0.75, 2)]


@pytest.mark.parametrize("dimension", ["family", "state_take", "employer"])
def test_every_dimension_has_a_row_for_each_period(dimension: str) -> None:
    rows = coding.dimension_rows(dimension)
    assert [row["era"] for row in rows] == ["1946", "1950", "1967", "2000", "2017", "2022"]
    assert all(row["evidence"] for row in rows)


def test_charts_keep_the_rules() -> None:
    seen = "A description long enough to pass the rule that each chart of the book must keep."
    for chart in (drawn.heat_map(), drawn.control_autonomy(coding.period_scores())):
        assert (
            charts.faults(charts.figure(chart, title="t", description=seen, note="Ours.").to_dict())
            == []
        )
