"""Explorers for tests: a model that can be counted on the fingers, and charts of every shape over
it.
"""

from __future__ import annotations

import re

import altair as alt
import pandas as pd
import vl_convert

from dispatched import charts, models
from dispatched.explore import Slider, bound, explore

QUESTION = "Which contract length leaves the most people in 1950?"
ASSUMES = "Nobody returns in 1950 to 1953."


def stock(length, share):
    """Persons at the end of each year, from arrivals that can be counted on the fingers."""
    rows = models.cohort_stock(
        {1946: 1000, 1947: 3500, 1948: 1001}, length, share / 100, range(1946, 1954), {1950, 1951}
    )
    return [
        {k: row[k] for k in ("year", "contract", "waiting", "settled", "stock")} for row in rows
    ]


def finished(chart):
    return charts.figure(
        chart,
        title="People present",
        description="Bars for the end of each year, 1946 to 1953, that rise with the length of "
        "the contract.",
        note="Model: ours.",
    )


X = alt.X("year:O", title="Year")
Y = alt.Y("stock:Q", title="Present (persons)", scale=alt.Scale(domain=[0, 6000]))


def bars(data):
    return finished(alt.Chart(data).mark_bar().encode(X, Y))


def layers(data):
    """Two layers over the model and a third over data of its own."""
    base = alt.Chart(data).encode(X, Y)
    line = pd.DataFrame({"stock": [1200], "label": ["Counted"]})
    rule = (
        alt.Chart(line)
        .mark_rule()
        .encode(alt.Y("stock:Q", title="Present (persons)"), strokeDash="label:N")
    )
    return finished(base.mark_line() + base.mark_point() + rule)


def layers_apart(data):
    """Layers whose data do not share one place in the specification, each with a transform of its
    own.
    """
    line = pd.DataFrame({"stock": [1200]})
    rule = alt.Chart(line).mark_rule().encode(alt.Y("stock:Q", title="Present (persons)"))
    early = alt.Chart(data).transform_filter("datum.year < 1950").mark_bar().encode(X, Y)
    late = alt.Chart(data).transform_filter("datum.year >= 1950").mark_point().encode(X, Y)
    return finished(rule + early + late)


def stacked(data):
    """Columns folded into groups, as chapter charts do."""
    chart = alt.Chart(data).transform_fold(
        ["contract", "waiting", "settled"], as_=["group", "persons"]
    )
    tall = alt.Y("persons:Q", title="Present (persons)", scale=alt.Scale(domain=[0, 6000]))
    return finished(chart.mark_bar().encode(X, tall, alt.Color("group:N", title="Who")))


def calculated(data):
    """A column that the chart itself computes."""
    chart = (
        alt.Chart(data)
        .transform_calculate(hundreds="datum.stock / 100")
        .transform_filter("datum.hundreds > 1")
    )
    return finished(
        chart.mark_bar().encode(X, alt.Y("hundreds:Q", title="Present (hundred persons)"))
    )


def below_each_other(data):
    lower = alt.Chart(data).mark_line().encode(X, alt.Y("waiting:Q", title="Waiting (persons)"))
    return finished(alt.vconcat(alt.Chart(data).mark_bar().encode(X, Y), lower))


KINDS = [bars, layers, layers_apart, stacked, calculated, below_each_other]


def make(chart=bars, model=stock, **changes):
    settings = {
        "question": QUESTION,
        "assumes": ASSUMES,
        "length": Slider([1, 2, 3], 2, "Contract length (years)"),
        "share": Slider(range(0, 21, 10), 10, "Share that settles (percent)"),
    }
    return explore(model, chart, **(settings | changes))


def svg(spec):
    """The picture; the names that Vega counts up for itself are taken out."""
    return re.sub(
        r"(clip|gradient_)\d+",
        r"\1",
        vl_convert.vegalite_to_svg({**spec, "$schema": charts.SCHEMA}),
    )


def moved(spec, **positions):
    """The hosted face after a reader has moved its sliders."""
    controls = bound(spec)
    params = {controls[name]["name"]: value for name, value in positions.items()}
    return {
        **spec,
        "params": [p | {"value": params.get(p["name"], p.get("value"))} for p in spec["params"]],
    }


CASES = {"long": "Contracts of three years", "short": "Contracts of <one> year"}


def chosen(case, share):
    rows = stock({"long": 3, "short": 1}[case], share)
    return [row | {"words": f"{CASES[case]}, {row['year']}"} for row in rows]
