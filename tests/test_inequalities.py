"""Bounds of a system of inequalities: by hand, by counting out, and by what they say of
themselves.
"""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatched.arithmetic import (
    INFINITE,
    ClashError,
    Inequality,
    System,
    bounds,
    clash,
    propagate,
)
from dispatched.arithmetic.linear_forms import forms, years_of


def row(low, high, *because, **terms):
    return Inequality(terms, low, high, frozenset(because), " ".join(because))


def ends(system, **how):
    return {cell: (low.value, high.value) for cell, (low, high) in bounds(system, **how).items()}


BALANCE = row(0, 0, end=1, start=-1, came=-1, left=1)


def test_a_balance_by_hand():
    """100 at the start, 30 to 40 came, 50 left: 80 to 90 are there."""
    system = System(
        ["start", "came", "left", "end"],
        [BALANCE, row(100, 100, "a", start=1), row(30, 40, "b", came=1), row(50, 50, "c", left=1)],
    )
    assert ends(system)["end"] == (80, 90)
    low, high = bounds(system)["end"]
    assert low.because == high.because == {"a", "b", "c"}


def test_who_leaves_must_have_come():
    """Nobody at the start, 70 left: 70 came at least, and nothing says how many at most."""
    system = System(
        ["start", "came", "left", "end"],
        [BALANCE, row(0, 0, "none", start=1), row(70, 70, "left", left=1)],
    )
    assert ends(system) == {
        "start": (0, 0),
        "came": (70, INFINITE),
        "left": (70, 70),
        "end": (0, INFINITE),
    }
    low, high = bounds(system)["came"]
    assert low.because == {"none", "left"}
    assert high.because == frozenset()


def test_a_sum_that_no_single_row_bounds():
    """x + y is 10 and x − y is 4: each row alone leaves x open between 4 and 10."""
    system = System(["x", "y"], [row(10, 10, "sum", x=1, y=1), row(4, 4, "difference", x=1, y=-1)])
    lows, highs = propagate(system)
    assert (lows[0].value, highs[0].value) == (4, 10)
    low, high = bounds(system)["x"]
    assert (low.value, high.value) == (7, 7)
    assert low.because == high.because == {"sum", "difference"}


def test_a_bound_that_two_rows_give_only_together():
    """x + 2y ≤ 8 and 2x + y ≤ 10 leave x + y ≤ 6, and no more than 14 of 3x + y."""
    rows = [
        row(-INFINITE, 8, "a", x=1, y=2),
        row(-INFINITE, 10, "b", x=2, y=1),
        row(0, 0, all=1, x=-1, y=-1),
        row(0, 20, "idle", x=1),
    ]
    _, high = bounds(System(["x", "y", "all"], rows))["all"]
    assert high.value == pytest.approx(6)
    assert high.because == {"a", "b"}


def test_a_conflict_names_the_fewest():
    rows = [
        BALANCE,
        row(0, 0, "none", start=1),
        row(0, 10, "few", came=1),
        row(20, 20, "left", left=1),
        row(0, 100, "many", came=1),
        row(5, 5, "rest", end=1),
    ]
    system = System(["start", "came", "left", "end"], rows)
    assert clash(system) == ("few", "left", "none")
    with pytest.raises(ClashError, match="cannot hold together: few, left, none"):
        bounds(system)
    for ident in ("few", "left", "none"):
        assert clash(system.without([ident])) == ()


def test_a_conflict_that_only_a_program_finds():
    """Each pair of two fits; that all three differences are positive does not."""
    circle = [
        row(1, INFINITE, "a", x=1, y=-1),
        row(1, INFINITE, "b", y=1, z=-1),
        row(1, INFINITE, "c", z=1, x=-1),
    ]
    capped = [row(0, 1e9, "cap", x=1), row(0, 1, "idle", w=1)]
    assert clash(System(["x", "y", "z", "w"], [*circle, *capped])) == ("a", "b", "c")


