"""Draw the charts of all chapters beside Sphinx, in other processes, while it reads the pages.

What they draw lies in the painter's folder when a page is written. A process that fails is no harm:
a chart that is missing when all have ended is drawn when its page needs it.
"""

from __future__ import annotations

import hashlib
import json
import os
import select
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dispatched.book import draw, helpers, vega
from dispatched.vegalite import MIME

if TYPE_CHECKING:  # drawing does not wait until Sphinx is read
    from sphinx.application import Sphinx

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


def busy(app: Sphinx) -> bool:
    """Is one of the processes still drawing?"""
    return any(map(_works, helpers.of(app).drawing))


def _works(process: subprocess.Popen[bytes]) -> bool:
    """Does a process go on? A copy of this one, which is not its parent, sees the pipe's end."""
    if os.name != "posix":
        return process.poll() is None
    return not select.select([process.stdout], [], [], 0)[0]


def _join(app: Sphinx, _: Exception | None) -> None:
    for process in helpers.of(app).drawing:
        process.wait()


def main(cache: str, *jobs: str) -> None:
    """Draw the charts of notebooks and make scripts, by name."""
    painter = draw.Painter(Path(cache))
    for job in jobs:
        if job in vega.KINDS:
            vega.bundle(Path(cache), job)
            continue
        for spec in specifications(Path(job)):
            painter.keep(spec)
        _mark(Path(cache), Path(job)).touch()


def setup(app: Sphinx) -> None:
    """Begin before the builder does, if not earlier; a page that comes to a chart waits for it."""
    app.connect("build-finished", _join, priority=100)


if __name__ == "__main__":
    main(*sys.argv[1:])
