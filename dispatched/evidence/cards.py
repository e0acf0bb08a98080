"""What a card says of a claim, in parts: whoever shows one joins parts and makes no words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from dispatched.evidence.lookup import find
from dispatched.evidence.words import cite, citing, describe, named, spoken_date, years

GRADES = {
    "A": "official document or count, cited with its place",
    "B": "scholarly, with a reference",
    "C": "press, one testimony, or an estimate without a reference",
    "D": "second-hand, damaged, or contradicted by better evidence",
}
"""What each grade means."""

SEEN = {
    "whole": "in a text read whole",
    "whole, relayed": "in a text read whole, which has it from another",
    "excerpt": "in a stored excerpt of the text",
    "excerpt, relayed": "in a stored excerpt of a text that has it from another",
    "abstract": "in an abstract, a notice or a summary",
    "abstract, relayed": "in an abstract or summary that has it from another",
    "unknown": "not noted",
}
"""Ways in which a claim was seen, in the words of a card. What one text has from another was not
seen at its origin.
"""


TERM = "term-"
"""Before the id of a term of the glossary, where it is the id of a card."""


class Part(NamedTuple):
    """One line of a short card.

    ``kind`` is ``value``, ``statement``, ``source`` or ``note``, or ``ko`` or ``ru`` for a word of
    that language; ``text`` is plain.

    >>> claim_card("arrivals-1947").parts()[0]
    Part(kind='value', text='about 35,000 persons')
    """

    kind: str
    text: str


@dataclass(frozen=True)
class ClaimCard:
    """The parts of one claim's card, each in words.

    ``value`` is the figure; ``when`` the years; ``where`` the place, and the sector if it has one;
    ``source`` the short reference with its place; ``cited`` whom the source names, or nothing.

    >>> arrivals = claim_card("arrivals-1947")
    >>> arrivals.source, arrivals.when, arrivals.grade
    ('Lankov 2020, ¶21', '1947', 'B')
    """

    ident: str
    era: str
    value: str
    statement: str
    when: str
    where: str
    source: str
    cited: str
    measure: str
    basis: str
    grade: str
    seen: str
    checked: str
    coders: int
    corrected: str
    note: str

    @property
    def citing(self) -> str:
        """What follows the reference: ``, citing Krushanova 2014, p. 133``; or nothing.

        >>> claim_card("arrivals-1947").citing
        ', citing Krushanova 2014, p. 133'
        """
        return citing(self.cited)

    @property
    def grounds(self) -> str:
        """What the figure rests on.

        >>> claim_card("arrivals-1947").grounds
        'Scholarly estimate, grade B'
        """
        return f"{self.basis.capitalize()}, grade {self.grade}"

    @property
    def graded(self) -> str:
        """The grade with its meaning.

        >>> claim_card("arrivals-1947").graded
        'B: scholarly, with a reference'
        """
        return f"{self.grade}: {GRADES[self.grade]}"

    @property
    def witnessed(self) -> str:
        """How the claim was seen, when it was last held against the text, and by how many.

        >>> claim_card("arrivals-1947").witnessed
        'in a text read whole, which has it from another; checked 22 November 2026; two coders'
        """
        coders = {1: "one coder", 2: "two coders"}.get(self.coders, f"{self.coders} coders")
        return f"{SEEN[self.seen]}; checked {spoken_date(self.checked)}; {coders}"

    @property
    def setting(self) -> str:
        """When and where.

        >>> claim_card("arrivals-1947").setting
        '1947; Soviet Far East, all'
        """
        return f"{self.when}; {self.where}"

    @property
    def heading(self) -> str:
        """The claim in one line, as a list of evidence or of finds has it.

        >>> claim_card("arrivals-1947").heading
        'about 35,000 persons, 1947 (Lankov 2020, ¶21)'
        """
        return f"{self.value}, {self.when} ({self.source})"

    @property
    def place(self) -> str:
        """When, and by whom it is said, for long lists.

        >>> claim_card("arrivals-1947").place
        '1947: Lankov 2020, ¶21'
        """
        return f"{self.when}: {self.source}"

    @property
    def said(self) -> str:
        """What is stated, and where, to stand behind the figure.

        >>> claim_card("arrivals-1947").said.endswith("(Lankov 2020, ¶21)")
        True
        """
        return f"{self.statement} ({self.source})"

    def parts(self) -> list[Part]:
        """The short card, line by line: figure, statement, source and grounds, correction.

        >>> [part.kind for part in claim_card("arrivals-1947").parts()]
        ['value', 'statement', 'source']
        """
        lines = [
            Part("value", self.value),
            Part("statement", self.statement),
            Part("source", f"{self.source}{self.citing}. {self.grounds}."),
        ]
        return [*lines, Part("note", f"Corrected: {self.corrected}")] if self.corrected else lines


def claim_card(ident: str) -> ClaimCard:
    """The card of the claim with this id.

    >>> claim_card("arrivals-1947").value
    'about 35,000 persons'

    Raises:
        EvidenceError: there is none; the message names the nearest ids.
    """
    row = find("claims", ident)
    sector = row["sector"] if row["sector"] != "none" else None
    return ClaimCard(
        ident=ident,
        era=row["era"],
        value=describe(row),
        statement=row["statement"],
        when=years(row),
        where=", ".join(part for part in (row["place"], sector) if part),
        source=cite(row["source"], row["locator"]),
        cited=row["attributed_to"] or "",
        measure=row["measure"],
        basis=row["basis"],
        grade=row["grade"],
        seen=row["seen"],
        checked=row["checked"],
        coders=row["coders"],
        corrected=named(row["corrected"] or ""),
        note=named(row["note"] or ""),
    )


def term_parts(ident: str) -> list[Part]:
    """The short card of a term: its name, its foreign words, what it means.

    >>> [part.kind for part in term_parts("planned-money")]
    ['value', 'ko', 'statement']
    >>> term_parts("orgnabor")[1]
    Part(kind='ru', text='оргнабор')

    Raises:
        EvidenceError: there is no such term; the message names the nearest ids.
    """
    row = find("glossary", ident.removeprefix(TERM))
    lines = [Part("value", row["term"])]
    lines += [
        Part(kind, row[column])
        for kind, column in (("ko", "korean"), ("ru", "russian"))
        if row[column]
    ]
    return [*lines, Part("statement", row["sentence"])]
