"""The SVG of a chart with fewer bytes and the same look."""

from __future__ import annotations

import hashlib
import re

from dispatched import charts
from dispatched.book.slim.shapes import smaller

FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"

_DROP = re.compile(
    r' (?:(?:aria-[a-z]+|role|class|stroke-miterlimit|pointer-events|font-family)="[^"]*"'
    r'|opacity="1"|stroke-width="1"|font-size="12px"|font-weight="normal")'
)
"""What says nothing in a picture that has one text alternative, or what its root says for all."""

_EMPTY = re.compile(r'<path d="(?:M0,0h0v0h0Z)?"[^>]*/>|<g>\s*</g>')
_POINT = re.compile(r"(\.\d) (?=\.)")
_LONG = re.compile(r"\d+\.\d{3,}")


MANY_POINTS = 15
"""A path with more corners is an outline, written from corner to corner at a tenth of a pixel."""


def outline(match: re.Match[str]) -> str:
    """A long path of straight lines, each corner written from the one before it.

    It takes half the bytes of a map.
    """
    d = match.group(1)
    if d.count("L") < MANY_POINTS or not re.fullmatch(r"[MLZ\d.,\-]+", d):
        return match.group(0)

    def short(tenths: int) -> str:
        text = f"{tenths / 10:.1f}".removesuffix(".0")
        return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text

    out, x, y = [], 0, 0
    for ring in d.split("M")[1:]:
        corners = [
            [round(10 * float(n)) for n in corner.split(",")]
            for corner in ring.rstrip("Z").split("L")
        ]
        (x0, y0), *rest = corners
        steps, x, y = [], x0, y0
        for cx, cy in rest:
            if (cx, cy) != (x, y):
                steps.append(f"{short(cx - x)} {short(cy - y)}")
                x, y = cx, cy
        if not steps:  # an island smaller than a tenth of a pixel
            continue
        end = "z" if ring.endswith("Z") else ""
        out.append(f"M{short(x0)} {short(y0)}l{' '.join(steps)}{end}".replace(" -", "-"))
    # A second point begins another number: ".6 .2" is ".6.2".
    made = _POINT.sub(r"\1", "".join(out))
    return f'd="{made}"'


def _short(number: re.Match[str]) -> str:
    """A long number: of a place a tenth of a pixel is enough, of a size or a shade it is not.

    >>> _LONG.sub(_short, "M123.4567,7.8912")
    'M123.5,7.89'
    """
    value = float(number[0])
    return f"{value:.{1 if value >= 10 else 2}f}".rstrip("0").rstrip(".")


def slim(svg: str) -> str:
    """The drawing without what repeats or says nothing; see :func:`_short` for its numbers."""
    svg = re.sub(r"<text (?![^>]*\bfill=)", f'<text fill="{charts.INK}" ', svg)
    svg = _LONG.sub(_short, _DROP.sub("", svg))
    svg = re.sub(r'd="([^"]*)"', outline, _EMPTY.sub("", _EMPTY.sub("", svg))).replace(
        ' transform="translate(0,0)"', ""
    )
    size = re.search(r'width="([\d.]+)" height="([\d.]+)"', svg)
    assert size is not None, "a drawing without width and height"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size[1]} {size[2]}" {size[0]} '
        f'font-family="{FONT}" font-size="12">'
    )
    # Clip paths carry ids; two drawings on one page must not share them.
    mark = hashlib.sha256(svg.encode()).hexdigest()[:8]
    svg = re.sub(r'id="(clip\d+)"', rf'id="{mark}\1"', svg)
    svg = re.sub(r"url\(#(clip\d+)\)", rf"url(#{mark}\1)", svg)
    return smaller(re.sub(r"<svg [^>]*>", head, svg, count=1))
