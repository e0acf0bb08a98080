"""How long builds and notebooks take here, in processor seconds: ``python -m tests.bench`` (what
``make bench`` runs). What was measured goes to the end of ``docs/bench.csv``, and what has become
slower is said.
"""

from __future__ import annotations

import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from dispatched import evidence
from dispatched.notebooks import run
from dispatched.questions import ledger
from tests import small_book, tenfold
from tests.bench_history import Line, add, read, slower
from tests.book_changes import EDITS, reword

ROOT = Path(__file__).resolve().parents[1]


def processor() -> float:
    """Processor seconds so far, of this process and of those that it has waited for."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def measured(what: str, work: Callable[[], object]) -> Line:
    """Do a piece of work, and say how long it took."""
    start, clock = processor(), time.perf_counter()
    problems = work()
    if problems:
        raise SystemExit("\n".join(map(str, problems)))  # type: ignore[call-overload]
    line = Line(f"{date.today()}", os.cpu_count() or 1, what, processor() - start)
    passed = time.perf_counter() - clock
    print(f"{what}: {line.seconds:.2f} s of processors, {passed:.1f} s on the clock", flush=True)
    return line


def builds(folder: Path) -> Iterator[Line]:
    """Builds of a copy of the book, after edits of an author, and with ten times the claims."""
    folder = folder / "book"
    small_book.lay_out_whole(folder)
    target = folder / "_build" / "html"

    def made() -> str:
        return small_book.build(folder, target)

    yield measured("build, cold", made)
    yield measured("build, nothing changed", made)
    reword(folder)
    yield measured("build, one chapter changed", made)
    EDITS["wording of a claim"].change(folder)
    yield measured("build, one claim changed", made)
    EDITS["title of a page"].change(folder)
    yield measured("build, one title changed", made)
    shutil.rmtree(folder / "data")
    tenfold.copy(folder / "data")
    yield measured("build, ten times the claims", made)
    for page in ("index.html", "_static/vega.js"):
        print(f"{page}: {(target / page).stat().st_size:,} bytes")


def notebooks(folder: Path) -> Iterator[Line]:
    """Each chapter executed."""
    for path in sorted((ROOT / "chapters").glob("*.ipynb")):
        copy = folder / path.name
        shutil.copyfile(path, copy)
        yield measured(f"run {path.name}", partial(run.execute, copy))


def tables(folder: Path) -> Iterator[Line]:
    """The tables with ten times the claims, and the ledger."""
    large = tenfold.copy(folder / "data")
    yield measured("tables, ten times the claims", lambda: evidence.read_package(large) and None)
    ledger.rows()  # the tables and SciPy are read once
    yield measured("ledger, every cell", lambda: ledger.rows() and None)
    yield measured("ledger, one band", lambda: ledger.band() and None)


PARTS = {"tables": tables, "builds": builds, "notebooks": notebooks}


def main(*names: str) -> None:
    """Measure all, or the parts that are named; keep it, and say what has become slower."""
    before, now = read(), []
    with tempfile.TemporaryDirectory() as place:
        for name in names or PARTS:
            folder = Path(place) / name
            folder.mkdir()
            now += PARTS[name](folder)
    add(now)
    found = [said for line in now if (said := slower(before, line))]
    print("Slower than before:" if found else "Nothing is slower than before.", *found, sep="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
