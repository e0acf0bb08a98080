"""Sentences of the lesson plans and decks that say what no source says, each with its query.

As in ``silent_sentences.py``, for the pages that a teacher reads and says aloud.
"""

from __future__ import annotations

from dispatched import evidence
from tests.silent_sentences import (
    BLANK,
    VICTIMS,
    Key,
    Query,
    claims,
    counted_from,
    placed,
    sourced,
    valued,
    worded,
)


def _part_paid() -> list[str]:
    return worded(
        ["2022"],
        r"(part|share|percent) of (the|their) (duty|party funds|planned money) (was|were) paid",
    )


def _mostly_stated() -> list[str]:
    """Calculations whose result a source states, if they are the greater part."""
    rows = evidence.tables()["calculations"]
    stated = [row["id"] for row in rows if row["verdict"] != "not stated"]
    return stated if 2 * len(stated) >= len(rows) else []


def _returns_1955() -> list[str]:
    return valued(claims(indicator="returns", year_start=1955, year_end=1955))


PLANS: dict[Key, Query] = {
    ("01", "For the two bars at 50,000 we know of no count."): lambda: counted_from(
        50_000, 2017, 2018
    ),
    ("02", "is our inference; no source of ours says it."): lambda: worded(
        ["1946"], r"\bties?\b|to (keep|hold) (them|workers)|in order to"
    ),
    ("02", "which assumption no source carries: the even years"): lambda: worded(
        ["1946"], r"whole years|spread evenly|(share|percent) of them (settled|stayed)"
    ),
    ("03", "(by subtraction; no text of ours says so)"): _returns_1955,
    ("04", "no source of ours gives the new one"): lambda: [
        row["id"]
        for row in claims(indicator="workers_quota", unit="persons")
        if 1984 <= (row["year_start"] or 0) < 1992
    ],
    ("04", "and no text of ours says so."): lambda: worded(
        ["1967"], r"worth of (one|a|each) (man|logger)|timber (a|per) (man|logger)"
    ),
    ("04", "no text of ours counts the victims"): lambda: valued(claims(id=VICTIMS)),
    ("05", "What would you have to know that none of these sources says?"): lambda: worded(
        ["2000"], r"could not pay|before (what|anything) the state takes|gross (pay|earnings)"
    ),
    ("08", "for most results no source of ours states one"): _mostly_stated,
    ("11", "BLANK = no claim in our tables"): lambda: placed(BLANK),
    ("12", "the part really paid is in no source"): _part_paid,
    ("12", "who? when? who? when? no source"): _part_paid,
    ("12", "I give no source for the count."): lambda: sourced("sejong-stock-2025"),
    ("13", "no text in our tables withdraws the resolution"): lambda: worded(
        ["2017", "2022"], r"resolution 2397 (was|is) (lifted|withdrawn|repealed)|ban was lifted"
    ),
    ("14", "a year that no source of ours names"): _returns_1955,
    ("14", "those who were added, and no source of ours says when"): lambda: worded(
        ["1946", "1950"], r"\bborn\b|\bbirths?\b|took (Korean|North Korean) papers"
    ),
}

PLANS_ELSEWHERE: dict[Key, str] = {
    ("10", "and no source states them"): "results of a model, called so in the sentence",
    ("11", "No claim in our tables names this region."): "a caption that the class chooses",
    ("12", "and no source told us to"): "a choice of ours",
    ("12", "strikes what no source carries"): "what students have written",
    ("14", "No source makes one number inside the band likelier than another."): "of every band",
    ("14", "and no source names the middle"): "of every band",
}
"""Sentences of the form that are not about the tables, each with what they speak of."""
