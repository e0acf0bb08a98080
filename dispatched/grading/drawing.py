"""A process that draws many charts: for those that hold data and names alone, nothing to evaluate.

To start the drawing library takes ten times as long as to draw. So a process is kept, but no
program of a student's may run in it, or one student's chart could change how the next one's is
read. A specification in which anything could be an expression is drawn in a fresh process of its
own (:func:`dispatched.grading.scenes.draw`); so is one on which the kept process ended.
"""

from __future__ import annotations

import json
import re
import subprocess
import threading
from typing import Any

from dispatched.grading import sandbox, scenes

CHARTS = 50
"""So many charts are drawn by one process; memory that the library does not give back ends then."""

_WORDS = """
$schema aggregate align anchor angle aria axis axisX axisY background band bandPosition bar
baseline bin bottom category clip color column columns condition config continuousHeight
continuousWidth cornerRadius data datasets datum detail direction discreteHeight discreteWidth
domain domainColor domainWidth dx dy encoding facet field fill fillOpacity filled font fontSize
fontWeight format grid gridColor gridOpacity hconcat header height interpolate invalid labelAlign
labelAngle labelColor labelFontSize labelLimit labelOverlap labelPadding labels layer layout left
legend limit line lineHeight margin mark max maxbins min minBandSize name nice offset opacity
order orient padding paddingInner paddingOuter point radius range resolve reverse right row rows
rule scale scheme shape size sort spacing stack step stroke strokeCap strokeDash strokeOpacity
strokeWidth subtitle subtitleColor subtitleFontSize symbolSize text theta thickness tick tickColor
tickCount tickMinStep ticks timeUnit title titleAlign titleAnchor titleAngle titleColor
titleFontSize titleFontWeight titleLimit titlePadding tooltip top type unit value values vconcat
view width x x2 xOffset y y2 yOffset zero
"""
WORDS = frozenset(_WORDS.split())
"""Names of what a specification may say to count as plain; none of them is evaluated."""

_LITERAL = {"title", "subtitle", "text"}
"""What is shown as it stands; brackets are usual there, as in “Pay (US dollars)”."""

_QUOTES = re.compile(r"[\"'`\\]")
_SIGNS = re.compile(r"[()\[\]{}=;<>|&?!*^~]")


def plain(spec: Any) -> bool:
    """Is there nothing in a specification that could be evaluated, whoever reads it?

    Args:
        spec: a Vega-Lite specification; rows of tables are data and may hold anything.

    >>> plain({"mark": "bar", "encoding": {"x": {"field": "year", "title": "Year (number)"}}})
    True
    >>> plain({"mark": "bar", "transform": [{"filter": "datum.year > 1990"}]})
    False
    """
    stack: list[tuple[Any, str]] = [(spec, "")]
    while stack:
        node, name = stack.pop()
        if isinstance(node, dict):
            if name == "datasets":
                continue
            if not WORDS.issuperset(node):
                return False
            stack += [(one, key) for key, one in node.items() if (name, key) != ("data", "values")]
        elif isinstance(node, list):
            stack += [(one, name) for one in node]
        elif isinstance(node, str) and name != "font":
            odd = name not in _LITERAL and _SIGNS.search(node)
            if odd or _QUOTES.search(node) or not node.isprintable():
                return False
    return True


class Table:
    """Where charts are drawn, one at a time: plain ones in a process that is kept for the next.

    Args:
        unsafe: draw without walls where there is no bubblewrap.
    """

    def __init__(self, unsafe: bool = False) -> None:
        self._unsafe = unsafe
        self._process: subprocess.Popen[bytes] | None = None
        self._left = 0

    def draw(self, text: str) -> dict[str, Any]:
        """The scene of an untrusted specification; as :func:`dispatched.grading.scenes.draw`.

        Raises:
            NoSandboxError, StoppedError, OSError: as there.
        """
        try:
            spec = json.loads(text)
        except (ValueError, RecursionError):
            spec = {"expr": ""}
        if not plain(spec):
            return scenes.draw(text, unsafe=self._unsafe)
        if not self._left or self._process is None or self._process.poll() is not None:
            self.end()
            self._process = scenes.start(
                subprocess.PIPE, subprocess.PIPE, self._unsafe, scenes.SECONDS + CHARTS
            )
            self._left = CHARTS
        self._left -= 1
        raw, late = _asked(self._process, text)
        if late:
            return dict(scenes.LATE)
        made = scenes.read(raw) if raw.endswith(b"\n") else {"unable": ""}
        # What charts drawn before have left in the process is no fault of this one.
        return scenes.draw(text, unsafe=self._unsafe) if "unable" in made else made

    def end(self) -> None:
        """End the process."""
        if self._process is not None:
            sandbox.end(self._process)
            self._process = None


def _asked(process: subprocess.Popen[bytes], text: str) -> tuple[bytes, bool]:
    """The line that a drawing process answers with, and whether it was ended for its slowness."""
    assert process.stdin
    assert process.stdout
    late = threading.Event()

    def ring() -> None:
        late.set()
        process.kill()

    clock = threading.Timer(scenes.SECONDS, ring)
    clock.start()
    try:
        with sandbox.listed(process):
            process.stdin.write(text.encode() + b"\n")
            process.stdin.flush()
            return process.stdout.readline(scenes.LARGEST), late.is_set()
    except BrokenPipeError:
        return b"", late.is_set()
    finally:
        clock.cancel()
