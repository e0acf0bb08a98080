"""A stock of workers from recorded entries, quarter by quarter (persons)."""

from __future__ import annotations

from collections.abc import Sequence

Row = dict[str, float]


def stock_from_entries(
    start: float,
    study: Sequence[float],
    other: Sequence[float],
    study_share: float,
    other_share: float,
    stay_share: float,
) -> list[Row]:
    """Workers present at the end of each quarter, if nobody comes whose entry was not recorded.

    Of those present at the start of a quarter ``stay_share`` are still there at its end; the rest
    go home. To them come the workers among the quarter's entries. One entry counts as one person,
    so the stock is an upper bound where people cross the border more than once.

    Of a thousand half are still there a quarter later; 200 of 400 students come to work:

    >>> stock_from_entries(1000, [400], [0], study_share=0.5, other_share=0, stay_share=0.5)[1]
    {'quarter': 1, 'arrivals': 200.0, 'returns': 500.0, 'stock': 700.0}

    Args:
        start: workers present before the first quarter (persons).
        study: entries for study by quarter.
        other: entries for all other purposes by quarter, as many quarters.
        study_share: share of the entries for study that are workers, 0 to 1.
        other_share: share of the other entries that are workers, 0 to 1.
        stay_share: share of those present who are still there a quarter later, 0 to 1.

    Returns:
        one row a quarter, from quarter 0 (the start): ``quarter, arrivals, returns, stock``
        (persons).

    Raises:
        ValueError: a share outside 0 to 1, a negative number, or two lists of different length.

    Source: the stock-flow identity, stock(t) = stock(t−1) − returns(t) + arrivals(t).
    """
    if not all(0 <= share <= 1 for share in (study_share, other_share, stay_share)):
        raise ValueError("shares must be 0 to 1")
    if min([start, *study, *other]) < 0 or len(study) != len(other):
        raise ValueError(
            "start and entries must not be negative, and both lists must be of one length"
        )
    rows: list[Row] = [{"quarter": 0, "arrivals": 0.0, "returns": 0.0, "stock": start}]
    stock = start
    for quarter, (students, others) in enumerate(zip(study, other, strict=True), 1):
        arrivals = students * study_share + others * other_share
        returns = stock * (1 - stay_share)
        stock += arrivals - returns
        rows.append({"quarter": quarter, "arrivals": arrivals, "returns": returns, "stock": stock})
    return rows
