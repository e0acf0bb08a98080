"""The look of every chart, the rules that each must keep, and the figures that more than one page uses.

:func:`figure` gives a chart title, description and source line and refuses what is unfinished; :mod:`dispatched.shown`
says what a specification lacks and shows it in a notebook, finished or not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from dispatched import evidence
from dispatched.evidence.people import KIND, people_rows
from dispatched.shown import MIME as MIME
from dispatched.shown import SCHEMA as SCHEMA
from dispatched.shown import bundle as bundle
from dispatched.shown import faults as faults
from dispatched.shown import summary as summary

INK, SOFT, GRID, PAPER = "#1b2430", "#5a6572", "#dfe3e8", "#ffffff"
"""Text, secondary text, grid and background. The book's style sheet turns exactly these into their dark twins."""

ERA_COLOR = {
    "1946": "#2176ae",
    "1950": "#8a7136",
    "1967": "#2e8555",
    "2000": "#c4551f",
    "2017": "#8660c2",
    "2022": "#c8385a",
    "across": "#6b7683",
}
"""One color an era; each stands out at 3:1 or more from white paper and from the dark theme's background."""

WIDTH, HEIGHT = 640, 320


class ChartError(ValueError):
    """A chart that lacks what every chart of the book must have."""


def era_scale(eras: Iterable[str] | None = None) -> alt.Scale:
    """The color scale of the eras, for ``color=alt.Color("era:N", scale=era_scale())``."""
    chosen = list(eras or ERA_COLOR)
    return alt.Scale(domain=chosen, range=[ERA_COLOR[era] for era in chosen])


@alt.theme.register("dispatched", enable=True)
def _theme() -> alt.theme.ThemeConfig:
    font = "Arial, 'Liberation Sans', Helvetica, sans-serif"
    label = {
        "labelColor": INK,
        "titleColor": INK,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    }
    return {
        "config": {
            "aria": False,  # one description for the whole picture; the table of data is beside it
            "background": PAPER,
            "font": font,
            "view": {"continuousWidth": WIDTH, "discreteWidth": WIDTH, "continuousHeight": HEIGHT, "stroke": None},
            "title": {
                "anchor": "start",
                "color": INK,
                "fontSize": 16,
                "fontWeight": "bold",
                "subtitleColor": SOFT,
                "subtitleFontSize": 12,
                "offset": 14,
            },
            "axis": {**label, "gridColor": GRID, "domainColor": SOFT, "tickColor": SOFT, "titlePadding": 10},
            "axisX": {"grid": False, "labelOverlap": "greedy", "labelAngle": 0},
            "axisY": {"domain": False, "ticks": False},
            "legend": {
                **label,
                "orient": "bottom",
                "direction": "horizontal",
                "symbolSize": 120,
                "columns": 3,
                "layout": {"bottom": {"direction": "vertical", "anchor": "start", "margin": 8}},
            },
            "header": {**label},
            "text": {"color": INK, "fontSize": 12},
            "rule": {"color": SOFT},
            "line": {"strokeWidth": 2.5},
            "point": {"filled": True, "size": 90},
            "bar": {"color": ERA_COLOR["1946"]},
            "range": {"category": list(ERA_COLOR.values())},
        }
    }


def figure(
    chart: alt.TopLevelMixin,
    *,
    title: str,
    description: str,
    claims: Sequence[str] = (),
    note: str = "",
    interactive: str = "",
) -> Any:
    """A chart ready to be shown: title, text alternative and source line added, rules checked.

    Args:
        chart: an Altair chart of any kind.
        title: what the chart is about, or better what it shows.
        description: the text alternative: what one sees, in sentences, for a reader who does not see the picture.
        claims: ids of the claims that it draws on; the source line is made from them.
        note: what the source line says beside the sources (``Model: ours.``).
        interactive: one sentence on what a reader can do with the chart beside reading tooltips; empty for nothing.

    Returns:
        the chart with ``title``, ``description`` and ``usermeta`` (``source``, ``claims``, ``interactive``).

    Raises:
        ChartError: what is missing, by name.
        evidence.EvidenceError: an unknown claim id.
    """
    line = source_line(claims, note)
    done = chart.properties(
        title=alt.TitleParams(text=title, subtitle=_wrap(line)),
        description=description,
        usermeta={"source": line, "claims": list(claims), "interactive": interactive},
    )
    wrong = faults(done.to_dict())
    if wrong:
        raise ChartError(f"chart {title!r}: {'; '.join(wrong)}")
    return done


