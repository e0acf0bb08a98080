"""The empty frame of a question, and its evidence in the same frame, as SVG for page and paper.

No color stands here: the style sheet gives the evidence that of the era and the reader's line ink.
"""

from __future__ import annotations

import math
from html import escape

from dispatched import evidence
from dispatched.predict import labels
from dispatched.predict.marks import Mark
from dispatched.predict.question import Frame, Question

WIDE, HIGH = 420, 300
BOX = (70, 30, 408, 264)
"""Left, top, right and bottom of the plot in the drawing of a line."""
WORDS = ((1e9, 1e9, "billion "), (2e6, 1e6, "million "))
"""From which end of a scale on its values are divided, by what, and the word for it."""


def nice(low: float, high: float, count: int) -> list[float]:
    """Round values between two, about so many.

    >>> nice(0, 50_000, 5)
    [0.0, 10000.0, 20000.0, 30000.0, 40000.0, 50000.0]
    """
    rough = (high - low) / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * n for n in (1, 2, 5, 10) if power * n >= rough * (1 - 1e-9))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [n * step for n in range(first, last + 1)]


def ticks(frame: Frame) -> list[float]:
    """The values that the scale names: round ones, or on a scale of factors powers of ten.

    >>> ticks(Frame("persons", 100, 100_000, log=True))
    [100.0, 1000.0, 10000.0, 100000.0]
    """
    if not frame.log:
        return nice(frame.low, frame.high, 5)
    first, last = math.ceil(math.log10(frame.low)), math.floor(math.log10(frame.high))
    powers = [10.0**n for n in range(first, last + 1)]
    ends = [frame.low, frame.high]
    return sorted({*powers, *ends}) if len(powers) < 3 else powers


def scaled(frame: Frame) -> tuple[float, str]:
    """By what the values of a scale are divided, and the words above it."""
    factor, word = next(((f, w) for end, f, w in WORDS if frame.high >= end), (1.0, ""))
    row = evidence.find("units", frame.unit)
    if row["prefix"] == "$":
        return factor, " ".join(f"{word}US dollars {row['many'] or ''}".split())
    return factor, f"{word}{row['many'] or ''}".replace("%", "percent").strip()


def frame_svg(question: Question, *, marks: bool = False) -> str:
    """The frame of a question to draw or to guess; empty, or with the evidence in it.

    A judgment and an order have none: their options and items are a list.

    Args:
        question: of any kind.
        marks: whether the evidence that comes afterwards stands in it, in a group of its own.
    """
    frame = question.frame
    if frame is None:
        return ""
    if frame.years is None:
        return scale_svg(frame)
    left, _, right, bottom = BOX
    factor, told = scaled(frame)
    parts = [f'<text class="ask-unit" x="2" y="16">{escape(told)}</text>']
    for value in ticks(frame):
        y = _n(_y(frame, value))
        parts.append(f'<line class="ask-grid" x1="{left}" y1="{y}" x2="{right}" y2="{y}"/>')
        text = _told(frame, value / factor)
        parts.append(f'<text x="{left - 14}" y="{y}" dy="5" text-anchor="end">{text}</text>')
    for year, named in _year_ticks(frame.years):
        x = _n(_x(frame, year))
        parts.append(f'<line class="ask-tick" x1="{x}" y1="{bottom}" x2="{x}" y2="{bottom + 5}"/>')
        if named:
            parts.append(f'<text x="{x}" y="{bottom + 22}" text-anchor="middle">{year}</text>')
    parts += [_group("ask-given", frame, question.given)] if question.given else []
    if marks:
        parts += [_group("ask-marks", frame, question.marks, _names(frame, question))]
    name = f"Frame: {told}, {frame.years[0]} to {frame.years[1]}"
    return _svg(HIGH, "ask-plot", name, parts)


def scale_svg(frame: Frame) -> str:
    """The empty scale of a question to guess."""
    factor, told = scaled(frame)
    values = ticks(frame)
    parts = [f'<line class="ask-axis" x1="0" y1="8" x2="{WIDE}" y2="8"/>']
    for value in values:
        share = frame.share(value)
        x = _n(share * WIDE)
        side = "start" if share < 0.04 else "end" if share > 0.96 else "middle"
        parts.append(f'<line class="ask-tick" x1="{x}" y1="3" x2="{x}" y2="13"/>')
        text = _told(frame, value) if factor == 1 else _worded(frame, value)
        parts.append(f'<text x="{x}" y="30" text-anchor="{side}">{text}</text>')
    return _svg(36, "ask-scale", f"Scale: {told}", parts)


