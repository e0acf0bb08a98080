"""The quick checks: ``make check``, or of one chapter ``make check CHAPTER=04``.

All tests that start no kernel, browser, sandbox or build; of one chapter its cells too, its prose,
its figures and its
assignment. The whole is ``make test``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
import pytest

from tests.slow import slow

ROOT = Path(__file__).resolve().parents[1]
OF_A_CHAPTER = (
    *("notebooks", "teaching", "lessons", "prose_mutations", "exercises", "plain", "questions"),
)
"""Tests that have the name of a chapter or an assignment in theirs."""


def of(number: str, root: Path = ROOT) -> str:
    """The name of a chapter from its number.

    Raises:
        LookupError: there is none; names those there are.
    """
    names = sorted(path.stem for path in root.glob("chapters/*.ipynb"))
    found = [name for name in names if name.split("-")[0] == number.zfill(2) or name == number]
    if not found:
        raise LookupError(
            f"there is no chapter {number}; there are {', '.join(n[:2] for n in names)}"
        )
    return found[0]


def draft(name: str, root: Path = ROOT) -> str:
    """What a draft still needs, in one sentence; empty for a chapter of the book."""
    from dispatched.notebooks import begin

    if f"file: chapters/{name}\n" in (root / "_toc.yml").read_text(encoding="utf-8"):
        return ""
    book = nbformat.read(root / "chapters" / f"{name}.ipynb", as_version=4)
    left = [line.split()[1] for line in begin.unfilled(book)]
    where = f"cell{'s' * (len(left) > 1)} {', '.join(left)}"
    words = f"; the words of the template still stand in {where}" if left else ""
    return f"{name} is a draft, for it is not in _toc.yml{words}."


def tables() -> str:
    """What is wrong with the tables, in one sentence; the tests of the rest would all repeat it."""
    from dispatched import arithmetic, evidence
    from dispatched.cite import items
    from dispatched.questions import ledger_inputs

    try:
        for source in evidence.tables()["sources"]:
            items.source(source["id"])
        for row in evidence.tables()["calculations"]:
            arithmetic.compute(row)
        ledger_inputs.readings()
    except evidence.EvidenceError as error:
        return f"The tables first: {error}"
    return ""


def _files() -> list[Path]:
    return sorted((ROOT / "tests").glob("test_*.py"))


def main(number: str = "") -> int:
    """Run the checks."""
    wrong = tables()
    if wrong:
        print(wrong, file=sys.stderr)
        return 1
    if not number:
        left_out = [f"--ignore={path}" for path in _files() if slow(path.stem[len("test_") :])]
        quick = ["-n", "2", "--dist", "loadscope", "-m", "not slow", *left_out, "tests"]
        return int(pytest.main(quick))
    try:
        name = of(number)
    except LookupError as error:
        print(error, file=sys.stderr)
        return 2
    files = [
        f"chapters/{name}.ipynb",
        f"exercises/{name}",
        *(f"tests/test_{t}.py" for t in OF_A_CHAPTER),
    ]
    found = [path for path in files if (ROOT / path).exists()]
    done = int(pytest.main(["-n", "2", "--dist", "loadscope", "--nbval", "-k", name, *found]))
    print(draft(name))
    return done


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