@pytest.mark.parametrize(("first", "second"), [(1, 9), (9, 1)])
def test_of_two_conflicts_the_same_is_named_whichever_is_worse(first, second):
    def circle(names, ids, least):
        pairs = zip(ids, names, [*names[1:], names[0]], strict=True)
        return [row(least, INFINITE, ident, **{one: 1, two: -1}) for ident, one, two in pairs]

    capped = [row(0, 1e9, "cap", x=1), row(0, 1e9, "cup", u=1)]
    rows = [*circle("xyz", "abc", first), *circle("uvw", "def", second), *capped]
    assert clash(System([*"xyzuvw"], rows)) == ("d", "e", "f")


def test_what_always_holds_may_be_impossible():
    with pytest.raises(ClashError, match="cannot hold together: the balances"):
        bounds(System(["x"], [row(1, 2, x=1), row(3, 4, x=1)]))


def test_an_end_names_the_last_step_to_it():
    rows = [BALANCE, row(100, 100, "a", start=1), row(30, 40, "b", came=1), row(5, 5, "c", left=1)]
    low, high = bounds(System(["start", "came", "left", "end"], rows))["came"]
    assert (low.rule, high.rule) == ("b", "b")
    low, high = propagate(System(["start", "came", "left", "end"], rows))
    assert [end.rule for end in (low[3], high[3], low[0])] == ["", "", "a"]
    both = [row(10, 10, "sum", x=1, y=1), row(4, 4, "apart", x=1, y=-1)]
    low, high = bounds(System(["x", "y"], both))["x"]
    assert low.rule == high.rule == "several rules together"


def test_a_chain_is_walked_from_either_end():
    """Each cell is one more than its neighbor; which way the rows stand makes no difference."""
    names = [f"c{n}" for n in range(40)]
    steps = [
        Inequality({after: 1, before: -1}, 1, 1, frozenset({after}))
        for before, after in itertools.pairwise(names)
    ]
    first = Inequality({"c0": 2}, 10, 10, frozenset({"first"}))
    for rows in ([first, *steps], [*steps[::-1], first]):
        lows, highs = propagate(System(names, rows))
        assert [low.value for low in lows] == [high.value for high in highs] == [*range(5, 45)]
        assert lows[39].because == {"first", *names[1:]}
    halves = [Inequality({"c0": -2}, -10, -4, frozenset({"turned"}))]
    low, high = bounds(System(["c0"], halves))["c0"]
    assert (low.value, high.value) == (2, 5)


def test_what_has_no_end_stays_open_beside_what_has():
    rows = [row(0, INFINITE, "more", x=1, y=-1), row(0, 8, "cap", y=1), row(-INFINITE, 5, "z", z=1)]
    found = ends(System(["x", "y", "z", "free"], rows))
    assert found == {"x": (0, INFINITE), "y": (0, 8), "z": (0, 5), "free": (0, INFINITE)}
    assert ends(System(["x"], [])) == {"x": (0, INFINITE)}
    only = bounds(System(["x", "y", "z"], rows), ["z"])
    assert [*only] == ["z"]
    least = [row(6, INFINITE, "sum", x=1, y=1), row(0, 4, "few", y=1), row(0, 1, "z", z=1)]
    assert ends(System(["x", "y", "z"], least)) == {"x": (2, INFINITE), "y": (0, 4), "z": (0, 1)}


def test_a_row_that_is_wrong_is_named():
    with pytest.raises(ValueError, match="a row names no known cell: y"):
        System(["x"], [Inequality({"y": 1}, 1, 2)])
    with pytest.raises(ValueError, match=r"a row: 3\.5 is above 2"):
        System(["x"], [Inequality({"x": 1}, 3.5, 2)])
    assert System(["x"], [Inequality({"x": 1}, 2, 2)]).place == {"x": 0}
    with pytest.raises(ValueError, match="claim-a names no known cell: y"):
        System(["x"], [row(1, 2, "claim-a", y=1)])
    with pytest.raises(ValueError, match="claim-a: 3 is above 2"):
        System(["x"], [row(3, 2, "claim-a", x=1)])


