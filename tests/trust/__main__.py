"""The trial of the book, and its report: ``make trust``, or of one part ``make trust PART=tables``.

Each module of this folder that has a function ``trials`` is a part; the first line of that
function's docstring is its heading, and ``MENDED``, if the module has it, what was found by it and
mended. ``docs/trust.md`` is written whole, or the section of one part.
"""

from __future__ import annotations

import datetime
import importlib
import pkgutil
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from tests import trust
from tests.trust.found import Found

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "docs" / "trust.md"
NAMED = 25
"""So many of those lost are named for a line; the others are counted."""
HEAD = """# What was tried on this book, and what was seen

Each part does something to the book that a mistake, an accident or a bad input could do, and counts
how often it is seen. Caught means that a test is red, or that the book ends with a clear word and
nothing lost. `make trust` writes this page, `make trust PART=tables` one part of it.

"""
_SECTION = re.compile(r"^<!-- part: (\w+) -->\n.*?(?=^<!-- part: |\Z)", re.M | re.S)


def parts() -> dict[str, ModuleType]:
    """Name of a part → its module, in the order of the names."""
    found = {}
    for module in sorted(pkgutil.iter_modules(trust.__path__), key=lambda each: each.name):
        if module.name != "__main__":
            made = importlib.import_module(f"{trust.__name__}.{module.name}")
            if hasattr(made, "trials"):
                found[module.name] = made
    return found


def _cell(text: str) -> str:
    """A text in a cell of a table of Markdown."""
    return re.sub(r"([|<>*_`\[\]\\])", r"\\\1", " ".join(text.split()))


def section(name: str, module: Any, day: str, found: Sequence[Found]) -> str:
    """One part of the report; ``COLUMNS`` and ``more`` of its module give it columns of its own."""
    own = getattr(module, "COLUMNS", ())
    heading = (module.trials.__doc__ or name).strip().splitlines()[0].rstrip(".")
    lines = [f"<!-- part: {name} -->", f"## {heading}", "", f"Tried on {day}.", ""]
    heads = ["Tried", "Caught", *own, "Lost"]
    lines += [f"| What | {' | '.join(heads)} | How |", "|---|" + "---:|" * len(heads) + "---|"]
    counts = [
        [each.tried, each.caught, *(module.more(each) if own else ()), len(each.lost)]
        for each in found
    ]
    for each, row in zip(found, counts, strict=True):
        numbers = " | ".join(f"{count:,}" for count in row)
        lines.append(f"| {_cell(each.what)} | {numbers} | {_cell(each.note)} |")
    totals = " | ".join(f"{sum(column):,}" for column in zip(*counts, strict=True))
    lines += [f"| **All** | {totals} | |", ""]
    for each in found:
        if each.lost:
            lines += [f"Lost of “{_cell(each.what)}”:", ""]
            lines += [f"- {_cell(one)}" for one in each.lost[:NAMED]]
            more = len(each.lost) - NAMED
            lines += [f"- and {more:,} more of this kind"] * (more > 0) + [""]
    if hasattr(module, "MENDED"):
        lines += ["Found and mended:", "", module.MENDED.strip(), ""]
    return "\n".join(lines)


def joined(before: str, new: dict[str, str]) -> str:
    """The report with these sections new, the others as before."""
    kept = {found[1]: found[0].rstrip("\n") + "\n" for found in _SECTION.finditer(before)}
    kept |= new
    return HEAD + "\n".join(kept[name] for name in sorted(kept))


def main(only: str = "", report: Path = REPORT, day: str = "") -> int:
    """Try the parts, or one, and write the report.

    Returns:
        0; 2 where there is no such part.
    """
    known = parts()
    if only and only not in known:
        print(f"there is no part {only!r}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    day = day or datetime.date.today().isoformat()
    new = {}
    for name, module in known.items():
        if only in ("", name):
            found = []
            for each in module.trials():
                found.append(each)
                print(f"{name}: {each.what}: {each.caught:,} of {each.tried:,}", flush=True)
            new[name] = section(name, module, day, found)
    before = report.read_text(encoding="utf-8") if only and report.is_file() else ""
    report.write_text(joined(before, new), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
