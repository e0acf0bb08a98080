"""Workers in the USSR and Russia: every stock, flow, quota and plan, ready to be drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dispatched.evidence.statements import claims
from dispatched.evidence.words import cite, citing, years

if TYPE_CHECKING:
    import pandas as pd

PEOPLE = ("workers_stock", "workers_arrivals", "workers_quota", "workers_prospect")
"""The indicators that count workers."""

KIND = {
    "stock": "Present at one time",
    "flow": "Arrivals in the period",
    "quota": "Agreed quota",
    "prospect": "Plan or possibility",
}
"""Kind of a count → word of a legend."""

_KIND_OF = dict(zip(PEOPLE, ("stock", "flow", "quota", "prospect"), strict=True))
"""Indicator → kind. A yearly rate of arrivals is a flow, whatever its measure: nobody may draw it
among those present.
"""

WHOLE = ("Russia", "USSR", "Soviet Far East", "Russian Far East")
"""Places of which a figure stands for all of dispatch, not for a part of it."""


def _is_part(row: Mapping[str, Any]) -> bool:
    """Is this figure a part of another, or about the whole world?

    Until the 1990s dispatch meant one branch in one region, so a figure for it stands for the
    whole; only the arrivals of 1946 to 1949 were divided among regions, and other rows have their
    total. From the 2000 model on a branch or a region is a part of a total that other rows state.
    """
    if row["place"] == "World" or row["sector"] == "mining and construction":
        return True
    if row["era"] == "1946" and row["indicator"] == "workers_arrivals":
        return row["place"] not in WHOLE
    return row["era"] in ("2000", "2017", "2022") and (
        row["place"] not in WHOLE or row["sector"] != "all"
    )


def people_rows(**where: Any) -> pd.DataFrame:
    """Every stock, flow, quota and plan of workers in the USSR and Russia, ready to be drawn.

    >>> people = people_rows(era="1946").set_index("id")
    >>> people.loc["arrivals-1947", ["kind", "years", "value"]].tolist()
    ['Arrivals in the period', '1947', 'about 35,000 persons']

    Args:
        **where: as for :func:`dispatched.evidence.claims`.

    Returns:
        ``id, era, kind, start, end, years, part, middle, low, high, value, place, who, statement,
        grade`` (persons; years); ``kind`` is one of the values of :data:`KIND`; ``part`` marks a
        part of another figure.
    """
    import pandas as pd

    data = claims(indicator=list(PEOPLE), **where)
    data = data[data["middle"].notna() & data["unit"].isin(["persons", "persons/year"])]
    # An order of magnitude in words ("tens of thousands") is no figure to draw.
    data = data[~data["in_words"].astype(bool)]
    start = data["year_start"].fillna(data["year_end"])
    data, start = data[start.notna()], start[start.notna()]
    end = data["year_end"].fillna(start)
    kind = data["indicator"].map(_KIND_OF).map(KIND)
    spans = zip(start, end, strict=True)
    cited = zip(data["source"], data["locator"], data["attributed_to"], strict=True)
    return pd.DataFrame(
        {
            "id": data["id"],
            "era": data["era"],
            "kind": kind,
            "start": start.astype(int),
            "end": end.astype(int),
            "years": [years({"year_start": a, "year_end": b}) for a, b in spans],
            "part": [_is_part(row) for row in data.to_dict("records")],
            "middle": data["middle"],
            "low": data["low"].fillna(data["middle"]),
            "high": data["high"].fillna(data["middle"]),
            "value": data["value"],
            "place": data["place"],
            "who": [cite(s, p) + citing(a if isinstance(a, str) else None) for s, p, a in cited],
            "statement": data["statement"],
            "grade": data["grade"],
        }
    ).reset_index(drop=True)
