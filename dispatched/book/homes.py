"""Before anything is read: the tables are checked, and the page of each card is known."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from dispatched import arithmetic, evidence
from dispatched.notebooks import cards
from dispatched.questions import ledger_file, places


def _check(app: Sphinx) -> None:
    """Stop before anything is written where a table is not as it must be."""
    try:
        for row in evidence.tables()["calculations"]:
            arithmetic.compute(row)
        places.features()
        ledger_file.check(evidence.tables()["ledger"])
        app.env.dispatched_homes = cards.homes()  # type: ignore[attr-defined]
    except evidence.EvidenceError as error:
        raise ExtensionError(f"evidence: {error}") from None


def setup(app: Sphinx) -> None:
    """Check when the builder begins."""
    app.connect("builder-inited", _check)
