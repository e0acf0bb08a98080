"""Ranges, formulas over them, the sources' own calculations, and verdicts on their results."""

from dispatched.arithmetic.calculations import (
    calculation,
    compute,
    input_ranges,
    inputs_of,
    stated,
)
from dispatched.arithmetic.cards import CalculationCard, calculation_card, card
from dispatched.arithmetic.formulas import LONGEST, ends_used, evaluate
from dispatched.arithmetic.ranges import Range
from dispatched.arithmetic.verdicts import VERDICTS, gap, relation

__all__ = [
    "LONGEST",
    "VERDICTS",
    "CalculationCard",
    "Range",
    "calculation",
    "calculation_card",
    "card",
    "compute",
    "ends_used",
    "evaluate",
    "gap",
    "input_ranges",
    "inputs_of",
    "relation",
    "stated",
]
