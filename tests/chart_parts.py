"""Invented tables, and each shared chart part built from them."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from dispatched import charts, evidence, models

SEEN = (
    "Marks that stand for invented numbers of this test, one for each row that was "
    "given to the function."
)
TIPS = [alt.Tooltip("what:N", title="What")]

PEOPLE = pd.DataFrame(
    {
        "what": ["Arrived", "Present", "Settled"],
        "measure": ["flow", "stock", "count"],
        "from": [50, 12, 3],
        "to": [80, 12, 5],
    }
)
SHARES = pd.DataFrame({"what": ["One", "Two"], "low": [1.0, 20.0], "high": [5.0, 70.0]})
RANGES = [
    {
        "what": "Stated, in the text",
        "low": 100,
        "high": 200,
        "figure": "$100 to $200",
        "who": "A 2020, p1",
    },
    {
        "what": "Computed, from the inputs",
        "low": 150,
        "high": 150,
        "figure": "$150",
        "who": "our calculation",
    },
]
SCORES = pd.DataFrame(
    [
        {"label": label, "era": era, "score": score, "text": "Grounds", "locator": "p1"}
        for label, scores in {"Pay": (4, 3, 2), "Exit": (3, 2, 1)}.items()
        for era, score in zip(("1946", "1967", "2000"), scores, strict=True)
    ]
)
ENDS = pd.DataFrame({"end": ["Low", "High"], "known": [35, 35], "other": [15, 45]})
STOCK = pd.DataFrame(
    models.cohort_stock({1946: 100, 1947: 100}, 2, 0.1, range(1946, 1951), closed=[1949])
)
GROUPS = {"contract": "Under contract", "waiting": "Waiting to return", "settled": "Settler's kin"}
YEAR = pd.DataFrame(models.contract_year([500.0] + 11 * [1000.0], 500, 350, 4))
RULES = {"fixed": "Fixed sum", "levy": "Levy", "supervised": "Supervised"}
THREE = ["#111111", "#222222", "#333333"]


def marks() -> alt.LayerChart:
    shapes = {"flow": "triangle-up", "stock": "circle", "count": "square"}
    return charts.worded_marks(
        PEOPLE, "from", "to", title="People (persons)", domain=[0, 90], shapes=shapes, tooltip=TIPS
    )


def present(data: Any = STOCK) -> alt.LayerChart:
    return charts.present_bars(data, GROUPS, THREE, top=300, compare=("120 (islands)", 120))


def balance(data: Any = YEAR) -> alt.LayerChart:
    return charts.balance_lines(data, RULES, domain=[-3000, 4000], band=("Reported", 1000, 2000))


FIGURES = pd.DataFrame(
    [
        {"kind": kind, "start": start, "end": 1950, "low": low, "high": 30, "near": near}
        for kind, start, low, near in [
            (evidence.KIND["stock"], 1950, 30, 1),
            (evidence.KIND["quota"], 1947, 30, 1),
            (evidence.KIND["flow"], 1946, 10, 0),
        ]
    ]
).assign(years="1946–1950", value="30 persons", who="A 2020, p1")
BARGAIN = pd.DataFrame([models.timber_bargain(10_000, 0.35, 100)])
PARTIES = {"state": "North Korea", "enterprise": "Enterprise", "logger": "Logger's pay"}
CASES = {
    "one": {"first": "Men", "second": "Years", "unit": "persons", "low": 90, "high": 110},
    "two": {"first": "Owed ($)", "second": "Left ($)", "unit": "$ a year", "low": 20, "high": 80},
}
POSITION = pd.DataFrame(
    [{"case": "two", "a": 1250.0, "b": 2.5, "result": 300.0, "share": 120.0, "fits": 1}]
)


def case(data: Any = POSITION) -> alt.LayerChart:
    return charts.case_marks(data, CASES, top=200)


PARTS = {
    "worded_bars": lambda: charts.worded_bars(
        SHARES, title="Share (percent)", domain=[0, 100], tooltip=TIPS
    ),
    "worded_marks": marks,
    "range_bars": lambda: charts.range_bars(RANGES, title="Money (US dollars)", top=250),
    "dumbbell": lambda: charts.dumbbell(
        SCORES, ["1946", "1967", "2000"], order=["Pay", "Exit"], source="A 2020"
    ),
    "split_bars": lambda: charts.split_bars(
        ENDS, "end", "persons", colors=THREE[:2], titles=["People (persons)", "End", "Part"]
    ),
    "present_bars": present,
    "balance_lines": balance,
    "speaking": lambda: charts.speaking(FIGURES, years=(1940, 1960), top=50),
    "party_bars": lambda: charts.party_bars(BARGAIN, PARTIES, THREE, domain=[0, 60]),
    "case_marks": case,
}
"""Name of the function → a chart that it builds from the tables above."""

DRAWN = {
    "worded_bars": (2, {"what", "low", "high"}),
    "worded_marks": (3, {"what", "from", "to", "measure"}),
    "range_bars": (2, {"what", "low", "high", "figure", "who"}),
    "dumbbell": (6, {"label", "era", "score", "text", "locator"}),
    "split_bars": (4, {"end", "part", "persons", "place"}),
    "present_bars": (
        5,
        {"year", "persons", "group", "label", "stock", "contract", "waiting", "settled", "layer"},
    ),
    "balance_lines": (13, {"month", "fixed", "levy", "supervised", "rule", "low", "high", "end"}),
    "speaking": (3, {"kind", "start", "end", "low", "high", "years", "value", "who"}),
    "party_bars": (1, {"party", "percent", "name", "amount", "words"}),
    "case_marks": (1, {"share", "end", "words"}),
}
"""Name of the function → rows of its largest data set, and the fields that its marks read."""
