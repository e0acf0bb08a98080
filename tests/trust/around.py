"""What the grounds of a row are asked of: the other rows, and the exemptions.

A ground is a function of a row that yields its faults: a column and what is wrong with it. Where it
does not hold for a row, ``exempt.toml`` has it: for one value, with the reason, and as long as that
is needed.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]
Tables = Mapping[str, list[Row]]
Fault = tuple[str, str]
Ground = Callable[[Row, "Around"], Iterator[Fault]]

EXEMPT = Path(__file__).with_name("exempt.toml")
VALUES = ("low", "best", "high")
SPAN = ("year_start", "year_end")


class Around:
    """What a row is held against: the other rows."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.sources = {row["id"]: row for row in tables["sources"]}
        self.eras = {row["id"]: row for row in tables["eras"]}
        self.units = Counter((r["indicator"], r["measure"], r["unit"]) for r in tables["claims"])
        self.indicators = Counter(r["indicator"] for r in tables["claims"])
        self.measures = Counter((r["indicator"], r["measure"]) for r in tables["claims"])
        self.cited: Counter[str] = Counter()
        self.parts: Counter[tuple[str, str]] = Counter()
        self.twins: dict[tuple[str, frozenset[float]], Counter[str]] = {}
        for name, rows in tables.items():
            if name == "claims" or name.startswith("series-"):
                for row in rows:
                    self.count(row, 1)
        self.spans = Counter((r["source"], *(r[c] for c in SPAN)) for r in tables["claims"])
        self.counted = Counter((r["indicator"], r["measure"]) for r in tables["claims"])

    def count(self, row: Row, by: int) -> None:
        """Take a row of the claims or a series among the others, or out of them."""
        figures = frozenset(row[c] for c in VALUES if row[c] is not None)
        self.cited[row["source"]] += by
        for part in row["locator"].split("; "):
            self.parts[(row["source"], part)] += by
        if figures and max(figures) > 2100:  # a year stands in many places
            self.twins.setdefault((row["source"], figures), Counter())[row["locator"]] += by

    def count_claim(self, row: Row, by: int) -> None:
        """Take a claim among the others, or out of them."""
        self.units[(row["indicator"], row["measure"], row["unit"])] += by
        self.counted[(row["indicator"], row["measure"])] += by
        self.spans[(row["source"], row["year_start"], row["year_end"])] += by
        self.indicators[row["indicator"]] += by
        self.measures[(row["indicator"], row["measure"])] += by


@lru_cache(maxsize=1)
def exemptions() -> list[dict[str, Any]]:
    """The file: for each reason its ground, why, and cells of row, column and value."""
    return tomllib.loads(EXEMPT.read_text(encoding="utf-8"))["exempt"]


@lru_cache(maxsize=1)
def exempt() -> dict[str, dict[str, dict[str, str]]]:
    """Ground → row → column → the one value for which it need not hold."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for each in exemptions():
        for row, column, value in each["cells"]:
            found.setdefault(each["ground"], {}).setdefault(row, {})[column] = value
    return found


def shown(value: Any) -> str:
    """A value as the file has it: a text of more than 40 signs is a hash.

    >>> shown(2020.0), shown("a" * 41)
    ('2020.0', '#c0f8bd4dbc')
    """
    text = str(value)
    return text if len(text) <= 40 else "#" + hashlib.sha256(text.encode()).hexdigest()[:10]


def name(row: Row) -> str:
    """The id of a row; of a series, which has none, its date and heading."""
    return row.get("id") or f"{row['date']}/{row['category']}"


def faults(table: str, row: Row, grounds: Mapping[str, Ground], around: Around) -> Iterator[Fault]:
    """What is wrong with a row, and what of its exemptions is not needed."""
    for label, ground in grounds.items():
        freed = exempt().get(label, {}).get(f"{table}:{name(row)}", {})
        found = list(ground(row, around))
        yield from ((c, what) for c, what in found if freed.get(c) != shown(row.get(c)))
        for column in freed:
            if column not in {each for each, _ in found}:
                yield column, f"the exemption from {label!r} is not needed: {EXEMPT.name}"
