"""Hold the numbers of the prose against the evidence.

In a markdown cell or page every number stands in a link to the claim or calculation that it comes from, and equals it.
What may stand outside a link is short: years and decades, days of the month, interviewees (R3), chapters, and the
minutes that a chapter takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from dispatched import calculations, evidence

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_FREE = re.compile(
    rf"\b(?:19|20)\d\d(?:s\b|[-–/](?:19|20)?\d\d\b)?|\bR\d{{1,2}}\b|\b[Cc]hapters? \d+(?:(?: and |, | to |–)\d+)*|"
    rf"\b\d{{1,2}} (?:{_MONTHS})\b|\b(?:{_MONTHS}) \d{{1,2}}\b|\babout \d+ minutes\b|\bp\d+\b|\bCC BY 4\.0\b|\bBSD 3-Clause\b|\bVersion \d+\.\d+\.\d+\b|\bPython 3(?:\.\d+)?\b"
)
_NUMBER = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?")
_SCALE = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_SPOKEN = re.compile(r"\b(?:hundreds?|thousands?|millions?|billions?|percent|per cent)\b", re.I)
_WORDS = {
    word: float(n)
    for n, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {
    "thirty": 30.0,
    "forty": 40.0,
    "fifty": 50.0,
    "half": 50.0,
    "one-third": 33.3,
    "third": 33.3,
    "two-thirds": 66.7,
    "tenfold": 10.0,
    "twice": 2.0,
    "none": 0.0,
    "nothing": 0.0,
}
_DIRECTIVES = {
    "exercise",
    "solution",
    "note",
    "tip",
    "warning",
    "important",
    "admonition",
    "dropdown",
    "seealso",
    "epigraph",
}


@dataclass(frozen=True)
class Fault:
    """A number in the prose that no evidence carries, or that differs from it."""

    line: int
    text: str
    problem: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.problem}: {self.text!r}"


def check(markdown: str) -> list[Fault]:
    """Every fault of one markdown text, with the line where its paragraph begins (from 1)."""
    return list(_walk(markdown, 0))


def _walk(markdown: str, offset: int) -> Iterator[Fault]:
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        line = offset + (token.map[0] if token.map else 0) + 1
        if token.type == "fence":
            name = re.match(r"\{([\w-]+)\}", token.info.strip())
            if name and name[1] in _DIRECTIVES:
                title = "" if name[1] == "solution" else token.info.strip()[name.end() :]
                body = re.sub(r"\A(?::[\w-]+:.*\n)+", "", token.content)
                yield from _walk(title + "\n\n" + body, line - 2)
        elif token.type == "inline":
            yield from _inline(token.children or [], line)


def _inline(tokens: list[Token], line: int) -> Iterator[Fault]:
    target: str | None = None
    linked = ""
    loose = ""
    for token in tokens:
        if token.type == "link_open":
            target, linked = str(token.attrs.get("href", "")), ""
        elif token.type == "link_close":
            if target is not None and target.startswith("#"):
                yield from _linked(target[1:], linked, line)
            loose += " \0 "
            target = None
        elif token.type in ("softbreak", "hardbreak"):
            if target is None:
                loose += " "
            else:
                linked += " "
        elif token.type == "text":
            if target is None:
                loose += token.content
            else:
                linked += token.content
        elif token.type == "code_inline":
            loose += " \0 "
    loose = re.sub(r"^:::+.*|\{[\w:-]+\}|\(([\w-]+)\)=|\$[^$\d][^$]*\$", " ", loose)
    rest = _FREE.sub(" ", loose)
    for m in [*_NUMBER.finditer(rest), *_SPOKEN.finditer(rest)]:
        near = rest[max(0, m.start() - 30) : m.end() + 30].replace("\0", "…").strip()
        yield Fault(line, near, f"{m.group()} is not linked to a claim or calculation")


def _linked(ident: str, text: str, line: int) -> Iterator[Fault]:
    tables = evidence.tables()
    row = next((r for r in tables["claims"] if r["id"] == ident), None)
    if row is None:
        row = next((r for r in tables["calculations"] if r["id"] == ident), None)
        if row is None:
            if ident.startswith("calc-") or re.search(r"\d", text):
                yield Fault(line, text, f"{ident!r} is neither a claim nor a calculation")
            return
        result = calculations.compute(row)
        values = [result.low, result.high]
    else:
        values = [row[c] for c in ("low", "best", "high") if row[c] is not None]
    years = {float(row[c]) for c in ("year_start", "year_end") if row.get(c) is not None}
    unit = row["unit"]
    if "$" in text and not unit.startswith("USD"):
        yield Fault(line, text, f"{ident} is in {unit}, not in dollars")
    if re.search(r"%|per ?cent", text) and unit != "percent":
        yield Fault(line, text, f"{ident} is in {unit}, not in percent")
    for stated, readings in _stated(text):
        if not any(_equal(reading, value, stated) for reading in readings for value in values) and not any(
            r in years for r in readings
        ):
            yield Fault(
                line,
                text,
                f"{stated} is not what {ident} says ({', '.join(map(evidence.number, values)) or 'no figure'})",
            )


def _stated(text: str) -> Iterator[tuple[str, list[float]]]:
    """Each number in a link's text with what it may mean."""
    scales = [1.0] + [factor for word, factor in _SCALE.items() if word in text.lower()]
    bare = re.sub(r"\b(?:19|20)\d\d–(?:19|20)?\d\d\b", lambda m: m.group().replace("–", " "), text)
    bare = re.sub(r"\b(?:early|mid|late)?[- ]?(?:19|20)\d0s\b", " ", bare)
    for m in _NUMBER.finditer(bare.replace("−", "-")):
        value = float(m.group().replace(",", ""))
        yield m.group(), [sign * value * s for s in scales for sign in (1, -1)]
    for word in re.findall(r"[a-z]+(?:-[a-z]+)?", text.lower()):
        if word in _WORDS and word != "one":
            yield word, [_WORDS[word] * s for s in scales]


def _equal(reading: float, value: Any, stated: str) -> bool:
    """Equal at the precision that the prose uses: 69.8 stands for 69.841, 3 for 3.125; never for less than 2 percent off."""
    if abs(reading - value) <= 1e-9 * max(1.0, abs(value)):
        return True
    decimals = len(stated.partition(".")[2])
    scale = (
        abs(reading) / float(stated.replace(",", ""))
        if re.fullmatch(r"[\d.,]+", stated) and float(stated.replace(",", ""))
        else 1.0
    )
    return abs(reading - value) <= 0.5000001 * scale * 10**-decimals and (
        decimals > 0 or abs(reading - value) <= 0.02 * abs(value)
    )
