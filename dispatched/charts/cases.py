"""One case of the audit: what its inputs give, beside what its source states."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import altair as alt

from dispatched.charts.theme import ERA_COLOR, GRID

AXIS, LINE = 135, 20
"""Pixels from the top to the band, and from one line of words to the next."""


def case_marks(data: Any, known: Mapping[str, Mapping[str, Any]], *, top: float) -> alt.LayerChart:
    """A band for the statement, a diamond for the result, and four lines of words above them.

    Args:
        data: rows of :func:`dispatched.questions.audit_cases.position`, as a data frame or as named
            data.
        known: key of a case → what belongs to it: ``first``, ``second`` and ``unit`` (the inputs
            and the unit of the result, in words), ``low`` and ``high`` (where the source is right,
            in percent of what it states).
        top: last value of the axis, in the same percent.
    """

    def of(column: str) -> str:
        return f"{json.dumps({key: row[column] for key, row in known.items()})}[datum.case]"

    def named(column: str, value: str) -> str:
        return f"{of(column)} + ': ' + format(datum.{value}, ',.1~f')"

    base = alt.Chart(data)
    x = alt.X(
        "share:Q",
        title="Result (percent of what the source states)",
        axis=alt.Axis(tickCount=5),
        scale=alt.Scale(domain=[0, top], nice=False),
    )
    band = (
        base.transform_calculate(share=of("low"), end=of("high"))
        .mark_bar(height=60, color=GRID, stroke=ERA_COLOR["1946"])
        .encode(x=x, x2="end:Q", y=alt.value(AXIS))
    )
    mark = base.mark_point(shape="diamond", color=ERA_COLOR["2022"]).encode(
        x=x, y=alt.value(AXIS), tooltip="share:Q"
    )
    said = [
        named("first", "a"),
        named("second", "b"),
        f"'Result, ' + {named('unit', 'result')}",
        "'It is ' + ['less than', 'as', 'more than'][datum.fits + 1] + ' stated'",
    ]
    words = [
        base.transform_calculate(words=one)
        .mark_text(align="left")
        .encode(x=alt.value(0), y=alt.value(8 + LINE * number), text="words:N")
        for number, one in enumerate(said)
    ]
    return alt.layer(band, mark, *words).properties(height=180)
