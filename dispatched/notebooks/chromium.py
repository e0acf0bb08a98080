"""The browser that makes PDFs: Chromium or Chrome, as it is on this machine."""

from __future__ import annotations

import os
import shutil

WINDOWLESS = "chromium-headless-shell"
"""The same Chromium without what a window needs: half the work for the same page."""

NAMES = (WINDOWLESS, "chromium", "chromium-browser", "google-chrome", "chrome")


def program() -> str:
    """The path of the browser: ``$CHROMIUM``, or the first of :data:`NAMES` that is found.

    Raises:
        RuntimeError: there is none; says what to do.
    """
    found = os.environ.get("CHROMIUM") or next((p for n in NAMES if (p := shutil.which(n))), None)
    if not found:
        raise RuntimeError("a PDF needs Chromium or Chrome; set CHROMIUM to the program's path")
    return found


def sandbox() -> list[str]:
    """What the superuser has to say: Chromium refuses its own sandbox to him."""
    return ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
