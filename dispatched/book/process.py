"""Sphinx in a process of its own, which ends at once.

``python -m dispatched.book.process ROOT WORK`` makes the pages of a checkout, strictly, in a folder
to work in.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import sys
import traceback
from pathlib import Path
from types import ModuleType
from typing import Any

from dispatched.book import helpers

RUNS = "myst_nb.core.execute.cache"
"""The part of myst-nb 1.4 that runs notebooks and keeps what they gave in a database.

The library of the database takes a quarter of a second to read, and a build runs nothing.
"""


def _run_nothing() -> None:
    """Put something in the place of :data:`RUNS` that reads it where it is used after all."""
    stand_in = ModuleType(RUNS)

    def client(*given: Any, **named: Any) -> Any:
        del sys.modules[RUNS]
        return importlib.import_module(RUNS).NotebookClientCache(*given, **named)

    vars(stand_in)["NotebookClientCache"] = client
    sys.modules[RUNS] = stand_in


def main(root: str, work: str) -> int:
    """Run jupyter-book.

    Returns:
        its exit code.
    """
    helpers.begin(Path(root), Path(work) / "_build")
    # Sphinx makes millions of nodes that live to the end. Looking for garbage among them would take
    # a quarter of the time, so that it is begun only in a book many times as large.
    gc.set_threshold(5_000_000, 20, 100)
    _run_nothing()
    from jupyter_book.cli.main import main as build

    try:
        build(["build", root, "--path-output", work, "-W", "-n", "--keep-going"])
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else int(done.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    CODE = main(*sys.argv[1:])
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    # Python would take all those nodes apart first, one by one.
    os._exit(CODE)
