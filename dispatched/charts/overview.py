"""Eighty years on one page: every figure for workers, the ledger's band, every dated event."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import altair as alt
import pandas as pd

from dispatched import evidence
from dispatched.charts.finished import figure
from dispatched.charts.ledger import ledger_rows
from dispatched.charts.rows import TIPS, figure_tips
from dispatched.charts.signposts import BEYOND, LOW, NARROW, TOP, card_address, era_bar, words
from dispatched.charts.theme import ERA_COLOR, GRID, PAPER
from dispatched.evidence.people import KIND, people_rows

BEHIND = ("Fewest to most, by our ledger", "No count of those present")
"""What lies behind the marks: a band in steps, and stripes."""


def _by_room(wide: float, narrow: float) -> Any:
    """A size of marks that is smaller where they would lie upon each other."""
    return alt.expr(f"width > {NARROW} ? {wide} : {narrow}")


def _behind(column: str) -> alt.Fill:
    return alt.Fill(
        f"{column}:N",
        title="Behind the marks",
        scale=alt.Scale(domain=list(BEHIND), range=[ERA_COLOR["across"], GRID]),
        legend=alt.Legend(columns=2, symbolType="square", symbolOpacity=0.6),
    )


def eighty_years() -> Any:
    """The book's first chart: every count, flow, quota and plan of a thousand persons or more.

    Behind them lies the ledger's band: the fewest and the most at the end of each year.
    """
    data = people_rows()
    data = data[(data["high"] >= 1000) & ~data["part"]].copy()
    eras = evidence.frame("eras").dropna(subset=["year_start"])
    name = dict(zip(eras["id"], eras["label"], strict=True))
    data["label"] = data["era"].map(name)
    # A year is a point on the axis, a span runs to the end of its last year.
    data["span"] = data["end"] - data["start"] > 0
    data = data.drop(columns=["statement", "part"])
    data["opens"] = [card_address(i, e) for i, e in zip(data["id"], data["era"], strict=True)]
    gaps = pd.DataFrame(
        _gaps(data[data["kind"] == KIND["stock"]], 1946, 2025), columns=["start", "end"]
    )
    gaps["what"] = BEHIND[1]
    # The one range above the axis is told in words: drawn, it would flatten all others.
    base = alt.Chart(data).transform_filter(f"datum.id != '{BEYOND[0]}'")
    pick = alt.selection_point(fields=["kind"], bind="legend", name="kinds")
    dim = alt.when(pick).then(alt.value(1)).otherwise(alt.value(0.12))

    def x(field: str = "start") -> alt.X:
        return alt.X(
            f"{field}:Q",
            title="Year",
            axis=alt.Axis(format="d", tickCount=9),
            scale=alt.Scale(domain=[1944, 2027], nice=False),
        )

    def y(field: str = "middle") -> alt.Y:
        return alt.Y(
            f"{field}:Q",
            title="Workers (persons)",
            axis=alt.Axis(format=",d", values=list(range(0, 80_001, 20_000))),
            scale=alt.Scale(domain=[LOW, TOP], nice=False),
        )

    color = alt.Color(
        "label:N",
        title="Era",
        scale=alt.Scale(
            domain=[name[e] for e in eras["id"]], range=[ERA_COLOR[e] for e in eras["id"]]
        ),
        legend=None,  # the bar below the marks names the eras
    )
    tips = figure_tips(*TIPS)
    empty = (
        alt.Chart(gaps)
        .mark_rect(opacity=0.7)
        .encode(
            x=x(),
            x2="end:Q",
            fill=_behind("what"),
            tooltip=[
                alt.Tooltip("what:N", title="Gap"),
                alt.Tooltip("start:Q", title="From"),
                alt.Tooltip("end:Q", title="To"),
            ],
        )
    )
    box = (
        base.transform_filter("datum.span && datum.high > datum.low")
        .mark_rect(opacity=0.22)
        .encode(
            x=x(),
            x2="end:Q",
            y=y("low"),
            y2="high:Q",
            color=color,
            opacity=alt.when(pick).then(alt.value(0.25)).otherwise(alt.value(0.05)),
            tooltip=tips,
        )
    )
    reach = (
        base.transform_filter("!datum.span && datum.high > datum.low")
        .mark_rule(strokeWidth=_by_room(2.5, 1.2))
        .encode(x=x(), y=y("low"), y2="high:Q", color=color, opacity=dim, tooltip=tips)
    )
    span = (
        base.transform_filter("datum.span")
        .mark_rule(strokeWidth=_by_room(3, 1.5))
        .encode(x=x(), x2="end:Q", y=y(), color=color, opacity=dim, tooltip=tips)
    )
    shape = alt.Shape(
        "kind:N",
        title="Kind",
        scale=alt.Scale(
            domain=list(KIND.values()), range=["circle", "triangle-up", "square", "diamond"]
        ),
        legend=alt.Legend(columns=4),
    )
    dots = (
        base.transform_calculate(at="(datum.start + datum.end) / 2")
        .mark_point(size=_by_room(80, 22), cursor="pointer", stroke=PAPER, strokeWidth=0.6)
        .encode(x=x("at"), y=y(), color=color, shape=shape, opacity=dim, tooltip=tips)
    )
    band = [layer.encode(x=x("from"), x2="to:Q") for layer in _band(y)]
    marks = [empty, *band, box, reach, span, dots]
    chart = alt.layer(*marks, *words(x, y), *era_bar(x)).add_params(pick).properties(height=400)
    return figure(
        chart,
        title="Eighty years: what is known of the number of workers",
        description=(
            "Marks over a time line from 1946 to 2025. In 1947 alone 35,000 workers arrive, and "
            "50,000 to 80,000 in 1946 to 1949. About 12,000 are left on Sakhalin and the Kurils "
            "in 1950, and about 6,000 loggers work near Khabarovsk from 1957 to 1964. From 1967 "
            "counts lie near a quota of 15,000, below an estimate of 25,000, then reach 20,000 "
            "to 30,000 in the late 1980s. The 1990s are a scatter from 2,000 to 30,000. Between "
            "2005 and 2016 most marks lie from 20,000 to 31,500, with 47,364 as the highest. For "
            "2017 to 2019 the sources run from 4,000 to 60,000. After 2020 they fall to 1,000 "
            "and 5,000, with one mark at 20,000, and 15,000 are present in 2025. A range of "
            "100,000 to 150,000, a possibility and not a count, is told in words at the upper "
            "edge. Faint columns mark years "
            "for which no figure for those present is drawn. Behind the marks a faint band, one "
            "step a year, lies between the fewest and the most who can have been present at the "
            "end of the year: 10,800 and 73,155 in 1947, 14,500 and 15,000 from 1970 to 1975, "
            "30,023 and 37,000 in 2017. From 1950 to 1961 it is a floor alone, which falls from "
            "11,670 to 120. It is missing from 1962 to 1965, in 1998 and in 1999. A bar below "
            "the marks has the eras with the numbers of their chapters, 2 to 7."
        ),
        claims=list(data["id"]),
        note="Drawn: figures of 1,000 persons or more stated in numerals; parts of a total are "
        "left out. Band: ours, from the ledger.",
        interactive="The numbered bar leads to the chapters of the eras, a mark to its card. "
        "Choose a kind in the legend to see it alone; point at a mark for its source, at the "
        "band for its range.",
    )


def _band(y: Callable[[str], alt.Y]) -> list[alt.Chart]:
    """The ledger's band of all Russia: an area where two ends are known, a line for a floor."""
    rows = ledger_rows("russia")[["year", "low", "high", "known", "persons"]]
    rows = rows.assign(ends=BEHIND[0])
    base = alt.Chart(rows[rows["known"] != "nothing"]).transform_calculate(
        **{"from": "datum.year - 0.5", "to": "datum.year + 0.5"}
    )
    tips = [
        alt.Tooltip("ends:N", title="Band"),
        alt.Tooltip("year:Q", title="End of the year"),
        alt.Tooltip("persons:N", title="Persons"),
    ]
    two = base.transform_filter("datum.known != 'low'")
    edge = {"color": ERA_COLOR["across"], "strokeWidth": _by_room(2, 1)}
    return [
        two.mark_rect(opacity=0.3).encode(
            y=y("low"), y2="high:Q", fill=_behind("ends"), tooltip=tips
        ),
        two.mark_rule(**edge).encode(y=y("high"), tooltip=tips),
        base.mark_rule(**edge).encode(y=y("low"), tooltip=tips),
    ]


