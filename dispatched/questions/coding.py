"""What the texts say of each dimension in each period, and what a period's scores add up to."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dispatched import evidence
from dispatched.models import TOP, mean_score

CONTROL = ("recruitment", "selection", "housing", "surveillance", "family", "state_take")
"""What the states do to the worker; our choice."""

AUTONOMY = ("movement", "contact", "remittance", "contract_length", "exit", "side_income")
"""What the worker can do; our choice."""

OTHER = ("pay", "savings", "bribery", "visa", "employer", "legal_basis")
"""Terms and results, in neither score; the last two have no rubric."""

GROUPS = {"control": CONTROL, "autonomy": AUTONOMY}


def second_pass() -> dict[str, int]:
    """How far a second scoring by the same coder is from the first: words → scored rows.

    >>> second_pass()
    {'the same': 109, 'one step apart': 9, 'further apart': 0}
    """
    return {row["label"]: row["rows"] for row in evidence.tables()["second-pass"]}


def cells() -> pd.DataFrame:
    """One row a dimension and period, with what the sources say: the matrix in long form.

    Returns:
        ``era, dimension, label, scores`` (the different scores given, a rising tuple, empty where
        nothing can be scored), ``low, middle, high`` (of them; NaN where there is none), ``shown``
        (``3``, ``3–4`` or nothing) and ``evidence`` (each text's words in ours, with its place);
        dimensions in the order of :data:`CONTROL`, :data:`AUTONOMY`, :data:`OTHER`.
    """
    rows = []
    for dimension in (*CONTROL, *AUTONOMY, *OTHER):
        for era in (row["id"] for row in evidence.tables()["eras"] if row["year_start"]):
            said = [
                row
                for row in evidence.tables()["features"]
                if row["era"] == era and row["dimension"] == dimension
            ]
            scores = tuple(sorted({int(row["score"]) for row in said if row["score"] is not None}))
            low, high = (scores[0], scores[-1]) if scores else (float("nan"), float("nan"))
            rows.append(
                {
                    "era": era,
                    "dimension": dimension,
                    "label": evidence.find("dimensions", dimension)["label"],
                    "scores": scores,
                    "low": low,
                    "middle": (low + high) / 2,
                    "high": high,
                    "shown": "–".join(map(str, dict.fromkeys((low, high)))) if scores else "",
                    "evidence": " | ".join(_said(row) for row in said) or "Not coded.",
                }
            )
    return pd.DataFrame(rows)


def _said(row: dict[str, Any]) -> str:
    mark = "" if row["score"] is None else f" Score {row['score']:g}."
    return f"{row['text']} ({evidence.cite(row['source'], row['locator'])}){mark}"


def dimension_rows(dimension: str, data: pd.DataFrame | None = None) -> list[dict[str, Any]]:
    """What is known of one dimension, one row a period: the model of the explorer of evidence.

    Returns:
        ``era, low, high`` (−1, outside the axis, where there is no score), ``words`` (period and
        score) and ``evidence``.
    """
    table = cells() if data is None else data
    rows = []
    for row in table[table["dimension"] == dimension].to_dict("records"):
        low, high = (row["low"], row["high"]) if row["scores"] else (-1, -1)
        words = f"{row['era']}: {row['shown'] or 'no score'}"
        rows.append(
            {
                "era": row["era"],
                "low": low,
                "high": high,
                "words": words,
                "evidence": row["evidence"],
            }
        )
    return rows


def period_scores(step: int = 1, matrix: pd.DataFrame | None = None) -> pd.DataFrame:
    """Control score and autonomy score of each period, with what errors of coding do to them.

    Control is 4 minus the mean of :data:`CONTROL`, so that 4 is the tightest; autonomy is the mean
    of :data:`AUTONOMY`.

    Args:
        step: how far off each score may be (steps).
        matrix: the cells as from :func:`cells`; those of the book where none are given.

    Returns:
        one row a period: ``era``, and for control and autonomy ``<name>`` (the mean),
        ``<name>_low``, ``<name>_high``, ``<name>_likely_low``, ``<name>_likely_high`` (see
        :func:`mean_score`) and ``<name>_n`` (cells with a score).

    Raises:
        ValueError: a period has no scored cell in one of the groups.
    """
    table = cells() if matrix is None else matrix
    rows = []
    for era, part in table.groupby("era", sort=False):
        row: dict[str, Any] = {"era": era}
        for name, dimensions in GROUPS.items():
            scored = [
                scores
                for d, scores in zip(part["dimension"], part["scores"], strict=True)
                if d in dimensions and scores
            ]
            mean = mean_score(scored, step)
            if name == "control":
                low, high, a, b = mean["low"], mean["high"], mean["likely_low"], mean["likely_high"]
                mean = {"middle": TOP - mean["middle"], "low": TOP - high, "high": TOP - low}
                mean |= {"likely_low": TOP - b, "likely_high": TOP - a}
            row |= {
                name if key == "middle" else f"{name}_{key}": value for key, value in mean.items()
            }
            row[f"{name}_n"] = len(scored)
        rows.append(row)
    return pd.DataFrame(rows)
