"""The picture that a link to the book is shown with: its title over the eras."""

from __future__ import annotations

import html

import vl_convert

from dispatched import charts, evidence

WIDE, HIGH, EDGE = 1200, 630, 80
"""Pixels; what services that show links ask for."""

PAPER, INK, SOFT = "#fdfcf8", "#1b1f24", "#555b63"


def svg(title: str) -> str:
    """The picture as text.

    Args:
        title: of the book; what follows its colon stands below.
    """
    name, _, about = title.partition(": ")
    eras = [row for row in evidence.tables()["eras"] if row["year_start"] is not None]
    first, last = eras[0]["year_start"], max(row["year_end"] for row in eras)
    scale = (WIDE - 2 * EDGE) / (last + 1 - first)
    font = 'font-family="Liberation Sans, Helvetica, Arial, sans-serif"'
    parts = [
        f'<rect width="{WIDE}" height="{HIGH}" fill="{PAPER}"/>',
        f'<text x="{EDGE - 6}" y="250" font-family="Liberation Serif, Times New Roman, serif" '
        f'font-size="140" font-weight="700" fill="{INK}">{html.escape(name)}</text>',
        f'<text x="{EDGE}" y="330" {font} font-size="44" fill="{SOFT}">{html.escape(about)}</text>',
    ]
    for row in eras:
        left = EDGE + (row["year_start"] - first) * scale
        long = (row["year_end"] + 1 - row["year_start"]) * scale - 4
        parts += [
            f'<rect x="{left:.1f}" y="440" width="{long:.1f}" height="36" rx="4" '
            f'fill="{charts.ERA_COLOR[row["id"]]}"/>',
            f'<text x="{left:.1f}" y="515" {font} font-size="21" fill="{SOFT}">'
            f"{row['year_start']}</text>",
        ]
    size = f'width="{WIDE}" height="{HIGH}" viewBox="0 0 {WIDE} {HIGH}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'


def png(title: str) -> bytes:
    """The picture in pixels."""
    made: bytes = vl_convert.svg_to_png(svg(title))
    return made
