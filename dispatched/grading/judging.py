"""The judge's bench: reads what a sandbox said and judges it, in a process that can be ended.

What a student's process said goes no further than here. A chart or a text made to keep a reader
busy, or to break it, costs the answer that it stands for: every answer has its seconds, and
whatever it raises becomes
    its verdict. A chart
is drawn elsewhere, in a process of its own, and comes back as data. The process holds no file of
the class; :mod:`dispatched.grading.judges` starts it and ends it.
"""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from dispatched.checks.in_short import shortly
from dispatched.checks.judge import judge
from dispatched.checks.verdict import Verdict
from dispatched.grading import keys, runner_lines, scenes, submission

Drawing = Callable[[str], Mapping[str, Any]]


class TooLongError(BaseException):
    """An answer kept the judge longer than its seconds; no handler for errors takes it for one."""


class Bench:
    """Judges the answers of one assignment.

    Args:
        tasks: task → as its author wrote it.
        keys: task → key of what is shown.
        hidden: task → key of the hidden calls.
        drawn: the scene of a chart's specification, which is given as JSON.
    """

    def __init__(
        self,
        tasks: Mapping[str, Any],
        keys: Mapping[str, Any],
        hidden: Mapping[str, Any],
        drawn: Drawing,
    ) -> None:
        self.tasks, self.keys, self.hidden, self.drawn = tasks, keys, hidden, drawn

    def _judge(self, source: str, line: Mapping[str, Any], end: str) -> tuple[Verdict, str]:
        found, shown = [], ""
        for task, name in submission.checks_of(source):
            answers = line.get("answers")
            value = answers.get(name) if isinstance(answers, Mapping) else None
            if not isinstance(value, Mapping):
                text = str(line.get("skipped") or "") or ("" if end == "done" else end)
                found.append(
                    Verdict(
                        False,
                        0,
                        f"There is no answer to judge: {text or 'the cell was not reached'}.",
                    )
                )
                continue
            one = self.tasks[task]
            value = scenes.attach(value, self.drawn) if one["kind"] == "chart" else dict(value)
            shown = "" if value.get("is") in ("unanswered", "error") else shortly(value)
            verdict = judge(self.keys[task], keys.split(one, value, False))
            if task in self.hidden and verdict.share > 0:
                other = judge(self.hidden[task], keys.split(one, value, True))
                if not other.ok:
                    text = (
                        "Right for the calls shown, and not for others."
                        if verdict.ok
                        else verdict.text
                    )
                    verdict = Verdict(False, round((verdict.share + other.share) / 2, 2), text)
                elif verdict.ok:
                    verdict = Verdict(True, 1, "Right for the calls shown and for others.")
            found.append(verdict)
        if not found:
            return Verdict(False, 0, "This cell checks nothing."), ""
        worst = min(found, key=lambda v: v.share)
        return worst, shown

    def verdict(
        self, source: str, line: Mapping[str, Any], end: str, seconds: float
    ) -> dict[str, Any]:
        """The verdict on a graded cell, whatever its answer does to the judge.

        Args:
            source: of the cell, as released.
            line: what the runner said of it; empty where nothing was said.
            end: ``done``, or why there may be nothing.
            seconds: after which the judge gives up.

        Returns:
            ``verdict`` (ok, share, text), ``answer`` in a few words, ``note`` on what a person has
            to look at, and ``trouble``: what the judge stumbled over.
        """
        trouble = ""
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            verdict, answer = self._judge(source, line, end)
        except TooLongError:
            trouble = f"judging it took more than {seconds:g} seconds"
        except (
            Exception
        ) as error:  # of a kind that nobody thought of; the others' work is judged all the same
            trouble = f"{type(error).__name__}: {error}"[:300]
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        if trouble:
            verdict, answer = Verdict(False, 0, f"The answer could not be judged: {trouble}."), ""
        said = {"ok": verdict.ok, "share": verdict.share, "text": verdict.text}
        return {"verdict": said, "answer": answer[:200], "note": verdict.note, "trouble": trouble}


def sit(job: Mapping[str, Any], raw: bytes, drawn: Drawing) -> Iterator[dict[str, Any]]:
    """Read and judge one run.

    Args:
        job: ``tasks``, ``keys``, ``hidden``; ``plan``; ``graded`` (place → source of the cell);
            ``end`` (how the process ended); ``seconds`` for each answer.
        raw: what the sandbox said.
        drawn: gives the scene of a chart.

    Yields:
        first ``cells`` (place → what it showed), ``end`` and ``notes``; then for each graded cell
        ``place`` and what :meth:`Bench.verdict` returns.
    """
    said = runner_lines.read(raw, job["plan"])
    end = "done" if said.done else job["end"]
    asked = {step["id"] for step in job["plan"] if "ask" in step}
    cells = {
        place: {k: line.get(k) for k in ("outputs", "stdout", "stderr", "error")}
        for place, line in said.lines.items()
        if place not in asked
    }
    yield {"cells": cells, "end": end, "notes": said.notes}
    bench = Bench(job["tasks"], job["keys"], job["hidden"], drawn)
    for place, source in job["graded"].items():
        line = said.lines.get(place, {})
        if place in said.unread:
            line = {"skipped": f"what the run said of it could not be used ({said.unread[place]})"}
        yield {"place": place} | bench.verdict(source, line, end, job["seconds"])


def main() -> None:
    """Jobs from standard input: a line of JSON with ``size``, then so many bytes.

    Where a reply is ``draw``, a line with the scene is waited for; its seconds are counted where it
    is drawn.
    """

    def ring(*_: Any) -> None:
        raise TooLongError

    signal.signal(signal.SIGALRM, ring)
    source, target = sys.stdin.buffer, sys.stdout.buffer

    def say(reply: Mapping[str, Any]) -> None:
        target.write(json.dumps(reply).encode() + b"\n")
        target.flush()

    def drawn(text: str) -> dict[str, Any]:
        left, _ = signal.setitimer(signal.ITIMER_REAL, 0)
        say({"draw": text})
        made: dict[str, Any] = json.loads(source.readline())
        signal.setitimer(signal.ITIMER_REAL, left)
        return made

    while line := source.readline():
        job = json.loads(line)
        raw = source.read(job["size"])
        for reply in sit(job, raw, drawn):
            say(reply)


if __name__ == "__main__":
    main()
