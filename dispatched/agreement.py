"""How far two codings agree beyond chance, and what the scores of a period add up to.

The coefficients come from :mod:`nltk.metrics.agreement`; this module checks what goes in, adds Krippendorff's ordinal
distance, and refuses the cases that have no answer. Scores are whole steps from 0 to 4, as in ``dimensions.csv``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from fractions import Fraction
from typing import Any, TypeVar

import pandas as pd
from nltk.metrics.agreement import AnnotationTask

from dispatched import evidence

TOP = 4
"""The highest score: the least hold over the worker."""

CONTROL = ("recruitment", "selection", "housing", "surveillance", "family", "state_take")
"""What the states do to the worker; our choice."""

AUTONOMY = ("movement", "contact", "remittance", "contract_length", "exit", "side_income")
"""What the worker can do; our choice."""

OTHER = ("pay", "savings", "bribery", "visa", "employer", "legal_basis")
"""Terms and results, in neither score; the last two have no rubric."""

GROUPS = {"control": CONTROL, "autonomy": AUTONOMY}

SECOND_PASS = {"the same": 109, "one step apart": 9, "further apart": 0}
"""Scored rows of the second scoring by the same coder against the first, typed from CONTRIBUTING.md."""

Score = float | None
Distance = Callable[[Any, Any], float]
_T = TypeVar("_T", bound=Hashable)


# --- two codings, or more ---------------------------------------------------------------------------------------


def _pairs(first: Sequence[_T], second: Sequence[_T]) -> list[tuple[_T, _T]]:
    if len(first) != len(second):
        raise ValueError(f"one coding has {len(first)} items, the other {len(second)}")
    if not first:
        raise ValueError("no items were coded")
    if any(value is None or value != value for value in (*first, *second)):
        raise ValueError("an item without a score: leave it out of both codings")
    return list(zip(first, second, strict=True))


def percent(first: Sequence[_T], second: Sequence[_T]) -> float:
    """Items on which two codings are equal (percent of all items).

    Raises:
        ValueError: the codings differ in length, are empty, or hold an item without a score.
    """
    pairs = _pairs(first, second)
    return 100 * sum(a == b for a, b in pairs) / len(pairs)


def _steps(a: float, b: float) -> float:
    return abs(a - b)


def _squared(a: float, b: float) -> float:
    return (a - b) ** 2


def _equal(a: Hashable, b: Hashable) -> float:
    return float(a != b)


WEIGHTS: dict[str, Distance] = {"nominal": _equal, "linear": _steps, "squared": _squared}


def kappa(first: Sequence[float], second: Sequence[float], weights: str = "linear") -> float:
    """Cohen's weighted kappa (1968) of two coders: 1 for full agreement, 0 for what their habits give by chance.

    Args:
        first: the scores of one coder.
        second: those of the other, for the same items in the same order.
        weights: how a difference counts: ``nominal`` (any alike: Cohen 1960), ``linear`` (by steps) or ``squared``.

    Raises:
        ValueError: unknown weights; codings that do not match; or both coders gave one and the same score throughout,
            so that chance alone explains everything and kappa has no value.
    """
    if weights not in WEIGHTS:
        raise ValueError(f"no weights {weights!r}; there are {', '.join(WEIGHTS)}")
    pairs = _pairs(first, second)
    if len({value for pair in pairs for value in pair}) == 1:
        raise ValueError("both coders gave one score throughout: kappa has no value")
    rows = [(coder, item, value) for item, pair in enumerate(pairs) for coder, value in zip("ab", pair, strict=True)]
    return float(AnnotationTask(rows, distance=WEIGHTS[weights]).weighted_kappa_pairwise("a", "b"))


def _ordinal(counts: Counter[float]) -> Distance:
    """Krippendorff's ordinal distance: how many scores lie between two, the two themselves counted half; squared."""

    def distance(a: float, b: float) -> float:
        low, high = min(a, b), max(a, b)
        between = sum(n for value, n in counts.items() if low <= value <= high)
        return 0.0 if a == b else (between - (counts[low] + counts[high]) / 2) ** 2

    return distance


def alpha(*codings: Sequence[Score], distance: str = "ordinal") -> float:
    """Krippendorff's alpha: 1 minus the disagreement seen over the disagreement that chance would give.

    Args:
        *codings: the scores of two coders or more, the same items in the same order; None where a coder gave none.
        distance: ``nominal`` (any difference alike), ``ordinal`` (by rank) or ``interval`` (by squared steps).

    Source: K. Krippendorff, *Computing Krippendorff's Alpha-Reliability* (2011).

    Raises:
        ValueError: unknown distance; fewer than two codings, or of different length; no item that two coders scored; or
            one score throughout, so that no disagreement could have been seen and alpha has no value.
    """
    if distance not in ("nominal", "ordinal", "interval"):
        raise ValueError(f"no distance {distance!r}; there are nominal, ordinal, interval")
    if len(codings) < 2 or len({len(coding) for coding in codings}) != 1:
        raise ValueError("alpha needs two codings or more, all of the same length")
    rows = []
    for item, values in enumerate(zip(*codings, strict=True)):
        scored = [(coder, item, value) for coder, value in enumerate(values) if value is not None and value == value]
        rows += scored if len(scored) > 1 else []
    if not rows:
        raise ValueError("no item was scored by two coders")
    counts = Counter(value for _, _, value in rows)
    if len(counts) == 1:
        raise ValueError("one score throughout: alpha has no value")
    measure = {"nominal": _equal, "ordinal": _ordinal(counts), "interval": _squared}[distance]
    return float(AnnotationTask(rows, distance=measure).alpha())


