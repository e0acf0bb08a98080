"""Files that are written whole or not at all, and what is said where that fails."""

from __future__ import annotations

import os
from pathlib import Path

from dispatched.filled import write_whole

__all__ = ["why", "write_whole"]


def why(error: BaseException) -> str:
    """An error in a few words: what the system says of a file, or its kind and its text."""
    if isinstance(error, OSError) and error.strerror:
        place = f" ({Path(os.fsdecode(error.filename)).name})" if error.filename else ""
        return f"{error.strerror.lower()}{place}"
    return f"{type(error).__name__}: {error}".strip().removesuffix(":")[:200]
