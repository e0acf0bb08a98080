"""Claims: what one source states, with its figure, its bounds and a place to put a mark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dispatched.evidence.cells import EvidenceError, Row
from dispatched.evidence.lookup import find, frame
from dispatched.evidence.words import describe

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Claim:
    """One quantitative statement of one source (a row of ``claims.csv``).

    Its columns are its attributes; as text it is its figure in words.

    >>> arrivals = claim("arrivals-1947")
    >>> arrivals.best, arrivals.unit, str(arrivals)
    (35000.0, 'persons', 'about 35,000 persons')
    """

    row: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.row[name]
        except KeyError:
            raise AttributeError(f"a claim has no column {name!r}") from None

    def __str__(self) -> str:
        return describe(self.row)


def claim(ident: str) -> Claim:
    """The claim with this id.

    >>> claim("arrivals-1947").source
    'lankov2020'
    >>> claim("arivals-1947")
    Traceback (most recent call last):
    dispatched...EvidenceError: no row 'arivals-1947' in claims.csv; near it: arrivals-1947, ...

    Raises:
        EvidenceError: there is none; the message names the nearest ids.
    """
    return Claim(find("claims", ident))


def claims(**where: Any) -> pd.DataFrame:
    """``claims.csv`` as a data frame, filtered.

    Four columns are added: ``value`` (the formatted figure, as on the evidence card), ``middle``
    (see :func:`middle`), and ``lowest`` and ``highest``, the ends of what is stated: equal where it
    is one value, empty where it is none.

    >>> claims(id="arrivals-1947")[["value", "middle"]].to_dict("records")
    [{'value': 'about 35,000 persons', 'middle': 35000.0}]
    >>> sorted(set(claims(era="1946", measure=["stock", "flow"])["measure"]))
    ['flow', 'stock']

    Args:
        **where: as for :func:`dispatched.evidence.frame`.
    """
    result = frame("claims", **where)
    result["value"] = [describe(row) for row in records(result)]
    result["middle"] = [middle(row) for row in records(result)]
    stated = result[["low", "best", "high"]]
    return result.assign(lowest=stated.min(axis="columns"), highest=stated.max(axis="columns"))


def records(data: pd.DataFrame) -> list[Row]:
    """The rows of a data frame as dicts, column → value, with ``None`` where a cell is empty.

    >>> records(claims(id="arrivals-1947")[["id", "low", "best"]])
    [{'id': 'arrivals-1947', 'low': None, 'best': 35000.0}]
    """
    import pandas as pd

    return [
        {column: None if pd.isna(cell) else cell for column, cell in row.items()}
        for row in data.to_dict("records")
    ]


def middle(row: Mapping[str, Any]) -> float | None:
    """A place to put a mark, not a finding: ``best``, or the middle of the range, or its one bound.

    >>> middle({"low": 10, "best": None, "high": 30})
    20.0
    >>> middle({"low": 10, "best": None, "high": None})
    10.0
    """
    if row["best"] is not None:
        return float(row["best"])
    stated = [row[c] for c in ("low", "high") if row[c] is not None]
    return sum(stated) / len(stated) if stated else None


def bounds(ident: str) -> tuple[float, float]:
    """The lowest and highest value that a claim states (equal where it states one).

    >>> bounds("arrivals-1947")
    (35000.0, 35000.0)

    Raises:
        EvidenceError: no such claim, or it states no value.
    """
    row = claim(ident).row
    stated = [row[c] for c in ("low", "best", "high") if row[c] is not None]
    if not stated:
        raise EvidenceError(f"claim {ident!r} states no value")
    return min(stated), max(stated)
