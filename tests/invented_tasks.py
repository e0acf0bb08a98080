"""Invented tasks with answers that are right and wrong by many roads."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from dispatched.checks.answers import portable
from dispatched.checks.scenes import scene
from dispatched.grading.make_key import make_key

NUMBER = {
    "id": "99-sum",
    "kind": "number",
    "title": "A sum",
    "unit": "US dollars",
    "tolerance": 0.005,
    "answer": "total",
    "also": [],
    "hints": ["?", "!"],
    "mistakes": [
        {
            "value": 108_000_000,
            "says": "Your 108 million uses $450; which end of the range is asked for?",
        }
    ],
}
LIST = NUMBER | {
    "id": "99-list",
    "kind": "list",
    "mistakes": [{"value": [450, 800], "says": "That is a month."}],
}
SET = NUMBER | {"id": "99-set", "kind": "set", "mistakes": []}
TEXT = NUMBER | {"id": "99-text", "kind": "text", "mistakes": [], "also": ["Gyehoekppun"]}
TABLE = NUMBER | {
    "id": "99-table",
    "kind": "table",
    "columns": ["era", "share"],
    "key": ["era"],
    "mistakes": [],
}
CALLS = [[500, 1000], [400, 2000]]
FUNCTION = NUMBER | {
    "id": "99-function",
    "kind": "function",
    "calls": CALLS,
    "hidden": [[1, 12]],
    "mistakes": [],
}
CHART = NUMBER | {
    "id": "99-chart",
    "kind": "chart",
    "mistakes": [],
    "chart": {
        "mark": ["bar"],
        "title": True,
        "data": True,
        "channels": {
            "x": {"field": "year", "title": True},
            "y": {"field": "persons", "unit": "persons", "zero": True},
        },
    },
}

RIGHT = 192_000_000
FRAME = pd.DataFrame({"era": ["1946", "1967", "2000"], "share": [50.0, 33.333, 69.841]})
YEARS = pd.DataFrame({"year": [1946, 1947, 1948], "persons": [10_000, 35_000, 12_000]})


def bars(data: pd.DataFrame = YEARS, **changes: Any) -> alt.Chart:
    y = alt.Y(
        "persons:Q",
        title=changes.get("y", "Arrivals (persons)"),
        scale=changes.get("scale", alt.Undefined),
    )
    chart = alt.Chart(data, title=changes.get("title", "Most came in 1947"))
    return chart.mark_bar().encode(x=alt.X("year:O", title="Year"), y=y)


def spent() -> Any:
    numbers = iter([5400, 9600])
    list(numbers)
    return numbers


def payback(bribe: float, saving: float) -> float:
    return bribe / (saving / 12)


SOLUTIONS: dict[str, tuple[dict, Any]] = {
    "number": (NUMBER, RIGHT),
    "list": (LIST, [5400, 9600]),
    "set": (SET, ["wsj2025", "rfa2018", "sejong2025"]),
    "text": (TEXT, "planned money"),
    "table": (TABLE, FRAME),
    "function": (FUNCTION, payback),
    "chart": (CHART, bars()),
}


def plain(value: Any, calls: Any = ()) -> Any:
    """An answer as plain data, and drawn where it is a chart."""
    made = portable(value, calls)
    return made | {"scene": scene(made["spec"])} if made["is"] == "chart" else made


@cache
def keys() -> dict[str, dict[str, Any]]:
    """Kind → key, made when it is first asked for, for a chart is drawn then."""
    return {
        kind: make_key(task, plain(value, task.get("calls", [])))
        for kind, (task, value) in SOLUTIONS.items()
    }


labels = bars().mark_text().encode(text="persons:Q")
RIGHTS: dict[str, list[Any]] = {
    "number": [
        RIGHT,
        float(RIGHT),
        np.float64(RIGHT),
        np.int64(RIGHT),
        pd.Series([RIGHT]),
        [RIGHT],
        np.array([RIGHT]),
        "192,000,000",
        "about 192 million",
        "$192,000,000",
        Decimal(RIGHT),
        Fraction(RIGHT),
        RIGHT * 1.003,
        RIGHT * 0.997,
        pd.DataFrame({"x": [RIGHT]}),
    ],
    "list": [
        [5400, 9600],
        (5400, 9600),
        np.array([5400, 9600]),
        pd.Series([5400.0, 9600.0]),
        ["5400", "9600"],
        [5400.001, 9600],
        pd.DataFrame({"x": [5400, 9600]}),
        [np.float32(5400), np.int32(9600)],
        ["$5,400", "$9,600"],
        iter([5400, 9600]),
        pd.Index([5400, 9600]),
    ],
    "set": [
        {"wsj2025", "rfa2018", "sejong2025"},
        ["rfa2018", "wsj2025", "sejong2025"],
        ("sejong2025", "wsj2025", "rfa2018"),
        pd.Series(["wsj2025", "rfa2018", "sejong2025"]),
        np.array(["wsj2025", "rfa2018", "sejong2025"]),
        frozenset(["wsj2025", "rfa2018", "sejong2025"]),
        ["WSJ2025", "RFA2018", "Sejong2025"],
        [" wsj2025", "rfa2018 ", "sejong2025"],
        pd.Index(["wsj2025", "rfa2018", "sejong2025"]),
        dict.fromkeys(["wsj2025", "rfa2018", "sejong2025"]).keys(),
    ],
    "text": [
        "planned money",
        "Planned money",
        " planned  money ",
        "planned_money",
        "Planned money.",
        "PLANNED MONEY",
        "gyehoekppun",
        np.str_("planned money"),
        ["planned money"],
        pd.Series(["planned money"]),
    ],
    "table": [
        FRAME,
        FRAME.iloc[::-1],
        FRAME.rename(columns=str.upper),
        FRAME.set_index("era"),
        FRAME.round(1),
        FRAME.assign(more=1),
        FRAME[["share", "era"]],
        FRAME.set_index("era")["share"],
        FRAME.astype({"era": int}),
        FRAME.astype({"share": str}),
        FRAME.to_dict("records"),
        dict(zip(FRAME["era"], FRAME["share"], strict=True)),
        FRAME.reset_index(),
        FRAME.to_dict("list"),
        FRAME.convert_dtypes(),
    ],
    "function": [
        payback,
        lambda b, s: 12 * b / s,
        lambda b, s: round(12 * b / s, 3),
        lambda b, s: np.float64(12 * b / s),
        lambda b, s: Fraction(12 * b, s),
        lambda *a: payback(*a),
        lambda b, s=1: payback(b, s),
        np.vectorize(payback),
        lambda b, s: str(12 * b / s),
        lambda b, s: np.array(12 * b / s),
    ],
    "chart": [
        bars(),
        bars() + labels,
        bars(YEARS.iloc[::-1]),
        bars(y="Persons (number)"),
        bars(scale=alt.Scale(domain=[0, 50_000])),
        bars().properties(width=400),
        bars(title=["Most came", "in 1947"]),
        bars().interactive(),
        bars().encode(color="year:O"),
        bars().to_dict(),
        bars(scale=alt.Scale(zero=False)),
        bars(scale=alt.Scale(zero=True)),
        bars(YEARS.assign(more=1)),
    ],
}
