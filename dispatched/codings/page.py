"""The agreement of a class as one page and two tables, in which no name stands."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dispatched import __version__
from dispatched.codings import drawing, saving
from dispatched.codings.measures import DRAWS, FEWEST, Measure, Report
from dispatched.codings.reading import Handed
from dispatched.notebooks.export import POLICY, picture
from dispatched.whole import write_whole

PAGE, TABLE, CODINGS = "agreement.html", "agreement.csv", "codings.csv"
COLUMNS = (
    *("chapter", "what", "item", "coders", "unit", "value", "low_95", "high_95", "book"),
    "note",
)

MEANING = f"""
<p>Agreement says how far people read alike. It does not say that they are right, nor that the
book is: who differs from the book has made no mistake.</p>
<p><em>Pairs of coders with the same value</em>: of all pairs, in percent, the mean over the
items. <em>Alpha</em> is Krippendorff's: one minus the disagreement seen, over that which chance
would give. It is 1 for full agreement and about 0 for chance. Kinds count as equal or not
(nominal); scores by rank (ordinal). Formula: K. Krippendorff, <cite>Computing Krippendorff's
Alpha-Reliability</cite> (2011). Krippendorff asks for 0.8 before one builds on a coding, and
takes 0.667 as the lowest for tentative conclusions; both are conventions. For the agreement with
the book, each value of a coder stands beside the book's.</p>
<p>The intervals hold 95 percent of {DRAWS:,} draws of the items with replacement (seeded, so that
a second run gives the same; A. Zapf and others, <cite>Measuring inter-rater reliability for
nominal data</cite>, BMC Medical Research Methodology 16, 2016). They say how another choice of
such items could move a figure, not what another class would do. With few items they are rough and
lean to lower values, since a draw repeats items. Below {FEWEST} items none is given.</p>
<p>Who has seen the book's values before coding has not coded freely. The files do not tell.</p>
"""


def write(folder: Path, handed: Handed, reports: Sequence[Report]) -> list[Path]:
    """Write the page, the table of agreement and the table of all codings that counted.

    Names of files, in which a student's name may stand, are in none of them.

    Args:
        folder: where they go; made where it is not there.
        handed: what was read.
        reports: one a chapter.
    """
    page, table, codings = (folder / name for name in (PAGE, TABLE, CODINGS))
    given = (
        (saving.FORMAT, one.book, one.chapter, one.coder, item, value)
        for one in handed.codings
        for item, value in one.values.items()
    )
    made = {
        page: _page(handed, reports),
        table: _csv(COLUMNS, (row for report in reports for row in _table(report))),
        codings: _csv(saving.COLUMNS, given),
    }
    for path, text in made.items():
        write_whole(path, text)
    return [*made]


def _csv(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    made = io.StringIO(newline="")
    lines = csv.writer(made)
    lines.writerow(head)
    lines.writerows(rows)
    return made.getvalue()


def _table(report: Report) -> Iterable[Sequence[Any]]:
    chapter = report.sheet.chapter
    for one in report.measures:
        values = ("" if x is None else round(x, 3) for x in (one.value, one.low, one.high))
        yield (chapter, one.what, "", report.coders, one.unit, *values, "", one.why)
    for item in report.items:
        for what, value in (("within the class", item.within), ("with the book", item.with_book)):
            shown = "" if value is None else round(value, 1)
            yield (
                *(chapter, f"Same value {what}", item.ident, item.coders, "percent", shown),
                *("", "", item.book, ""),
            )


def _page(handed: Handed, reports: Sequence[Report]) -> str:
    style = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    chapters = "".join(_chapter(report) for report in reports)
    problems = len(handed.problems)
    left = (
        f" What was left out was printed when it was made ({problems} lines)." if problems else ""
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>How far a class agrees</title>
<style>
{style}</style>
</head>
<body>
<main>
<h1>How far a class agrees, with itself and with the book</h1>
<p class="soft">Dispatched, version {__version__}. Made from {handed.files} files
without names.{left} The codings behind this page are in <code>{CODINGS}</code>, its figures in
<code>{TABLE}</code>.</p>
{chapters}
<h2>How to read the figures</h2>
{MEANING.strip()}
</main>
</body>
</html>
"""


def _chapter(report: Report) -> str:
    sheet = report.sheet
    people = "1 coder" if report.coders == 1 else f"{report.coders} coders"
    title = f"Chapter {int(sheet.chapter)}: {sheet.title[0].lower()}{sheet.title[1:]}"
    whole = "".join(f"<tr>{_measure(one)}</tr>\n" for one in report.measures)
    said = {item.ident: "<br>".join(map(html.escape, item.texts)) for item in report.items}
    items = "".join(
        f'<tr><td>{html.escape(item.label)}</td><td class="says">{said[item.ident]}</td>'
        f'<td class="n">{item.coders}</td><td class="n">{_percent(item.within)}</td>'
        f'<td>{html.escape(item.book)}</td><td class="n">{_percent(item.with_book)}</td></tr>\n'
        for item in report.items
    )
    return f"""
<h2>{html.escape(title)}</h2>
<p>{people}, {len(sheet.items)} items.</p>
<div class="wide" tabindex="0" role="region" aria-label="{html.escape(title)}: the whole"><table>
<caption>The whole, with 95 percent intervals</caption>
<thead><tr><th scope="col">What</th><th scope="col" class="n">Value</th>
<th scope="col" class="n">Interval</th><th scope="col">Note</th></tr></thead>
<tbody>
{whole}</tbody></table></div>
<div class="wide" tabindex="0" role="region" aria-label="{html.escape(title)}: chart">
{picture(drawing.chart(report).to_dict())}</div>
<div class="wide" tabindex="0" role="region" aria-label="{html.escape(title)}: items"><table>
<caption>Item by item (percent)</caption>
<thead><tr><th scope="col">Item</th><th scope="col">What the source says, in our words</th>
<th scope="col" class="n">Coders</th><th scope="col" class="n">Same, in pairs</th>
<th scope="col">Book</th><th scope="col" class="n">Same as book</th></tr></thead>
<tbody>
{items}</tbody></table></div>
"""


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f}"


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    text = f"{value:.0f} %" if unit else f"{value:.2f}"
    return text.replace("-", "−")


def _measure(one: Measure) -> str:
    ends = (_number(end, one.unit).removesuffix(" %") for end in (one.low, one.high))
    between = " to ".join(ends) if one.low is not None else "–"
    return (
        f'<th scope="row">{html.escape(one.what)}</th>'
        f'<td class="n">{_number(one.value, one.unit)}</td><td class="n">{between}</td>'
        f"<td>{html.escape(one.why)}</td>"
    )
