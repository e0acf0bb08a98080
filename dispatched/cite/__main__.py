"""``python -m dispatched.cite``: the files for archives anew, from ``CITATION.cff``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from dispatched.cite import metadata
from dispatched.notebooks.about import about
from dispatched.whole import told

ROOT = Path(__file__).resolve().parents[2]


@told("The files for archives were not written")
def main(_: Sequence[str] | None = None) -> int:
    """Write them; the status of the program."""
    changed = metadata.write(ROOT, about(ROOT))
    print(", ".join(changed) + " written." if changed else "Nothing changes.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
