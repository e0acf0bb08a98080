"""Money divided among parties, one reading at a time.

A source's ranges do not add up by themselves: the lowest pay of one party belongs to the highest of
another. So money is divided one *reading* at a time (a set of numbers that hold together), and
every reading adds up to its whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dispatched.arithmetic import Range

Split = dict[str, float]


def divide(whole: float, taken: Mapping[str, float], rest: str) -> Split:
    """A whole divided among parties: what each takes, and the rest for the one that is named last.

    >>> divide(1000, {"state": 700, "food": 200}, "worker")
    {'state': 700, 'food': 200, 'worker': 100}

    Args:
        whole: the amount to divide, in any unit.
        taken: party → what it takes, in the same unit.
        rest: the party that gets what is left.

    Returns:
        party → amount; the amounts add up to ``whole``.

    Raises:
        ValueError: a negative amount, a party named twice, or more taken than there is.

    Source: conservation of money; nothing else.
    """
    if rest in taken:
        raise ValueError(f"{rest} cannot both take a part and get the rest")
    if min([whole, *taken.values()]) < 0:
        raise ValueError("amounts must not be negative")
    left = whole - sum(taken.values())
    if left < -1e-9 * max(1.0, whole):
        raise ValueError(
            f"parts of {sum(taken.values()):,.0f} do not fit into a whole of {whole:,.0f}"
        )
    return {**taken, rest: max(0.0, left)}


def spans(readings: Iterable[Mapping[str, float]]) -> dict[str, Range]:
    """The lowest and the highest amount of each party over several readings of the same money.

    >>> spans([{"state": 30, "worker": 70}, {"state": 60, "worker": 40}])["worker"]
    Range(low=40, high=70)

    Args:
        readings: splits with the same parties.

    Raises:
        ValueError: no reading, or readings with different parties.
    """
    found = list(readings)
    if not found or any(set(split) != set(found[0]) for split in found):
        raise ValueError("one reading or more is needed, all with the same parties")
    return {
        party: Range(min(split[party] for split in found), max(split[party] for split in found))
        for party in found[0]
    }
