"""A system of linear inequalities over cells that are never negative, and what it rests on.

Each inequality names the claims and assumptions without which it would not hold. Bounds found by
passing from one inequality to the next carry those names along, so that a bound says on what it
rests (:func:`propagate`). What this leaves open is settled by linear programs
(:mod:`dispatched.arithmetic.programs`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

INFINITE = float("inf")

NEAR = 1e-6
"""Two values closer than this are one; persons are counted in whole numbers."""

SWEEPS = 200
"""Passes over the system after which the rest is left to the linear programs."""


@dataclass(frozen=True)
class Inequality:
    """``low <= sum of coefficient × cell <= high``.

    >>> Inequality({"end": 1, "start": -1}, 0, INFINITE, frozenset({"claim-a"})).because
    frozenset({'claim-a'})

    Args:
        terms: cell → coefficient.
        low: least value of the sum; minus infinity for none.
        high: greatest value; infinity for none.
        because: ids of the claims and assumptions that it needs; empty where it always holds.
        rule: how it is called, in words.
    """

    terms: Mapping[str, float]
    low: float
    high: float
    because: frozenset[str] = frozenset()
    rule: str = ""


@dataclass(frozen=True)
class Bound:
    """One end of what a cell may be: its value, what it rests on, and the last step to it.

    >>> Bound(5406.0, frozenset({"claim-a"}), "stated").value
    5406.0
    """

    value: float
    because: frozenset[str] = frozenset()
    rule: str = ""


class ClashError(ValueError):
    """No values fit all inequalities.

    >>> print(ClashError(["claim-b", "claim-a"]))
    these cannot hold together: claim-a, claim-b

    Args:
        because: ids of claims and assumptions that cannot hold together; without any one of them
            the rest could. Empty if what always holds is impossible.
    """

    def __init__(self, because: Iterable[str]) -> None:
        self.because = tuple(sorted(because))
        super().__init__(f"these cannot hold together: {', '.join(self.because) or 'the balances'}")


@dataclass(frozen=True)
class System:
    """Inequalities over named cells, each of which is zero or more.

    >>> System(["start", "end"], []).place["end"]
    1

    Args:
        cells: names, in the order of the results.
        rows: the inequalities.

    Raises:
        ValueError: a row names a cell that is not there, or its low end is above its high end.
    """

    cells: Sequence[str]
    rows: Sequence[Inequality]
    place: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "place", {cell: n for n, cell in enumerate(self.cells)})
        for row in self.rows:
            for cell in row.terms:
                if cell not in self.place:
                    raise ValueError(f"{row.rule or 'a row'} names no known cell: {cell}")
            if row.low > row.high:
                raise ValueError(f"{row.rule or 'a row'}: {row.low:g} is above {row.high:g}")

    def without(self, dropped: Iterable[str]) -> System:
        """The system that is left if some claims and assumptions do not hold.

        >>> ten = Inequality({"a": 1}, 10, 10, frozenset({"claim-a"}))
        >>> len(System(["a"], [ten]).without(["claim-a"]).rows)
        0
        """
        gone = {*dropped}
        return System(self.cells, [row for row in self.rows if not gone & row.because])

    def resting_on(self, kept: Iterable[str]) -> System:
        """The system of the rows that rest on nothing but these claims and assumptions.

        >>> ten = Inequality({"a": 1}, 10, 10, frozenset({"claim-a", "assumption"}))
        >>> len(System(["a"], [ten]).resting_on(["claim-a"]).rows)
        0
        """
        known = {*kept}
        return System(self.cells, [row for row in self.rows if row.because <= known])


def propagate(system: System) -> tuple[list[Bound], list[Bound]]:
    """Low and high end of each cell as far as one inequality after the other gives them.

    Every value found is true; it need not be the best one. Ten people came, at most four left:

    >>> came = Inequality({"arrivals": 1}, 10, 10, frozenset({"claim-a"}))
    >>> left = Inequality({"departures": 1}, 0, 4, frozenset({"claim-b"}))
    >>> balance = Inequality({"end": 1, "arrivals": -1, "departures": 1}, 0, 0)
    >>> lows, highs = propagate(System(["arrivals", "departures", "end"], [came, left, balance]))
    >>> lows[2].value, sorted(lows[2].because), highs[2].value, sorted(highs[2].because)
    (6.0, ['claim-a', 'claim-b'], 10.0, ['claim-a'])

    Returns:
        the low ends and the high ends, in the order of the cells.

    Raises:
        ClashError: a low end lies above the high end; names what both rest on, which may be more
            than is needed.
    """
    lows = [Bound(0.0) for _ in system.cells]
    highs = [Bound(INFINITE) for _ in system.cells]
    rows = [(row, [(system.place[c], a) for c, a in row.terms.items()]) for row in system.rows]
    touching: list[list[int]] = [[] for _ in system.cells]
    for number, (_, terms) in enumerate(rows):
        for place, _ in terms:
            touching[place].append(number)
    waiting = [True] * len(rows)
    for sweep in range(SWEEPS):
        # Forward and back in turn: a chain of years is walked in one sweep, not one year a sweep.
        order = range(len(rows)) if sweep % 2 == 0 else range(len(rows) - 1, -1, -1)
        if not any(waiting):
            break
        for number in order:
            if waiting[number]:
                waiting[number] = False
                row, terms = rows[number]
                for place in _tighten(row, terms, lows, highs):
                    for other in touching[place]:
                        waiting[other] = True
    return lows, highs


def _tighten(
    row: Inequality,
    terms: Sequence[tuple[int, float]],
    lows: list[Bound],
    highs: list[Bound],
) -> list[int]:
    """What one inequality says of each of its cells; returns the places that changed."""
    changed = []
    for place, factor in terms:
        others = [term for term in terms if term[0] != place]
        # factor × cell lies between low − most of the others and high − least of the others.
        most, least = _reach(others, lows, highs), _reach(others, lows, highs, least=True)
        ends = [
            (row.low - most.value, most.because, row.low),
            (row.high - least.value, least.because, row.high),
        ]
        for up, (value, because, side) in enumerate(ends):
            if abs(side) == INFINITE or abs(value) == INFINITE:
                continue
            is_high = (up == 1) == (factor > 0)
            found = Bound(value / factor, because | row.because, row.rule)
            mine = highs if is_high else lows
            gain = mine[place].value - found.value if is_high else found.value - mine[place].value
            if gain > NEAR:
                mine[place] = found
                changed.append(place)
        if lows[place].value > highs[place].value + NEAR:
            raise ClashError(lows[place].because | highs[place].because)
    return changed


def _reach(
    terms: Iterable[tuple[int, float]],
    lows: Sequence[Bound],
    highs: Sequence[Bound],
    *,
    least: bool = False,
) -> Bound:
    """The most (or the least) that a sum of cells can be, and on what that rests."""
    total, because = 0.0, frozenset[str]()
    for place, factor in terms:
        end = (lows if (factor > 0) == least else highs)[place]
        if end.value == INFINITE:
            return Bound(INFINITE)  # who asks leaves out what has no end, on whichever side
        total += factor * end.value
        because |= end.because
    return Bound(total, because)