MANY = 8
"""A source line names no more texts than this."""


def source_line(claims: Sequence[str], note: str = "") -> str:
    """``Sources: Lankov 2020, p21, p26. Model: ours.`` from claim ids and a note."""
    places: dict[str, list[str]] = {}
    for ident in claims:
        row = evidence.claim(ident).row
        known = places.setdefault(row["source"], [])
        known += [part for part in re.split(r";\s*", row["locator"]) if part not in known]
    for known in places.values():
        known.sort(key=lambda part: [int(n) for n in re.findall(r"\d+", part)])
    if len(places) > MANY:
        return f"Sources: {len(places)} texts, each named with its figure in the list below. {note}".strip()
    parts = [evidence.cite(source, ", ".join(locators)) for source, locators in places.items()]
    head = f"Source{'s' if len(parts) > 1 else ''}: {'; '.join(parts)}." if parts else ""
    return f"{head} {note}".strip()


def _wrap(text: str, width: int = 105) -> list[str]:
    import textwrap

    return textwrap.wrap(text, width) or [""]


# --- parts and figures that more than one page uses ---------------------------------------------------------------------


def worded(data: pd.DataFrame, field: str = "what") -> tuple[alt.Chart, alt.Chart]:
    """One row for each line of ``data``: its words above, and a base for the mark below; readable on a phone.

    Give marks on the base ``yOffset=8``; no room is needed for axis labels.
    """
    base = alt.Chart(data).encode(alt.Y(f"{field}:N", sort=None, axis=None))
    words = base.mark_text(yOffset=-8, align="left").encode(x=alt.value(0), text=f"{field}:N")
    return base, words.properties(height=34 * len(data) + 110)


def worded_bars(
    data: pd.DataFrame, low: str = "low", high: str = "high", *, title: str, domain: Sequence[float], tooltip: Any
) -> alt.LayerChart:
    """Ranges as bars, each below its words; readable on a phone.

    Args:
        data: one row a bar, drawn from top to bottom: ``what`` (the words) and two columns of numbers.
        low: the column in which a bar begins, in the unit that ``title`` names.
        high: the column in which it ends.
        title: of the axis, with the unit in brackets.
        domain: first and last value of the axis.
        tooltip: the tooltips of a bar.
    """
    base, words = worded(data)
    x = alt.X(f"{low}:Q", title=title, axis=alt.Axis(tickCount=5), scale=alt.Scale(domain=list(domain)))
    bars = base.mark_bar(yOffset=8, height=10).encode(x, x2=f"{high}:Q", tooltip=tooltip)
    return bars + words


