"""Drawings of a chart, wide and narrow, each made once and kept."""

from __future__ import annotations

import copy
import hashlib
import json
import os
import re
import time
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from dispatched import drawing, vegalite

VEGA_LITE = "6.4"
"""The version that vl-convert draws with and bundles for the page."""

WIDE, NARROW, LABELS, HEADER = 680, 340, 90, 30
"""Widths in pixels of the two drawings, labels included, and the room for labels and row names.

The style sheet changes over at 560 px.
"""


def fit(spec: Mapping[str, Any], width: int) -> dict[str, Any]:
    """A copy of a specification that is ``width`` pixels wide, without what the page itself shows.

    Title and background go (the page has both). One view or layers are fitted; of views below each
    other each gets the width less room for the labels of its axis.
    """
    # What is drawn is most of it, and stays as it is.
    done = {k: v if k == "datasets" else copy.deepcopy(v) for k, v in spec.items()}
    for key in ("title", "usermeta", "description"):
        done.pop(key, None)
    done.setdefault("config", {})["background"] = None
    if width <= NARROW:
        _one_column(done)
    if {"row", "column", "facet"} & {*vegalite.part(done, "encoding")}:
        done["width"] = width - LABELS - HEADER  # of one of the small views; it knows no "fit"
        return done
    many = next((key for key in ("vconcat", "concat", "spec") if key in done), None)
    if many is None:
        done["width"] = width
        done["autosize"] = {"type": "fit-x", "contains": "padding"}
        return done
    for view in [done["spec"]] if many == "spec" else done[many]:
        view["width"] = width - LABELS
    return done


def _one_column(part: Any) -> None:
    """Legends below each other where there is no room beside."""
    if isinstance(part, list):
        for item in part:
            _one_column(item)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key == "legend" and isinstance(value, dict):
                value["columns"] = 1
            elif key != "datasets":
                _one_column(value)


class Painter:
    """Draws and compiles specifications, each once.

    Kept is what vl-convert alone made, under a hash of all that went in; what this module does to
    it is done each time.
    """

    def __init__(self, cache: Path, busy: Callable[[], bool] = lambda: False) -> None:
        """Keep results in ``cache``.

        While ``busy()``, others are drawing, and what they will draw is waited for.
        """
        self.cache, self.busy = cache, busy

    def _path(self, spec: Mapping[str, Any], kind: str) -> Path:
        import vl_convert

        text = json.dumps(spec)  # in its own order, which can show in what is drawn
        name = hashlib.sha256(
            f"{vl_convert.__version__} {VEGA_LITE} {kind} {text}".encode()
        ).hexdigest()
        return self.cache / f"{name}.{kind}"

    def _kept(self, spec: Mapping[str, Any], kind: str, make: Callable[[Any], str]) -> str:
        path = self._path(spec, kind)
        while not path.is_file() and self.busy():
            time.sleep(0.02)
        if not path.is_file():
            made = make(spec)
            self.cache.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(f".part{os.getpid()}")
            part.write_text(made, encoding="utf-8")
            part.replace(path)  # a build that is stopped leaves no half picture behind
        return path.read_text(encoding="utf-8")

    def svg(self, spec: Mapping[str, Any]) -> str:
        """The SVG of a Vega-Lite specification."""
        from dispatched.book.slim.svg import slim  # it reads Altair, which drawing does not need

        return slim(self._kept(spec, "svg", _drawn))

    def vega(self, spec: Mapping[str, Any]) -> str:
        """The Vega specification (JSON) of one of Vega-Lite, for the script of the page."""
        compiled = json.loads(self._kept(spec, "vega", _compiled))
        compiled.pop("$schema", None)
        text = json.dumps(compiled, separators=(",", ":"), ensure_ascii=False)
        return spoken(text, _listed(compiled))

    def draw(self, spec: Mapping[str, Any]) -> tuple[str, str, str]:
        """Wide drawing, narrow drawing and Vega specification of a figure."""
        wide = _wide(spec)
        return self.svg(wide), self.svg(fit(spec, NARROW)), self.vega(wide)

    def keep(self, spec: Mapping[str, Any]) -> None:
        """Make what :meth:`draw` will need."""
        wide = _wide(spec)
        for each in (wide, fit(spec, NARROW)):
            self._kept(each, "svg", _drawn)
        self._kept(wide, "vega", _compiled)


_VALUE = r'datum\[(\\"[^"\\]*\\")\]'
_SPOKEN = re.compile(
    rf"isValid\({_VALUE}\) \? "
    r"(?:isArray\(datum\[\1\]\) \? join\(datum\[\1\], '\\\\n'\) : )?"
    r'datum\[\1\] : \\"\\"\+datum\[\1\]'
)
"""How Vega-Lite has a value said, whatever it is."""


def spoken(compiled: str, listed: Collection[str] = ()) -> str:
    """A Vega specification (JSON) that says values by a shorter formula, to the same effect.

    >>> long = 'isValid(datum[\\\\"a\\\\"]) ? datum[\\\\"a\\\\"] : \\\\"\\\\"+datum[\\\\"a\\\\"]'
    >>> print(spoken(f'{{"signal":"{long}"}}'))
    {"signal":"\\"\\"+datum[\\"a\\"]"}

    Args:
        compiled: the specification.
        listed: fields whose values may be lists, which are said line by line and stay.
    """

    def shorter(match: re.Match[str]) -> str:
        field = match[1]
        return match[0] if field[2:-2] in listed else rf"\"\"+datum[{field}]"

    return _SPOKEN.sub(shorter, compiled)


def _listed(compiled: Mapping[str, Any]) -> set[str]:
    """The fields that hold a list in some row, or may: what is computed on the page."""
    found = set()
    for data in compiled.get("data", []):
        rows = data.get("values", [])
        for row in (r for r in rows if isinstance(r, dict)):
            found |= {field for field, value in row.items() if isinstance(value, list)}
        for step in data.get("transform", []):
            names = step.get("as", [])
            found |= {names} if isinstance(names, str) else {n for n in names if n}
    return found


def _drawn(spec: Mapping[str, Any]) -> str:
    drawn: str = drawing.library().vegalite_to_svg(spec, vl_version=VEGA_LITE)
    return drawn


def _compiled(spec: Mapping[str, Any]) -> str:
    return json.dumps(drawing.library().vegalite_to_vega(spec, vl_version=VEGA_LITE))


def _wide(spec: Mapping[str, Any]) -> dict[str, Any]:
    wide = fit(spec, WIDE)
    if vegalite.explorer(spec):
        for param in wide.get("params", []):
            param.pop("bind", None)  # the page has sliders of its own
    return wide
