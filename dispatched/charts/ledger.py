"""The band of the ledger: for the end of each year the fewest and the most who can have been there.

The band is a rectangle a year, for between two ends of years nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from dispatched import evidence
from dispatched.charts.finished import figure
from dispatched.charts.theme import HUE, SOFT, color_scale
from dispatched.models.people_balance import REGIONS

BAND = {
    "stated": "A source states it",
    "both": "What sources and assumptions leave",
    "low": "At least so many; no upper end is known",
    "nothing": "Nothing is known",
}
"""What is known of a year → words of the legend."""

BAND_COLOR = {
    "stated": HUE["olive"],
    "both": HUE["teal"],
    "low": HUE["plum"],
    "nothing": SOFT,
}

TOP = {"russia": 80_000, "far-east": 60_000, "sakhalin": 40_000}
"""Region → last value of the axis (persons)."""

WHERE = {
    "russia": "in the USSR and Russia",
    "far-east": "in the rest of the Far East",
    "sakhalin": "on Sakhalin and the Kurils",
}

FIRST, LAST = 1946, 2025


def ledger_rows(region: str = "russia", item: str = "end", top: float = 80_000) -> pd.DataFrame:
    """One item of a region over the years, from ``ledger.csv``, ready to be drawn.

    >>> ledger_rows("sakhalin").set_index("year").loc[1949, ["low", "high", "known"]].tolist()
    [11670.0, 11670.0, 'stated']

    Args:
        region: one of :data:`dispatched.models.people_balance.REGIONS`.
        item: one of :data:`dispatched.models.people_balance.ITEMS`.
        top: what ``high`` is where nothing bounds it (persons).

    Returns:
        ``year, low, high, known`` (one of :data:`BAND`), ``persons`` (the range in words), ``who``
        (the sources on which it rests), ``claims`` (their ids).

    Raises:
        evidence.EvidenceError: no such region or item.
    """
    table = evidence.frame("ledger", region=region, item=item)
    rows = []
    for row in table.to_dict("records"):
        low, high = row["low"], row["high"]
        closed = high == high  # a missing number is not equal to itself
        known = "both" if closed else "low" if low > 0 else "nothing"
        ids = row["claims"].split("; ") if isinstance(row["claims"], str) else []
        rows.append(
            {
                "year": row["year"],
                "low": low,
                "high": high if closed else top,
                "known": "stated" if row["status"] == "documented" else known,
                "persons": _words(low, high if closed else None),
                "who": _who(ids),
                "claims": ids,
            }
        )
    return pd.DataFrame(rows)


def ledger_layers(
    data: Any,
    *,
    top: float = 80_000,
    title: str = "Present at the end of the year (persons)",
    kinds: Sequence[str] = tuple(BAND),
) -> alt.LayerChart:
    """The band over the years, for a chart or an explorer.

    Args:
        data: rows of :func:`ledger_rows` or of :func:`dispatched.questions.ledger.band`, as a data
            frame or as named data: ``year, low, high, known``.
        top: last value of the axis (persons), which stays when a control moves.
        title: of the axis, with its unit in brackets.
        kinds: keys of :data:`BAND` that the legend has; an explorer's rows have no ``stated``.
    """
    base = alt.Chart(data).transform_calculate(
        **{"from": "datum.year - 0.5", "to": "datum.year + 0.5"}
    )
    x = alt.X(
        "from:Q",
        title="Year",
        axis=alt.Axis(format="d", tickCount=9),
        scale=alt.Scale(domain=[FIRST - 2, LAST + 2], nice=False),
    )
    scale, axis = alt.Scale(domain=[0, top]), alt.Axis(format=",d")
    low, high = (alt.Y(f"{end}:Q", title=title, scale=scale, axis=axis) for end in ("low", "high"))
    color = alt.Color(
        "known:N",
        title="What is known of the year",
        scale=color_scale(kinds, [BAND_COLOR[kind] for kind in kinds]),
        legend=alt.Legend(
            columns=2,
            symbolType="square",
            symbolOpacity=1,
            labelLimit=300,
            labelExpr=_labels(BAND),
        ),
    )
    tips = [
        alt.Tooltip("year:Q", title="Year"),
        alt.Tooltip("low:Q", title="At least", format=",d"),
        alt.Tooltip("high:Q", title="At most (or the end of the axis)", format=",d"),
    ]
    if isinstance(data, pd.DataFrame) and "who" in data:
        tips = [
            alt.Tooltip("year:Q", title="Year"),
            alt.Tooltip("persons:N", title="Persons"),
            alt.Tooltip("who:N", title="Rests on"),
        ]
    shut = base.transform_filter("datum.known == 'stated' || datum.known == 'both'")
    wide = shut.mark_rect(opacity=0.35).encode(x, low, color=color, tooltip=tips)
    # What a source states has heavier ends: it can be told without its color.
    ends = [
        base.transform_filter(f"datum.known == '{known}'")
        .mark_rule(strokeWidth=weight)
        .encode(x, end, color=color, tooltip=tips)
        for known, weight in (("both", 2), ("stated", 4))
        for end in (low, high)
    ]
    open_ = base.transform_filter("datum.known == 'low'")
    above = open_.mark_rect(opacity=0.12).encode(x, low, color=color, tooltip=tips)
    least = open_.mark_rule(strokeWidth=2.5).encode(x, low, color=color, tooltip=tips)
    empty = base.transform_filter("datum.known == 'nothing'")
    gap = empty.mark_rect(opacity=0.25).encode(x, low, color=color, tooltip=tips)
    layers = [gap, above, wide, least, *ends]
    reach = [layer.encode(x2="to:Q") for layer in layers]
    reach[:3] = [layer.encode(y2="high:Q") for layer in reach[:3]]
    return alt.layer(*reach).properties(height=380)


def ledger_band(region: str = "russia") -> Any:
    """The ledger's chart: the fewest and the most who can have been in a region each year's end.

    Args:
        region: one of :data:`dispatched.models.people_balance.REGIONS`.

    Raises:
        evidence.EvidenceError: no such region.
    """
    if region not in REGIONS:
        raise evidence.EvidenceError(
            f"the ledger has no region {region!r}{evidence.near(region, REGIONS)}"
        )
    rows = ledger_rows(region, top=TOP[region])
    stated = rows[rows["known"] == "stated"]
    # The claims of the years that a source states; a band between them rests on these and others.
    claims = list(dict.fromkeys(claim for ids in stated["claims"] for claim in ids))
    widest = rows[rows["known"].isin(["stated", "both"])].copy()
    widest = widest.loc[(widest["high"] - widest["low"]).idxmax()]
    return figure(
        ledger_layers(rows.drop(columns="claims"), top=TOP[region]),
        title=f"How many can have been {WHERE[region]}, year by year",
        description=(
            f"A band over the years from {FIRST} to {LAST}, one step a year, from the fewest to "
            f"the most who fit all claims and assumptions. {_known(rows['known'])} "
            f"{_told(stated)} The band is widest in "
            f"{widest['year']}, from {widest['low']:,.0f} to {widest['high']:,.0f}."
        ),
        claims=claims,
        note="Bounds: ours, from the ledger.",
        interactive="Point at a year for its range and the sources on which it rests.",
    )


def _known(kinds: pd.Series) -> str:
    """For how many years how much is known, in words."""
    words = {
        "stated": "a source states the number at the end of the year, alone or in conflict",
        "both": "a range is left",
        "low": "only a low end is known",
        "nothing": "nothing is known",
    }
    count = {kind: int((kinds == kind).sum()) for kind in words}
    said = [
        f"for {number} year{'' if number == 1 else 's'} {words[kind]}"
        for kind, number in count.items()
        if number
    ]
    return f"{', '.join(said).capitalize()}."


def _labels(words: Mapping[str, str]) -> str:
    pairs = ", ".join(f"{key!r}: {text!r}" for key, text in words.items())
    return f"({{{pairs}}})[datum.label]"


def _words(low: float, high: float | None) -> str:
    if high is None:
        return f"at least {low:,.0f}" if low > 0 else "nothing is known"
    return f"{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"


def _told(stated: pd.DataFrame) -> str:
    """The first and the last years that a source states, in words."""
    ends = stated.iloc[[0, -1]].to_dict("records") if len(stated) else []
    said = [f"{row['persons']} in {row['year']}" for row in ends]
    return f"Stated are, among others, {' and '.join(dict.fromkeys(said))}." if said else ""


def _who(ids: list[str]) -> str:
    """The sources of some claims, each once."""
    names = dict.fromkeys(evidence.source(evidence.claim(i).row["source"])["short"] for i in ids)
    return "; ".join(names) or "assumptions alone"
