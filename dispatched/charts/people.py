"""What the models of people give: who is present, how a balance moves, what the party takes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from dispatched.charts.theme import ERA_COLOR, HUE, INK, SOFT, color_scale

REPORTED = 0.3
"""Opacity of the band of reported amounts, and of its key."""


def present_bars(
    data: Any,
    groups: Mapping[str, str],
    colors: Sequence[str],
    *,
    top: float,
    compare: tuple[str, float],
) -> alt.LayerChart:
    """People present at the end of each year, stacked by group, with a dashed line to compare.

    Args:
        data: rows of :func:`dispatched.models.cohort_stock`, as a data frame or as named data:
            ``year``, ``stock`` and one column for each group (persons).
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
    bars = bars.transform_calculate(
        layer=f"-indexof({json.dumps(list(groups))}, datum.group)"
    ).encode(
        x=alt.X("year:O", title="Year", axis=alt.Axis(labelAngle=0)),
        y=y,
        order="layer:Q",
        color=alt.Color(
            "group:N", title="Who is there", scale=color_scale(groups, colors), legend=legend
        ),
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
    colors: Sequence[str] = (ERA_COLOR["2000"], HUE["teal"], HUE["indigo"]),
) -> alt.LayerChart:
    """A worker's balance over twelve months under three rules, over a band of reported amounts.

    Args:
        data: rows of :func:`dispatched.models.contract_year`, as a data frame or as named data:
            ``month`` (0 to 12) and one column for each rule (balance so far, US dollars).
        rules: column → name; the lines differ by dash as well as by color, and each balance at the
            end of the year stands in words in the corner.
        domain: lowest and highest balance of the axis (US dollars), which stay when a slider moves.
        band: name, lowest and highest value (US dollars).
        colors: one color a rule.
    """
    dashes = ([1, 0], [8, 3], [2, 3])
    name, low, high = band
    # The lines have their keys, dashed as they are, beside their words in the corner.
    legend = alt.Legend(title=None, symbolType="square", symbolOpacity=REPORTED)
    color = alt.Color("rule:N", scale=color_scale([name], [ERA_COLOR["across"]]), legend=legend)
    axis = alt.Axis(title="Balance so far (US dollars)", format="$,d", tickCount=7)
    months = alt.Axis(tickCount=7)
    x = alt.X(
        "month:Q", title="Month of the year (number)", axis=months, scale=alt.Scale(domain=[0, 12])
    )
    y = alt.Y("low:Q", title="Savings (US dollars)", axis=axis)
    reported = alt.Chart(pd.DataFrame([{"low": low, "high": high, "rule": name}])).mark_rect(
        opacity=REPORTED
    )
    once = alt.Chart(alt.InlineData(values=[{}]))
    zero = once.mark_rule(color=SOFT, strokeWidth=1).encode(y=alt.datum(0))
    layers = [reported.encode(y=y, y2="high:Q", color=color), zero]
    for place, ((column, rule), dash) in enumerate(zip(rules.items(), dashes, strict=True)):
        y = alt.Y(
            f"{column}:Q",
            title=f"{rule} (US dollars)",
            axis=axis,
            scale=alt.Scale(domain=list(domain)),
        )
        tips = [
            alt.Tooltip("month:Q", title="Month"),
            alt.Tooltip(f"{column}:Q", title=rule, format="$,d"),
        ]
        look, at = {"color": colors[place], "strokeDash": dash}, alt.value(12 + 18 * place)
        line = alt.Chart(data).mark_line(**look, clip=True).encode(x=x, y=y, tooltip=tips)
        key = once.mark_rule(**look, strokeWidth=2.5)
        key = key.encode(x=alt.value(10), x2=alt.value(42), y=at)
        end = (
            alt.Chart(data)
            .transform_filter("datum.month == 12")
            .transform_calculate(
                end=f"{json.dumps(rule + ', end of year: ')} + format(datum.{column}, '$,.0f')"
            )
        )
        words = end.mark_text(align="left").encode(x=alt.value(50), y=at, text="end:N")
        layers += [line, key, words]
    return alt.layer(*layers).properties(height=380)


def party_bars(
    data: Any,
    parties: Mapping[str, str],
    colors: Sequence[str],
    *,
    domain: Sequence[float],
    unit: str = "rubles",
) -> alt.LayerChart:
    """What each party gets of one whole: bars in percent, below the amount in words.

    Args:
        data: one row of :func:`dispatched.models.timber_bargain`, as a data frame or as named data:
            ``cut``, ``logger`` and one column for each party, all in ``unit``.
        parties: column → name, drawn from top to bottom.
        colors: one color a party.
        domain: first and last value of the axis (percent of the cut), which stay when a slider
            moves.
        unit: of the amounts, in one word.
    """
    fold = list(parties)
    base = (
        alt.Chart(data)
        .transform_fold(fold, as_=["party", "amount"])
        .transform_calculate(
            percent="100 * datum.amount / datum.cut",
            name=f"{json.dumps(dict(parties))}[datum.party]",
        )
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
    color = alt.Color("party:N", scale=color_scale(fold, colors), legend=None)
    bars = base.mark_bar(yOffset=10, height=16, clip=True).encode(x, color=color, tooltip=tips)
    words = base.mark_text(yOffset=-10, align="left").encode(x=alt.value(0), text="words:N")
    return (bars + words).properties(height=50 * len(fold) + 20)
