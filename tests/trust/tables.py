"""Tables: each cell with another plausible value

Each value is tried on the loaded tables, asked by every check of the data in one process, and put
back. Caught by reason means that a check named the row and said what is wrong with it; caught by
the list, that only a fingerprint of the row differs.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterator

from tests.trust.found import Found
from tests.trust.judge import LIST, Judge
from tests.trust.mutants import Mutant, mutants

ORDER = (
    *("figure", "unit", "year", "source", "locator", "relation", "grade", "verdict", "formula"),
    *("date", "claims named", "word of a list", "yes or no", "number in a text"),
)
"""The kinds of cells in the order of the report."""
COLUMNS = ("By reason", "By the list alone")
_SPLIT: dict[str, tuple[int, int]] = {}


def more(found: Found) -> tuple[int, ...]:
    """How many a check with a reason has caught, and how many the list alone."""
    return _SPLIT[found.what]


MENDED = """
- A figure, year, source or locator of the series, events, features, resolutions and of the inputs
  of the ledger and calculations could change without a word: only the claims had a list of what is
  expected. Now each row of each table has a fingerprint, and the numbers in its texts are in it.
- Of the claims only that list saw most changes, and it cannot say what is wrong. Now each row is
  asked for its grounds: what its sentence says, what was noted when the text was first read and
  where, the units and periods of its neighbors, the bibliography, the calculations and the prose.
- The place, basis and grade of a claim, and what was read of its source, could change unseen.
- Of the figures, years, units, sources and locators 933 were still seen by the list alone. Some
  sixty sources were read a second time, without the tables, and what stands in each part was
  written down (of the five long texts some paragraphs, with the rows at hand); the features were
  scored a second time; each span of years that no sentence spells out has its reason; a calculation
  must come out in its unit. Twenty-eight rows of the claims and
  events, and fourteen of the series, cited a paragraph beside the right one, and one text named a
  city that its source does not. They are mended; `data/changes.csv` has those of the first two.
- Exemptions from a ground were a list that a program had made, and hid a ground that was broken.
  Each now holds for one value of one cell, for a reason in words, and for as long as it is needed.
"""


def trials(only: list[Mutant] | None = None) -> Iterator[Found]:
    """Tables: another plausible value in each cell

    Args:
        only: these mutants; without, one of each cell of all tables.
    """
    judge = Judge()
    kinds: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in mutants() if only is None else only:
        kinds[mutant.kind].append(mutant)
    for kind in ORDER:
        begun, seen, lost = time.monotonic(), Counter[str](), []
        for mutant in kinds.get(kind, ()):
            why = judge.why(mutant)
            if why:
                seen[why.partition(":")[0]] += 1
            else:
                lost.append(mutant.named(judge.tables[mutant.table][mutant.number]))
        tried, listed = len(kinds.get(kind, ())), seen.pop(LIST, 0)
        if not tried:
            continue
        note = ", ".join(f"{name} {count:,}" for name, count in seen.most_common())
        _SPLIT[f"another {kind}"] = seen.total(), listed
        yield Found(
            f"another {kind}",
            tried,
            tried - len(lost),
            tuple(lost),
            note,
            time.monotonic() - begun,
        )
