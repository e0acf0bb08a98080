"""Pieces of work in processes forked from this one, a few at once."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

MEMORY = 6 << 30
"""So many bytes may a process take."""
BROKEN = 3
"""How a process ends whose work has raised."""


class Processes:
    """Runs pieces of work, each in a process and with a folder for temporary files of its own.

    Args:
        config: of the session whose tests the work runs.
        folder: for the temporary files; it is made.
        at_once: so many run at the same time.
    """

    def __init__(self, config: pytest.Config, folder: Path, at_once: int) -> None:
        self.config, self.folder, self.at_once = config, folder, at_once
        self.running: dict[int, tuple[Any, Path]] = {}
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)

    def run(self, works: Iterable[tuple[Any, Callable[[], Any]]]) -> Iterator[tuple[Any, Any, int]]:
        """What each piece of work is for, what it gives (or None), and how its process ended."""
        for what, work in works:
            self._begin(what, work)
            if len(self.running) >= self.at_once:
                yield self._ended()
        while self.running:
            yield self._ended()

    def _begin(self, what: Any, work: Callable[[], Any]) -> None:
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        ident = os.fork()
        if ident:
            self.running[ident] = what, folder
            return
        code = BROKEN
        try:
            os.setpgid(0, 0)
            with contextlib.suppress(ValueError):
                resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
            nothing = os.open(os.devnull, os.O_RDWR)
            for number in (0, 1, 2):
                os.dup2(nothing, number)
            os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
            self.config._tmp_path_factory._basetemp = folder  # type: ignore[attr-defined]
            (folder / "given.json").write_text(json.dumps(work()), encoding="utf-8")
            code = 0
        finally:
            os._exit(code)

    def _ended(self) -> tuple[Any, Any, int]:
        ident, status = os.waitpid(-1, 0)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(ident, signal.SIGKILL)  # what it has started and left behind
        what, folder = self.running.pop(ident)
        given = folder / "given.json"
        found = json.loads(given.read_text(encoding="utf-8")) if given.is_file() else None
        shutil.rmtree(folder, ignore_errors=True)
        return what, found, os.waitstatus_to_exitcode(status)
