"""Ranges, formulas over them, the sources' own calculations, verdicts, and linear inequalities."""

from dispatched.arithmetic.calculations import (
    calculation,
    compute,
    input_ranges,
    inputs_of,
    stated,
)
from dispatched.arithmetic.cards import CalculationCard, calculation_card, card
from dispatched.arithmetic.formulas import LONGEST, ends_used, evaluate
from dispatched.arithmetic.inequalities import (
    INFINITE,
    NEAR,
    Bound,
    ClashError,
    Inequality,
    System,
    propagate,
)
from dispatched.arithmetic.ledger_cells import (
    ITEMS,
    REGIONS,
    TOTAL,
    LedgerCard,
    has_card,
    ledger_card,
    spoken,
)
from dispatched.arithmetic.programs import bounds, clash
from dispatched.arithmetic.ranges import Range
from dispatched.arithmetic.verdicts import VERDICTS, gap, relation

__all__ = [
    "INFINITE",
    "ITEMS",
    "LONGEST",
    "NEAR",
    "REGIONS",
    "TOTAL",
    "VERDICTS",
    "Bound",
    "CalculationCard",
    "ClashError",
    "Inequality",
    "LedgerCard",
    "Range",
    "System",
    "bounds",
    "calculation",
    "calculation_card",
    "card",
    "clash",
    "compute",
    "ends_used",
    "evaluate",
    "gap",
    "has_card",
    "input_ranges",
    "inputs_of",
    "ledger_card",
    "propagate",
    "relation",
    "spoken",
    "stated",
]
