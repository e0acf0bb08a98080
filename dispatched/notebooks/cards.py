"""The card of a claim, a calculation or a cell of the ledger as plain text; pages of cards."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from dispatched import arithmetic, evidence


def words(ident: str) -> list[str]:
    """The lines of the short card: the figure, what is stated, by whom, where, on what grounds.

    Raises:
        evidence.EvidenceError: no claim, no calculation and no cell has this id.
    """
    return [part.text for part in arithmetic.card(ident).parts()]


def title(ident: str) -> str:
    """The card in one line, for the title of a link."""
    return " · ".join(" ".join(line.split()) for line in words(ident))


def homes() -> dict[str, str]:
    """Everything that has a card → the page of the book that shows it: ``back/evidence-1946``."""
    return dict(_homes(evidence.data_folder()))


def has_card(ident: str) -> bool:
    """Has this id a card?"""
    return ident in _homes(evidence.data_folder())


@lru_cache(maxsize=4)
def _homes(_: Path) -> dict[str, str]:
    """Made once, as the tables of a folder are read once; links ask it thousands of times."""
    tables = evidence.tables()
    claims = {row["id"]: f"back/evidence-{row['era']}" for row in tables["claims"]}
    calculations = {row["id"]: "back/calculations" for row in tables["calculations"]}
    cells = {row["id"]: "back/ledger" for row in tables["ledger"] if arithmetic.has_card(row)}
    return claims | calculations | cells


def source_page(ident: str) -> str:
    """The page of the book that shows the card of a source: the press has one of its own.

    >>> source_page("lankov2020"), source_page("wsj2025")
    ('back/sources', 'back/sources-press')

    Args:
        ident: an id of ``sources.csv``.

    Raises:
        evidence.EvidenceError: no source has this id.
    """
    return "back/sources-press" if evidence.source(ident)["kind"] == "press" else "back/sources"


def page(ident: str) -> str:
    """The page of the book that shows a card.

    Raises:
        evidence.EvidenceError: no claim and no calculation has this id; names those near it.
    """
    known = _homes(evidence.data_folder())
    if ident not in known:
        raise evidence.EvidenceError(f"no card {ident!r}{evidence.near(ident, known)}")
    return known[ident]
