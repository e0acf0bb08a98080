"""Law and rights: readings and charts under the name that the notebooks use."""

from dispatched.charts.rights import LOOK, day_marks, heat, span_bars
from dispatched.questions.rights import (
    FILLINGS,
    READINGS,
    answer,
    days_between,
    matrix,
    span,
    spans,
)

__all__ = [
    "FILLINGS",
    "LOOK",
    "READINGS",
    "answer",
    "day_marks",
    "days_between",
    "heat",
    "matrix",
    "span",
    "span_bars",
    "spans",
]
