"""A finished chart: title, text alternative and source line."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from dispatched import evidence, texts, vegalite


def figure(
    chart: alt.TopLevelMixin,
    key: str = "",
    *,
    title: str = "",
    description: str = "",
    claims: Sequence[str] | None = None,
    note: str = "",
    interactive: str = "",
) -> Any:
    """A chart with the words that a reader needs: title, text alternative, source line.

    In a chapter the words stand in its text file and code names their key; elsewhere they are given
    here. Nothing is refused: what a chart lacks is said below it (:mod:`dispatched.shown`), and by
    the tests of the book. A column ``locator`` of its data is shown as a reader reads it: ¶21.

    Args:
        chart: an Altair chart of any kind.
        key: of the words in a chapter's text file (:mod:`dispatched.texts`).
        title: what the chart is about, or better what it shows.
        description: the text alternative: what one sees, in sentences, for a reader who does not
            see the picture.
        claims: ids of the claims that it draws on; the source line is made from them. Left out,
            they are read from the ``id`` column of the chart's data.
        note: what the source line says beside the sources (``Model: ours.``).
        interactive: one sentence on what a reader can do with the chart beside reading tooltips;
            empty for nothing.

    Returns:
        the chart with ``title``, ``description`` and ``usermeta`` (``source``, ``claims``,
        ``interactive``, ``key``).

    Raises:
        TypeError: both a key and words of its own.
        texts.TextError: no text file has the key.
        evidence.EvidenceError: an unknown claim id.
    """
    if key and (title or description or note or interactive or claims is not None):
        raise TypeError(f"figure {key!r}: its words stand in the chapter's text file, not here")
    if key:
        text = texts.of(key)
        title, description, note = text.title, text.description, text.note
        interactive, claims = text.interactive, text.claims
    drawn = list(claims_drawn(chart.to_dict()) if claims is None else claims)
    line = source_line(drawn, note)
    named = {"key": key} if key else {}
    return _placed(chart.copy()).properties(
        title=alt.TitleParams(text=title, subtitle=_wrap(line)),
        description=" ".join(description.split()),  # it may stand over several lines of a cell
        usermeta={"source": line, "claims": drawn, "interactive": interactive, **named},
    )


def _placed(chart: Any) -> Any:
    """The chart, changed in place: where a claim stands, in the data of each view, as ¶21."""
    data = getattr(chart, "data", None)
    if isinstance(data, pd.DataFrame) and "locator" in data:
        shown = data["locator"].map(evidence.paragraphs, na_action="ignore")
        chart.data = data.assign(locator=shown)
    for name in (*vegalite.NESTS, "spec"):
        views = getattr(chart, name, None)
        for view in views if isinstance(views, list) else [views]:
            if isinstance(view, alt.SchemaBase):
                _placed(view)
    return chart


def claims_drawn(spec: Mapping[str, Any]) -> Iterator[str]:
    """The claims that a chart's data name in a column ``id``, each once, as they come.

    >>> rows = [{"id": "arrivals-1947"}, {"id": "total"}]
    >>> list(claims_drawn({"mark": "bar", "data": {"values": rows}}))
    ['arrivals-1947']
    """
    known = {row["id"] for row in evidence.tables()["claims"]}
    tables = vegalite.part(spec, "datasets")
    read = (row for view in vegalite.views(spec) for row in vegalite.rows(view.data, tables))
    found = dict.fromkeys(row["id"] for row in read if isinstance(row.get("id"), str))
    yield from (ident for ident in found if ident in known)


MANY = 8
"""A source line names no more texts than this."""

LISTED = ", each named with its figure in the list below"
"""What it says in their place."""


def source_line(claims: Sequence[str], note: str = "") -> str:
    """``Sources: Lankov 2020, ¶21, ¶26. Model: ours.`` from claim ids and a note."""
    places: dict[str, list[str]] = {}
    for ident in claims:
        row = evidence.claim(ident).row
        known = places.setdefault(row["source"], [])
        known += [part for part in re.split(r";\s*", row["locator"]) if part not in known]
    for known in places.values():
        known.sort(key=lambda part: [int(n) for n in re.findall(r"\d+", part)])
    if len(places) > MANY:
        return f"Sources: {len(places)} texts{LISTED}. {note}".strip()
    parts = [evidence.cite(source, ", ".join(locators)) for source, locators in places.items()]
    head = f"Source{'s' if len(parts) > 1 else ''}: {'; '.join(parts)}." if parts else ""
    return f"{head} {note}".strip()


def _wrap(text: str, width: int = 105) -> list[str]:
    return textwrap.wrap(text, width) or [""]
