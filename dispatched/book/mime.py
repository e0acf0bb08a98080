"""How notebook outputs become parts of a page (entry point ``myst_nb.mime_renderers``)."""

from __future__ import annotations

import html
import itertools
import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from docutils import nodes

from dispatched import charts
from dispatched.book.chart_nodes import chart_node

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
NAMES = ("resolution",)
"""Headings of columns whose numbers are names."""


class ChartRenderer:
    """Charts as figures, data frames as tables that scroll by keyboard.

    Everything else as myst-nb does it.
    """

    mime_priority_overrides = (
        ("html", charts.MIME, 1),
        ("*", "application/vnd.jupyter.widget-view+json", None),
    )

    @staticmethod
    def handle_mime(renderer: Any, data: Any, inline: bool) -> list[nodes.Element] | None:
        """Nodes for a MIME type that is ours; None leaves it to myst-nb."""
        if data.mime_type == charts.MIME:
            spec = data.content if isinstance(data.content, dict) else json.loads(data.string)
            node = chart_node(spec=json.dumps(spec))
            node.line = data.line
            return [node]
        if data.mime_type == "text/html" and 'class="dataframe' in data.string:
            return [nodes.raw("", frame_html(data.string), format="html")]
        return None


def frame_html(text: str) -> str:
    """The table of a data frame of pandas without its style, its numbers set as one reads them.

    It stands in a frame that scrolls and takes the keyboard.
    """
    table = re.search(r"<table.*</table>", text, re.S)
    inner = table.group() if table else text
    inner = re.sub(r'<table border="1" class="dataframe[^"]*">', '<table class="dataframe">', inner)
    # pandas puts the name of the index into a second row of headings; one row is enough.
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", inner.partition("</thead>")[0], re.S)
    if (
        len(rows) == 2
        and rows[0].lstrip().startswith("<th></th>")
        and rows[1].count("<th></th>") == rows[1].count("<th>") - 1
    ):
        name = re.search(r"<th>(.+?)</th>", rows[1])[0]  # type: ignore[index]
        inner = re.sub(
            r"(<thead>.*?)<tr[^>]*>.*?</thead>",
            rf"<thead><tr>{rows[0].replace('<th></th>', name, 1)}</tr></thead>",
            inner,
            count=1,
            flags=re.S,
        )
    heads = re.findall(r"<th[^>]*>([^<]*)</th>", inner.partition("</thead>")[0])[1:]
    inner = re.sub(r"<tbody>.*</tbody>", lambda m: _printed(m.group(), heads), inner, flags=re.S)
    inner = re.sub(r"<td>([-−]?[\d,]+(?:\.\d+)?%?)</td>", r'<td class="n">\1</td>', inner)
    inner = inner.replace("<th></th>", "<td></td>").replace(
        '<tr style="text-align: right;">', "<tr>"
    )
    inner = re.sub(
        r"(<tbody>.*</tbody>)",
        lambda m: m.group().replace("<th>", '<th scope="row">'),
        inner,
        flags=re.S,
    )
    heads = re.findall(r"<th[^>]*>([^<]+)</th>", inner.partition("</thead>")[0])
    label = html.escape("Table: " + ", ".join(html.unescape(h) for h in heads))
    return (
        f'<div class="table-scroll" role="region" aria-label="{label}" tabindex="0">{inner}</div>'
    )


def _printed(body: str, heads: Sequence[str]) -> str:
    """The rows of a table, its columns of numbers set as one reads them.

    Whole numbers lose the ``.0`` that pandas writes where a cell of the column may be empty, and
    thousands are set apart; years and numbers that are names keep their digits.

    >>> _printed("<tr><td>120.0</td><td>1949</td></tr><tr><td>1670.0</td><td>1950</td></tr>", "ab")
    '<tr><td>120</td><td>1949</td></tr><tr><td>1,670</td><td>1950</td></tr>'
    """
    rows = [re.findall(r"<td>(.*?)</td>", row, re.S) for row in body.split("</tr>")[:-1]]
    if len({*map(len, rows)}) != 1 or not rows[0]:
        return body
    named = [*[""] * len(rows[0]), *heads][-len(rows[0]) :]
    forms = [_form(head, cells) for head, cells in zip(named, zip(*rows, strict=True), strict=True)]
    place = itertools.cycle(forms)
    return re.sub(r"<td>(.*?)</td>", lambda m: f"<td>{next(place)(m[1])}</td>", body, flags=re.S)


def _form(head: str, cells: Sequence[str]) -> Callable[[str], str]:
    """How the cells of a column are set."""
    numbers = [cell for cell in cells if NUMBER.fullmatch(cell)]
    whole = all("." not in number or number.endswith(".0") for number in numbers)
    years = whole and all(1900 <= float(number) <= 2100 for number in numbers)

    def form(cell: str) -> str:
        if not NUMBER.fullmatch(cell):
            return cell
        first, dot, rest = (cell.removesuffix(".0") if whole else cell).partition(".")
        if not (years or head in NAMES):
            first = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", first)
        return f"{first}{dot}{rest}".replace("-", "−")

    return form
