"""Agreement of codings and the scores of the periods under the name that the notebooks use."""

from dispatched.models.agreement import alpha, kappa, percent
from dispatched.models.scores import TOP, mean_score
from dispatched.questions.coding import (
    AUTONOMY,
    CONTROL,
    OTHER,
    cells,
    period_scores,
    second_pass,
)

SECOND_PASS = second_pass()

__all__ = [
    "AUTONOMY",
    "CONTROL",
    "OTHER",
    "SECOND_PASS",
    "TOP",
    "alpha",
    "cells",
    "kappa",
    "mean_score",
    "percent",
    "period_scores",
]
