"""The items of the test before and after: two forms, one item a goal in each."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dispatched.notebooks import prose, teaching

FORMS = ("a", "b")
LETTERS = ("a", "b", "c", "d")
KEYS = ("goal", "form", "asks", "options", "right")
"""What each item has."""
_GOAL = re.compile(r"\d\d\.[a-z0-9-]+")
_SPOKEN = re.compile(r"[A-Za-z ]+ is not linked")


class TrialError(ValueError):
    """Something of the trial that cannot be used; says where and what to do."""


@dataclass(frozen=True)
class Item:
    """One item.

    Args:
        goal: chapter and goal that it measures: ``05.fixed-payment``.
        form: ``a`` or ``b``.
        asks: the question, Markdown.
        options: four, Markdown.
        right: the letter of the right one.
    """

    goal: str
    form: str
    asks: str
    options: tuple[str, ...]
    right: str


def read(path: Path) -> tuple[Item, ...]:
    """The items of a file, in its order; the same goals in the same order in both forms.

    Raises:
        TrialError: no TOML, a key that is missing or unknown, not four options, a letter that is
            none, or forms that do not ask for the same goals; names the item.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TrialError(f"{path.name}: {error}") from None
    rows = raw.get("item")
    if not isinstance(rows, list) or not rows:
        raise TrialError(f"{path.name}: there is no [[item]]")
    found = tuple(_item(f"{path.name}, item {n}", row) for n, row in enumerate(rows, 1))
    goals = [[item.goal for item in found if item.form == form] for form in FORMS]
    for form, asked in zip(FORMS, goals, strict=True):
        for goal in asked:
            if asked.count(goal) > 1:
                raise TrialError(f"{path.name}: form {form} asks for {goal} more than once")
    if goals[0] != goals[1]:
        odd = sorted({*goals[0]} ^ {*goals[1]})
        why = f"{', '.join(odd)} stands in one form only" if odd else "their order differs"
        raise TrialError(f"{path.name}: the two forms are not parallel: {why}")
    return found


def _item(where: str, row: Any) -> Item:
    if not isinstance(row, Mapping):
        raise TrialError(f"{where}: is no table")
    for name in row:
        if name not in KEYS:
            raise TrialError(f"{where}: nothing is called {name!r}; there are {', '.join(KEYS)}")
    for name in KEYS:
        if name not in row:
            raise TrialError(f"{where}: has no {name}")
    options = row["options"]
    texts = [row["goal"], row["asks"], *(options if isinstance(options, list) else [None])]
    if not all(isinstance(text, str) and text.strip() for text in texts):
        raise TrialError(f"{where}: goal, asks and each option are texts")
    if len(options) != len(LETTERS) or len({*options}) != len(LETTERS):
        raise TrialError(f"{where}: needs {len(LETTERS)} different options")
    if not _GOAL.fullmatch(row["goal"]):
        raise TrialError(f"{where}: goal is {row['goal'][:60]!r}, not like '05.fixed-payment'")
    if row["form"] not in FORMS:
        raise TrialError(f"{where}: form is {row['form']!r}, not a or b")
    if row["right"] not in LETTERS:
        raise TrialError(f"{where}: right is {row['right']!r}, not a, b, c or d")
    return Item(row["goal"], row["form"], row["asks"], tuple(options), row["right"])


def goals(items: tuple[Item, ...]) -> tuple[str, ...]:
    """The goals in the order of the test: the first is asked by ``q01``."""
    return tuple(item.goal for item in items if item.form == FORMS[0])


def columns(items: tuple[Item, ...]) -> tuple[str, ...]:
    """The names of the answers' columns, one a goal.

    >>> columns((Item("01.a", "a", "", (), "a"), Item("01.a", "b", "", (), "a")))
    ('q01',)
    """
    return tuple(f"q{number:02}" for number in range(1, len(goals(items)) + 1))


def key(items: tuple[Item, ...], form: str) -> dict[str, str]:
    """Column → the right letter, of one form."""
    right = (item.right for item in items if item.form == form)
    return dict(zip(columns(items), right, strict=True))


def said(goal: str, chapters: Path) -> str:
    """What a goal says, in the words of its chapter.

    Raises:
        TrialError: no chapter has it; names those of the chapter.
    """
    number, _, ident = goal.partition(".")
    paths = sorted(chapters.glob(f"{number}-*.toml"))
    known = {one.ident: one.says for one in teaching.read(paths[0]).goals} if paths else {}
    if ident not in known:
        there = ", ".join(f"{number}.{one}" for one in known) or "no such chapter"
        raise TrialError(f"no goal {goal!r}; there are: {there}")
    return known[ident]


def faults(items: tuple[Item, ...], chapters: Path) -> Iterator[str]:
    """Goals that no chapter has, and figures that no evidence carries; one sentence each."""
    for item in items:
        where = f"item {item.goal}, form {item.form}"
        try:
            said(item.goal, chapters)
        except TrialError as error:
            yield f"{where}: {error}"
        for text in (item.asks, *item.options):
            for fault in prose.check(text):
                if not _SPOKEN.match(fault.problem):
                    yield f"{where}: {fault.problem}: {fault.text!r}"
