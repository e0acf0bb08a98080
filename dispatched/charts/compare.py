"""Two or more of a kind side by side: eras, parts of a whole, distributions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import altair as alt
import pandas as pd

from dispatched.charts.theme import SOFT, color_scale, era_scale


def dumbbell(
    data: pd.DataFrame, eras: Sequence[str], *, order: Iterable[str], source: str
) -> alt.LayerChart:
    """The scores of two to four eras on one line for each dimension: how far apart the models are.

    Args:
        data: one row a mark, as in ``features.csv``: ``label`` (the dimension in words), ``era``,
            ``score`` (0 to 4), ``text`` (the grounds) and ``locator``.
        eras: in the order of time, as in the legend; each has its own color and shape, and the
            first is the largest.
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
        # Without a domain of its own: with the same one Vega-Lite would merge the legends, and drop
        # them all.
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
    """One row for each part of each row: ``across, part, <value>, place`` (0 for the first)."""
    names = [name for name in data.columns if name != across]
    parts = data.melt(across, names, var_name="part", value_name=value)
    return parts.assign(place=parts["part"].map(names.index))


def split_bars(
    data: pd.DataFrame, row: str, value: str, *, colors: Sequence[str], titles: Sequence[str]
) -> alt.Chart:
    """A horizontal bar for each row, split into its parts.

    Args:
        data: one row a bar, drawn from top to bottom: a column of names, and one column of numbers
            for each part, all in one unit; the first part stands next to zero.
        row: the column of names.
        value: what the numbers are, in one word (``persons``).
        colors: one color a part.
        titles: of the axis of numbers (with the unit in brackets), of the axis of names, and of the
            legend.
    """
    amount, names, legend = titles
    parts = _parts(data, row, value)
    return (
        alt.Chart(parts, height=95 * len(data))
        .mark_bar(size=30)
        .encode(
            x=alt.X(f"{value}:Q", title=amount, axis=alt.Axis(format=",d", tickCount=4)),
            y=alt.Y(f"{row}:N", title=names, sort=None),
            color=alt.Color(
                "part:N", title=legend, scale=color_scale(parts["part"].unique(), colors)
            ),
            order=alt.Order("place:Q"),
        )
    )
