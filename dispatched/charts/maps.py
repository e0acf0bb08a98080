"""The maps: regions colored by what claims name, and a map that chooses figures below it."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from dispatched import evidence
from dispatched.charts.rows import figure_tips
from dispatched.charts.theme import ERA_COLOR, GRAY, GRID, HUE, INK, SOFT
from dispatched.questions import places
from dispatched.questions.places import shapes

BRANCH_COLOR = {
    "Fisheries": HUE["teal"],
    "Timber": HUE["olive"],
    "Construction": HUE["brown"],
    "Manufacturing": HUE["plum"],
    "Farming": HUE["indigo"],
    places.SEVERAL: ERA_COLOR["across"],
    places.NOT_SAID: GRAY,
    places.NONE: GRID,
}
"""Word of a map → color; none is the color of one era."""

LABELS = {
    "Yakutia": (124, 66.0, "center"),
    "Chukotka": (172.5, 67.0, "center"),
    "Magadan": (152.8, 62.9, "center"),
    "Kamchatka": (163.5, 54.6, "left"),
    "Khabarovsk": (141.5, 56.6, "left"),
    "Amur": (127.3, 53.4, "center"),
    "Sakhalin": (145.5, 49.6, "left"),
    "Primorye": (137.6, 43.2, "left"),
    "North Korea": (130.8, 40.2, "left"),
    "Zabaykalye": (114, 48.4, "center"),
    "Buryatia": (106.5, 54.8, "center"),
}
"""What is written on a map: longitude and latitude of the words (degrees), and how they are set."""

PROJECTION = {"type": "azimuthalEqualArea", "rotate": [-140, -56, 0]}
"""Keeps areas; its center is the Sea of Okhotsk, so that north is up in the middle of the map."""

HEIGHT = 430

STRONG = 0.8
"""Opacity of a region's color, of a dot's and of the legend's: names are read over it."""


def region_names(size: int = 11) -> alt.LayerChart:
    """The names of the regions and of North Korea, to be laid over a map of them.

    Args:
        size: of the letters (pixels).
    """
    rows = [{"label": k, "lon": x, "lat": y, "set": how} for k, (x, y, how) in LABELS.items()]
    parts = [
        alt.Chart(
            pd.DataFrame(
                [{k: r[k] for k in ("label", "lon", "lat")} for r in rows if r["set"] == how]
            )
        )
        .mark_text(align=how, fontSize=size)
        .encode(longitude="lon:Q", latitude="lat:Q", text="label:N")
        for how in ("left", "center")
    ]
    return alt.layer(*parts)


def _north_korea() -> alt.Chart:
    return alt.Chart(alt.Data(values=shapes("country"))).mark_geoshape(
        fill=SOFT, fillOpacity=0.15, stroke=SOFT, strokeWidth=1.6
    )


def _outlined(data: Any) -> alt.Chart:
    """A chart over rows with ``place``, each given its region's outline; others are dropped."""
    outlines = alt.LookupData(
        data=alt.Data(values=shapes("far-east")), key="place", fields=["type", "geometry"]
    )
    return (
        alt.Chart(data)
        .transform_lookup(lookup="place", from_=outlines)
        .transform_filter("datum.geometry")
    )


