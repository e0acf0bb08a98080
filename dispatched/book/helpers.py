"""What is made beside Sphinx, in other processes, from the moment that a build begins.

The charts of all chapters are drawn, and the notebooks to download written. Sphinx reads none of it
before it writes pages: while its own modules are read, another processor is at work already.
"""

from __future__ import annotations

import atexit
import os
import select
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dispatched.book import ahead

if TYPE_CHECKING:  # nobody here waits until Sphinx is read
    from sphinx.application import Sphinx


@dataclass(frozen=True)
class Beside:
    """The processes of one build.

    Args:
        drawing: draw charts and make the scripts that do.
        writing: writes the notebooks to download; what is wrong with them stands in its errors.
    """

    drawing: list[subprocess.Popen[bytes]]
    writing: subprocess.Popen[str]


_BEGUN: dict[tuple[Path, Path], Beside] = {}


def begin(root: Path, made: Path) -> Beside:
    """The processes of a build, begun where they are not yet.

    Args:
        root: the checkout.
        made: Sphinx's folder.
    """
    place = root.resolve(), made.resolve()
    if place not in _BEGUN:
        begun = Beside(ahead.start(*place), _writing(*place))
        for process in (*begun.drawing, begun.writing):
            atexit.register(process.kill)  # a build that fails leaves nobody at work
        _BEGUN[place] = begun
    return _BEGUN[place]


def _writing(root: Path, made: Path) -> subprocess.Popen[str]:
    folder = made / ".extra" / "downloads"
    return subprocess.Popen(
        [sys.executable, "-m", "dispatched.notebooks.downloads", str(root), str(folder)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def of(app: Sphinx) -> Beside:
    """The processes of the build that an application does."""
    return begin(Path(app.srcdir), Path(app.outdir).parent)


def busy(app: Sphinx) -> bool:
    """Is one of the processes still drawing?"""
    return any(map(_works, of(app).drawing))


def _works(process: subprocess.Popen[bytes]) -> bool:
    """Does a process go on? A copy of this one, which is not its parent, sees the pipe's end."""
    if os.name != "posix":
        return process.poll() is None
    return not select.select([process.stdout], [], [], 0)[0]


def _join(app: Sphinx, _: Exception | None) -> None:
    for process in of(app).drawing:
        process.wait()


def setup(app: Sphinx) -> None:
    """Wait for those who draw before a build ends; a page that comes to a chart waits as well."""
    app.connect("build-finished", _join, priority=100)
