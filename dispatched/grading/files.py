"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write a text in UTF-8; a reader sees the old file or the new one, whenever the machine stops.

    What UTF-8 cannot say (halves of surrogate pairs) becomes a question mark.

    Raises:
        OSError: no room, no right to write; the old file is as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(text.encode("utf-8", "replace"))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def why(error: BaseException) -> str:
    """An error in a few words: what the system says of a file, or its kind and its text."""
    if isinstance(error, OSError) and error.strerror:
        place = f" ({Path(os.fsdecode(error.filename)).name})" if error.filename else ""
        return f"{error.strerror.lower()}{place}"
    return f"{type(error).__name__}: {error}".strip().removesuffix(":")[:200]
