"""The cells of the ledger in words: what each is called, and the card that a page shows of it."""

from __future__ import annotations

from dataclasses import dataclass

from dispatched.evidence import Part, Row, claim, find, number, source, tables

TOTAL = "russia"

REGIONS = {
    "sakhalin": "Sakhalin and the Kurils",
    "far-east": "The rest of the Far East",
    TOTAL: "All of Russia (until 1991 the USSR)",
}
"""Region → its name; the last one holds the others."""

ITEMS = {
    "start": "Present at the start of the year",
    "arrivals": "Arrivals",
    "joined": "Births and other entries",
    "departures": "Departures",
    "exits": "Other exits: citizenship, flight, death",
    "end": "Present at the end of the year",
}
"""Item → its name, in the order of a balance."""

LINKED = ("documented", "derived", "bounded")
"""Statuses of the cells that have a card: what claims say something of."""


def has_card(row: Row) -> bool:
    """Can a page link to this row of the ledger? The start of a year is the end of the one before.

    >>> has_card(find("ledger", "ledger-1949-sakhalin-end"))
    True
    >>> has_card(find("ledger", "ledger-1950-sakhalin-start"))
    False
    """
    return row["status"] in LINKED and row["item"] != "start"


def spoken(row: Row) -> str:
    """The range of a cell in words.

    >>> spoken({"low": 0, "high": 8670}), spoken({"low": 120, "high": None})
    ('0 to 8,670', '120 or more')
    >>> spoken({"low": 0, "high": None}), spoken({"low": 658, "high": 658})
    ('unknown', '658')
    """
    low, high = row["low"], row["high"]
    if high is None:
        return f"{number(low)} or more" if low else "unknown"
    return number(low) if low == high else f"{number(low)} to {number(high)}"


@dataclass(frozen=True)
class LedgerCard:
    """What a card says of one cell of the ledger, in parts.

    >>> ledger_card("ledger-1949-sakhalin-end").value
    '11,670 persons'
    """

    ident: str
    value: str
    title: str
    rests: str
    assumed: str

    @property
    def heading(self) -> str:
        """The cell in one line.

        >>> ledger_card("ledger-1949-sakhalin-end").heading
        '11,670 persons (ledger)'
        """
        return f"{self.value} (ledger)"

    def parts(self) -> list[Part]:
        """The short card, line by line: the range, what it is of, what it rests on.

        >>> [part.kind for part in ledger_card("ledger-1953-sakhalin-end").parts()]
        ['value', 'statement', 'source', 'note']
        """
        lines = [Part("value", self.value), Part("statement", self.title)]
        lines.append(Part("source", self.rests))
        return [*lines, Part("note", self.assumed)] if self.assumed else lines


def ledger_card(ident: str) -> LedgerCard:
    """The card of the cell with this id.

    >>> ledger_card("ledger-1953-sakhalin-end").title
    'Present at the end of the year 1953: Sakhalin and the Kurils.'

    Raises:
        evidence.EvidenceError: there is no such cell; names those that look like it.
    """
    row = find("ledger", ident)
    ids = row["claims"].split("; ") if row["claims"] else []
    texts = dict.fromkeys(source(claim(i).row["source"])["short"] for i in ids)
    rests = f" Rests on {'; '.join(texts)}." if texts else ""
    words = {one["id"]: one["words"] for one in tables()["ledger-assumptions"]}
    needed = [words[i] for i in row["assumptions"].split("; ")] if row["assumptions"] else []
    item = ITEMS[row["item"]]
    when = f" {row['year']}" if item.endswith("year") else f" in {row['year']}"
    return LedgerCard(
        ident,
        f"{spoken(row)} persons",
        f"{item}{when}: {REGIONS[row['region']]}.",
        f"Our ledger: {row['status']}.{rests}",
        f"Assumed: {' '.join(needed)}" if needed else "",
    )
