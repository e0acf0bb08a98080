"""Who made the book, which version it is, and when: from ``CITATION.cff``."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

import yaml

from dispatched import evidence


@dataclass(frozen=True)
class About:
    """Title, authors, version, day of its release, and what the book is about."""

    title: str
    authors: str
    version: str
    released: datetime.date
    abstract: str
    keywords: tuple[str, ...]

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
    )
