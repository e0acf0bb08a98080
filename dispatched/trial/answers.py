"""The answers of a trial: read, held against the rules, and scored with the key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from dispatched.trial import items, tables
from dispatched.trial.assign import ARMS, TESTS
from dispatched.trial.items import FORMS, LETTERS, Item

MADE_UP = "made up"
"""What stands in the column ``made_up`` of every row of invented answers."""
GIVEN = ("code", "classroom", "arm", "test", "form")
CHOICES = {"arm": ARMS, "test": TESTS, "form": FORMS}


@dataclass(frozen=True)
class Answers:
    """The answers of a trial.

    Args:
        given: one row a student and test: ``code, classroom, arm, test, form, took`` and the
            columns of the items, a letter or nothing. ``took`` is false where the whole row is
            empty.
        made_up: are they invented?
        items: of the test.
    """

    given: pd.DataFrame
    made_up: bool
    items: tuple[Item, ...]

    @property
    def note(self) -> str:
        """What a chart of these answers says below its title."""
        return "Made-up answers: no student gave them." if self.made_up else "Answers: this trial."

    def scored(self) -> pd.DataFrame:
        """One row a student, test and item, of those who took the test.

        Returns:
            ``code, classroom, arm, test, form, item`` (``q01``), ``goal`` and ``right`` (0 or 1; an
            empty answer is 0).
        """
        columns, asked = items.columns(self.items), items.goals(self.items)
        taken = self.given[self.given["took"]]
        rows = taken.melt([*GIVEN], [*columns], var_name="item", value_name="answer")
        keys = {form: items.key(self.items, form) for form in FORMS}
        right = [keys[form][item] for form, item in zip(rows["form"], rows["item"], strict=True)]
        rows["goal"] = rows["item"].map(dict(zip(columns, asked, strict=True)))
        rows["right"] = (rows["answer"] == right).astype(int)
        return rows.drop(columns="answer")

    def students(self) -> pd.DataFrame:
        """One row a student.

        Returns:
            ``code, classroom, arm, form`` (of the test after), ``pre, post`` (percent of the items
            right) and ``gain`` (percentage points); NaN for a test that was not taken.
        """
        percent = self.scored().groupby(["code", "test"])["right"].mean().mul(100).unstack()
        after = self.given[self.given["test"] == "post"]
        table = after[["code", "classroom", "arm", "form"]].set_index("code")
        table = table.join(percent.reindex(columns=[*TESTS]))
        table["gain"] = table["post"] - table["pre"]
        return table.reset_index().sort_values("code", ignore_index=True)


def read(path: Path, asked: tuple[Item, ...]) -> Answers:
    """The answers in a file, as ``answers.csv`` is laid out.

    Args:
        path: the file.
        asked: the items of the test.

    Raises:
        items.TrialError: the file cannot be used; names row and column of what is wrong, up to
            twenty places.
    """
    columns = items.columns(asked)
    rows = tables.read(path, (*GIVEN, *columns), ("made_up",))
    wrong = [said for row in rows for said in _row(row, columns)]
    wrong += _students(rows)
    marked = {row.get("made_up", "") for row in rows}
    if len(marked) > 1 or not marked <= {"", MADE_UP}:
        wrong.append(f"column made_up: holds {MADE_UP!r} in every row, or nothing in any")
    tables.refuse(path.name, wrong)
    given = pd.DataFrame(rows)[[*GIVEN, *columns]]
    for name in ("arm", "test", "form", *columns):
        given[name] = given[name].str.lower()
    given.insert(len(GIVEN), "took", given[[*columns]].ne("").any(axis=1))
    return Answers(given, marked == {MADE_UP}, asked)


def _row(row: Mapping[str, str], columns: Sequence[str]) -> list[str]:
    where = f"row {row['row']}, column"
    said = [f"{where} {name}: is empty" for name in ("code", "classroom") if not row[name]]
    for name, choices in CHOICES.items():
        if row[name].lower() not in choices:
            said.append(f"{where} {name}: {row[name][:20]!r} is none of {', '.join(choices)}")
    for name in columns:
        if row[name].lower() not in ("", *LETTERS):
            said.append(f"{where} {name}: {row[name][:20]!r} is not a, b, c, d or empty")
    return said


def _students(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """What does not fit between the two rows of a student."""
    said: list[str] = []
    seen: dict[tuple[str, str], str] = {}
    for row in rows:
        here = (row["code"], row["test"].lower())
        where = f"row {row['row']}, column"
        if here in seen:
            said.append(f"{where} code: {row['code'][:20]!r} has this test in row {seen[here]} too")
            continue
        seen[here] = row["row"]
    both = {(row["code"], row["test"].lower()): row for row in rows}
    for (code, test), row in both.items():
        other = both.get((code, "pre" if test == "post" else "post"))
        if other is None:
            said.append(
                f"row {row['row']}, column test: {code[:20]!r} has no row of the other test"
            )
        elif test == "post":
            for name in ("classroom", "arm"):
                if row[name] != other[name]:
                    said.append(f"row {row['row']}, column {name}: differs from row {other['row']}")
            if row["form"] == other["form"]:
                said.append(f"row {row['row']}, column form: is the form of row {other['row']} too")
    return said
