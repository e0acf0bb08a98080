"""The charts of the models side by side under the name that the notebooks use."""

from dispatched.charts.features import (
    control_autonomy,
    dimension_marks,
    guess_bars,
    heat_map,
    pair_bubbles,
    two_codings,
)
from dispatched.questions.coding import dimension_rows

__all__ = [
    "control_autonomy",
    "dimension_marks",
    "dimension_rows",
    "guess_bars",
    "heat_map",
    "pair_bubbles",
    "two_codings",
]