def worded_marks(
    data: pd.DataFrame,
    low: str = "low",
    high: str = "high",
    *,
    title: str,
    domain: Sequence[float],
    shapes: Mapping[str, str],
    tooltip: Any,
    color: str = ERA_COLOR["1946"],
) -> alt.LayerChart:
    """Stated figures below their words: a line from the lowest to the highest value, a mark shaped by kind at each end.

    Args:
        data: one row a figure, drawn from top to bottom: ``what`` (the words), ``measure`` (stock, flow, count …) and
            two columns of numbers, equal where a source states one value.
        low: the column of the lowest value, in the unit that ``title`` names.
        high: the column of the highest.
        title: of the axis, with the unit in brackets.
        domain: first and last value of the axis.
        shapes: ``measure`` → Vega-Lite shape, in the order of the legend.
        tooltip: the tooltips of a mark.
        color: of the marks.
    """
    base, words = worded(data)
    axis, scale = alt.Axis(format=",d", tickCount=4), alt.Scale(domain=list(domain))
    x = alt.X(f"{low}:Q", title=title, axis=axis, scale=scale)
    kinds = alt.Scale(domain=list(shapes), range=list(shapes.values()))
    shape = alt.Shape("measure:N", title="Kind", scale=kinds)
    lines = base.mark_rule(yOffset=8, strokeWidth=3).encode(x, x2=f"{high}:Q")
    ends = base.mark_point(yOffset=8, opacity=1, color=color).encode(x, shape=shape, tooltip=tooltip)
    return lines + ends + ends.encode(x=f"{high}:Q") + words


def range_bars(
    rows: Sequence[Mapping[str, Any]],
    *,
    title: str,
    top: float,
    unit: str = "US dollars",
    labels: str = "$,d",
    color: str = ERA_COLOR["2000"],
) -> alt.LayerChart:
    """Ranges as thick lines on one scale from zero, a single value as a dot, the figure above each.

    Args:
        rows: one a range, drawn from top to bottom: ``what`` (label; a comma breaks it into two lines), ``low`` and
            ``high`` (equal for a single value; in the unit that ``title`` names), ``figure`` (the same in words) and
            ``who`` (its source).
        title: of the axis, with the unit in brackets.
        top: last value of the axis.
        unit: heading of the figure in the tooltip.
        labels: format of the axis labels, as d3 writes it: ``$,d`` for 1,000 dollars, ``$~s`` for millions.
        color: of lines and dots.
    """
    axis = alt.Axis(format=labels, tickCount=4)
    base = alt.Chart(pd.DataFrame(list(rows))).encode(
        x=alt.X("low:Q", title=title, axis=axis, scale=alt.Scale(domain=[0, top])),
        y=alt.Y("what:N", title=None, sort=None, axis=alt.Axis(labelExpr="split(datum.label, ', ')")),
        tooltip=[alt.Tooltip("figure:N", title=unit), alt.Tooltip("who:N", title="Source")],
    )
    lines = base.mark_rule(strokeWidth=9, color=color).encode(x2="high:Q")
    dots = base.transform_filter("datum.low == datum.high").mark_point(size=160, opacity=1, color=color)
    words = base.mark_text(align="left", dy=-13).encode(text="figure:N")
    return alt.layer(lines, dots, words).properties(height=30 + 58 * len(rows))


def dumbbell(data: pd.DataFrame, eras: Sequence[str], *, order: Iterable[str], source: str) -> alt.LayerChart:
    """The scores of two to four eras on one line for each dimension: how far apart the models are.

    Args:
        data: one row a mark, as in ``features.csv``: ``label`` (the dimension in words), ``era``, ``score`` (0 to 4),
            ``text`` (the grounds) and ``locator``.
        eras: in the order of time, as in the legend; each has its own color and shape, and the first is the largest.
        order: the labels from top to bottom.
        source: what the locators belong to, for the tooltip.
    """
    eras, order = list(eras), list(order)
    shapes = ["circle", "diamond", "triangle-up", "square"][: len(eras)]
    sizes = [300, 110, 110, 110][: len(eras)]
    base = alt.Chart(data).encode(
        x=alt.X(
            "score:Q",
            title="Score (0 least free, 4 most free)",
            axis=alt.Axis(tickCount=5),
            scale=alt.Scale(domain=[-0.2, 4.2], nice=False),
        ),
        y=alt.Y("label:N", title=None, sort=order),
    )
    lines = base.mark_line(color=SOFT, strokeWidth=2).encode(detail="label:N")
    marks = base.mark_point(opacity=1).encode(
        color=alt.Color("era:N", title="Model", scale=era_scale(eras)),
        shape=alt.Shape("era:N", title="Model", scale=alt.Scale(domain=eras, range=shapes)),
        # Without a domain of its own: with the same one Vega-Lite would merge the legends, and drop them all.
        size=alt.Size("era:N", legend=None, scale=alt.Scale(range=sizes)),
        tooltip=[
            alt.Tooltip("era:N", title="Model"),
            alt.Tooltip("score:Q", title="Score"),
            alt.Tooltip("text:N", title="Grounds"),
            alt.Tooltip("locator:N", title=source),
        ],
    )
    return alt.layer(lines, marks).properties(height=60 + 30 * len(order))


