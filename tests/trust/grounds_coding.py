"""Why a feature has its score: a second coder, who had its text and the scale alone, gave it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from tests.trust.around import Around, Fault, Row

CODED = Path(__file__).with_name("second-coding.csv")
"""Feature → its score by the second coder; where the two differ, ``exempt.toml`` says why."""


@lru_cache(maxsize=1)
def second() -> dict[str, int]:
    """Feature → the score of the second coder."""
    with CODED.open(encoding="utf-8", newline="") as file:
        return {row["feature"]: int(row["score"]) for row in csv.DictReader(file)}


def coded(row: Row, around: Around) -> Iterator[Fault]:
    """The score is that of the second coder, and what one leaves open the other does."""
    if row["score"] != second().get(row["id"]):
        yield "score", f"the second coder has {second().get(row['id'], 'none')}"


SCORED_THEN = 118
"""So many features had a score when the pass was made."""


def passed(row: Row, around: Around) -> Iterator[Fault]:
    """The second pass was over all features that had a score then."""
    rows = sum(each["rows"] for each in around.tables["second-pass"])
    if rows != SCORED_THEN:
        yield "rows", f"the rows of the pass are {rows}, and {SCORED_THEN} had a score then"
