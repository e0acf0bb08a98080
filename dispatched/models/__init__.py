"""Models of how dispatch worked, as pure functions: no tables, no charts, no input or output.

Money is in US dollars a month unless a name says otherwise; people are counted in persons. The
models are ours: they turn a source's statements into assumptions that a reader can change, and show
what would follow. The agreement of codings stands in :mod:`dispatched.models.agreement`.
"""

from dispatched.models.arrears import arrears_year, work_months
from dispatched.models.beliefs import Belief, draws, linked_draws, pooled_draws, stream
from dispatched.models.cohorts import cohort_stock, spread_arrivals
from dispatched.models.entries import stock_from_entries
from dispatched.models.scenarios import MONTHS, fan, outlook, required, revenue, savings
from dispatched.models.scores import TOP, mean_score
from dispatched.models.split import Split, divide, spans
from dispatched.models.spread import (
    BAND,
    chance,
    one_at_a_time,
    quantiles,
    rank_correlation,
    ranks,
)
from dispatched.models.timber import timber_bargain
from dispatched.models.whole_contract import (
    PARTS,
    RULES,
    back_month,
    bad_winter,
    contract,
    contract_rows,
    payback,
)
from dispatched.models.worker_year import contract_year, earnings_by_month

__all__ = [
    "BAND",
    "MONTHS",
    "PARTS",
    "RULES",
    "TOP",
    "Belief",
    "Split",
    "arrears_year",
    "back_month",
    "bad_winter",
    "chance",
    "cohort_stock",
    "contract",
    "contract_rows",
    "contract_year",
    "divide",
    "draws",
    "earnings_by_month",
    "fan",
    "linked_draws",
    "mean_score",
    "one_at_a_time",
    "outlook",
    "payback",
    "pooled_draws",
    "quantiles",
    "rank_correlation",
    "ranks",
    "required",
    "revenue",
    "savings",
    "spans",
    "spread_arrivals",
    "stock_from_entries",
    "stream",
    "timber_bargain",
    "work_months",
]