def _parts(data: pd.DataFrame, across: str, value: str) -> pd.DataFrame:
    """One row for each part of each row: ``across, part, <value>, place`` (place: 0 for the part that stands first)."""
    names = [name for name in data.columns if name != across]
    parts = data.melt(across, names, var_name="part", value_name=value)
    return parts.assign(place=parts["part"].map(names.index))


def split_bars(data: pd.DataFrame, row: str, value: str, *, colors: Sequence[str], titles: Sequence[str]) -> alt.Chart:
    """A horizontal bar for each row, split into its parts.

    Args:
        data: one row a bar, drawn from top to bottom: a column of names, and one column of numbers for each part, all
            in one unit; the first part stands next to zero.
        row: the column of names.
        value: what the numbers are, in one word (``persons``).
        colors: one color a part.
        titles: of the axis of numbers (with the unit in brackets), of the axis of names, and of the legend.
    """
    amount, names, legend = titles
    parts = _parts(data, row, value)
    return (
        alt.Chart(parts, height=95 * len(data))
        .mark_bar(size=30)
        .encode(
            x=alt.X(f"{value}:Q", title=amount, axis=alt.Axis(format=",d", tickCount=4)),
            y=alt.Y(f"{row}:N", title=names, sort=None),
            color=alt.Color("part:N", title=legend, scale=_scale(parts["part"].unique(), colors)),
            order=alt.Order("place:Q"),
        )
    )


def split_areas(data: pd.DataFrame, x: str, value: str, *, colors: Sequence[str], titles: Sequence[str]) -> alt.Chart:
    """Areas on top of each other: how the parts of a whole change along a scale.

    Args:
        data: one row for each place on the scale: its value, and one column of numbers for each part, all in one unit;
            the first part stands at the bottom.
        x: the column of the scale.
        value: what the numbers are, in one word (``share``).
        colors: one color a part.
        titles: of the horizontal and of the vertical axis (each with its unit in brackets), and of the legend.
    """
    across, up, legend = titles
    parts = _parts(data, x, value)
    return (
        alt.Chart(parts)
        .mark_area(opacity=0.85)
        .encode(
            x=alt.X(f"{x}:Q", title=across, axis=alt.Axis(tickCount=5)),
            y=alt.Y(f"{value}:Q", title=up),
            color=alt.Color("part:N", title=legend, scale=_scale(parts["part"].unique(), colors)),
            order=alt.Order("place:Q"),
        )
    )


def _scale(names: Iterable[str], colors: Iterable[str]) -> alt.Scale:
    """A color scale: each name its color, in the order of the legend."""
    known = dict(zip(names, colors, strict=True))
    return alt.Scale(domain=list(known), range=list(known.values()))


