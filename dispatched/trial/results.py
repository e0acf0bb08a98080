"""What the answers of a trial say: gains, the difference between the arms, goals and items."""

from __future__ import annotations

import numpy as np
import pandas as pd
import statsmodels.formula.api as smf

from dispatched.trial.answers import Answers
from dispatched.trial.assign import ARMS
from dispatched.trial.items import TrialError

FEWEST = 4
"""Students with both tests in each arm, below which nothing is compared."""


def attrition(given: Answers) -> pd.DataFrame:
    """Who took which test, by arm.

    Returns:
        ``assigned, before, after, both`` (students) and ``lost`` (percent of assigned).
    """
    table = given.students()
    rows = []
    for arm in ARMS:
        mine = table[table["arm"] == arm]
        both = int(mine["gain"].notna().sum())
        rows.append(
            {
                "arm": arm,
                "assigned": len(mine),
                "before": int(mine["pre"].notna().sum()),
                "after": int(mine["post"].notna().sum()),
                "both": both,
                "lost": round(100 * (1 - both / len(mine)), 1) if len(mine) else float("nan"),
            }
        )
    return pd.DataFrame(rows).set_index("arm")


def means(given: Answers) -> pd.DataFrame:
    """Of those with both tests, by arm: ``students, pre, post`` (percent), ``gain`` (points)."""
    both = given.students().dropna(subset=["gain"])
    return both.groupby("arm")[["pre", "post", "gain"]].mean().round(1).reindex([*ARMS]).assign(
        students=both["arm"].value_counts()
    )[["students", "pre", "post", "gain"]]  # fmt: skip


def whole_classes(given: Answers) -> bool:
    """Was each class in one arm as a whole?"""
    return bool(given.given.groupby("classroom")["arm"].nunique().eq(1).all())


def effect(given: Answers) -> pd.DataFrame:
    """How much more the arm ``on`` reaches, two ways, with 95 percent intervals.

    Drawn by student: the difference of gains within classes, and an analysis of covariance: the
    test after, given the test before, the class and the form. Where arms are drawn by chance the
    second is the more exact (G. Borm, J. Fransen and W. Lemmens, *A simple sample size formula for
    analysis of covariance in randomized clinical trials*, 2007), and stays right where the arms
    began unequal (S. Senn, *Change from baseline and analysis of covariance revisited*, 2006).
    Drawn by class: both with each class's means as one row, for a class is then what was drawn.

    Returns:
        by way: ``difference, low, high`` (percentage points), ``standardized`` (over the standard
        deviation of the test before), ``rows`` (students or classes).

    Raises:
        TrialError: too few with both tests, or a test before in which all classes are alike.
    """
    both = given.students().dropna(subset=["gain"])
    for arm in ARMS:
        if (count := int((both["arm"] == arm).sum())) < FEWEST:
            raise TrialError(f"arm {arm} has {count} students with both tests; {FEWEST} are needed")
    spread = float(both["pre"].std())
    classes = whole_classes(given)
    if classes:
        both = both.groupby(["classroom", "arm"], as_index=False)[["pre", "post", "gain"]].mean()
    both = both.assign(on=(both["arm"] == "on").astype(int))
    room = "" if classes or both["classroom"].nunique() == 1 else " + C(classroom)"
    form = "" if classes or both["form"].nunique() == 1 else " + C(form)"
    ways = {
        "difference of gains": f"gain ~ on{room}{form}",
        "analysis of covariance": f"post ~ on + pre{room}{form}",
    }
    rows = []
    for way, formula in ways.items():
        model = smf.ols(formula, both)
        if np.linalg.matrix_rank(model.exog) < model.exog.shape[1]:
            raise TrialError(f"the {way} has no answer: two of its terms say the same here")
        fitted = model.fit()
        if fitted.df_resid < 1:
            raise TrialError(f"{len(both)} classes are too few for the {way}")
        low, high = fitted.conf_int().loc["on"]
        rows.append(
            {
                "way": way,
                "difference": fitted.params["on"],
                "low": low,
                "high": high,
                "standardized": fitted.params["on"] / spread if spread else float("nan"),
                "rows": len(both),
            }
        )
    return pd.DataFrame(rows).set_index("way").round(2)


def by_goal(given: Answers) -> pd.DataFrame:
    """Each goal: percent right before and after by arm, and the difference of the changes.

    Students with both tests. The interval is the usual one for a difference of two means; with
    twelve of them, one in twenty misses its value, so none of them alone is a finding.

    Returns:
        by goal: ``on_before, on_after, off_before, off_after`` (percent), ``difference, low, high``
        (percentage points).
    """
    scored = given.scored()
    wide = scored.pivot_table(index=["goal", "code", "arm"], columns="test", values="right")
    wide = (100 * wide.dropna()).assign(change=lambda t: t["post"] - t["pre"]).reset_index()
    rows = []
    for goal, mine in wide.groupby("goal", sort=True):
        row: dict[str, object] = {"goal": goal}
        for arm in ARMS:
            part = mine[mine["arm"] == arm]
            row |= {f"{arm}_before": part["pre"].mean(), f"{arm}_after": part["post"].mean()}
        fitted = smf.ols("change ~ on", mine.assign(on=(mine["arm"] == "on").astype(int))).fit()
        low, high = fitted.conf_int().loc["on"]
        rows.append(row | {"difference": fitted.params["on"], "low": low, "high": high})
    return pd.DataFrame(rows).set_index("goal").round(1)


def of_items(given: Answers) -> pd.DataFrame:
    """Each item of each form in the test after: how hard it is, and whether it tells apart.

    Returns:
        ``form, item, goal, students, right`` (percent) and ``discrimination`` (correlation of the
        item with the rest of the test, from −1 to 1; NaN where all answered alike).
    """
    after = given.scored()
    after = after[after["test"] == "post"]
    rest = after.groupby("code")["right"].transform("sum") - after["right"]
    after = after.assign(rest=rest)
    rows = []
    for (form, item, goal), mine in after.groupby(["form", "item", "goal"]):
        alike = mine["right"].nunique() < 2 or mine["rest"].nunique() < 2
        rows.append(
            {
                "form": form,
                "item": item,
                "goal": goal,
                "students": len(mine),
                "right": round(100 * mine["right"].mean(), 1),
                "discrimination": float("nan")
                if alike
                else round(float(mine["right"].corr(mine["rest"])), 2),
            }
        )
    return pd.DataFrame(rows)
