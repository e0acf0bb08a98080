"""The charting library of the pages.

Parts of Vega as the installed vl-convert carries them, bundled once and kept.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dispatched.book import vega_steps
from dispatched.whole import write_whole

PARTS = {
    "6.2.0": {
        "vega-dataflow": "6.1.0",
        "vega-encode": "5.1.0",
        "vega-geo": "5.1.0",
        "vega-interpreter": "2.0.0",
        "vega-loader": "5.1.0",
        "vega-parser": "7.1.0",
        "vega-transforms": "5.1.0",
        "vega-view": "6.1.0",
        "vega-view-transforms": "5.1.0",
    }
}
"""Version of Vega → versions of the parts that the book needs, as vl-convert carries them."""

KINDS = {
    "vega.js": ("vega-transforms", "vega-view-transforms", "vega-encode"),
    "vega-maps.js": ("vega-transforms", "vega-view-transforms", "vega-encode", "vega-geo"),
}
"""Script → the parts whose kinds of data steps it knows.

The ordinary one, and one for pages with a map.
"""

NAMES = {
    "vega-view": "View",
    "vega-parser": "parse",
    "vega-loader": "loader",
    "vega-dataflow": "transforms",
    # Expressions are read by an interpreter: a policy without 'unsafe-eval' lets charts live.
    "vega-interpreter": "expressionInterpreter",
}
"""Part → what a page takes from it."""


PALETTE = re.compile(r'"([0-9a-f]{6})(?:[0-9a-f]{6}){2,}"')
"""The colors of a palette in the parts, of which there are some two hundred."""

LETTERS = re.compile(r'new RegExp\("\[\\\\xAA[^"]*\]"\)')
"""All ranges of letters that a name may begin with, and then all that it may hold."""


def cut(script: str) -> str:
    """A bundle without what browsers know themselves and no chart of this book asks for (30 kB).

    Of a palette the first color stays: a chart names its own (:func:`palettes` finds one that does
    not). And a browser knows which letters a name may have.

    Raises:
        ValueError: what is cut stands elsewhere in this version of Vega.
    """
    if len(PALETTE.findall(script)) < 50 or len(LETTERS.findall(script)) != 2:
        raise ValueError("Vega has its palettes or letters elsewhere; see dispatched.book.vega.cut")
    known = iter((r"/\p{ID_Start}/u", r"/\p{ID_Continue}/u"))
    return LETTERS.sub(lambda _: next(known), PALETTE.sub(r'"\1"', script))


def palettes(compiled: Mapping[str, Any]) -> Iterator[str]:
    """The scales of a Vega specification whose colors are a palette of Vega, by name.

    >>> list(palettes({"scales": [{"name": "color", "range": {"scheme": "blues"}}]}))
    ['color']
    """
    named = compiled.get("config", {}).get("range", {})
    for scale in compiled.get("scales", []):
        asked = scale.get("range")
        scheme = isinstance(asked, dict) and "scheme" in asked
        of_vega = asked in ("category", "ordinal", "ramp", "heatmap", "diverging")
        if scheme or (of_vega and not isinstance(named.get(asked), list)):
            yield scale["name"]
    for mark in compiled.get("marks", []):
        yield from palettes({"config": compiled.get("config", {}), **mark})


def _source(name: str) -> str:
    """The few lines that the bundle is made from.

    The addresses are not fetched: vl-convert has copies under them.
    """
    import vl_convert

    version = vl_convert.get_vega_version()
    npm = "https://cdn.jsdelivr.net/npm/"
    if version not in PARTS:
        raise ValueError(
            f"vl-convert carries Vega {version}, whose parts are not listed in "
            "dispatched.book.vega.PARTS"
        )
    parts, kinds = PARTS[version], KINDS[name]
    lines = [
        f"import {{{word}}} from '{npm}{part}@{parts[part]}/+esm';" for part, word in NAMES.items()
    ]
    lines += [
        f"import * as k{n} from '{npm}{part}@{parts[part]}/+esm';" for n, part in enumerate(kinds)
    ]
    lines.append(f"Object.assign(transforms, {', '.join(f'k{n}' for n in range(len(kinds)))});")
    return "".join(lines) + f"window.vega = {{{', '.join(NAMES.values())}}};"


def bundle_path(cache: Path, name: str) -> Path:
    """Where a script of :data:`KINDS` is kept: under a mark of what it is made from."""
    made_of = "".join([_source(name), PALETTE.pattern, LETTERS.pattern])
    how = Path(vega_steps.__file__).read_bytes()
    mark = hashlib.sha256(made_of.encode() + how).hexdigest()[:12]
    return cache / f"{mark}-{name}"


def bundle(cache: Path, name: str = "vega.js") -> Path:
    """The charting runtime as one script.

    Charts are compiled from Vega-Lite to Vega at build time, so that the page needs neither
    Vega-Lite nor vega-embed; and ordinary charts need no trees, networks and word clouds, nor
    the steps that none of them takes (0.39 MB in place of 0.9).

    Args:
        cache: folder to keep it in.
        name: one of :data:`KINDS`.

    Raises:
        ValueError: the parts of the installed version of Vega are not listed.
    """
    import vl_convert

    path = bundle_path(cache, name)
    if not path.is_file():
        whole = vl_convert.javascript_bundle(_source(name))
        # Bundled again, it loses the functions that nobody calls any more.
        maps = "vega-geo" in KINDS[name]
        text = vl_convert.javascript_bundle(vega_steps.without(whole, maps=maps))
        # The bundle is a module; in a function of its own it is a script that file:// may load.
        write_whole(path, f"(()=>{{{cut(text)}}})();")
    return path