def present_bars(
    data: Any, groups: Mapping[str, str], colors: Sequence[str], *, top: float, compare: tuple[str, float]
) -> alt.LayerChart:
    """People present at the end of each year, stacked by group (the first on top), with a dashed line for comparison.

    Args:
        data: rows of :func:`dispatched.models.cohort_stock`, as a data frame or as named data: ``year``, ``stock`` and
            one column for each group (persons).
        groups: column → name in legend and tooltip.
        colors: one color a group.
        top: last value of the axis (persons), which stays when a slider moves.
        compare: name and height (persons) of the dashed line.
    """
    axis, scale = alt.Axis(format=",d"), alt.Scale(domain=[0, top])
    y = alt.Y("persons:Q", title="Present at year's end (persons)", axis=axis, scale=scale)
    legend = alt.Legend(labelExpr=f"{json.dumps(dict(groups))}[datum.label]")
    tips = [alt.Tooltip("year:O", title="Year"), alt.Tooltip("stock:Q", title="All", format=",d")]
    tips += [alt.Tooltip(f"{column}:Q", title=name, format=",d") for column, name in groups.items()]
    bars = alt.Chart(data).transform_fold(list(groups), as_=["group", "persons"]).mark_bar()
    # Without an order of its own the stack follows the version of Vega-Lite that draws it.
    bars = bars.transform_calculate(layer=f"-indexof({json.dumps(list(groups))}, datum.group)").encode(
        x=alt.X("year:O", title="Year", axis=alt.Axis(labelAngle=0)),
        y=y,
        order="layer:Q",
        color=alt.Color("group:N", title="Who is there", scale=_scale(groups, colors), legend=legend),
        tooltip=tips,
    )
    name, height = compare
    dash = alt.StrokeDash("label:N", title="For comparison", scale=alt.Scale(range=[[5, 4]]))
    line = alt.Chart(pd.DataFrame([{"persons": height, "label": name}]))
    line = line.mark_rule(strokeWidth=2, color=INK).encode(y, strokeDash=dash)
    return (bars + line).properties(height=400)


def balance_lines(
    data: Any,
    rules: Mapping[str, str],
    *,
    domain: Sequence[float],
    band: tuple[str, float, float],
    colors: Sequence[str] = (ERA_COLOR["2000"], ERA_COLOR["1946"], ERA_COLOR["1967"]),
) -> alt.LayerChart:
    """A worker's balance over twelve months under three rules, over a band of reported amounts and a line at zero.

    Args:
        data: rows of :func:`dispatched.models.contract_year`, as a data frame or as named data: ``month`` (0 to 12) and
            one column for each rule (balance so far, US dollars).
        rules: column → name; the lines differ by dash as well as by color, and each balance at the end of the year
            stands in words in the corner.
        domain: lowest and highest balance of the axis (US dollars), which stay when a slider moves.
        band: name, lowest and highest value (US dollars).
        colors: one color a rule.
    """
    dashes = ([1, 0], [8, 3], [2, 3])
    name, low, high = band
    shades = _scale([*rules.values(), name], [*colors, ERA_COLOR["across"]])
    legend = alt.Legend(title="Rule", symbolType="square", symbolOpacity=1, columns=2)
    color = alt.Color("rule:N", scale=shades, legend=legend)
    axis = alt.Axis(title="Balance so far (US dollars)", format="$,d", tickCount=7)
    months = alt.Axis(tickCount=7)
    x = alt.X("month:Q", title="Month of the year (number)", axis=months, scale=alt.Scale(domain=[0, 12]))
    y = alt.Y("low:Q", title="Savings (US dollars)", axis=axis)
    reported = alt.Chart(pd.DataFrame([{"low": low, "high": high, "rule": name}])).mark_rect(opacity=0.3)
    zero = alt.Chart(pd.DataFrame([{}])).mark_rule(color=SOFT, strokeWidth=1).encode(y=alt.datum(0))
    layers = [reported.encode(y=y, y2="high:Q", color=color), zero]
    for place, ((column, rule), dash) in enumerate(zip(rules.items(), dashes, strict=True)):
        y = alt.Y(f"{column}:Q", title=f"{rule} (US dollars)", axis=axis, scale=alt.Scale(domain=list(domain)))
        tips = [alt.Tooltip("month:Q", title="Month"), alt.Tooltip(f"{column}:Q", title=rule, format="$,d")]
        line = alt.Chart(data).transform_calculate(rule=json.dumps(rule)).mark_line(strokeDash=dash, clip=True)
        end = alt.Chart(data).transform_filter("datum.month == 12")
        end = end.transform_calculate(end=f"{json.dumps(rule + ', end of year: ')} + format(datum.{column}, '$,.0f')")
        words = end.mark_text(align="left").encode(x=alt.value(10), y=alt.value(12 + 18 * place), text="end:N")
        layers += [line.encode(x=x, y=y, color=color, tooltip=tips), words]
    return alt.layer(*layers).properties(height=380)


