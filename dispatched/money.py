"""Money divided: models and charts under the name that the notebooks use."""

from dispatched.charts.money import contract_bars, flow, reading_bars
from dispatched.models.split import divide, spans
from dispatched.models.whole_contract import (
    RULES,
    back_month,
    bad_winter,
    contract,
    contract_rows,
    payback,
)

__all__ = [
    "RULES",
    "back_month",
    "bad_winter",
    "contract",
    "contract_bars",
    "contract_rows",
    "divide",
    "flow",
    "payback",
    "reading_bars",
    "spans",
]
