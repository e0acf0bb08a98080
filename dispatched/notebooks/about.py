"""Who made the book, which version it is, and when: from ``CITATION.cff``."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

import yaml

from dispatched import evidence


@dataclass(frozen=True)
class About:
    """Title, authors, version, its day, what the book is about, and whether it is released.

    The day of a version that is not released is that of its present state.
    """

    title: str
    authors: str
    version: str
    released: datetime.date
    abstract: str
    keywords: tuple[str, ...]
    draft: bool = False

    @property
    def edition(self) -> str:
        """Version and day, as a title page has them."""
        if self.draft:
            return f"Version {self.version}, not released yet: its state of {self.spoken}."
        return f"Version {self.version}, {self.spoken}."

    @property
    def moment(self) -> datetime.datetime:
        """The beginning of the day of release: the date of every file that is made."""
        return datetime.datetime.combine(self.released, datetime.time(), datetime.UTC)

    @property
    def spoken(self) -> str:
        """The day of release, as people write it."""
        return evidence.spoken_date(self.released.isoformat())

    @property
    def printed(self) -> str:
        """The same as PDF has it."""
        return f"D:{self.moment:%Y%m%d%H%M%S}Z"

    @property
    def stamp(self) -> tuple[int, int, int, int, int, int]:
        """The same as zip files have it."""
        return (self.released.year, self.released.month, self.released.day, 0, 0, 0)


def about(root: Path) -> About:
    """What the ``CITATION.cff`` of a checkout says."""
    told = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    return About(
        title=told["title"],
        authors=", ".join(author["name"] for author in told["authors"]),
        version=str(told["version"]),
        released=datetime.date.fromisoformat(str(told["date-released"])),
        abstract=told["abstract"],
        keywords=tuple(told["keywords"]),
        draft="not released" in told["message"],
    )
