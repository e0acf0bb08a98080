"""``python -m dispatched.cite``: the files for archives anew, from ``CITATION.cff``."""

from __future__ import annotations

import sys
from pathlib import Path

from dispatched.cite import metadata
from dispatched.notebooks.about import about

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Write them; the status of the program."""
    changed = metadata.write(ROOT, about(ROOT))
    print(", ".join(changed) + " written." if changed else "Nothing changes.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