def strip_svg(frame: Frame, mark: Mark) -> str:
    """One piece of evidence on a strip as wide as the scale."""
    a = 0.0 if mark.low is None else frame.share(mark.low)
    b = 1.0 if mark.high is None else frame.share(mark.high)
    parts = [f'<line class="ask-grid" x1="0" y1="8" x2="{WIDE}" y2="8"/>']
    if b - a > 0.004:
        parts.append(
            f'<line class="ask-range" x1="{_n(a * WIDE)}" y1="8" x2="{_n(b * WIDE)}" y2="8"/>'
        )
    if mark.low is not None and mark.high is not None:
        parts.append(f'<circle cx="{_n(frame.share(mark.middle) * WIDE)}" cy="8" r="5"/>')
    return _svg(16, "ask-strip", "", parts)


def _told(frame: Frame, value: float) -> str:
    return str(int(value)) if frame.unit == "year" else evidence.number(value)


def _worded(frame: Frame, value: float) -> str:
    """A value of a scale that has no line above it to name the word."""
    factor, word = next(((f, w) for _, f, w in WORDS if value >= f), (1.0, ""))
    return f"{_told(frame, value / factor)} {word}".strip()


def _group(name: str, frame: Frame, marks: tuple[Mark, ...], more: str = "") -> str:
    return f'<g class="{name}">{"".join(_drawn(frame, mark) for mark in marks)}{more}</g>'


def _names(frame: Frame, question: Question) -> str:
    """The sources, beside what they say."""
    left, top, right, bottom = BOX
    around = labels.Box(left, top - 6, right + 8, bottom)
    marks = [(labels.name(m.source), _room(frame, m)) for m in (*question.given, *question.marks)]
    return "".join(
        f'<text class="ask-who" x="{_n(one.x)}" y="{_n(one.y)}" text-anchor="{one.anchor}">'
        f"{escape(one.name)}</text>"
        for one in labels.labels(marks, around)
    )


def _room(frame: Frame, mark: Mark) -> labels.Box:
    """The rectangle that a mark takes, with its circle."""
    assert mark.start is not None
    x1, x2 = _x(frame, mark.start), _x(frame, mark.end or mark.start)
    low = BOX[3] if mark.low is None else _y(frame, mark.low)
    high = BOX[1] if mark.high is None else _y(frame, mark.high)
    around = 0 if mark.band else 6
    return labels.Box(x1 - 6, high - around, x2 + 6, low + around)


def _drawn(frame: Frame, mark: Mark) -> str:
    """A point, a bar, a line or an area: from when to when, from what to what."""
    _, top, _, bottom = BOX
    assert mark.start is not None  # the reader of the file has refused a mark without years
    x1, x2 = _x(frame, mark.start), _x(frame, mark.end or mark.start)
    y1 = bottom if mark.low is None else _y(frame, mark.low)
    y2 = top if mark.high is None else _y(frame, mark.high)
    told = f"<title>{escape(f'{mark.value}, {mark.when} ({mark.source})')}</title>"
    if x1 == x2:
        bar = f'<line class="ask-range" x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x1)}" y2="{_n(y2)}"/>'
        circle = f'<circle cx="{_n(x1)}" cy="{_n(_y(frame, mark.middle))}" r="5"/>'
        dot = "" if mark.band else circle
        return f"<g>{told}{bar if y1 - y2 > 1 else ''}{dot}</g>"
    if y1 - y2 <= 1:
        line = f'<line class="ask-span" x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y1)}"/>'
        return f"<g>{told}{line}</g>"
    size = f'width="{_n(x2 - x1)}" height="{_n(y1 - y2)}"'
    return f'<g>{told}<rect class="ask-area" x="{_n(x1)}" y="{_n(y2)}" {size}/></g>'


def _x(frame: Frame, year: int) -> float:
    assert frame.years is not None
    first, last = frame.years
    return BOX[0] + (BOX[2] - BOX[0]) * (year - first) / (last - first)


def _y(frame: Frame, value: float) -> float:
    return BOX[3] - (BOX[3] - BOX[1]) * frame.share(value)


def _year_ticks(years: tuple[int, int]) -> list[tuple[int, bool]]:
    """The first and last year and round ones between, and whether each has room for its name.

    One without a name keeps its tick: a gap in the row would look like a longer step.
    """
    first, last = years
    span = last - first
    step = next((n for n in (1, 2, 5, 10, 20, 50) if span / n <= 6), 100)
    inner = [y for y in range(first + 1, last) if y % step == 0]
    room = span / 9
    named = [(y, y - first > room and last - y > room) for y in inner]
    return [(first, True), *named, (last, True)]


def _svg(high: int, name: str, label: str, parts: list[str]) -> str:
    told = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    start = f'<svg class="{name}" viewBox="0 0 {WIDE} {high}" {told}'
    return f'{start} focusable="false">{"".join(parts)}</svg>'


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
