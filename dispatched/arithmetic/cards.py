"""What a card says of a calculation, in parts, beside the cards of claims."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dispatched.arithmetic.calculations import calculation, compute, inputs_of
from dispatched.arithmetic.ledger_cells import LedgerCard, ledger_card
from dispatched.arithmetic.tree import compiled, worded
from dispatched.evidence import ClaimCard, Part, claim_card, describe, tables

MEANING = {
    "agrees": "The source's own figures give what it says.",
    "agrees when rounded": "The source's own figures give it once rounded as the source rounds.",
    "only just": "The source's own figures give it only at the edge of their range.",
    "disagrees": "The source's own figures do not give what it says.",
    "not stated": "The source draws no such figure; we compute it.",
    "conditional": "The source's own figures give it under a condition that it does not state.",
}
"""What each verdict means, in a sentence that a card can have alone."""

SHORT = 2
"""A name of so few letters says nothing: its figure stands in the formula in its place."""

DIGITS = 4
"""A computed figure is written to this many."""


@dataclass(frozen=True)
class CalculationCard:
    """The parts of one calculation's card, each in words.

    >>> calculation_card("calc-arrivals-1947-share").verdict
    'not stated'
    """

    ident: str
    title: str
    formula: str
    verdict: str
    follows: str

    @property
    def worded(self) -> str:
        """The formula as people write it, with what goes in and its units.

        >>> calculation_card("calc-arrivals-other-years").worded
        'total − known, where total is 50,000 to 80,000 persons and known is about 35,000 persons'
        >>> calculation_card("calc-kursk-added").worded[:47]
        '100 × (5,000 persons + 1,000 persons) ÷ workers'
        """
        inputs = inputs_of(calculation(self.ident))
        figures = {name.rstrip("_"): claim_card(claim).value for name, claim in inputs.items()}
        put = {name: one for name, one in figures.items() if len(name) <= SHORT}
        put = {name: f"({one})" if " to " in one else one for name, one in put.items()}
        made = worded(compiled(self.formula, inputs))
        made = re.sub(r"\w+", lambda found: put.get(found[0], found[0]), made)
        said = [f"{name} is {figure}" for name, figure in figures.items() if name not in put]
        if not said:
            return made
        *most, last = said
        return f"{made}, where {', '.join(most)}{' and ' if most else ''}{last}"

    @property
    def value(self) -> str:
        """The computed figure, to four digits.

        >>> calculation_card("calc-arrivals-1947-share").value
        '43.75 to 70%'
        """
        row = calculation(self.ident)
        made = compute(row)
        low, high = (float(f"{end:.{DIGITS}g}") for end in (made.low, made.high))
        ends = {"low": low, "best": None, "high": high}
        if made.low == made.high:
            ends = {"low": None, "best": low, "high": None}
        return describe({**ends, "unit": row["unit"]})

    @property
    def meaning(self) -> str:
        """What the verdict means.

        >>> calculation_card("calc-arrivals-1947-share").meaning
        'The source draws no such figure; we compute it.'
        """
        return MEANING[self.verdict]

    @property
    def judged(self) -> str:
        """The verdict with its meaning.

        >>> calculation_card("calc-arrivals-1947-share").judged
        'Not stated. The source draws no such figure; we compute it.'
        """
        return f"{self.verdict.capitalize()}. {self.meaning}"

    @property
    def heading(self) -> str:
        """The calculation in one line, as a list of finds has it.

        >>> calculation_card("calc-arrivals-1947-share").heading
        '43.75 to 70% (calculation)'
        """
        return f"{self.value} (calculation)"

    def parts(self) -> list[Part]:
        """The short card, line by line: what is computed, how, what follows.

        >>> [part.kind for part in calculation_card("calc-arrivals-1947-share").parts()]
        ['value', 'source', 'statement']
        """
        made = f"Our calculation: {self.worded}. {self.meaning}"
        lines = [Part("value", self.title), Part("source", made)]
        return [*lines, Part("statement", self.follows)] if self.follows else lines


def calculation_card(ident: str) -> CalculationCard:
    """The card of the calculation with this id.

    >>> calculation_card("calc-arrivals-1947-share").formula
    '100 * known / total'

    Raises:
        evidence.EvidenceError: there is none; the message names the nearest ids.
    """
    row = calculation(ident)
    return CalculationCard(
        ident, row["title"], row["formula"], row["verdict"], row["follows"] or ""
    )


def card(ident: str) -> ClaimCard | CalculationCard | LedgerCard:
    """The card of whatever a page can link to as evidence.

    >>> card("arrivals-1947").value, card("calc-arrivals-1947-share").value
    ('about 35,000 persons', '43.75 to 70%')

    Raises:
        evidence.EvidenceError: no claim, no calculation and no cell of the ledger has this id.
    """
    if ident.startswith("ledger-"):
        return ledger_card(ident)
    known = any(row["id"] == ident for row in tables()["calculations"])
    return calculation_card(ident) if known else claim_card(ident)
