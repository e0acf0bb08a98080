"""What a teacher may say about a class: ``CLASS/class.toml``, a few lines, none of them needed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

NAME = "class.toml"
MOST = 1e6
"""Points: a step beyond it is a slip of the keyboard."""


class ClassError(ValueError):
    """What was said of a class does not fit; one sentence for the teacher."""


@dataclass(frozen=True)
class Settings:
    """What is set for a class.

    Args:
        due: assignment → when it was to be handed in.
        book: address of the book, to which feedback links; the empty text where there is none.
        step: points by which two graders may differ; what lies farther apart is not entered.
        anonymous: the page of written answers shows codes in place of names.
    """

    due: Mapping[str, datetime] = field(default_factory=dict)
    book: str = ""
    step: float = 1.0
    anonymous: bool = False


def read(folder: Path) -> Settings:
    """The settings of a class; the usual ones where there is no file.

    Raises:
        ClassError: the file cannot be read, or says what cannot be.
        OSError: it may not be read.
    """
    path = folder / NAME
    if not path.is_file():
        return Settings()
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:  # of TOML and of UTF-8, and numbers too long
        raise ClassError(f"{NAME} cannot be read ({str(error)[:120]}); correct it") from None
    unknown = sorted(found.keys() - {"due", "book", "step", "anonymous"})
    if unknown:
        raise ClassError(
            f"{NAME} says {unknown[0][:40]!r}, which is none of due, book, step and anonymous"
        )
    book, step = found.get("book", ""), found.get("step", 1)
    if not isinstance(book, str) or (book and not book.startswith(("https://", "http://"))):
        raise ClassError(f"{NAME}: book is no address of the web, as in 'https://…/'")
    number = isinstance(step, int | float) and not isinstance(step, bool)
    if not number or not 0 <= step <= MOST:
        raise ClassError(f"{NAME}: step is no number of points, as in 1 or 0.5")
    if not isinstance(found.get("anonymous", False), bool):
        raise ClassError(f"{NAME}: anonymous is true or false")
    return Settings(
        due=_due(found.get("due", {})),
        book=book.rstrip("/"),
        step=float(step),
        anonymous=found.get("anonymous", False),
    )


def _due(found: Any) -> dict[str, datetime]:
    for name, when in found.items() if isinstance(found, dict) else [("", None)]:
        if not isinstance(when, datetime) or when.tzinfo is None:
            raise ClassError(
                f"{NAME}: due {name[:60]!r} is no time with its zone, "
                "as in 2026-12-04T18:00:00+01:00"
            )
    return dict(found)
