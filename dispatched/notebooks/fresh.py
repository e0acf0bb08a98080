"""Bring every notebook up to date with the tables, and say what changed: ``make fresh``.

A claim that is corrected changes outputs in chapters that show it. All notebooks are run again,
several at a time; one that comes out as before keeps its bytes.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from nbclient.exceptions import CellExecutionError

from dispatched.notebooks import run

ROOT = Path(__file__).resolve().parents[2]
SHOWN = 100
"""Characters of a changed line that are shown."""


def differences(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    """One line for each cell that shows something else than before.

    Args:
        before: a notebook as saved, read as JSON.
        after: the same notebook, run again.

    >>> def book(text):
    ...     return {"cells": [{"outputs": [{"text": text}]}]}
    >>> list(differences(book("35 people"), book("36 people")))
    ['cell 0: 35 people → 36 people']
    """
    for number, (old, new) in enumerate(zip(before["cells"], after["cells"], strict=True)):
        if old.get("outputs") != new.get("outputs"):
            was, now = list(_lines(old.get("outputs"))), list(_lines(new.get("outputs")))
            gone = next((line for line in was if line not in now), "nothing")
            come = next((line for line in now if line not in was), "less than before")
            yield f"cell {number}: {gone[:SHOWN]} → {come[:SHOWN]}"


def _lines(part: Any) -> Iterator[str]:
    """Every line of text in an output; charts give their numbers with their names."""
    if isinstance(part, dict):
        for name, value in part.items():
            if isinstance(value, int | float):
                yield f"{name} = {value}"
            else:
                yield from _lines(value)
    elif isinstance(part, list):
        for value in part:
            yield from _lines(value)
    elif isinstance(part, str):
        yield from (line.strip() for line in part.splitlines() if line.strip())


def renew(path: Path) -> list[str]:
    """Run one notebook; what it shows otherwise than before, one line a cell.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell fails; the notebook stays as it was.
    """
    before = json.loads(path.read_text(encoding="utf-8"))
    run.execute(path)
    return list(differences(before, json.loads(path.read_text(encoding="utf-8"))))


def _told(error: Exception) -> str:
    """What went wrong, in a line: the name and words of what a cell raised, without colors."""
    if isinstance(error, CellExecutionError):
        return f"{error.ename}: {error.evalue}"
    return next(
        (line for line in reversed(str(error).splitlines()) if line.strip()), type(error).__name__
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: run the named notebooks, or all chapters and exercises; say what changed."""
    parser = argparse.ArgumentParser(
        prog="python -m dispatched.notebooks.fresh",
        description="Run notebooks and say what changed.",
    )
    parser.add_argument("files", nargs="*", type=Path)
    files = parser.parse_args(arguments).files
    files = files or sorted(
        [
            *ROOT.glob("chapters/*.ipynb"),
            *ROOT.glob("exercises/*/*.ipynb"),
            *ROOT.glob("trial/*.ipynb"),
        ]
    )
    changed = failed = 0
    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        for path, job in [(path, pool.submit(renew, path)) for path in files]:
            name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
            try:
                lines = job.result()
            except Exception as error:  # whatever a cell raises concerns this notebook only
                failed += 1
                print(f"{name} fails and stays as it was: {_told(error)}", file=sys.stderr)
                continue
            changed += bool(lines)
            if lines:
                print(f"{name} shows something else:", *lines, sep="\n  ")
    print(
        f"{len(files)} notebooks run, {changed} changed"
        + (f", {failed} failed." if failed else ".")
    )
    if changed:
        print(
            "Read the text around the changed cells: words that spoke of the old figure do not "
            "change by themselves."
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
