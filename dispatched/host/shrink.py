"""Files compressed ahead, so that a server need not do it for each reader."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli

KINDS = {
    *(".html", ".css", ".js", ".json", ".svg", ".txt", ".xml", ".csv", ".nq"),
    *(".ipynb", ".md", ".bib", ".ris"),
}
"""Files of text; pictures and archives are compressed already."""

LEAST = 1024
"""Bytes below which nothing is gained."""


def shrink(folder: Path) -> int:
    """Beside each file of text a ``.gz`` and a ``.br``; the same bytes give the same bytes.

    Returns:
        How many files have got them.
    """
    done = 0
    for path in sorted(folder.rglob("*")):
        if path.suffix not in KINDS or not path.is_file() or path.stat().st_size < LEAST:
            continue
        raw = path.read_bytes()
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(raw, 9, mtime=0))
        path.with_name(f"{path.name}.br").write_bytes(brotli.compress(raw, quality=9))
        done += 1
    return done
