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
from tests.trust.mutants import MUST, Mutant, mutants

ORDER = (
    *("figure", "unit", "year", "source", "locator", "relation", "grade", "verdict", "formula"),
    *("date", "claims named", "word of a list", "yes or no", "number in a text"),
)
"""The kinds of cells in the order of the report."""
SHOWN = 12
"""So many of what is lost are named for a kind of which some may be; the others are counted."""


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
        by = ", ".join(f"{name} {count:,}" for name, count in seen.most_common())
        note = f"by reason {seen.total():,} ({by}); by the list alone {listed:,}"
        yield Found(
            f"another {kind}" if kind in MUST else f"another {kind} (may be lost)",
            tried,
            tried - len(lost),
            tuple(lost),
            note,
            time.monotonic() - begun,
        )
