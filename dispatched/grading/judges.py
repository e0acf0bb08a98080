"""Judges, each in a process of its own, asked from the grader's threads; ended when too slow.

The process has the sandbox's walls where there are any, no network and no view of the class: what a
stranger's chart makes a drawing library do, it does there.
"""

from __future__ import annotations

import json
import os
import queue
import resource
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dispatched.grading import drawing, keys, sandbox

SECONDS = 10
"""For one answer; most take a thousandth of it. Soon after, the process is ended."""

START = 30
"""Seconds for starting a judge and for reading what a sandbox said."""

HANGS = 2
"""So many answers of one submission may make the judge hang; then the rest is not judged."""

MEMORY = 3_000_000_000

_START = (
    "import sys; sys.path[:0] = [sys.argv[1]]; import runpy; "
    "runpy.run_module('dispatched.grading.judging', run_name='__main__')"
)


class Judge:
    """One judge's process; started when first asked, and anew after it was ended.

    Args:
        unsafe: draw charts without walls where there is no sandbox.
    """

    def __init__(self, unsafe: bool = False) -> None:
        self._table = drawing.Table(unsafe)
        self._process: subprocess.Popen[bytes] | None = None

    def _start(self) -> subprocess.Popen[bytes]:
        root = str(keys.ROOT)
        walls: list[str] = []
        if sandbox.available():
            walls = [
                *sandbox.walls(),
                "--ro-bind",
                str(keys.ROOT / "dispatched"),
                "/book/dispatched",
            ]
            walls += ["--ro-bind", str(keys.ROOT / "data"), "/book/data", "--remount-ro", "/"]
            root = "/book"
        return subprocess.Popen(
            [*walls, sys.executable, "-I", "-c", _START, root],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY)),
            env=None if walls else {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )  # fmt: skip

    def ask(
        self, job: Mapping[str, Any], raw: bytes, seconds: float = SECONDS
    ) -> Iterator[dict[str, Any]]:
        """The judge's replies to one job; fewer than asked for where the process ended before.

        A chart is drawn here, in a sandbox of its own, while the judge's clock stands still.
        """
        if self._process is None or self._process.poll() is not None:
            self._process = self._start()
        process = self._process
        assert process.stdin
        assert process.stdout
        left = 1 + len(job["graded"])
        head = (
            json.dumps({**job, "size": len(raw), "seconds": seconds}, default=str).encode() + b"\n"
        )
        clock = threading.Timer(START, process.kill)
        clock.start()
        try:
            process.stdin.write(head + raw)
            process.stdin.flush()
            while left:
                line = process.stdout.readline()
                clock.cancel()
                if not line.endswith(b"\n"):
                    break
                reply = json.loads(line)
                if "draw" in reply:
                    scene = self._table.draw(reply["draw"])
                    process.stdin.write(json.dumps(scene).encode() + b"\n")
                    process.stdin.flush()
                else:
                    left -= 1
                clock = threading.Timer(1.3 * seconds, process.kill)
                clock.start()
                if "draw" not in reply:
                    yield reply
        except BrokenPipeError:
            pass
        finally:
            clock.cancel()
            if left:
                self.end()

    def end(self) -> None:
        """End the process."""
        if self._process is not None:
            sandbox.end(self._process)
            self._process = None

    def close(self) -> None:
        """End the process, and the one that draws for it."""
        self.end()
        self._table.end()


class Court:
    """The judges of one grading: as many as are asked at one time.

    Args:
        unsafe: draw charts without walls where there is no sandbox.
    """

    def __init__(self, unsafe: bool = False) -> None:
        self._unsafe = unsafe
        self._idle: queue.SimpleQueue[Judge] = queue.SimpleQueue()

    def __enter__(self) -> Court:
        return self

    def __exit__(self, *_: object) -> None:
        while not self._idle.empty():
            self._idle.get().close()

    def hear(
        self,
        job: Mapping[str, Any],
        raw: bytes,
        steps: Sequence[Mapping[str, Any]],
        seconds: float = SECONDS,
    ) -> dict[str, Any]:
        """Read and judge what a sandbox said.

        Args:
            job: as :func:`dispatched.grading.judging.sit` takes it, but for ``plan``.
            raw: what the sandbox said.
            steps: the plan that it was given.
            seconds: for each answer.

        Returns:
            ``cells``, ``end``, ``notes``, ``verdicts`` (place → ok, share, text), ``answers``
            (place → in a few words) and ``trouble``, what the judge stumbled over. Every graded
            cell has a verdict.
        """
        try:
            judge = self._idle.get_nowait()
        except queue.Empty:
            judge = Judge(self._unsafe)
        try:
            return self._hear(judge, job, raw, steps, seconds)
        finally:
            self._idle.put(judge)

    @staticmethod
    def _hear(
        judge: Judge,
        job: Mapping[str, Any],
        raw: bytes,
        steps: Sequence[Mapping[str, Any]],
        seconds: float,
    ) -> dict[str, Any]:
        plan = [{"id": step["id"], **({"ask": 1} if "ask" in step else {})} for step in steps]
        heard: dict[str, Any] = {
            "cells": {},
            "end": job["end"],
            "notes": [],
            "verdicts": {},
            "answers": {},
        }
        trouble: list[str] = []
        look: list[str] = []  # at charts that could not be drawn
        left, hangs = dict(job["graded"]), 0
        while True:
            begun = False
            for reply in judge.ask({**job, "plan": plan, "graded": left}, raw, seconds):
                begun = True
                if "place" in reply:
                    del left[reply["place"]]
                    heard["verdicts"][reply["place"]] = reply["verdict"]
                    heard["answers"][reply["place"]] = reply["answer"]
                    look += [reply["note"]] if reply["note"] else []
                    trouble += [reply["trouble"]] if reply["trouble"] else []
                else:
                    heard |= reply
            if not left:
                return heard | {"notes": [*heard["notes"], *look], "trouble": "; ".join(trouble)}
            hangs += 1
            why = (
                f"the judge did not come to an end within {seconds:g} seconds, or within its memory"
            )
            trouble.append(why)
            for place in list(left)[: 1 if begun and hangs < HANGS else None]:
                text = f"The answer could not be judged: {why}."
                heard["verdicts"][place] = {"ok": False, "share": 0, "text": text}
                heard["answers"][place] = ""
                del left[place]
            if not left:
                return heard | {"notes": [*heard["notes"], *look], "trouble": "; ".join(trouble)}
