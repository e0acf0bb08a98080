"""A sentence that says "no text speaks of it" is a query: it is run over all that was coded.

Each reading "unknown" in ``ilo-evidence.csv`` has a pattern here. No claim, event or feature of its
period may hold it, but for those that are named, because they speak of something else.
"""

from __future__ import annotations

import re

import pytest

from dispatched import evidence

VIOLENCE = r"violen|tortur|\bbeat|execut|\bshot\b|ill-treat"
PAPERS = r"passport|identity paper|papers (are|were) (taken|withheld|given up)"
DEBT = r"\bdebts?\b|borrow|arrears"
HOURS = r"hours? (a|of) (work|day)|workday|hours a day"
MOVEMENT = r"roll call|in groups|curfew|leave the (camp|site|quarters)"
PROMISED = r"promise[ds]? (pay|wages|terms)|as promised|deceiv|other than (was )?promised"

SILENT = {
    "ev-abuse-of-vulnerability-1950": r"vulnerab|dependent on (the )?employer",
    "ev-deception-1946": PROMISED,
    "ev-deception-1950": PROMISED,
    "ev-deception-1967": PROMISED,
    "ev-deception-2000": PROMISED,
    "ev-deception-2017": PROMISED,
    "ev-restriction-of-movement-1950": MOVEMENT,
    "ev-physical-and-sexual-violence-1946": VIOLENCE,
    "ev-physical-and-sexual-violence-1950": VIOLENCE,
    "ev-physical-and-sexual-violence-2017": VIOLENCE,
    "ev-intimidation-and-threats-1950": r"threat|intimidat|security police",
    "ev-retention-of-identity-documents-1946": PAPERS,
    "ev-retention-of-identity-documents-1950": PAPERS,
    "ev-retention-of-identity-documents-2017": PAPERS,
    "ev-retention-of-identity-documents-2022": PAPERS,
    "ev-withholding-of-wages-1950": r"withh[eo]ld|docked|unpaid|not been paid|wage arrears",
    "ev-debt-bondage-1946": DEBT,
    "ev-debt-bondage-1950": DEBT,
    "ev-debt-bondage-2000": r"borrow|loans? to pay",
    "ev-debt-bondage-2017": DEBT,
    "ev-abusive-conditions-1950": r"barrack|trailer|accident|quarters were|crowded",
    "ev-excessive-overtime-1946": HOURS,
    "ev-excessive-overtime-1950": HOURS,
}

ELSEWHERE = {
    "f-1950-recruitment": "loggers arrive in groups; of their days it says nothing",
    "x-citizens-primorye-2020": "service passports are a kind of paper, and not papers taken",
}
"""Rows that hold a pattern and speak of something else: id → of what."""

READINGS = {row["id"]: row for row in evidence.tables()["ilo-evidence"]}


def held(era: str, pattern: str) -> list[str]:
    """Ids of claims, events and features of a period in whose words the pattern stands."""
    found = []
    for table, columns in (
        ("claims", ("statement", "note")),
        ("events", ("title", "text")),
        ("features", ("text",)),
    ):
        for row in evidence.tables()[table]:
            text = " ".join(row[column] or "" for column in columns)
            if row["era"] == era and re.search(pattern, text, re.I) and row["id"] not in ELSEWHERE:
                found.append(row["id"])
    return found


def test_every_silence_has_a_query() -> None:
    assert {ident for ident, row in READINGS.items() if row["reading"] == "unknown"} == set(SILENT)


@pytest.mark.parametrize("ident", SILENT)
def test_no_text_speaks_of_it(ident: str) -> None:
    assert held(READINGS[ident]["era"], SILENT[ident]) == []


def test_a_query_finds_what_is_there() -> None:
    assert "x-executions-1991" in held("1967", VIOLENCE)
    assert "x-passports-1994" in held("1967", PAPERS)
    assert "passports-surrendered" in held("2000", PAPERS)


def test_nothing_is_excused_that_does_not_stand_there() -> None:
    known = {r["id"] for name in ("claims", "events", "features") for r in evidence.tables()[name]}
    assert set(ELSEWHERE) <= known
