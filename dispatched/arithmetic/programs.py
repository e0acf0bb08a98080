"""The smallest and largest value of each cell of a system, by linear programs (SciPy's HiGHS)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dispatched.arithmetic.inequalities import (
    INFINITE,
    NEAR,
    Bound,
    ClashError,
    Inequality,
    System,
    propagate,
)

JOINT = "several rules together"
"""The rule of a bound that no single chain of inequalities gives."""


def bounds(
    system: System, cells: Iterable[str] | None = None, *, explain: bool = True
) -> dict[str, tuple[Bound, Bound]]:
    """The smallest and the largest value that each cell can take, and on what each end rests.

    Two rows that say little alone pin a cell together:

    >>> both = Inequality({"a": 1, "b": 1}, 10, 10, frozenset({"sum"}))
    >>> apart = Inequality({"a": 1, "b": -1}, 4, 4, frozenset({"difference"}))
    >>> low, high = bounds(System(["a", "b"], [both, apart]))["a"]
    >>> low.value, high.value, sorted(low.because)
    (7.0, 7.0, ['difference', 'sum'])

    What one inequality after the other gives is true. Where a solution of the whole system takes
    that value it is also the best; only for the other ends is a program of their own solved.

    Args:
        system: the inequalities.
        cells: which cells; all if not given.
        explain: also find on what the ends rest that only the programs give, which takes as long
            again; left out, those ends rest on nothing.

    Returns:
        cell → (low end, high end); the high end is infinite where nothing bounds it.

    Raises:
        ClashError: no values fit; names a smallest set of claims and assumptions that clash.
    """
    wanted = list(system.cells if cells is None else cells)
    try:
        lows, highs = propagate(system)
    except ClashError as error:
        raise ClashError(_smallest(system, error.because)) from None
    programs = _Programs(system, lows, highs)
    if programs.solved([0.0] * len(system.cells)) is None:
        raise ClashError(_smallest(system, _violation(system) or ()))
    places = [system.place[cell] for cell in wanted]
    programs.reach(places, highest=False, explain=explain)
    programs.reach(places, highest=True, explain=explain)
    return {
        cell: (programs.lows[p], programs.highs[p]) for cell, p in zip(wanted, places, strict=True)
    }


def clash(system: System) -> tuple[str, ...]:
    """A smallest set of claims and assumptions that cannot hold together; empty if all can.

    Smallest means that without any one of them the rest could hold.

    >>> ten = Inequality({"a": 1}, 10, 10, frozenset({"ten"}))
    >>> few = Inequality({"a": 1}, 0, 5, frozenset({"few"}))
    >>> any_ = Inequality({"a": 1}, 0, 20, frozenset({"any"}))
    >>> clash(System(["a"], [ten, few, any_])), clash(System(["a"], [ten, any_]))
    (('few', 'ten'), ())
    """
    try:
        bounds(system, [])
    except ClashError as error:
        return error.because
    return ()


def _smallest(system: System, clashing: Iterable[str]) -> list[str]:
    """One id after the other is left out; it stays out if the rest clashes all the same."""
    kept = sorted(clashing)
    for ident in list(kept):
        rest = [other for other in kept if other != ident]
        if _violation(system.resting_on(rest)) is not None:
            kept = rest
    return kept


def _violation(system: System) -> frozenset[str] | None:
    """Ids that clash, not the fewest; None if the system has a solution.

    Each row may be broken at a price. The rows with a shadow price are those that force a break.
    """
    try:
        propagate(system)
    except ClashError as error:
        return frozenset(error.because)
    cells, eased = list(system.cells), list[Inequality]()
    for row in system.rows:
        for low, high, sign in ((row.low, INFINITE, 1.0), (-INFINITE, row.high, -1.0)):
            if low > -INFINITE or high < INFINITE:
                cells.append(f"break {len(eased)}")
                eased.append(Inequality({**row.terms, cells[-1]: sign}, low, high, row.because))
    programs = _Programs(System(cells, eased))
    prices = [float(n >= len(system.cells)) for n in range(len(cells))]
    solved = programs.solve(prices)
    if solved.fun <= NEAR:
        return None
    forced = zip(eased, solved.ineqlin.marginals, strict=True)
    return frozenset[str]().union(*(row.because for row, price in forced if abs(price) > NEAR))


class _Programs:
    """One system as matrices, the ends known so far, and the values that solutions took."""

    def __init__(
        self,
        system: System,
        lows: Sequence[Bound] | None = None,
        highs: Sequence[Bound] | None = None,
    ) -> None:
        import numpy as np
        from scipy.sparse import csr_array

        self.system = system
        self.lows = list(lows or [Bound(0.0)] * len(system.cells))
        self.highs = list(highs or [Bound(INFINITE)] * len(system.cells))
        sides: list[float] = []
        self.rows: list[Inequality] = []
        at: tuple[list[int], list[int], list[float]] = ([], [], [])
        for row in system.rows:
            for side, sign in ((row.high, 1.0), (row.low, -1.0)):
                if abs(side) != INFINITE:
                    for cell, factor in row.terms.items():
                        at[0].append(len(sides))
                        at[1].append(system.place[cell])
                        at[2].append(sign * factor)
                    sides.append(sign * side)
                    self.rows.append(row)
        shape = (len(sides), len(system.cells))
        self.matrix = csr_array((at[2], (at[0], at[1])), shape=shape)
        self.sides = np.array(sides)
        self.least = np.full(len(system.cells), INFINITE)
        self.most = np.full(len(system.cells), -INFINITE)

    def reach(self, places: Sequence[int], *, highest: bool, explain: bool) -> None:
        """Make the low or the high ends of some cells the best ones."""
        ends, sign = (self.highs, -1.0) if highest else (self.lows, 1.0)
        if highest:
            self._unbounded([p for p in places if ends[p].value == INFINITE])
        open_ = [p for p in places if not self._met(p, highest)]
        while open_:  # one program for all that are still open, as long as it settles any
            self.solved([sign * (p in {*open_}) for p in range(len(ends))])
            left = [p for p in open_ if not self._met(p, highest)]
            if len(left) == len(open_):
                break
            open_ = left
        for place in open_:
            if not self._met(place, highest):
                goal = [sign * (p == place) for p in range(len(ends))]
                value = self.solved(goal)
                if value is not None and not self._met(place, highest):
                    found = value * sign
                    ends[place] = (
                        self._explained(place, found, highest) if explain else Bound(found)
                    )

    def solve(self, goal: Sequence[float]) -> Any:
        """The smallest value of a weighted sum of all cells, as SciPy gives it."""
        import numpy as np

        ends = np.array([(a.value, b.value) for a, b in zip(self.lows, self.highs, strict=True)])
        return _least(goal, self.matrix, self.sides, ends)

    def solved(self, goal: Sequence[float]) -> float | None:
        """The same, with the values that the solution takes kept; None if there is none."""
        import numpy as np

        found = self.solve(goal)
        if found.status == 2:
            return None
        if found.status != 0:
            raise ArithmeticError(f"the linear program was not solved: {found.message}")
        self.least = np.minimum(self.least, found.x)
        self.most = np.maximum(self.most, found.x)
        return float(found.fun)

    def _met(self, place: int, highest: bool) -> bool:
        """Does some solution take the value that is known as the end?"""
        if highest:
            end = self.highs[place].value
            return bool(self.most[place] >= end - NEAR)
        return bool(self.least[place] <= self.lows[place].value + NEAR)

    def _unbounded(self, places: Sequence[int]) -> None:
        """Settle which cells have no upper end: one direction shows it for all of them at once.

        A direction that leads away from a solution for ever stays allowed if it is added to
        another, so the sum of all such directions is one too.
        """
        import numpy as np
        from scipy.sparse import eye_array, hstack, vstack

        if not places:
            return
        size = len(self.lows)
        free = np.array([end.value == INFINITE for end in self.highs])
        chosen = eye_array(size, format="csr")[list(places)]
        none = 0 * eye_array(self.matrix.shape[0], len(places), format="csr")
        # share <= direction, share <= 1: a cell without an end has a share of 1.
        matrix = vstack([hstack([self.matrix, none]), hstack([-chosen, eye_array(len(places))])])
        ends = [(0, None if open_ else 0) for open_ in free] + [(0, 1)] * len(places)
        goal = np.r_[np.zeros(size), -np.ones(len(places))]
        found = _least(goal, matrix, np.zeros(matrix.shape[0]), ends)
        for place, share in zip(places, found.x[size:], strict=True):
            if share > 0.5:
                self.most[place] = INFINITE

    def _explained(self, place: int, value: float, highest: bool) -> Bound:
        """A bound that the programs found, with a smallest set of ids that give it.

        The rows with a shadow price give the bound without any other. Which rows have one differs
        between versions of the solver; so of their ids one after the other is left out as long as
        the bound stays, and what is left is the same for all that were tried.
        """
        goal = [(-1.0 if highest else 1.0) * (p == place) for p in range(len(self.lows))]
        prices = _least(goal, self.matrix, self.sides).ineqlin.marginals
        pushed = [n for n, price in enumerate(prices) if abs(price) > NEAR]
        kept = sorted(frozenset[str]().union(*(self.rows[n].because for n in pushed)))
        touched = sorted({place, *self.matrix[pushed].indices})
        alone, small = self.matrix[:, touched], [goal[p] for p in touched]
        for ident in list(kept):
            rest = [n for n in pushed if ident not in self.rows[n].because]
            less = _least(small, alone[rest], self.sides[rest])
            if less.status == 0 and abs(abs(less.fun) - value) <= NEAR:
                pushed, kept = rest, [other for other in kept if other != ident]
        return Bound(value, frozenset(kept), JOINT)


def _least(goal: Sequence[float], matrix: Any, sides: Any, ends: Any = (0, None)) -> Any:
    """The smallest value of a weighted sum of cells, as SciPy gives it."""
    from scipy.optimize import linprog

    return linprog(goal, A_ub=matrix, b_ub=sides, bounds=ends, method="highs")
