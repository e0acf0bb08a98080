"""Invented answers, to try the analysis on: ``python -m dispatched.trial.made_up``.

No student gave them. Every row says so in its first column, and every chart of them in its title.
"""

from __future__ import annotations

import io
import math
import random
import sys
from collections.abc import Sequence
from pathlib import Path

from dispatched.trial import answers, assign, items
from dispatched.trial.forms import ITEMS
from dispatched.trial.items import LETTERS, Item
from dispatched.whole import write_whole

PATH = Path("trial/made-up.csv")
SEED = 2026
CLASSES, SIZE = 4, 24
GAIN, MORE, SPREAD = 0.7, 0.35, 0.9
"""On the scale of log odds: what all gain, what the arm ``on`` gains beyond that, and how far
students differ. Invented, and not what we expect."""
LOST, BLANK = 0.08, 0.04
"""Shares of tests not taken and of answers left empty."""


def rows(asked: tuple[Item, ...], seed: int = SEED) -> list[tuple[str, ...]]:
    """The rows of ``answers.csv``, invented, each marked as such."""
    chance = random.Random(seed)
    names = (f"made-up-{n:03}" for n in range(1, CLASSES * SIZE + 1))
    listed = [(f"student {n}", f"class {1 + n // SIZE}") for n in range(CLASSES * SIZE)]
    columns = items.columns(asked)
    hard = {column: chance.gauss(0.2, 0.6) for column in columns}
    lifts = {f"class {n}": chance.gauss(0, 0.3) for n in range(1, CLASSES + 1)}
    made = []
    for one in assign.assign(sorted(listed, key=lambda s: s[1]), seed, code=lambda: next(names)):
        able = chance.gauss(0, SPREAD) + lifts[one.classroom]
        for test in assign.TESTS:
            after = test == "post"
            form = one.first if not after else "ab".replace(one.first, "")
            key = items.key(asked, form)
            level = able + (GAIN + MORE * (one.arm == "on") if after else 0)
            took = chance.random() >= LOST
            given = [_answer(key[c], level - hard[c], chance) if took else "" for c in columns]
            made.append((answers.MADE_UP, one.code, one.classroom, one.arm, test, form, *given))
    return sorted(made, key=lambda row: (row[1], row[4] == "post"))


def _answer(right: str, level: float, chance: random.Random) -> str:
    if chance.random() < BLANK:
        return ""
    if chance.random() < 1 / (1 + math.exp(-level)):
        return right
    return chance.choice([letter for letter in LETTERS if letter != right])


def text(asked: tuple[Item, ...], seed: int = SEED) -> str:
    """The content of ``made-up.csv``."""
    head = ("made_up", *answers.GIVEN, *items.columns(asked))
    made = io.StringIO()
    for row in (head, *rows(asked, seed)):
        made.write(",".join(row) + "\n")
    return made.getvalue()


def main(_: Sequence[str] | None = None) -> int:
    """Command line: write the file anew."""
    write_whole(PATH, text(items.read(ITEMS)))
    print(f"wrote {PATH}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