ROWS = st.lists(
    st.tuples(
        st.tuples(*[st.integers(-2, 2)] * 3),
        st.integers(-3, 6),
        st.one_of(st.none(), st.integers(0, 6)),
    ),
    min_size=1,
    max_size=6,
)


def made(drawn):
    """Rows over x, y, z, each at most 5; row n rests on its number."""
    cap = [row(0, 5, cell, **{cell: 1}) for cell in "xyz"]
    return [
        *cap,
        *(
            Inequality(
                {c: f for c, f in zip("xyz", factors, strict=True) if f},
                low,
                INFINITE if width is None else low + width,
                frozenset({str(n)}),
            )
            for n, (factors, low, width) in enumerate(drawn)
            if any(factors)
        ),
    ]


def fits(rows, point):
    sums = [sum(f * point["xyz".index(c)] for c, f in r.terms.items()) for r in rows]
    return all(r.low <= total <= r.high for r, total in zip(rows, sums, strict=True))


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_no_solution_lies_outside_its_bounds(drawn):
    """Every whole-numbered solution of a small system is found by counting out."""
    rows = made(drawn)
    solutions = [p for p in itertools.product(range(6), repeat=3) if fits(rows, p)]
    system = System("xyz", rows)
    if clash(system):
        assert solutions == []
        return
    for place, (low, high) in enumerate(ends(system).values()):
        assert all(low - 1e-6 <= p[place] <= high + 1e-6 for p in solutions)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_a_bound_rests_on_what_it_names(drawn):
    """With nothing but the named rows the bound is the same; a clash needs each of its ids."""
    system = System("xyz", made(drawn))
    clashing = clash(system)
    for ident in clashing:
        assert clash(system.resting_on({*clashing} - {ident})) == ()
    if clashing:
        assert clash(system.resting_on(clashing))
        return
    for cell, both in bounds(system).items():
        for which, end in enumerate(both):
            alone = bounds(system.resting_on(end.because), [cell])[cell][which]
            assert alone.value == pytest.approx(end.value, abs=1e-5)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(ROWS, st.integers(0, 5))
def test_one_row_more_never_widens(drawn, left_out):
    rows = made(drawn)
    system = System("xyz", rows)
    if clash(system):
        return
    wider = ends(System("xyz", [r for r in rows if r.because != {str(left_out)}]))
    for cell, (low, high) in ends(system).items():
        assert wider[cell][0] <= low + 1e-6
        assert wider[cell][1] >= high - 1e-6


def test_a_form_is_read():
    both = forms("*.end >= 2/3 *.end[-1]", ["a", "b"])
    assert [t.region for f in both for t in f.terms] == ["a", "a", "b", "b"]
    assert both[0].terms[1].factor == pytest.approx(-2 / 3)
    assert [both[0].terms[n].back for n in (0, 1)] == [0, 1]
    (capped,) = forms("a.end + 0.5 a.arrivals <= 100", ["a", "b"])
    assert (capped.low, capped.high) == (-INFINITE, 100)
    (least,) = forms("a.end + 20 >= 100 + 2 a.arrivals", ["a"])
    assert (least.low, least.high) == (80, INFINITE)
    (both,) = forms("100 = a.end", ["a"])
    assert (both.low, both.high, both.terms[0].factor) == (-100, -100, -1)
    assert years_of("1946-1948; 1962") == [1946, 1947, 1948, 1962]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a.end", "^'a.end' is not two sides with <=, = or >= between them$"),
        ("a.end = b.end = 0", "two sides"),
        ("a.end[1] = 0", r"^'a.end\[1\]' is neither a number nor a cell such as sakhalin.end$"),
        ("a.end <= many", "'many' is neither a number nor a cell"),
        ("c.end = 0", "no region 'c'; there are a, b"),
        ("a.end <= 1/0 a.end", "'1/0 a.end': a factor is divided by zero"),
    ],
)
def test_a_form_that_cannot_be_read_is_named(text, said):
    with pytest.raises(ValueError, match=said):
        forms(text, ["a", "b"])
