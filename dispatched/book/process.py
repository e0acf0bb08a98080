"""Sphinx in a process of its own, which ends at once: ``python -m dispatched.book.process …``.

It takes the arguments of ``jupyter-book``.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
import traceback


def main() -> int:
    """Do what jupyter-book is asked to.

    Returns:
        its exit code.
    """
    # Sphinx makes millions of nodes that live to the end. Looking for garbage among them takes a
    # quarter of the time.
    gc.set_threshold(200_000, 20, 100)
    from jupyter_book.cli.main import main as build

    try:
        build()
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else int(done.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    CODE = main()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    # Python would take all those nodes apart first, one by one.
    os._exit(CODE)
