"""A finished chart: title, text alternative and source line, held against the rules."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from typing import Any

import altair as alt

from dispatched import evidence
from dispatched.shown import faults


class ChartError(ValueError):
    """A chart that lacks what every chart of the book must have."""


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
        description: the text alternative: what one sees, in sentences, for a reader who does not
            see the picture.
        claims: ids of the claims that it draws on; the source line is made from them.
        note: what the source line says beside the sources (``Model: ours.``).
        interactive: one sentence on what a reader can do with the chart beside reading tooltips;
            empty for nothing.

    Returns:
        the chart with ``title``, ``description`` and ``usermeta`` (``source``, ``claims``,
        ``interactive``).

    Raises:
        ChartError: what is missing, by name.
        evidence.EvidenceError: an unknown claim id.
    """
    line = source_line(claims, note)
    done = chart.properties(
        title=alt.TitleParams(text=title, subtitle=_wrap(line)),
        description=" ".join(description.split()),  # it may stand over several lines of a cell
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
        return (
            f"Sources: {len(places)} texts, each named with its figure in the list below. {note}"
        ).strip()
    parts = [evidence.cite(source, ", ".join(locators)) for source, locators in places.items()]
    head = f"Source{'s' if len(parts) > 1 else ''}: {'; '.join(parts)}." if parts else ""
    return f"{head} {note}".strip()


def _wrap(text: str, width: int = 105) -> list[str]:
    return textwrap.wrap(text, width) or [""]