def by_branch(data: Any) -> alt.LayerChart:
    """Each region in the color of the work named there; places in the west as dots in a corner.

    Args:
        data: rows of :func:`dispatched.questions.places.era_rows`, as a data frame or as named
            data.
    """
    kinds = alt.Scale(domain=list(BRANCH_COLOR), range=list(BRANCH_COLOR.values()))
    color = alt.Color(
        "branch:N",
        title="Work named",
        scale=kinds,
        legend=alt.Legend(columns=4, symbolType="square", symbolOpacity=STRONG),
    )
    tips = [
        alt.Tooltip("place:N", title="Place"),
        alt.Tooltip("branch:N", title="Work named"),
        alt.Tooltip("claims:Q", title="Claims"),
        alt.Tooltip("years:N", title="Years"),
    ]
    land = (
        _outlined(data)
        .mark_geoshape(stroke=SOFT, strokeWidth=0.7, fillOpacity=STRONG)
        .encode(color=color, tooltip=tips)
    )
    west = [f["properties"]["name"] for f in places.features("west")]
    rows = (
        alt.Chart(data)
        .transform_calculate(row=f"indexof({west}, datum.place)")
        .transform_filter("datum.row >= 0")
        .transform_calculate(row=f"{HEIGHT - 74} + 20 * datum.row")
        .encode(y=alt.Y("row:Q", scale=None, axis=None))
    )
    edge = alt.value(alt.expr("width - 104"))
    dots = rows.mark_point(
        size=110, opacity=1, fillOpacity=STRONG, stroke=SOFT, strokeWidth=0.7
    ).encode(x=edge, color=color, fill=color, tooltip=tips)
    names = rows.mark_text(align="left", dx=11, fontSize=11).encode(x=edge, text="place:N")
    head = (
        alt.Chart(pd.DataFrame([{"label": "Far to the west:"}]))
        .mark_text(align="left", dx=-6, fontSize=11)
        .encode(x=edge, y=alt.value(HEIGHT - 94), text="label:N")
    )
    layers = [_north_korea(), land, region_names(), dots, names, head]
    return alt.layer(*layers).properties(height=HEIGHT, projection=PROJECTION)


def map_and_figures(data: pd.DataFrame) -> alt.VConcatChart:
    """A map whose regions choose the figures drawn below it; nothing chosen shows all of them.

    A figure of zero has no place on the scale of factors and is left to the table of data.

    Args:
        data: as :func:`dispatched.questions.places.people` gives them.
    """
    counts = data["place"].value_counts()
    land = [{**s, "figures": int(counts.get(s["place"], 0))} for s in shapes("far-east")]
    pick = alt.selection_point(fields=["place"], name="region")
    dim = alt.when(pick).then(alt.value(1)).otherwise(alt.value(0.1))
    steps = alt.Scale(type="threshold", domain=[1, 4, 8], range=[0.0, 0.35, 0.6, 0.9])
    tips = [alt.Tooltip("place:N", title="Region"), alt.Tooltip("figures:Q", title="Figures")]
    ground = alt.Chart(alt.Data(values=land))
    back = ground.mark_geoshape(fill=GRID, stroke=SOFT, strokeWidth=0.7)
    front = (
        ground.mark_geoshape(fill=ERA_COLOR["across"], cursor="pointer")
        .encode(
            fillOpacity=alt.FillOpacity("figures:Q", scale=steps, legend=None),
            stroke=alt.when(pick, empty=False).then(alt.value(INK)).otherwise(alt.value(SOFT)),
            strokeWidth=alt.when(pick, empty=False).then(alt.value(2.5)).otherwise(alt.value(0.7)),
            tooltip=tips,
        )
        .add_params(pick)
    )
    words = region_names(10).encode(opacity=alt.value(0.95))
    chart = alt.layer(_north_korea(), back, front, words).properties(
        height=330, projection=PROJECTION
    )
    eras = evidence.frame("eras").dropna(subset=["year_start"])
    colors = alt.Scale(domain=list(eras["label"]), range=[ERA_COLOR[e] for e in eras["id"]])
    marks = (
        alt.Chart(data)
        .transform_filter("datum.workers > 0")
        .mark_point(size=80)
        .encode(
            x=alt.X(
                "year:Q",
                title="Year",
                axis=alt.Axis(format="d", tickCount=5),
                scale=alt.Scale(domain=[1944, 2027]),
            ),
            y=alt.Y(
                "workers:Q",
                title="Workers (persons)",
                axis=alt.Axis(format=",d", values=[100, 1000, 10_000, 50_000]),
                scale=alt.Scale(type="log", domain=[50, 80_000]),
            ),
            color=alt.Color(
                "era:N", title="Era", scale=colors, legend=alt.Legend(columns=3, labelLimit=240)
            ),
            opacity=dim,
            tooltip=figure_tips("place", "years", "value", "kind", "who", place="Region"),
        )
        .properties(height=200)
    )
    return alt.vconcat(chart, marks)
