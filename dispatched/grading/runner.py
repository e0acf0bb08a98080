"""Runs inside the sandbox: a student's notebook, cell by cell, and says what the answers are.

Reads one JSON document from standard input: ``cells`` (each ``{"id": …, "source": …}`` to run, or
    ``{"id": …,
"ask": {name: calls}}`` to read variables) and ``limits``. Writes one JSON line for each cell to the
descriptor that was standard output. Nothing that it says is trusted: it is data for a judge in
another process.
"""

from __future__ import annotations

import io
import json
import os
import signal
import sys
import time
from typing import Any


class TooLongError(BaseException):
    """A cell took more than its seconds."""


class TooMuchError(BaseException):
    """A cell wrote more than its characters."""


class Limited(io.TextIOBase):
    """A stream that keeps the first characters and stops the cell that writes far too many."""

    def __init__(self, name: str, keep: int) -> None:
        self.name, self.keep, self.size = name, keep, 0
        self.parts: list[str] = []

    encoding = "utf-8"

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        text = str(text)
        if self.size < self.keep:
            self.parts.append(text[: self.keep - self.size])
        self.size += len(text)
        if self.size > 50 * self.keep:
            self.size = 0
            raise TooMuchError
        return len(text)

    def text(self) -> str:
        return "".join(self.parts)


def main() -> None:
    """Read the plan, run it, report."""
    report = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="replace")
    plan = json.loads(sys.stdin.buffer.read())
    limits = plan["limits"]
    quiet = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(quiet, descriptor)
    # It stays open, and input() ends at once.
    sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115

    def say(**line: Any) -> None:
        # Not as ASCII: half a surrogate pair, which no reader takes, becomes a question mark on its
        # way out.
        report.write(json.dumps(line, default=str, ensure_ascii=False) + "\n")
        report.flush()

    # What the notebooks import, before the clock of the first cell runs.
    import altair  # noqa: F401
    import pandas  # noqa: F401
    from IPython.core.displayhook import DisplayHook
    from IPython.core.displaypub import DisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell

    from dispatched.checks.answers import portable

    outputs: list[dict[str, Any]] = []
    keep = limits["characters"]

    def add(kind: str, data: Any) -> None:
        data = {str(k): v for k, v in data.items() if isinstance(v, str | dict | list)}
        if len(json.dumps(data, default=str)) <= 4 * keep:
            outputs.append({"output_type": kind, "data": data, "metadata": {}})

    class Publisher(DisplayPublisher):
        def publish(self, data: Any, *_: Any, **__: Any) -> None:
            add("display_data", data)

    class Hook(DisplayHook):
        def __call__(self, result: Any = None) -> None:
            if result is not None and not self.quiet():
                data, _ = self.compute_format_data(result)
                self.update_user_ns(result)
                add("execute_result", data)

    class Shell(InteractiveShell):
        displayhook_class = Hook
        display_pub_class = Publisher

        def enable_gui(self, *_: Any) -> None:
            return

    shell = Shell.instance()
    shell.history_manager.enabled = False
    shell.showtraceback = lambda *a, **k: None
    shell.showsyntaxerror = lambda *a, **k: None

    def ring(*_: Any) -> None:
        raise TooLongError

    signal.signal(signal.SIGALRM, ring)
    say(ready=True)
    began = time.monotonic()
    for cell in plan["cells"]:
        if time.monotonic() - began > limits["notebook"]:
            say(id=cell["id"], skipped=f"the notebook's {limits['notebook']} seconds were used up")
            continue
        if "ask" in cell:
            answers = {}
            for name, calls in cell["ask"].items():
                signal.setitimer(signal.ITIMER_REAL, limits["cell"])
                try:
                    known = name in shell.user_ns
                    answers[name] = (
                        portable(shell.user_ns[name], calls) if known else _missing(name)
                    )
                except BaseException as error:
                    answers[name] = {
                        "is": "error",
                        "error": f"{type(error).__name__}: {_words(error)}"[:300],
                    }
                finally:
                    signal.setitimer(signal.ITIMER_REAL, 0)
            say(id=cell["id"], answers=answers)
            continue
        outputs.clear()
        out, err = Limited("stdout", keep), Limited("stderr", keep)
        held = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = out, err  # type: ignore[assignment]
        problem = None
        signal.setitimer(signal.ITIMER_REAL, limits["cell"])
        try:
            result = shell.run_cell(cell["source"], store_history=True)
            problem = result.error_before_exec or result.error_in_exec
        except BaseException as error:
            problem = error
        finally:
            try:
                signal.setitimer(signal.ITIMER_REAL, 0)
            except TooLongError as error:
                problem = error
            sys.stdout, sys.stderr = held
        say(
            id=cell["id"],
            outputs=[dict(o) for o in outputs[:20]],
            stdout=out.text(),
            stderr=err.text(),
            error=_told(problem, limits),
        )
    say(done=True)
    report.flush()
    os._exit(0)  # threads and exit handlers of the student's have no say


def _missing(name: str) -> dict[str, str]:
    return {
        "is": "error",
        "error": f"There is no {name}: the cell above does not define it, or fails.",
    }


def _words(problem: BaseException) -> str:
    """What an error says; its author may have written how it says it."""
    signal.setitimer(signal.ITIMER_REAL, 1)
    try:
        return str(problem)
    except BaseException:
        return "an error that cannot say what it is"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _told(problem: BaseException | None, limits: dict[str, Any]) -> dict[str, str] | None:
    if problem is None:
        return None
    name, text = type(problem).__name__, _words(problem)
    if isinstance(problem, TooLongError):
        name, text = "Too long", f"the cell was stopped after {limits['cell']} seconds"
    elif isinstance(problem, TooMuchError):
        name, text = "Too much output", "the cell was stopped because it wrote without end"
    elif isinstance(problem, SystemExit):
        name, text = "Exit", "the cell ended the program; the cells below were run all the same"
    return {"name": name[:80], "text": text[:500]}


if __name__ == "__main__":
    main()
