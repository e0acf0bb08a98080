"""How long builds and notebooks take here, in seconds: ``python -m tests.bench`` (what ``make
bench`` runs).
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from dispatched import evidence
from dispatched.book.build import build
from dispatched.notebooks import run
from dispatched.questions import ledger
from tests import small_book, tenfold
from tests.book_changes import EDITS, put

ROOT = Path(__file__).resolve().parents[1]


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    problems = work()
    if problems:
        raise SystemExit("\n".join(map(str, problems)))  # type: ignore[call-overload]
    return time.perf_counter() - start


def copied(folder: Path) -> None:
    """Builds of a copy of the book, after edits of an author, and with ten times the claims."""
    small_book.lay_out_whole(folder)
    target = folder / "_build" / "html"

    def made() -> str:
        return small_book.build(folder, target)

    print(f"build of a copy, cold: {seconds(made):6.1f}")
    put(f"chapters/{small_book.SECOND}.ipynb", " the ", " the very ")(folder)
    print(f"build, one chapter changed: {seconds(made):6.1f}")
    EDITS["wording of a claim"].change(folder)
    print(f"build, one claim changed: {seconds(made):6.1f}")
    shutil.rmtree(folder / "data")
    tenfold.copy(folder / "data")
    print(f"build, ten times the claims: {seconds(made):6.1f}")


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        large = tenfold.copy(Path(folder) / "data")
        read = seconds(lambda: evidence.read_package(large) and None)
        print(f"tables, ten times the claims: {read:6.2f}")
        target = Path(folder) / "html"
        print(f"build, cold: {seconds(lambda: build(target)):6.1f}")
        (
            target / "index.html"
        ).unlink()  # a page that is not as it was built brings on a build of all of them
        print(f"build, drawings kept: {seconds(lambda: build(target)):6.1f}")
        print(f"build, nothing changed: {seconds(lambda: build(target)):6.1f}")
        copied(Path(folder) / "book")
        for path in sorted((ROOT / "chapters").glob("*.ipynb")):
            copy = Path(folder) / path.name
            shutil.copyfile(path, copy)
            took = seconds(lambda copy=copy: run.execute(copy))
            print(f"run {path.name}: {took:6.1f}")
        ledger.rows()  # the tables and SciPy are read once
        print(f"ledger, every cell: {seconds(lambda: ledger.rows() and None):6.1f}")
        print(f"ledger, one band: {seconds(lambda: ledger.band() and None):6.1f}")
        for name in (
            "index",
            *(f"chapters/{p.stem}" for p in sorted((ROOT / "chapters").glob("*.ipynb"))),
        ):
            print(f"{name}.html: {(target / f'{name}.html').stat().st_size:,} bytes")
        print(f"charting library: {(target / '_static' / 'vega.js').stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
