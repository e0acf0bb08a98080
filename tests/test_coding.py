"""The features of the models: every coded row in its cell, scores of a period by hand, charts that
keep the rules.
"""

from __future__ import annotations

import pandas as pd
import pytest
import vl_convert

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


@pytest.mark.parametrize("dimension", ["family", "state_take", "employer"])
def test_every_dimension_has_a_row_for_each_period(dimension: str) -> None:
    rows = coding.dimension_rows(dimension)
    assert [row["era"] for row in rows] == ["1946", "1950", "1967", "2000", "2017", "2022"]
    assert all(row["evidence"] for row in rows)


def test_the_chart_of_both_scores_keeps_the_rules() -> None:
    seen = "A description long enough to pass the rule that each chart of the book must keep."
    chart = charts.figure(
        drawn.control_autonomy(coding.period_scores()), title="t", description=seen, note="Ours."
    )
    assert charts.faults(chart.to_dict()) == []


@pytest.mark.parametrize(("known", "rings"), [(-1, 0), (3, 2)], ids=["hidden", "shown"])
def test_our_scores_are_drawn_once_they_are_shown(known: int, rings: int) -> None:
    rows = [
        {"cell": name, "yours": 2, "ours": known, "said": "alpha 0.50"} for name in ("One", "Two")
    ]
    svg = vl_convert.vegalite_to_svg(drawn.two_codings(pd.DataFrame(rows)).to_dict())
    marks = svg.partition("mark-group role-legend")[0]  # the legend has symbols of its own
    assert marks.count('stroke-width="3"') == rings
    assert marks.count(">alpha 0.50<") == 1
    assert [marks.count(f">{name}<") for name in ("One", "Two")] == [1, 1]
