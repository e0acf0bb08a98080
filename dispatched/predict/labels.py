"""Who says it: names beside the evidence in a frame, each where nothing else stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

LETTER, LINE = 7.0, 15.0
"""Room that a letter and a line of a name take in the drawing, at most."""
MOST = 6
"""More names than these would hide what they name: the list below has them all."""


class Box(NamedTuple):
    """A rectangle of the drawing; down is more."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Does any of it lie in the other?"""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Label(NamedTuple):
    """A name, where its first line begins, and how it is anchored there."""

    name: str
    x: float
    y: float
    anchor: str


def name(source: str) -> str:
    """A source without the place in it.

    >>> name("Dong-A Ilbo 2006, ¶4, ¶6"), name("the ledger")
    ('Dong-A Ilbo 2006', 'The ledger')
    """
    bare = re.sub(r"(?:, ¶\d+)+$|, [^,]*$", "", source)
    return bare[:1].upper() + bare[1:]


def labels(marks: Sequence[tuple[str, Box]], frame: Box) -> list[Label]:
    """One label for each name, beside one of its marks.

    Args:
        marks: the name and the rectangle of each mark.
        frame: within which all names stand.

    Returns:
        the labels that have room; of more than :data:`MOST` names, none.

    >>> labels([("KBS 2019", Box(90, 90, 110, 110))], Box(0, 0, 200, 200))
    [Label(name='KBS 2019', x=114, y=105.0, anchor='start')]
    """
    names = dict.fromkeys(name for name, _ in marks)
    if len(names) > MOST:
        return []
    taken, made = [box for _, box in marks], []
    for name in names:
        own = [box for other, box in reversed(marks) if other == name]
        for label, room in (spot for box in own for spot in _spots(name, box)):
            inside = frame.left <= room.left and room.right <= frame.right
            inside = inside and frame.top <= room.top and room.bottom <= frame.bottom
            if inside and not any(room.meets(box) for box in taken):
                taken.append(room)
                made.append(label)
                break
    return made


def _spots(name: str, box: Box) -> Iterator[tuple[Label, Box]]:
    """Right of a mark, left of it, above and below, with the room that the name takes there."""
    wide, middle = LETTER * len(name), (box.left + box.right) / 2
    line = (box.top + box.bottom) / 2 + 5
    for x, y, anchor in (
        (box.right + 4, line, "start"),
        (box.left - 4, line, "end"),
        (middle, box.top - 4, "middle"),
        (middle, box.bottom + LINE - 1, "middle"),
        (box.right, box.top - 4, "end"),
        (box.left, box.top - 4, "start"),
        (box.right, box.bottom + LINE - 1, "end"),
        (box.left, box.bottom + LINE - 1, "start"),
    ):
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        yield Label(name, x, y, anchor), Box(left, y - LINE + 3, left + wide, y + 3)
