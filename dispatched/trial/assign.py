"""Who is asked before the evidence: drawn by chance, in blocks within each class.

``python -m dispatched.trial.assign ROSTER [--by class] [--seed N]`` reads a list of students
(columns ``student`` and ``classroom``, or the roster of a class, which calls it ``section``) and
writes beside it ``code-list.csv``, which holds the names and stays with the teacher, and
``answers.csv``, in which answers are entered under a code.
"""

from __future__ import annotations

import argparse
import random
import secrets
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dispatched.trial import items, tables
from dispatched.trial.forms import ITEMS
from dispatched.trial.items import FORMS, Item, TrialError
from dispatched.whole import told

ARMS = ("on", "off")
"""``on``: the page asks before it shows. ``off``: it shows at once."""
TESTS = ("pre", "post")
SEED = 1946
LETTERS = "bcdfghjkmnpqrstvwxz"
"""Of codes: no vowel, so that none makes a word, and none that looks like a digit."""
CLASS = ("classroom", "section")
"""Columns that may say the class; the second is that of the roster by which a class is graded."""
BESIDE = ("name", "email", "id", "login")
"""Columns of that roster which decide nothing here."""
FEWEST_CLASSES = 4
"""With fewer, two arms of classes cannot be told from two classes."""


@dataclass(frozen=True)
class Student:
    """A student as assigned.

    Args:
        name: as the roster has it.
        classroom: the class.
        code: under which answers are entered.
        arm: ``on`` or ``off``.
        first: the form of the test before; the other one comes after.
    """

    name: str
    classroom: str
    code: str
    arm: str
    first: str


def new_code() -> str:
    """A code drawn by chance and not from the seed: who knows the list cannot work it out.

    >>> len(new_code())
    7
    """
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(3)) for _ in range(2))


def roster(path: Path) -> list[tuple[str, str]]:
    """Student and class of each row, sorted, so that their order in the file decides nothing.

    Raises:
        TrialError: the file cannot be used, or a cell is empty, or a student stands twice in a
            class; names the row.
    """
    rows = tables.read(path, ("student",), (*CLASS, *BESIDE))
    column = next((name for name in CLASS if name in rows[0]), "")
    if not column:
        raise TrialError(f"{path.name}: there is no column 'classroom' (or 'section')")
    rows = [row | {"classroom": row[column]} for row in rows]
    wrong: list[str] = []
    seen: dict[tuple[str, str], str] = {}
    for row in rows:
        for name in ("student", column):
            if not row[name]:
                wrong.append(f"row {row['row']}, column {name}: is empty")
        who = (row["classroom"], row["student"])
        if who in seen:
            wrong.append(f"row {row['row']}, column student: stands in row {seen[who]} too")
        seen[who] = row["row"]
    tables.refuse(path.name, wrong)
    return [(name, classroom) for classroom, name in sorted(seen)]


def assign(
    listed: Sequence[tuple[str, str]],
    seed: int = SEED,
    by: str = "student",
    code: Callable[[], str] = new_code,
) -> list[Student]:
    """Draw arms and first forms.

    By student, each class is filled in blocks of four, in which each arm meets each form once, so
    in a class the arms differ by one student at most. By class, the classes are shuffled and take
    turns, and the forms are dealt out in each.

    Args:
        listed: student and class, as :func:`roster` gives them.
        seed: of the draw; the same list and seed give the same arms.
        by: ``student`` or ``class``.
        code: makes a code.

    Raises:
        TrialError: fewer than four classes where whole classes are drawn.
    """
    chance = random.Random(seed)
    classes: dict[str, list[str]] = {}
    for name, classroom in listed:
        classes.setdefault(classroom, []).append(name)
    if by == "class" and len(classes) < FEWEST_CLASSES:
        raise TrialError(
            f"the list has {len(classes)} class{'es' * (len(classes) != 1)}; to draw whole "
            f"classes at least {FEWEST_CLASSES} are needed, so draw by student"
        )
    turns = [*classes]
    chance.shuffle(turns)
    used: set[str] = set()
    made = []
    for classroom, names in classes.items():
        mixed = [*names]
        chance.shuffle(mixed)
        slots = _slots(len(mixed), chance)
        for name, (arm, first) in zip(mixed, slots, strict=True):
            if by == "class":
                arm = ARMS[turns.index(classroom) % 2]
            made.append(Student(name, classroom, _unused(code, used), arm, first))
    return sorted(made, key=lambda one: (one.classroom, one.name))


def _slots(many: int, chance: random.Random) -> list[tuple[str, str]]:
    """Arm and form for so many students: two pairs a block, each pair with both arms."""
    slots: list[tuple[str, str]] = []
    while len(slots) < many:
        forms = [*FORMS]
        chance.shuffle(forms)
        first = [("on", forms[0]), ("off", forms[0])]
        second = [("on", forms[1]), ("off", forms[1])]
        for pair in (first, second):
            chance.shuffle(pair)
            slots += pair
    return slots[:many]


def _unused(code: Callable[[], str], used: set[str]) -> str:
    while (made := code()) in used:
        continue
    used.add(made)
    return made


def write(folder: Path, students: Sequence[Student], asked: tuple[Item, ...]) -> list[Path]:
    """Write ``code-list.csv`` (with names) and ``answers.csv`` (codes alone, in their own order).

    Raises:
        TrialError: one of them is there: a second draw would part codes from answers.
    """
    listed, answers = folder / "code-list.csv", folder / "answers.csv"
    names = tables.text(
        ("student", "classroom", "code", "arm", "address_ends_in", "form_before", "form_after"),
        (
            (s.name, s.classroom, s.code, s.arm, f"?ask={s.arm}", s.first, _other(s.first))
            for s in students
        ),
    )
    rooms = {
        name: f"class {n}" for n, name in enumerate(sorted({s.classroom for s in students}), 1)
    }
    columns = items.columns(asked)
    codes = tables.text(
        ("code", "classroom", "arm", "test", "form", *columns),
        (
            (s.code, rooms[s.classroom], s.arm, test, form, *("" for _ in columns))
            for s in sorted(students, key=lambda one: one.code)
            for test, form in zip(TESTS, (s.first, _other(s.first)), strict=True)
        ),
    )
    tables.write({listed: names, answers: codes})
    return [listed, answers]


def _other(form: str) -> str:
    return FORMS[1 - FORMS.index(form)]


@told("Nobody was drawn")
def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: draw, write, say how many are in each arm."""
    parser = argparse.ArgumentParser(
        prog="python -m dispatched.trial.assign",
        description="Draw who is asked before the evidence.",
    )
    parser.add_argument("roster", type=Path)
    parser.add_argument("--by", choices=("student", "class"), default="student")
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args(arguments)
    try:
        students = assign(roster(asked.roster), asked.seed, asked.by)
        written = write(asked.roster.parent, students, items.read(ITEMS))
    except TrialError as error:
        print(error, file=sys.stderr)
        return 1
    counts = ", ".join(f"{arm}: {sum(s.arm == arm for s in students)}" for arm in ARMS)
    many = "s" * (len(students) != 1)
    print(f"{len(students)} student{many} ({counts}), seed {asked.seed}, by {asked.by}")
    for path in written:
        print(f"wrote {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
