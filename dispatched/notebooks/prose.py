"""Hold the numbers of the prose against the evidence.

In a markdown cell or page every number stands in a link to the claim or calculation that it comes
from, and equals it. What may stand outside a link is short: years and decades, days of the month,
interviewees (R3), chapters, and the minutes that a chapter takes.

One amount of money is ``\\$450``; two beside each other are 450 to 800 dollars or ``\\$450–800``.
JupyterLab looks for formulas in the finished text, where the backslash is gone, and would find one
between the two dollar signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin

from dispatched import arithmetic, evidence
from dispatched.evidence.words import STORED

_MONTHS = "|".join(evidence.MONTHS)
_FREE = re.compile(
    "|".join(
        [
            r"\b(?:19|20)\d\d(?:s\b|[-–/](?:19|20)?\d\d\b)?",
            r"\bR\d{1,2}\b",
            r"\b[Cc]hapters? \d+(?:(?: and |, | to |–)\d+)*",
            rf"\b\d{{1,2}} (?:{_MONTHS})\b",
            rf"\b(?:{_MONTHS}) \d{{1,2}}\b",
            r"\babout \d+ minutes\b",
            r"¶\d+",
            r"\bCC BY 4\.0\b",
            r"\bBSD 3-Clause\b",
            r"\bUTF-8\b",
            r"\bVersion \d+\.\d+\.\d+\b",
            r"\bPython 3(?:\.\d+)?\b",
        ]
    )
)
_NUMBER = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?")
_DECADE = re.compile(r"\b((?:19|20)\d0)s\b")
_ENDS = re.compile(
    rf"\$?({_NUMBER.pattern})(?: million| thousand| billion)?(?: to |–)\$?({_NUMBER.pattern})"
)
_SCALE = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_SPOKEN = re.compile(r"\b(?:hundreds?|thousands?|millions?|billions?|percent|per cent)\b", re.I)
_UP_TO_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_WORDS = {word: float(n) for n, word in enumerate(_UP_TO_TWENTY.split())} | {
    **{"thirty": 30.0, "forty": 40.0, "fifty": 50.0, "half": 50.0},
    **{"one-third": 33.3, "third": 33.3, "two-thirds": 66.7},
    **{"tenfold": 10.0, "twice": 2.0, "none": 0.0, "nothing": 0.0},
}
_SILENT = {
    *("code-cell", "code", "code-block", "math", "chart-of", "evidence-cards", "source-names"),
    *("calculation-cards", "source-cards", "contradiction-cards", "timeline-list", "codebook"),
    *("ledger-years", "ledger-assumptions", "ledger-doubts"),
    *("bibliography", "tableofcontents", "toctree", "raw"),
}
"""Directives whose body is no prose."""
_TITLED = {"admonition", "exercise", "dropdown", "card", "tab-item", "margin", "sidebar", "topic"}
"""Directives whose argument is a title that a reader sees."""


@dataclass(frozen=True)
class Fault:
    """A number in the prose that no evidence carries, or that differs from it."""

    line: int
    text: str
    problem: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.problem}: {self.text!r}"


_TAUGHT = re.compile(r"^\| (?:\| New here|Chapter \| New in pandas) \|.*\n(?:\|.*\n?)+", re.M)
"""The tables of what is taught, whose numbers are chapters."""


def check(markdown: str) -> list[Fault]:
    """Every fault of one markdown text, with the line where its paragraph begins (from 1)."""
    text = _TAUGHT.sub(lambda table: "\n" * table[0].count("\n"), markdown)
    return [fault for token, line in _parts(text, 0) for fault in _faults(token, line)]


def formulas(markdown: str) -> list[Fault]:
    """Every amount of money that JupyterLab and Notebook 7 would show as a formula."""
    return [fault for token, line in _parts(markdown, 0) for fault in _signs(token, line)]


def places(markdown: str) -> list[Fault]:
    """Every paragraph of a source as the tables have it, which a reader takes for a page."""
    return [fault for token, line in _parts(markdown, 0) for fault in _places(token, line)]


_MARKDOWN = MarkdownIt("commonmark").enable("table").use(colon_fence_plugin)


def _parts(markdown: str, offset: int) -> Iterator[tuple[Token, int]]:
    """The paragraphs and blocks of HTML that a reader sees, in directives too, with their lines."""
    for token in _MARKDOWN.parse(markdown):
        line = offset + (token.map[0] if token.map else 0) + 1
        if token.type in ("fence", "colon_fence"):
            name = re.match(r"\{([\w-]+)\}", token.info.strip())
            if not name or name[1] in _SILENT:
                continue
            title = token.info.strip()[name.end() :]
            if name[1] in _TITLED:
                yield from _parts(title, line - 1)
            options = re.match(r"(?::[\w-]+:.*\n)*", token.content)[0]  # type: ignore[index]
            yield from _parts(token.content[len(options) :], line + options.count("\n"))
        elif token.type in ("inline", "html_block"):
            yield token, line


def _places(token: Token, line: int) -> Iterator[Fault]:
    for part in token.children or [token]:
        seen = re.sub(r"<[^>]*>", " ", part.content) if part.type in ("text", "html_block") else ""
        for m in STORED.finditer(seen):
            near = seen[max(0, m.start() - 30) : m.end() + 30].strip()
            yield Fault(line, near, f"{m.group()} reads like a page: write ¶{m[1]}")


def _faults(token: Token, line: int) -> Iterator[Fault]:
    yield from _places(token, line)
    if token.type == "html_block":
        yield from _loose(re.sub(r"<[^>]*>", " ", token.content), line)
    else:
        yield from _inline(token.children or [], line)
        yield from _signs(token, line)


def _inline(tokens: list[Token], line: int) -> Iterator[Fault]:
    target: str | None = None
    linked = loose = ""
    for token in tokens:
        text = {
            "text": token.content,
            "softbreak": " ",
            "hardbreak": " ",
            "code_inline": " \0 ",
        }.get(token.type, "")
        if token.type == "link_open":
            target, linked = str(token.attrs.get("href", "")), ""
        elif token.type == "link_close":
            if target is not None and target.startswith("#"):
                yield from _linked(target[1:], linked, line)
                loose += " \0 "
            else:
                loose += linked  # a link to another page is no evidence
            target = None
        elif target is None:
            loose += text
        else:
            linked += text
    yield from _loose(loose, line)


_JOINS = re.compile(r"<(?:br|wbr|!--)", re.I)
"""HTML across which MathJax goes on reading; every other element ends a run of text."""
_FORMULA = re.compile(r"(?<!\\)(\$\$?)(.+?)(?<!\\)\1", re.S)


def _signs(token: Token, line: int) -> Iterator[Fault]:
    """Money read as a formula.

    Looked for as JupyterLab does, in the source and in each run of the finished text.
    """
    source = re.sub(r"(`+)[^`]+\1", " ", token.content)
    for m in re.finditer(r"(?<![\\$])\$(?=\d)", source):
        near = source[max(0, m.start() - 15) : m.end() + 25]
        yield Fault(line, near, "a dollar sign may begin a formula: write \\$")
    runs = [""]
    for part in token.children or [Token("text", "", 0, content=token.content)]:
        if part.type in ("text", "softbreak"):
            runs[-1] += part.content or " "
        elif part.type != "hardbreak" and not _JOINS.match(part.content):
            runs.append("")
    for run in runs:
        for m in _FORMULA.finditer(run):
            if re.match(r"[\W_]*\d", m[2]):
                yield Fault(
                    line, m.group(), "read as a formula: write 450 to 800 dollars, or \\$450–800"
                )


def _loose(text: str, line: int) -> Iterator[Fault]:
    text = re.sub(r"\{[\w:-]+\}|\(([\w-]+)\)=|\$[^$\d][^$]*\$", " ", text)
    rest = _FREE.sub(" ", text)
    for m in [*_NUMBER.finditer(rest), *_SPOKEN.finditer(rest)]:
        near = rest[max(0, m.start() - 30) : m.end() + 30].replace("\0", "…").strip()
        yield Fault(line, near, f"{m.group()} is not linked to a claim or calculation")


def _linked(ident: str, text: str, line: int) -> Iterator[Fault]:
    tables = evidence.tables()
    row = next((r for r in tables["claims"] if r["id"] == ident), None) or _cell(ident)
    if row is None:
        row = next((r for r in tables["calculations"] if r["id"] == ident), None)
        if row is None:
            if ident.startswith("calc-") or re.search(r"\d", text):
                yield Fault(line, text, f"{ident!r} is neither a claim nor a calculation")
            return
        result = arithmetic.compute(row)
        values = [result.low, result.high]
    else:
        values = [row[c] for c in ("low", "best", "high") if row[c] is not None]
    years = {float(row[c]) for c in ("year_start", "year_end") if row.get(c) is not None}
    for decade in _DECADE.findall(text):
        if years and not (min(years) <= float(decade) + 9 and float(decade) <= max(years)):
            yield Fault(
                line,
                text,
                f"the {decade}s are not the years of {ident} "
                f"({min(years):.0f} to {max(years):.0f})",
            )
    ends = _ENDS.search(text)
    if ends and float(ends[1].replace(",", "")) == float(ends[2].replace(",", "")):
        yield Fault(
            line, text, f"both ends of the range are {ends[1]}; {ident} has {_spell(values)}"
        )
    unit = row["unit"]
    # A ratio may be told as dollars for each dollar.
    dollars = "$" in text or (unit != "ratio" and re.search(r"\bdollars?\b", text))
    if dollars and not unit.startswith("USD"):
        yield Fault(line, text, f"{ident} is in {unit}, not in dollars")
    if re.search(r"%|per ?cent", text) and unit != "percent":
        yield Fault(line, text, f"{ident} is in {unit}, not in percent")
    for stated, readings in _stated(text):
        named = re.fullmatch(r"\d{4}", stated) and float(stated) in years
        if not named and not any(
            _equal(reading, value, stated) for reading in readings for value in values
        ):
            yield Fault(
                line,
                text,
                f"{stated} is not what {ident} says ({_spell(values)})",
            )


def _cell(ident: str) -> dict[str, Any] | None:
    """A cell of the ledger in the columns of a claim, if it has a card."""
    row = next((r for r in evidence.tables()["ledger"] if r["id"] == ident), None)
    if row is None or not arithmetic.has_card(row):
        return None
    years = dict.fromkeys(("year_start", "year_end"), row["year"])
    return {"low": row["low"], "best": None, "high": row["high"], "unit": "persons", **years}


def _spell(values: Iterable[Any]) -> str:
    return ", ".join(map(evidence.number, sorted(values))) or "no figure"


def _stated(text: str) -> Iterator[tuple[str, list[float]]]:
    """Each number in a link's text with what it may mean.

    In "108 to 192 million" both are millions.
    """
    bare = re.sub(r"\b(?:19|20)\d\d–(?:19|20)?\d\d\b", lambda m: m.group().replace("–", " "), text)
    bare = re.sub(r"\b(?:early|mid|late)?[- ]?(?:19|20)\d0s\b", " ", bare).replace("−", "-")
    for m in _NUMBER.finditer(bare):
        after = re.match(
            r"(?:\s*(?:to|and|–|-)\s*\$?[\d.,]+)?\s*(thousand|million|billion)\b", bare[m.end() :]
        )
        value = float(m.group().replace(",", "")) * (_SCALE[after[1]] if after else 1.0)
        yield m.group(), [value, -value]
    for word in re.findall(r"[a-z]+(?:-[a-z]+)?", text.lower()):
        if word in _WORDS and word != "one":
            yield word, [_WORDS[word] * factor for factor in (1.0, *_SCALE.values())]


def _equal(reading: float, value: Any, stated: str) -> bool:
    """Equal at the precision that the prose uses.

    69.8 stands for 69.841, 3 for 3.125; never for less than 2 percent off.
    """
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
