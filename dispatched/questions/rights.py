"""Law and rights: days between a duty and a deed, and the indicators of forced labor by period.

A reading is one of four words: present, partly, absent, unknown. Unknown is a reading too: the
silence of a source is not absence, so a count of indicators has two ends, one for each way of
filling the gaps. No reading, count or threshold here is a finding of law: the International Labour
Organization gives eleven signs and no number of them that decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from dispatched import evidence

READINGS = ("present", "partly", "absent", "unknown")
"""The four readings, from most to least; the rubric stands in ``datapackage.json``."""

FILLINGS = ("range", "absent", "present")
"""What to do with unknown: show both ends, or take all gaps for absent, or all for present."""


def days_between(first: str, second: str) -> int:
    """Days from one ISO date to another; negative where the second comes first.

    >>> days_between("2017-12-22", "2019-12-22"), days_between("2018-01-01", "2017-12-31")
    (730, -1)

    Args:
        first: a full date, ``2017-12-22``.
        second: another.

    Raises:
        ValueError: not a full date of the calendar.
    """
    return (date.fromisoformat(second) - date.fromisoformat(first)).days


def matrix() -> pd.DataFrame:
    """The table ``ilo-evidence`` ready to be drawn: a row for each indicator and period.

    Returns:
        ``era, indicator, label, reading, text, who, evidence``: ``reading`` as an ordered category,
        ``who`` the source with its place; indicators and periods in the order of their tables.
    """
    rows = evidence.frame("ilo-evidence")
    labels = evidence.frame("ilo").set_index("id")["label"]
    rows["label"] = rows["indicator"].map(labels)
    rows["reading"] = pd.Categorical(rows["reading"], READINGS, ordered=True)
    rows["who"] = [
        evidence.cite(s, p) if isinstance(p, str) else "the texts are silent"
        for s, p in zip(rows["source"], rows["locator"], strict=True)
    ]
    rows["text"] = rows["text"].map(evidence.paragraphs)
    return rows[["era", "indicator", "label", "reading", "text", "who", "evidence"]]


def span(
    readings: Iterable[str], partly: float = 0.5, unknown: str = "range"
) -> tuple[float, float]:
    """How many indicators are met, at least and at most.

    >>> span(["present", "partly", "absent", "unknown"])
    (1.5, 2.5)
    >>> span(["present", "partly", "absent", "unknown"], partly=1, unknown="absent")
    (2, 2)

    Args:
        readings: one reading for each indicator.
        partly: what a partly met indicator counts as, from 0 to 1.
        unknown: one of :data:`FILLINGS`.

    Returns:
        (low, high), in indicators; equal unless ``unknown`` is ``range`` and some reading is
        unknown.

    Raises:
        ValueError: a word that is no reading or no filling, or a weight outside 0 to 1.

    Source: ours. It is a way of counting, not a test of law.
    """
    words = list(readings)
    if wrong := set(words) - set(READINGS):
        raise ValueError(f"no reading: {', '.join(sorted(wrong))}; there are {', '.join(READINGS)}")
    if unknown not in FILLINGS:
        raise ValueError(f"no way to fill the gaps: {unknown!r}; there are {', '.join(FILLINGS)}")
    if not 0 <= partly <= 1:
        raise ValueError(f"a part counts from 0 to 1, not {partly:g}")
    known = words.count("present") + partly * words.count("partly")
    gaps = words.count("unknown")
    return known + gaps * (unknown == "present"), known + gaps * (unknown != "absent")


def answer(low: float, high: float, enough: float) -> str:
    """``met`` if ``low`` reaches ``enough``, ``not met`` if ``high`` does not, else ``open``.

    >>> answer(6, 8, enough=6), answer(5, 8, enough=6), answer(3, 5, enough=6)
    ('met', 'open', 'not met')

    Raises:
        ValueError: ``low`` is above ``high``.
    """
    if low > high:
        raise ValueError(f"the low end {low:g} is above the high end {high:g}")
    return "met" if low >= enough else "open" if high >= enough else "not met"


def spans(
    data: pd.DataFrame, partly: float = 50, enough: float = 6, unknown: str = "range"
) -> list[dict[str, float | str]]:
    """The span of each period, and what it says about a threshold.

    Args:
        data: ``era`` and ``reading``, as :func:`matrix` gives them.
        partly: what a partly met indicator counts as, in percent.
        enough: how many indicators shall be enough: a choice of the reader, not of the law.
        unknown: one of :data:`FILLINGS`.

    Returns:
        rows with ``era, low, high, answer, line`` (``line`` repeats ``enough``, for a line in a
        chart).
    """
    rows: list[dict[str, float | str]] = []
    for era, group in data.groupby("era", sort=True):
        low, high = span(group["reading"], partly / 100, unknown)
        rows.append(
            {
                "era": str(era),
                "low": low,
                "high": high,
                "answer": answer(low, high, enough),
                "line": enough,
            }
        )
    return rows
