"""The chart of a class's codings: which value how many gave, and which the book gives."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from dispatched import charts
from dispatched.codings.measures import Report


def rows(report: Report) -> pd.DataFrame:
    """One row an item and value: ``item, value, coders, percent, shown, book``."""
    made = []
    for item in report.items:
        for value, coders in item.counts.items():
            percent = 100 * coders / item.coders if item.coders else 0.0
            made.append(
                {
                    "item": item.label,
                    "value": value,
                    "coders": coders,
                    "percent": round(percent, 1),
                    "shown": f"{percent:.0f}" if coders else "",
                    "book": value == item.book,
                }
            )
    return pd.DataFrame(made)


def chart(report: Report) -> Any:
    """A heat map: a row an item, a column a value, the share of coders, a frame at the book's."""
    data = rows(report)
    sheet = report.sheet
    scored = sheet.level == "ordinal"
    base = alt.Chart(data).encode(
        x=alt.X(
            "value:O" if scored else "value:N",
            title="Score (0 most tightly held, 4 freest)" if scored else "Kind of figure",
            sort=list(sheet.values),
        ).axis(orient="top", labelAngle=0),
        y=alt.Y("item:N", title=None, sort=[item.label for item in report.items]),
        tooltip=["item:N", "value:N", "coders:Q", "percent:Q"],
    )
    squares = base.mark_rect(color=charts.ERA_COLOR["1946"]).encode(
        opacity=alt.Opacity("percent:Q", title="Coders (percent)").scale(
            domain=[0, 100], range=[0.03, 0.7]
        )
    )
    frames = (
        base.transform_filter("datum.book")
        .mark_rect(filled=False, stroke=charts.INK, strokeWidth=2)
        .encode()
    )
    numbers = base.mark_text().encode(text="shown:N")
    return charts.figure(
        (squares + frames + numbers).properties(height=32 * len(report.items)),
        title=f"Chapter {int(sheet.chapter)}: what the class gave, and what the book gives",
        description=f"""
        A grid of {len(report.items)} items and {len(sheet.values)} values. Each square holds the
        percentage of coders who gave this value, the stronger the color the more; the square with a
        frame is the value of the book.""",
        note=f"Codings of {report.coders} readers, without names. Frame: the book's value.",
        claims=[],
    )
