"""The charting library of the pages.

Parts of Vega as the installed vl-convert carries them, bundled once and kept.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

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
    mark = hashlib.sha256(_source(name).encode()).hexdigest()[:12]
    return cache / f"{mark}-{name}"


def bundle(cache: Path, name: str = "vega.js") -> Path:
    """The charting runtime as one script.

    Charts are compiled from Vega-Lite to Vega at build time, so that the page needs neither
    Vega-Lite nor vega-embed; and ordinary charts need no trees, networks and word clouds (0.44 MB
    in place of 0.9).

    Args:
        cache: folder to keep it in.
        name: one of :data:`KINDS`.

    Raises:
        ValueError: the parts of the installed version of Vega are not listed.
    """
    import vl_convert

    path = bundle_path(cache, name)
    if not path.is_file():
        text = vl_convert.javascript_bundle(_source(name))
        cache.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        # The bundle is a module; in a function of its own it is a script that file:// may load.
        part.write_text(f"(()=>{{{text}}})();", encoding="utf-8")
        part.replace(path)
    return path
