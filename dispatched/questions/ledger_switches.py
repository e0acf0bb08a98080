"""What the ledger hangs on: how each assumption moves it, and which claims cannot stand in it."""

from __future__ import annotations

import pandas as pd

from dispatched import evidence
from dispatched.questions import ledger, ledger_inputs


def sensitivity(region: str = "russia", item: str = "end") -> pd.DataFrame:
    """How the band of one item moves if each assumption in turn is not as the table has it.

    Args:
        region: one of :data:`dispatched.models.people_balance.REGIONS`.
        item: one of :data:`dispatched.models.people_balance.ITEMS`.

    Returns:
        one row an assumption: ``id, words, made`` (as the table has it), ``changed`` (years of
        which an end moves if it is switched), ``opened`` (years that lose their high end),
        ``closed`` (years that get one).

    Raises:
        EvidenceError: no such region or item.
    """
    before = ledger.band(region=region, item=item)
    rows = []
    for row in evidence.tables()["ledger-assumptions"]:
        after = ledger.band({row["id"]: not row["default"]}, region=region, item=item)
        pairs = list(zip(before, after, strict=True))
        had, has = ([one["known"] == "both" for one in band] for band in (before, after))
        rows.append(
            {
                "id": row["id"],
                "words": row["words"],
                "made": row["default"],
                "changed": sum(a != b for a, b in pairs),
                "opened": sum(a and not b for a, b in zip(had, has, strict=True)),
                "closed": sum(b and not a for a, b in zip(had, has, strict=True)),
            }
        )
    return pd.DataFrame(rows)


def conflicts() -> pd.DataFrame:
    """What each claim that the ledger does not believe would clash with.

    Returns:
        one row a claim: ``claim, statement, why`` (it is not believed), ``clashes`` (ids of the
        claims and assumptions with which it cannot stand, a smallest set; empty if it could).
    """
    rows = []
    for reading in ledger_inputs.readings():
        for ident in () if reading.row["believed"] else reading.claims:
            found = ledger.clash(believe=[ident])
            rows.append(
                {
                    "claim": ident,
                    "statement": evidence.claim(ident).statement,
                    "why": reading.row["why"],
                    "clashes": tuple(other for other in found if other != ident),
                }
            )
    return pd.DataFrame(rows)
