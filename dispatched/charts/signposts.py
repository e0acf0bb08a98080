"""What leads from the chart of eighty years into the book: a bar of eras, words beside marks.

The bar is the table of contents: an era leads to its chapter, a mark to its card. Addresses are
those of the front page, from which a chapter lies in ``chapters`` and a card in ``back``; the
page's script opens what the column ``opens`` of a mark holds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import altair as alt
import pandas as pd

from dispatched import evidence
from dispatched.charts.theme import INK, PAPER

LOW, HIGH, TOP = -9_000, -1_500, 90_000
"""Where the bar lies on the axis of persons, below zero, and where the axis ends."""

NARROW = 450
"""Pixels of a chart below which words beside its marks would lie upon each other."""

SAID = (
    ("arrivals-1946-1949", "arrive, {years},", "by one estimate", 1950.2, 72_500, "left"),
    ("quota-1967-1984", "is the agreed quota;", "later figures lie above", 1974, 36_500, "center"),
    ("x-stock-2001-nis", "in {years},", "after the ruble fell", 1998, 54_500, "center"),
    ("stock-2016", "in {years},", "before the sanctions", 2008, 72_500, "center"),
)
"""Claim, the words that follow its value, year and persons where they stand, and their side.

Value and years are those of the claim. Words that stand beside the area of their claim need no
more; from the others a line leads to its mark.
"""

SHORT = (
    ("arrivals-1946-1949", "arrive", 1950.5, 70_000, "left"),
    ("quota-1967-1984", "is the quota", 1975, 35_500, "center"),
    ("stock-2016", "in {years}", 2010.5, 56_000, "right"),
)
"""The same where a chart is narrow."""

EDGE, ASIDE = 1_200, 3
"""Persons from the middle of a mark to its edge, where a line to it ends; and how many years from
the middle of its words it may begin."""

BEYOND = ("sejong-prospect", "thought plausible, above this frame", "plausible")
"""A claim whose range lies above the axis, and what is said of it in a wide and a narrow chart."""


_Axes = tuple[Callable[[str], alt.X], Callable[[str], alt.Y]]


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
    bar = base.mark_rect(stroke=PAPER, strokeWidth=2, cursor="pointer").encode(
        x=x("from"),
        x2="to:Q",
        y=alt.datum(LOW),
        y2=alt.datum(HIGH),
        color="label:N",
    )
    number = base.mark_text(color=PAPER, fontWeight="bold", cursor="pointer").encode(
        x=x("middle"), y=alt.datum((LOW + HIGH) / 2), text="number:N"
    )
    return [bar, number]


def _line(x: float, y: float, text: str, axes: _Axes, shown: str, **look: Any) -> alt.Chart:
    said = pd.DataFrame({"year": [x], "at": [y], "words": [text]})
    base = alt.Chart(said).encode(x=axes[0]("year"), y=axes[1]("at"), text="words:N")
    return base.mark_text(color=INK, fontSize=11, opacity=alt.expr(shown), **look)


def target(ident: str) -> tuple[float, float]:
    """Year and persons of a claim's mark: the middle of its time, and of what it states."""
    row = evidence.claim(ident).row
    times = [row[end] for end in ("year_start", "year_end") if row[end] is not None]
    persons = evidence.middle(row)
    assert persons is not None
    return (times[0] + times[-1]) / 2, persons


def _leader(ident: str, x: float, y: float, axes: _Axes, shown: str) -> alt.Chart:
    """A thin line from below some words to the mark of their claim."""
    year, persons = target(ident)
    # Words beside their mark, not above it: the line leaves them at the end that is near.
    from_x = min(max(year, x - ASIDE), x + ASIDE)
    ends = pd.DataFrame({"year": [from_x], "at": [y], "to_year": [year], "to": [persons + EDGE]})
    base = alt.Chart(ends).encode(x=axes[0]("year"), y=axes[1]("at"), x2="to_year:Q", y2="to:Q")
    return base.mark_rule(color=INK, strokeWidth=0.8, opacity=alt.expr(shown))


def words(x: Callable[[str], alt.X], y: Callable[[str], alt.Y]) -> list[alt.Chart]:
    """Words beside some marks, fewer and shorter where there is little room."""
    wide, narrow = (f"width > {NARROW} ? {a} : {b}" for a, b in ((1, 0), (0, 1)))
    lines, bold = [], "bold"
    for shown, said, below in ((wide, SAID, 6_500), (narrow, SHORT, 2_500)):
        for ident, *_, year, persons, side in said:
            if side != "left":  # beside the area of its claim
                lines.append(_leader(ident, year, persons - below, (x, y), shown))
    for ident, first, second, year, persons, side in SAID:
        head = _head(ident, first)
        lines.append(_line(year, persons, head, (x, y), wide, align=side, fontWeight=bold))
        lines.append(_line(year, persons, second, (x, y), wide, align=side, dy=13))
    for ident, first, year, persons, side in SHORT:
        head = _head(ident, first)
        lines.append(_line(year, persons, head, (x, y), narrow, align=side, fontWeight=bold))
    ident, long, short = BEYOND
    for said, shown in ((long, wide), (short, narrow)):
        head = f"{_head(ident, said)} \u2191"
        lines.append(
            _line(2026.5, TOP - 3_500, head, (x, y), shown, align="right", fontWeight=bold)
        )
    return lines


def _head(ident: str, then: str) -> str:
    row = evidence.claim(ident).row
    return f"{evidence.heads(row)} {then.format(years=evidence.years(row))}"
