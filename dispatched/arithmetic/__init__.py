"""Ranges, formulas over them, the sources' own calculations, verdicts, and linear inequalities."""

from dispatched.arithmetic.calculations import (
    calculation,
    compute,
    input_ranges,
    inputs_of,
    stated,
)
from dispatched.arithmetic.cards import CalculationCard, calculation_card, card
from dispatched.arithmetic.formulas import evaluate
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
from dispatched.arithmetic.tree import FUNCTIONS, LONGEST, SIGNS, compiled, ends_used, worded
from dispatched.arithmetic.verdicts import RELATIONS, VERDICTS, gap, relation

__all__ = [
    "FUNCTIONS",
    "INFINITE",
    "ITEMS",
    "LONGEST",
    "NEAR",
    "REGIONS",
    "RELATIONS",
    "SIGNS",
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
    "compiled",
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
    "worded",
]
