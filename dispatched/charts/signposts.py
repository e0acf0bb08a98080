"""What leads from the chart of eighty years into the book: a bar of eras, words beside marks.

The bar is the table of contents: an era leads to its chapter, a mark to its card. Addresses are
those of the front page, from which a chapter lies in ``chapters`` and a card in ``back``; the
page's script opens what the column ``opens`` of a mark holds.
"""

from __future__ import annotations

from collections.abc import Callable

import altair as alt
import pandas as pd

from dispatched import evidence
from dispatched.charts.theme import ERA_COLOR, INK, PAPER

LOW, HIGH = -15_000, -2_500
"""Where the bar lies on the axis of persons, below zero."""

NARROW = 450
"""Pixels of a chart below which words beside its marks would lie upon each other."""

SAID = (
    ("arrivals-1946-1949", "arrive, {years},", "by one estimate", 1950.2, 66_000, "left"),
    ("quota-1967-1984", "is the agreed quota;", "counts stay near it", 1975, 46_000, "center"),
    ("x-stock-2001-nis", "in {years},", "after the ruble fell", 2001, 46_000, "center"),
    ("stock-2016", "in {years},", "before the sanctions", 2008, 66_000, "center"),
    ("sejong-prospect", "thought", "plausible, no count", 2023.6, 126_000, "right"),
)
"""Claim, the words that follow its value, year and persons where they stand, and their side.

Value and years are those of the claim.
"""


def card_address(ident: str, era: str) -> str:
    """Where the card of a claim stands, from the front page."""
    return f"back/evidence-{era}.html#{ident}"


def era_rows() -> pd.DataFrame:
    """The eras as parts of a bar: ``from, to, middle, number, years, opens`` (years; address)."""
    eras = evidence.frame("eras").dropna(subset=["year_start"])
    rows = pd.DataFrame({"era": eras["id"], "label": eras["label"]})
    rows["from"] = eras["year_start"].astype(int)
    rows["to"] = eras["year_end"].astype(int) + 1
    rows["middle"] = (rows["from"] + rows["to"]) / 2
    rows["number"] = [str(int(name[:2])) for name in eras["chapter"]]
    rows["years"] = [f"{a} to {b - 1}" for a, b in zip(rows["from"], rows["to"], strict=True)]
    rows["opens"] = [f"chapters/{name}.html" for name in eras["chapter"]]
    return rows.reset_index(drop=True)


def era_bar(x: Callable[[str], alt.X]) -> list[alt.Chart]:
    """The bar of eras, each with the number of its chapter, to which it leads."""
    rows = era_rows()
    base = alt.Chart(rows).encode(
        tooltip=[
            alt.Tooltip("number:N", title="Chapter"),
            alt.Tooltip("label:N", title="Era"),
            alt.Tooltip("years:N", title="Years"),
        ],
    )
    colors = alt.Scale(domain=list(rows["era"]), range=[ERA_COLOR[e] for e in rows["era"]])
    bar = base.mark_rect(stroke=PAPER, strokeWidth=2, cursor="pointer").encode(
        x=x("from"),
        x2="to:Q",
        y=alt.datum(LOW),
        y2=alt.datum(HIGH),
        fill=alt.Fill("era:N", scale=colors, legend=None),
    )
    number = base.mark_text(color=PAPER, fontWeight="bold", cursor="pointer").encode(
        x=x("middle"), y=alt.datum((LOW + HIGH) / 2), text="number:N"
    )
    return [bar, number]


def words(x: Callable[[str], alt.X], y: Callable[[str], alt.Y]) -> list[alt.Chart]:
    """Words beside some marks, where there is room for them."""
    lines = []
    for ident, first, second, year, persons, side in SAID:
        row = evidence.claim(ident).row
        head = f"{evidence.heads(row)} {first.format(years=evidence.years(row))}"
        said = pd.DataFrame({"year": [year], "at": [persons], "first": [head]})
        shown = alt.expr(f"width > {NARROW} ? 1 : 0")
        base = alt.Chart(said.assign(second=second)).encode(x=x("year"), y=y("at"))
        look = {"align": side, "color": INK, "fontSize": 11, "opacity": shown}
        lines.append(base.mark_text(fontWeight="bold", **look).encode(text="first:N"))
        lines.append(base.mark_text(dy=13, **look).encode(text="second:N"))
    return lines
