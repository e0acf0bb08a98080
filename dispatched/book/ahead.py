"""Draw the charts of all chapters beside Sphinx, in other processes, while it reads the pages.

What they draw lies in the painter's folder when a page is written. A process that fails is no harm:
a chart that is missing when all have ended is drawn when its page needs it.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dispatched.book import draw, vega
from dispatched.vegalite import MIME

MOST = 4
"""Processes at one time, at most."""


def specifications(path: Path) -> Iterable[dict[str, Any]]:
    """The charts of a notebook, as saved."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            if MIME in output.get("data", {}):
                yield output["data"][MIME]


def _mark(cache: Path, path: Path) -> Path:
    """The file that says that the charts of a notebook, as it stands, have been drawn."""
    import vl_convert

    drawn_with = f"{vl_convert.__version__} {draw.VEGA_LITE}"
    text = hashlib.sha256(path.read_bytes() + drawn_with.encode()).hexdigest()
    return cache / f"{text}.drawn"


def start(root: Path, made: Path) -> list[subprocess.Popen[bytes]]:
    """Share out the charts that are not drawn yet among processors, in the order of the pages.

    Args:
        root: the checkout.
        made: Sphinx's folder.
    """
    cache = made / ".charts"
    paths = sorted(root.glob("chapters/*.ipynb"))
    jobs = [str(path) for path in paths if not _mark(cache, path).is_file()]
    jobs += [name for name in vega.KINDS if not vega.bundle_path(cache, name).is_file()]
    count = min(
        MOST, max(1, (os.cpu_count() or 1) - 1), len(jobs)
    )  # Sphinx has a processor of its own
    return [
        subprocess.Popen(
            [sys.executable, "-m", "dispatched.book.ahead", str(cache), *jobs[n::count]],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        for n in range(count)
    ]


def main(cache: str, *jobs: str) -> None:
    """Draw the charts of notebooks and make scripts, by name."""
    Path(cache).mkdir(parents=True, exist_ok=True)  # a notebook without a chart is marked as well
    painter = draw.Painter(Path(cache))
    for job in jobs:
        if job in vega.KINDS:
            vega.bundle(Path(cache), job)
            continue
        for spec in specifications(Path(job)):
            painter.keep(spec)
        _mark(Path(cache), Path(job)).touch()


if __name__ == "__main__":
    main(*sys.argv[1:])