# --- the matrix: dimensions and periods -------------------------------------------------------------------------


def cells() -> pd.DataFrame:
    """One row a dimension and period, with what the sources say: the matrix in long form.

    Returns:
        ``era, dimension, label, scores`` (the different scores given, a rising tuple, empty where nothing can be
        scored), ``low, middle, high`` (of them; NaN where there is none), ``shown`` (``3``, ``3–4`` or nothing) and
        ``evidence`` (each text's words in ours, with its place); dimensions in the order of :data:`CONTROL`,
        :data:`AUTONOMY`, :data:`OTHER`.
    """
    labels = {row["id"]: row["label"] for row in evidence.tables()["dimensions"]}
    rows = []
    for dimension in (*CONTROL, *AUTONOMY, *OTHER):
        for era in (row["id"] for row in evidence.tables()["eras"] if row["year_start"]):
            said = [row for row in evidence.tables()["features"] if row["era"] == era and row["dimension"] == dimension]
            scores = tuple(sorted({int(row["score"]) for row in said if row["score"] is not None}))
            low, high = (scores[0], scores[-1]) if scores else (float("nan"), float("nan"))
            rows.append(
                {
                    "era": era,
                    "dimension": dimension,
                    "label": labels[dimension],
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


# --- sums with the uncertainty of coding ------------------------------------------------------------------------


def mean_score(scores: Iterable[Sequence[int]], step: int = 1) -> dict[str, float]:
    """The mean of several cells' scores, and how far it moves if each is up to ``step`` off.

    Args:
        scores: the different scores of each cell, one or more; cells without a score are left out beforehand.
        step: how far off a score may be, in steps; a score never leaves 0 to 4.

    Returns:
        ``middle`` (mean of the cells' middles); ``low`` and ``high``, when all are off in one direction; ``likely_low``
        and ``likely_high``, at least the middle 90 percent when each cell is off by itself: any of its scores and any
        shift from −step to step as likely as another, ended at 0 and 4; counted out exactly. Ours, from no source.

    Raises:
        ValueError: no cells, a cell without a score, a score outside 0 to 4, or a negative step.
    """
    given = [tuple(cell) for cell in scores]
    if not given or not all(given):
        raise ValueError("a mean needs cells, and each cell a score")
    if any(not 0 <= score <= TOP for cell in given for score in cell) or step < 0:
        raise ValueError(f"scores run from 0 to {TOP}, and a step is not negative")
    count = len(given)
    sums: dict[int, Fraction] = {0: Fraction(1)}
    for cell in given:
        moved = [min(TOP, max(0, score + by)) for score in cell for by in range(-step, step + 1)]
        new: Counter[int] = Counter()
        for total, chance in sums.items():
            for value in moved:
                new[total + value] += chance / len(moved)  # type: ignore[assignment]
        sums = dict(new)  # type: ignore[arg-type]
    low, high = _central(sums)
    return {
        "middle": sum((min(c) + max(c)) / 2 for c in given) / count,
        "low": sum(max(0, min(c) - step) for c in given) / count,
        "high": sum(min(TOP, max(c) + step) for c in given) / count,
        "likely_low": low / count,
        "likely_high": high / count,
    }


def _central(chances: dict[int, Fraction], tail: Fraction = Fraction(1, 20)) -> tuple[int, int]:
    """The values left when at most ``tail`` of the chance is cut off at each end."""

    def first(values: Iterable[int]) -> int:
        seen = Fraction(0)
        for value in values:
            seen += chances[value]
            if seen > tail:
                return value
        raise AssertionError("chances add up to one")

    return first(sorted(chances)), first(sorted(chances, reverse=True))


def period_scores(step: int = 1, matrix: pd.DataFrame | None = None) -> pd.DataFrame:
    """Control score and autonomy score of each period, with what the uncertainty of coding does to them.

    Control is 4 minus the mean of :data:`CONTROL`, so that 4 is the tightest; autonomy is the mean of :data:`AUTONOMY`.

    Args:
        step: how far off each score may be (steps).
        matrix: the cells as from :func:`cells`; those of the book where none are given.

    Returns:
        one row a period: ``era``, and for control and autonomy ``<name>`` (the mean), ``<name>_low``, ``<name>_high``,
        ``<name>_likely_low``, ``<name>_likely_high`` (see :func:`mean_score`) and ``<name>_n`` (cells with a score).

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
            row |= {name if key == "middle" else f"{name}_{key}": value for key, value in mean.items()}
            row[f"{name}_n"] = len(scored)
        rows.append(row)
    return pd.DataFrame(rows)