def histograms(
    data: pd.DataFrame,
    *,
    title: str,
    width: float,
    ticks: Iterable[float],
    colors: Sequence[str],
    legend: str = "Rule",
) -> alt.Chart:
    """How many workers end in each class of an amount, the groups drawn over each other.

    Args:
        data: one row a worker and one column a group, all in US dollars; the column's name is the group's.
        title: of the axis of amounts, with the unit in brackets.
        width: of a class (US dollars); a class holds its lower end.
        ticks: the amounts that the axis labels.
        colors: one color a group.
        legend: what the groups are.
    """
    groups = list(data.columns)
    long = data.melt(var_name="rule", value_name="amount")
    long["from"] = (long["amount"] // width * width).astype(int)
    counts = long.groupby(["rule", "from"]).size().reset_index(name="workers")
    counts["to"] = counts["from"] + width
    return (
        alt.Chart(counts)
        .mark_bar(opacity=0.65)
        .encode(
            x=alt.X("from:Q", bin="binned", title=title, axis=alt.Axis(format="$,d", values=list(ticks))),
            x2="to:Q",
            y=alt.Y("workers:Q", stack=None, title="Workers (persons)"),
            color=alt.Color("rule:N", title=legend, scale=_scale(groups, colors)),
            tooltip=[
                alt.Tooltip("rule:N", title=legend),
                alt.Tooltip("from:Q", title="From (US dollars)"),
                alt.Tooltip("to:Q", title="To (US dollars)"),
                alt.Tooltip("workers:Q", title="Workers"),
            ],
        )
    )


def eighty_years() -> Any:
    """The book's first chart: every count, flow, quota and plan of a thousand persons or more, 1946 to today."""
    data = people_rows()
    data = data[(data["high"] >= 1000) & ~data["part"]].copy()
    eras = evidence.frame("eras").dropna(subset=["year_start"])
    name = dict(zip(eras["id"], eras["label"], strict=True))
    data["label"] = data["era"].map(name)
    # A year is a point on the axis, a span runs to the end of its last year.
    data["span"] = data["end"] - data["start"] > 0
    data = data.drop(columns=["statement", "part"])
    gaps = pd.DataFrame(_gaps(data[data["kind"] == KIND["stock"]], 1946, 2025), columns=["start", "end"])
    gaps["what"] = "No stock stated for these years"
    base = alt.Chart(data)
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
            f"{field}:Q", title="Workers (persons)", axis=alt.Axis(format=",d"), scale=alt.Scale(domain=[0, 160_000])
        )

    color = alt.Color(
        "label:N",
        title="Era",
        scale=alt.Scale(domain=[name[e] for e in eras["id"]], range=[ERA_COLOR[e] for e in eras["id"]]),
        legend=alt.Legend(symbolType="square", symbolOpacity=1, columns=3, labelLimit=240),
    )
    tips = [
        alt.Tooltip("value:N", title="Figure"),
        alt.Tooltip("kind:N", title="Kind"),
        alt.Tooltip("years:N", title="Years"),
        alt.Tooltip("place:N", title="Place"),
        alt.Tooltip("who:N", title="Source"),
        alt.Tooltip("grade:N", title="Grade"),
    ]
    empty = (
        alt.Chart(gaps)
        .mark_rect(color=GRID, opacity=0.7)
        .encode(
            x=x(),
            x2="end:Q",
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
        .mark_rule(strokeWidth=2.5)
        .encode(x=x(), y=y("low"), y2="high:Q", color=color, opacity=dim, tooltip=tips)
    )
    span = (
        base.transform_filter("datum.span")
        .mark_rule(strokeWidth=3)
        .encode(x=x(), x2="end:Q", y=y(), color=color, opacity=dim, tooltip=tips)
    )
    shape = alt.Shape(
        "kind:N",
        title="Kind",
        scale=alt.Scale(domain=list(KIND.values()), range=["circle", "triangle-up", "square", "diamond"]),
        legend=alt.Legend(columns=2),
    )
    dots = (
        base.transform_calculate(at="(datum.start + datum.end) / 2")
        .mark_point(size=80)
        .encode(x=x("at"), y=y(), color=color, shape=shape, opacity=dim, tooltip=tips)
    )
    chart = alt.layer(empty, box, reach, span, dots).add_params(pick).properties(height=380)
    return figure(
        chart,
        title="Eighty years: what is known of the number of workers",
        description=(
            "Marks over a time line from 1946 to 2025. In 1947 alone 35,000 workers arrive, and 50,000 to 80,000 in 1946 "
            "to 1949. About 12,000 are left on Sakhalin and the Kurils in 1950, and about 6,000 loggers work near Khabarovsk "
            "from 1957 to 1964. From 1967 counts stay near a quota of 15,000, then reach 20,000 to 30,000 in the late 1980s. "
            "The 1990s are a scatter from 4,000 to 20,000. Between 2005 and 2016 most marks lie from 20,000 to 31,500, with "
            "47,364 as the highest. For 2017 to 2019 the sources run from 4,000 to 50,000. After 2020 they fall to 1,000 and "
            "5,000, with one mark at 20,000, and 15,000 are present in 2025. A range of 100,000 to 150,000 stands apart: a "
            "possibility, not a count. Gray bands mark years without any stated stock."
        ),
        claims=list(data["id"]),
        note="Drawn: figures of 1,000 persons or more stated in numerals; parts of a total are left out.",
        interactive="Choose a kind in the legend to see it alone; point at a mark for its source.",
    )


def _gaps(stocks: pd.DataFrame, first: int, last: int) -> list[tuple[int, int]]:
    """Runs of years that no row covers, as (first year, last year + 1)."""
    covered = {year for a, b in zip(stocks["start"], stocks["end"], strict=True) for year in range(int(a), int(b) + 1)}
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
    """All events on one line an era, with a band below to choose the years that are shown."""
    eras = evidence.frame("eras").dropna(subset=["year_start"])
    name = dict(zip(eras["id"], eras["label"], strict=True))
    data = evidence.frame("events", era=list(name))
    ends = data["date"].str.split("/")
    data["from"] = [_decimal_year(parts[0]) for parts in ends]
    data["to"] = [_decimal_year(parts[-1]) for parts in ends]
    data["label"] = data["era"].map(name)
    data["when"] = [evidence.spoken_date(date) for date in data["date"]]
    data["who"] = [evidence.cite(s, p) for s, p in zip(data["source"], data["locator"], strict=True)]
    # Events of one era share a lane; a fixed pattern of heights keeps neighbors apart.
    data["lane"] = [(n * 5) % 11 for n in range(len(data))]
    data = data[data["from"] >= 1945].drop(columns=["id", "source", "locator", "precision", "date", "era"])
    brush = alt.selection_interval(encodings=["x"], name="years")
    color = alt.Color(
        "label:N",
        title="Era",
        scale=alt.Scale(domain=list(name.values()), range=[ERA_COLOR[e] for e in name]),
        legend=alt.Legend(columns=3, labelLimit=240, symbolType="circle"),
    )
    tips = [
        alt.Tooltip("when:N", title="When"),
        alt.Tooltip("title:N", title="What"),
        alt.Tooltip("text:N", title="More"),
        alt.Tooltip("who:N", title="Source"),
    ]

    def x(**scale: Any) -> alt.X:
        return alt.X(
            "from:Q", title="Year", axis=alt.Axis(format="d"), scale=alt.Scale(nice=False, zero=False, **scale)
        )

    base = alt.Chart(data)
    lane = alt.Y("lane:Q", axis=None, scale=alt.Scale(domain=[-1, 11]))
    spans = base.mark_rule(strokeWidth=3, opacity=0.45, clip=True).encode(
        x(domain=brush), x2="to:Q", y=lane, color=color, tooltip=tips
    )
    dots = base.mark_point(size=110, opacity=0.9, clip=True).encode(x(domain=brush), y=lane, color=color, tooltip=tips)
    detail = alt.layer(spans, dots).properties(height=230)
    ticks = (
        base.mark_tick(thickness=2, opacity=0.8)
        .encode(x(domain=[1945, 2027]), color=color)
        .add_params(brush)
        .properties(height=44)
    )
    return figure(
        alt.vconcat(detail, ticks).resolve_scale(color="shared"),
        title="What happened when",
        description=(
            "Dots along a time line from 1945 to 2027, colored by era; a line marks an event that lasted. They cluster around 1945 to "
            "1950, 1957, 1967 and the 1990s, and crowd together from 2017 on. A narrow band below shows all of them at once and lets "
            "one choose the years that the upper part shows. The list below the chart holds every event in words."
        ),
        note="Sources: those of the events, named in the list below.",
        interactive="Draw over the lower band to look closer at some years; point at a dot for the event.",
    )


def _decimal_year(date: str) -> float:
    """``1967-03`` as 1967.17, for a place on an axis."""
    year, *rest = (int(part) for part in date.split("-"))
    return round(year + (rest[0] - 1) / 12 if rest else year, 2)


def party_bars(
    data: Any, parties: Mapping[str, str], colors: Sequence[str], *, domain: Sequence[float], unit: str = "rubles"
) -> alt.LayerChart:
    """What each party gets of one whole, as bars in percent, the amount and its multiple of the pay in words above.

    Args:
        data: one row of :func:`dispatched.models.timber_bargain`, as a data frame or as named data: ``cut``, ``logger``
            and one column for each party, all in ``unit``.
        parties: column → name, drawn from top to bottom.
        colors: one color a party.
        domain: first and last value of the axis (percent of the cut), which stay when a slider moves.
        unit: of the amounts, in one word.
    """
    fold = list(parties)
    base = (
        alt.Chart(data)
        .transform_fold(fold, as_=["party", "amount"])
        .transform_calculate(percent="100 * datum.amount / datum.cut", name=f"{json.dumps(dict(parties))}[datum.party]")
        .transform_calculate(words="format(datum.amount / datum.logger, '.1f') + ' times the pay'")
        .transform_calculate(
            words=f"datum.name + ': ' + format(datum.amount, ',.0f') + {json.dumps(' ' + unit)}"
            " + (datum.party === 'logger' ? '' : ', ' + datum.words)"
        )
        .encode(y=alt.Y("party:N", sort=fold, axis=None))
    )
    axis = alt.Axis(title="Part of the year's cut (percent)", tickCount=6)
    x = alt.X("percent:Q", axis=axis, scale=alt.Scale(domain=list(domain)))
    tips = [
        alt.Tooltip("name:N", title="Who"),
        alt.Tooltip("amount:Q", title=f"{unit.capitalize()} a year", format=",.0f"),
    ]
    tips.append(alt.Tooltip("percent:Q", title="Percent of the cut", format=".1f"))
    color = alt.Color("party:N", scale=_scale(fold, colors), legend=None)
    bars = base.mark_bar(yOffset=10, height=16, clip=True).encode(x, color=color, tooltip=tips)
    words = base.mark_text(yOffset=-10, align="left").encode(x=alt.value(0), text="words:N")
    return (bars + words).properties(height=50 * len(fold) + 20)
