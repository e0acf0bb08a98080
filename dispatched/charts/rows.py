"""Marks below their words, one row each: readable on a phone."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from dispatched import texts
from dispatched.charts.theme import ERA_COLOR

TIPS = {
    "value": "Figure",
    "kind": "Kind",
    "years": "Years",
    "place": "Place",
    "who": "Source",
    "grade": "Grade",
}
"""Column of a figure → what a tooltip calls it."""


def figure_tips(*columns: str, **named: str) -> list[alt.Tooltip]:
    """What a tooltip says of a figure, in this order; ``place="Region"`` calls a column so here."""
    titles = TIPS | named
    return [alt.Tooltip(f"{column}:N", title=titles[column]) for column in columns]


def with_words(data: pd.DataFrame, key: str, column: str = "id") -> pd.DataFrame:
    """A table with one more column, ``what``: how a chart calls each row.

    Args:
        data: the rows, with ``column``.
        key: of the chart in a chapter's text file (:mod:`dispatched.texts`), which has the words.
        column: what the words are listed by.

    Raises:
        texts.TextError: no text file has the key.
        KeyError: a row has no words.
    """
    known = texts.words(key)
    return data.assign(what=[known[name] for name in data[column]])


def some(data: Any, field: str, values: Sequence[str]) -> alt.Chart:
    """A chart of those rows whose field has one of these values, for words beside a few marks.

    Args:
        data: a data frame or named data.
        field: of the rows.
        values: those that are drawn.
    """
    return alt.Chart(data).transform_filter(alt.FieldOneOfPredicate(field=field, oneOf=[*values]))


def told_above(data: Any, key: str) -> alt.LayerChart:
    """Lines above a chart that tell the values of its only row.

    Args:
        data: a data frame or named data.
        key: of the chart in a chapter's text file, which has the lines (``says``); ``{median}`` in
            a line is what the column holds.

    Raises:
        texts.TextError: no text file has the key.
    """
    lines = list(texts.of(key).says.values())
    return alt.layer(
        *(
            alt.Chart(data)
            .transform_calculate(said=_filled(line))
            .mark_text(align="left", dy=-8 - 18 * (len(lines) - place))
            .encode(x=alt.value(0), y=alt.value(0), text="said:N")
            for place, line in enumerate(lines, 1)
        )
    )


def _filled(line: str) -> str:
    """A line with columns in braces as an expression of Vega.

    >>> _filled("{part} percent of the draws")
    '"" + datum.part + " percent of the draws"'
    """
    parts = re.split(r"\{(\w+)\}", line)
    said = (f"datum.{part}" if n % 2 else json.dumps(part) for n, part in enumerate(parts))
    return " + ".join(said)


def worded(data: pd.DataFrame, field: str = "what") -> tuple[alt.Chart, alt.Chart]:
    """One row for each line of ``data``: its words above, and a base for the mark below.

    Give marks on the base ``yOffset=8``; no room is needed for axis labels.
    """
    base = alt.Chart(data).encode(alt.Y(f"{field}:N", sort=None, axis=None))
    words = base.mark_text(yOffset=-8, align="left").encode(x=alt.value(0), text=f"{field}:N")
    return base, words.properties(height=34 * len(data) + 110)


def worded_bars(
    data: pd.DataFrame,
    low: str = "low",
    high: str = "high",
    *,
    title: str,
    domain: Sequence[float],
    tooltip: Any,
) -> alt.LayerChart:
    """Ranges as bars, each below its words; readable on a phone.

    Args:
        data: one row a bar, drawn from top to bottom: ``what`` (the words) and two columns of
            numbers.
        low: the column in which a bar begins, in the unit that ``title`` names.
        high: the column in which it ends.
        title: of the axis, with the unit in brackets.
        domain: first and last value of the axis.
        tooltip: the tooltips of a bar.
    """
    base, words = worded(data)
    x = alt.X(
        f"{low}:Q", title=title, axis=alt.Axis(tickCount=5), scale=alt.Scale(domain=list(domain))
    )
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
    """Stated figures below their words: a line from lowest to highest, a mark at each end.

    Args:
        data: one row a figure, drawn from top to bottom: ``what`` (the words), ``measure`` (stock,
            flow, count …) and two columns of numbers, equal where a source states one value.
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
    ends = base.mark_point(yOffset=8, opacity=1, color=color).encode(
        x, shape=shape, tooltip=tooltip
    )
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
        rows: one a range, drawn from top to bottom: ``what`` (label; a comma breaks it into two
            lines), ``low`` and ``high`` (equal for a single value; in the unit that ``title``
            names), ``figure`` (the same in words) and ``who`` (its source).
        title: of the axis, with the unit in brackets.
        top: last value of the axis.
        unit: heading of the figure in the tooltip.
        labels: format of the axis labels, as d3 writes it: ``$,d`` for 1,000 dollars, ``$~s`` for
            millions.
        color: of lines and dots.
    """
    axis = alt.Axis(format=labels, tickCount=4)
    base = alt.Chart(pd.DataFrame(list(rows))).encode(
        x=alt.X("low:Q", title=title, axis=axis, scale=alt.Scale(domain=[0, top])),
        y=alt.Y(
            "what:N", title=None, sort=None, axis=alt.Axis(labelExpr="split(datum.label, ', ')")
        ),
        tooltip=[alt.Tooltip("figure:N", title=unit), alt.Tooltip("who:N", title="Source")],
    )
    lines = base.mark_rule(strokeWidth=9, color=color).encode(x2="high:Q")
    dots = base.transform_filter("datum.low == datum.high").mark_point(
        size=160, opacity=1, color=color
    )
    words = base.mark_text(align="left", dy=-13).encode(text="figure:N")
    return alt.layer(lines, dots, words).properties(height=30 + 58 * len(rows))
