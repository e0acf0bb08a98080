"""Sentences of the chapters that say what no source says, each with the query that would find it.

A key is (chapter, words of the sentence); its query gives the ids of rows that speak against it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from dispatched import evidence

Key = tuple[str, str]
Query = Callable[[], list[str]]


def claims(**equal: Any) -> list[evidence.Row]:
    """Claims whose columns have these values; a list means any of them.

    Raises:
        LookupError: a word that no claim has in this column: the query could find nothing.
    """
    rows = evidence.tables()["claims"]
    asked = {key: value if isinstance(value, list) else [value] for key, value in equal.items()}
    for key, values in asked.items():
        known = {row[key] for row in rows}
        for value in values:
            if isinstance(value, str) and value not in known:
                raise LookupError(f"no claim has {key} {value!r}")
    return [row for row in rows if all(row[key] in values for key, values in asked.items())]


def worded(eras: Iterable[str], pattern: str, but: Iterable[str] = ()) -> list[str]:
    """Ids of claims of these eras in whose statement the pattern stands, less those named."""
    rows = claims(era=list(eras))
    return [
        row["id"]
        for row in rows
        if re.search(pattern, row["statement"], re.I) and row["id"] not in but
    ]


def valued(rows: Iterable[evidence.Row]) -> list[str]:
    """Ids of the rows that have a number."""
    ends = ("low", "best", "high")
    return [row["id"] for row in rows if any(row[end] is not None for end in ends)]


def within(rows: Iterable[evidence.Row], first: int, last: int) -> list[evidence.Row]:
    """Rows whose years reach into these."""
    dated = [row for row in rows if row["year_start"] is not None]
    return [
        row
        for row in dated
        if row["year_start"] <= last and (row["year_end"] or row["year_start"]) >= first
    ]


def counted_from(number: int, first: int, last: int) -> list[str]:
    """Official counts of people or permits in Russia that are as high as this."""
    rows = claims(
        indicator=["workers_stock", "permits"], place="Russia", basis="official statistic"
    )
    highest = {row["id"]: max(row[e] or 0 for e in ("low", "best", "high")) for row in rows}
    return [row["id"] for row in within(rows, first, last) if highest[row["id"]] >= number]


def sourced(*idents: str) -> list[str]:
    """Those of these claims whose text names where it has them from."""
    unnamed = (None, "not named")
    return [row["id"] for row in claims(id=list(idents)) if row["attributed_to"] not in unnamed]


def placed(pattern: str) -> list[str]:
    """Claims whose place has the pattern."""
    return [row["id"] for row in claims() if re.search(pattern, row["place"])]


VICTIMS = ["x-executions-1991", "x-refugees-hunted-1996", "x-beatings-1994"]
BLANK = "Yakut|Sakha Republic|Chukot|Buryat|Zabaykal"
SPRING = ["wsj-students", "x-students-2024"]
"""The one figure of spring 2024, in two texts."""

QUERIES: dict[Key, Query] = {
    ("01", "For the two longest bars we know of no count."): lambda: counted_from(
        50_000, 2017, 2018
    ),
    ("01", "and none of our sources counts those."): lambda: valued(
        claims(id=worded(["2017"], r"without a (valid )?permit|unregistered"))
    ),
    ("02", "None of our sources puts these shares into numbers."): lambda: valued(
        claims(id=["fisheries-share-1946", "sakhalin-fisheries-rank-1946"], unit="percent")
    ),
    ("02", "How many rubles that were, none of our sources says"): lambda: valued(
        claims(era="1946", unit=["SUR/month", "SUR/year"], indicator=["worker_pay", "pay_form"])
    ),
    ("02", "None of our sources states living costs."): lambda: worded(
        ["1946"], r"living costs?|cost of (living|food)|price of (food|bread)"
    ),
    ("02", "no text of ours says that it was meant as a tie"): lambda: worded(
        ["1946"], r"\bties?\b|to (keep|hold) (them|workers)|in order to"
    ),
    ("03", "None of our sources has the words of a worker of these years."): lambda: [
        row["id"]
        for row in claims(era="1950", basis="testimony")
        if "Din" not in (row["attributed_to"] or "")
    ],
    ("04", "none of our sources gives the new one"): lambda: valued(
        row
        for row in claims(indicator="workers_quota", unit="persons")
        if 1984 <= (row["year_start"] or 0) < 1992
    ),
    ("04", "None of these texts counts the victims."): lambda: valued(claims(id=VICTIMS)),
    ("04", "which none of our sources states"): lambda: valued(
        claims(indicator="average_wage", sector="timber")
    ),
    ("05", "a word that none of the five texts uses"): lambda: [
        row["id"]
        for row in claims(source=["lankov2020", "sejong2025", "wsj2025", "rfa2018", "dailynk2022"])
        if re.search(r"famine|starv", f"{row['statement']} {row['note']}", re.I)
    ],
    ("06", "We know of no count of those who worked on such papers."): lambda: valued(
        claims(id=worded(["2017"], r"work\w* on (a )?(student|tourist)"), unit="persons")
    ),
    ("06", "none of our sources says so"): lambda: worded(
        ["2017", "2022", "2000"], r"party funds.*planned money|planned money.*party funds"
    ),
    ("06", "we know of no second one"): lambda: [
        row["id"] for row in claims(indicator="arrears_limit") if row["source"] != "dailynk2022"
    ],
    ("06", "no source of this chapter says that work stopped"): lambda: worded(
        ["2017"], r"lockdown|work (was )?(stopped|halted)|stopped work"
    ),
    ("06", "we know of no count behind either"): lambda: counted_from(50_000, 2017, 2018),
    ("07", "We know of no later figure"): lambda: [
        row["id"]
        for row in within(claims(indicator="students"), 2024, 2100)
        if row["id"] not in SPRING
    ],
    ("07", "it gives no source"): lambda: sourced("sejong-stock-2025"),
    ("09", "None of these reports gives a count."): lambda: valued(claims(id=VICTIMS)),
    ("10", "No source gives it."): lambda: worded(
        ["2000"], r"before (what|anything) the state takes|gross (pay|earnings)"
    ),
    ("10", "For which parties does no source give an amount"): lambda: [
        row["id"]
        for row in claims(unit=["USD", "USD/month", "USD/year"])
        if row["indicator"] in ("brokers", "broker_share")
        or "profit of the employer" in row["statement"]
    ],
    ("10", "whose amounts no source gives"): lambda: [
        row["id"]
        for row in claims(era="2000", unit=["USD", "USD/month", "USD/year"])
        if row["indicator"] in ("food", "brokers", "broker_share")
    ],
    ("11", "A blank region is one that no claim in our tables names."): lambda: placed(BLANK),
    ("11", "A blank region is one that no claim names"): lambda: placed(BLANK),
    ("11", "No claim in our tables names Zabaykalye."): lambda: placed("Zabaykal"),
    ("12", "None of our sources says which part of the duty was paid in 2025."): lambda: worded(
        ["2022"],
        r"(part|share|percent) of (the|their) (duty|party funds|planned money) (was|were) paid",
    ),
    ("13", "which no text in our tables withdraws"): lambda: worded(
        ["2017", "2022"], r"resolution 2397 (was|is) (lifted|withdrawn|repealed)|ban was lifted"
    ),
    ("13", "No claim in our tables speaks of passports since 2022."): lambda: worded(
        ["2022"], r"passport"
    ),
    ("14", "How many people were on the islands in 1956? None of our sources says."): lambda: (
        valued(
            within(
                claims(indicator="workers_stock", place=["Sakhalin", "Sakhalin and Kurils"]),
                1956,
                1956,
            )
        )
    ),
    ("14", "no source says so of this year"): lambda: valued(
        claims(indicator="returns", year_start=1955, year_end=1955)
    ),
    ("14", "for 1998 and 1999 no claim in our tables counts those present"): lambda: valued(
        within(claims(indicator="workers_stock", place=["Russia", "Russian Far East"]), 1998, 1999)
    ),
    ("14", "Ticks at zero are years of which no source counts anyone there."): lambda: [
        row["id"]
        for row in evidence.tables()["ledger"]
        if (row["region"], row["item"], row["low"]) == ("far-east", "end", 0)
        and row["year"] >= 2003
        and row["status"] == "documented"
    ],
}

ELSEWHERE: dict[Key, str] = {
    ("03", "shows that no source was found"): "the result of a join, seen in the cell above",
    ("11", "for a region with no claim"): "a case that the reader makes up",
    ("13", "means that no text behind the table says either"): "a definition; see test_silence.py",
    ("14", "Bounds can settle what no single source says."): "of bounds in general",
}
"""Sentences of the form that are not about the tables, each with what they speak of."""
