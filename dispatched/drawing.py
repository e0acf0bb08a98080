"""The library that draws charts, with letters of the same width on every machine.

vl-convert 1.9 opens the file of a system's font anew for each text that it measures, which is half
of the time that a chart takes. Liberation Sans, as wide as Arial, it carries itself and keeps: it
is shown no other font.
"""

from __future__ import annotations

import functools
import os
from pathlib import Path
from types import ModuleType

NO_FONTS = Path(__file__).with_name("no-fonts.conf")
"""A list of folders of fonts in which there are none."""

WORD = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>a</text></svg>'
"""Something to write, for which fonts are looked up."""


def library() -> ModuleType:
    """vl-convert, which knows its fonts.

    Raises:
        ImportError: it is not installed.
    """
    import vl_convert

    _choose_fonts()
    return vl_convert


@functools.cache
def _choose_fonts() -> None:
    """Have fonts looked up, which is done once in a process, while the system's are out of sight.

    A browser that this process starts later needs them.
    """
    import vl_convert

    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(NO_FONTS)
    try:
        vl_convert.svg_to_png(WORD)
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before
