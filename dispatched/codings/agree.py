"""The agreement of a class: ``python -m dispatched.codings.agree FOLDER``.

The files are read from ``FOLDER/codings``, or from the folder itself where it has none; page and
tables are written to ``FOLDER/agreement``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from dispatched.codings import items, measures, page, reading
from dispatched.codings.items import CodingError
from dispatched.whole import told


def agree(folder: Path) -> tuple[reading.Handed, list[Path]]:
    """Read a class's files, write page and tables.

    Returns:
        what was read, with its problems, and the files written.

    Raises:
        CodingError: no folder, no file, or none that counts.
        OSError: the page cannot be written.
    """
    inside = folder / "codings"
    handed = reading.read(inside if inside.is_dir() else folder)
    reports = []
    for chapter, sheet in items.sheets().items():
        given = [one for one in handed.codings if one.chapter == chapter]
        if given:
            reports.append(measures.report(sheet, given))
    if not reports:
        why = "".join(f"\n{problem}" for problem in handed.problems)
        raise CodingError(f"{folder}: no file with codings that count{why}")
    return handed, page.write(folder / "agreement", handed, reports)


@told("The agreement was not written")
def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: say what was left out, and where page and tables are."""
    parser = argparse.ArgumentParser(
        prog="python -m dispatched.codings.agree",
        description="How far a class agrees, with itself and with the book.",
    )
    parser.add_argument("folder", type=Path, help="of the class")
    try:
        handed, written = agree(parser.parse_args(arguments).folder)
    except CodingError as error:
        print(error, file=sys.stderr)
        return 1
    for problem in handed.problems:
        print(problem, file=sys.stderr)
    print(f"{len(handed.codings)} codings from {handed.files} files")
    for path in written:
        print(f"wrote {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