def _gaps(stocks: pd.DataFrame, first: int, last: int) -> list[tuple[int, int]]:
    """Runs of years that no row covers, as (first year, last year + 1)."""
    covered = {
        year
        for a, b in zip(stocks["start"], stocks["end"], strict=True)
        for year in range(int(a), int(b) + 1)
    }
    runs: list[tuple[int, int]] = []
    for year in range(first, last + 1):
        if year in covered:
            continue
        if runs and runs[-1][1] == year:
            runs[-1] = (runs[-1][0], year + 1)
        else:
            runs.append((year, year + 1))
    return runs


def timeline() -> Any:
    """All events, stacked by the year they begin in, and a band below to choose the years shown."""
    eras = evidence.frame("eras").dropna(subset=["year_start"])
    name = dict(zip(eras["id"], eras["label"], strict=True))
    data = evidence.frame("events", era=list(name))
    ends = data["date"].str.split("/")
    data["from"] = [_decimal_year(parts[0]) for parts in ends]
    data["to"] = [_decimal_year(parts[-1]) for parts in ends]
    data["label"] = data["era"].map(name)
    data["when"] = [evidence.spoken_date(date) for date in data["date"]]
    data["who"] = [
        evidence.cite(s, p) for s, p in zip(data["source"], data["locator"], strict=True)
    ]
    data = data[data["from"] >= 1945].sort_values("from", kind="stable")
    data["year"] = data["from"].astype(int)
    data["nth"] = data.groupby("year").cumcount() + 1
    data = data.drop(columns=["id", "source", "locator", "precision", "date", "era"])
    early, late = data.loc[data["year"] < 2017, "nth"].max(), data["nth"].max()
    brush = alt.selection_interval(encodings=["x"], name="years")
    color = alt.Color(
        "label:N",
        title="Era",
        scale=alt.Scale(domain=list(name.values()), range=[ERA_COLOR[e] for e in name]),
        legend=alt.Legend(columns=3, labelLimit=240, symbolType="circle", symbolOpacity=1),
    )
    tips = [
        alt.Tooltip("when:N", title="When"),
        alt.Tooltip("title:N", title="What"),
        alt.Tooltip("text:N", title="More"),
        alt.Tooltip("who:N", title="Source"),
    ]

    def x(field: str, **scale: Any) -> alt.X:
        return alt.X(
            field,
            title="Year",
            axis=alt.Axis(format="d"),
            scale=alt.Scale(nice=False, zero=False, padding=6, **scale),
        )

    base = alt.Chart(data)
    nth = alt.Y("nth:Q", title="Events of a year (number)", axis=alt.Axis(tickMinStep=2))
    spans = base.mark_rule(strokeWidth=3, opacity=0.45, clip=True).encode(
        x("year:Q", domain=brush), x2="to:Q", y=nth, color=color, tooltip=tips
    )
    dots = base.mark_point(size=70, opacity=0.9, clip=True).encode(
        x("year:Q", domain=brush), y=nth, color=color, tooltip=tips
    )
    detail = alt.layer(spans, dots).properties(height=230)
    ticks = (
        base.mark_tick(thickness=2, opacity=0.8)
        .encode(x("from:Q", domain=[1945, 2027]), color=color)
        .add_params(brush)
        .properties(height=44)
    )
    return figure(
        alt.vconcat(detail, ticks).resolve_scale(color="shared"),
        title="Of a few years our sources tell much, of most little or nothing",
        description=(
            "Dots along a time line from 1945 to 2027, colored by era and stacked by the year in "
            "which an event begins; a line marks an event that lasted. "
            f"Before 2017 no year has more than {early}; the year with most has {late}. "
            "A narrow band below shows all of them at once and lets one choose the years that "
            "the upper part shows. The list below the chart holds every "
            "event in words."
        ),
        note="Sources: those of the events, named in the list below.",
        interactive="Draw over the lower band to look closer at some years; point at a dot for "
        "the event.",
    )


def _decimal_year(date: str) -> float:
    """``1967-03`` as 1967.17, for a place on an axis."""
    year, *rest = (int(part) for part in date.split("-"))
    return round(year + (rest[0] - 1) / 12 if rest else year, 2)
