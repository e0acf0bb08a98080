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

RUNS = {
    "myst_nb.core.execute.cache": "NotebookClientCache",
    "myst_nb.core.execute.direct": "NotebookClientDirect",
    "myst_nb.core.execute.inline": "NotebookClientInline",
    "jupyter_client.kernelspec": "find_kernel_specs",
}
"""Parts of myst-nb 1.4 and jupyter-book 1.0 that run notebooks → what is taken from them.

They keep what notebooks gave in a database and talk to kernels, by libraries that take half a
second to read, and a build runs nothing.
"""


class Late(ModuleType):
    """Stands for a large package that modules import and few pages need, until it is needed.

    >>> parts = Late("fractions")
    >>> parts.Fraction(2, 4)
    Fraction(1, 2)
    """

    def __getattr__(self, name: str) -> Any:
        """Anything of the package, which is read now."""
        if name == "__path__":  # Python asks each module from which it takes a name
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        vars(self).update(vars(importlib.import_module(self.__name__)))
        return vars(self)[name]


def _read_late() -> None:
    """Put something in the place of pandas, and of :data:`RUNS`, that reads them where needed."""
    sys.modules["pandas"] = Late("pandas")
    for name, wanted in RUNS.items():
        sys.modules[name] = _stand_in(name, wanted)


def _stand_in(name: str, wanted: str) -> ModuleType:
    module = Late(name)

    def client(*given: Any, **named: Any) -> Any:
        if sys.modules[name] is module:
            del sys.modules[name]
        return getattr(importlib.import_module(name), wanted)(*given, **named)

    setattr(module, wanted, client)
    return module


def main(root: str, work: str) -> int:
    """Run jupyter-book.

    Returns:
        its exit code.
    """
    helpers.begin(Path(root), Path(work) / "_build")
    # Sphinx makes millions of nodes that live to the end. Looking for garbage among them would take
    # a quarter of the time, so that it is begun only in a book many times as large.
    gc.set_threshold(5_000_000, 20, 100)
    _read_late()
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
