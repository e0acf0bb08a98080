"""What one part of the trial of the book has found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """One line of the report.

    Args:
        what: what was done to the book, in a few words ("another value in a cell of claims").
        tried: how many times.
        caught: how many of them were seen, or ended with nothing lost.
        lost: those that were not, each in one sentence that names the row, file or mutant.
        note: what was done over the others, or why they may stand.
        seconds: how long it took.

    Raises:
        ValueError: more were caught than tried, or what is missing is not named.
    """

    what: str
    tried: int
    caught: int
    lost: tuple[str, ...] = ()
    note: str = ""
    seconds: float = 0.0

    def __post_init__(self) -> None:
        if self.tried - self.caught != len(self.lost):
            raise ValueError(
                f"{self.what!r}: {self.caught} of {self.tried} caught, but {len(self.lost)} named"
            )
