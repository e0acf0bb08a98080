"""Verbs of pandas and ideas of Altair, read from code."""

from __future__ import annotations

import pytest

from dispatched.notebooks import verbs

PANDAS = {
    't[["a", "b"]]': {"[[columns]]"},
    't[t["a"] == 1]': {"[condition]"},
    't[(t["a"] > 1) & ~t["b"]]': {"[condition]"},
    't["a"]': set(),
    'rows[0]["a"]': set(),
    'pd.concat([a, b]).merge(c, how="left")': {"concat", "merge"},
    't["a"].str.contains("x")': {"str.contains"},
    't["date"].dt.year': {"dt.year"},
    '"a b".split().index("a")': set(),
    "t.groupby('a').size()": {"groupby", ".size"},
    "t.stack()": {".stack"},
    "y = alt.Y('a:Q')\ny.stack('zero')": set(),
    "alt.Chart(t).mark_bar()": set(),
    "charts.words('k')": set(),
    "t.groupby('a', as_index=False).agg(n=('id', 'count'))": {"groupby", "agg"},
}


@pytest.mark.parametrize("source", PANDAS)
def test_verbs_of_pandas(source: str) -> None:
    assert verbs.pandas_verbs(source) == PANDAS[source]


BASE = "base = alt.Chart(t).mark_bar()\n"
ALTAIR = {
    "alt.Chart(t).mark_point().encode(x='a:Q', y='b:N')": {"alt.Chart", "mark_point"},
    BASE + "base + base.mark_text()": {"alt.Chart", "mark_bar", "mark_text", "alt.layer"},
    "1 + 2": set(),
    "alt.layer(a, b)": {"alt.layer"},
    "alt.X('sum(n):Q').scale(zero=False)": {"aggregate", "scale"},
    "alt.Y('a:N', sort='-x', scale=alt.Scale(domain=[0, 1]))": {"sort", "scale"},
    "alt.Color('a:N')": {"color"},
    BASE + "base.encode(x='yearmonth(date):T', x2='end:T', tooltip=['a'])": {
        *("alt.Chart", "mark_bar", ":T", "timeUnit", "x2", "tooltip")
    },
    BASE + "base.transform_filter(alt.datum.a > 1)": {
        *("alt.Chart", "mark_bar", "transform_filter", "alt.datum")
    },
    BASE + "base.add_params(alt.selection_point())": {
        *("alt.Chart", "mark_bar", "add_params", "alt.selection_point")
    },
    "t.groupby('a').sum()": set(),
}


@pytest.mark.parametrize("source", ALTAIR)
def test_ideas_of_altair(source: str) -> None:
    assert verbs.altair_ideas(source) == ALTAIR[source]


def test_what_a_mark_looks_like_is_no_encoding() -> None:
    source = "alt.Chart(t).mark_bar(opacity=0.5, size=3).encode(x='a')"
    assert verbs.altair_ideas(source) == {"alt.Chart", "mark_bar"}


def test_a_name_that_has_another_value_is_no_chart_any_more() -> None:
    assert verbs.altair_ideas("window = t['a'] > 1\nt[window & (t['b'] < 2)]", {"window"}) == set()


def test_layers_of_charts_that_an_earlier_cell_named() -> None:
    assert verbs.altair_ideas("bars + line", {"bars"}) == {"alt.layer"}
    assert verbs.altair_ideas("bars + line") == set()
