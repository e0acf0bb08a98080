"""Scenarios under the name that the notebooks use."""

from dispatched.models.beliefs import Belief, draws, linked_draws, pooled_draws, stream
from dispatched.models.scenarios import MONTHS, fan, outlook, required, revenue, savings
from dispatched.models.spread import (
    BAND,
    chance,
    one_at_a_time,
    quantiles,
    rank_correlation,
    ranks,
)

__all__ = [
    "BAND",
    "MONTHS",
    "Belief",
    "chance",
    "draws",
    "fan",
    "linked_draws",
    "one_at_a_time",
    "outlook",
    "pooled_draws",
    "quantiles",
    "rank_correlation",
    "ranks",
    "required",
    "revenue",
    "savings",
    "stream",
]
