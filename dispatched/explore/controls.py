"""What the reader of an explorer may change: a number on a slider, a name in a list."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Value = float | str
"""What a control may be set to: a number on a slider, a name in a list."""

YEARS = (1800, 2100)
"""Positions that all lie between these are years."""

Rows = Sequence[Mapping[str, Value]]
"""What a model gives: one mapping a row, column → value."""


def written(value: float, first: float, last: float) -> str:
    """A position of a slider from first to last; years have no comma, as in ``text`` of the page.

    >>> written(1969, 1946, 2025), written(2000, 0, 4000)
    ('1969', '2,000')
    """
    years = YEARS[0] <= first and last <= YEARS[1]
    return f"{value:g}" if years else f"{value:,g}"


@dataclass(frozen=True)
class Slider:
    """One thing that the reader may change.

    Args:
        values: the positions, equally spaced and rising.
        start: the position at first.
        label: what it is, with its unit in brackets: ``Contract length (years)``; left out where it
            stands in the chapter's text file.

    Raises:
        ValueError: positions that are no whole numbers or do not rise in equal steps; a start that
            is none of them.

    >>> years = Slider([1, 3, 5], 3, "Contract length (years)")
    >>> years.step, years.shown(5)
    (2, '5')
    """

    values: Sequence[float]
    start: float
    label: str = ""

    def __post_init__(self) -> None:
        steps = {b - a for a, b in itertools.pairwise(self.values)}
        # Whole numbers only: a browser's 0.1 + 0.2 would find no precomputed row.
        if len(steps) != 1 or min(steps) <= 0 or any(v != int(v) for v in self.values):
            raise ValueError(
                f"slider {self.label!r}: positions must be whole numbers that rise in equal steps"
            )
        if self.start not in self.values:
            near = min(self.values, key=lambda value: abs(value - self.start))
            raise ValueError(
                f"slider {self.label!r}: start {self.start!r} is none of its positions, which go "
                f"from {self.values[0]} to {self.values[-1]} in steps of {self.step}; "
                f"near it: {near}"
            )

    @property
    def step(self) -> float:
        """Distance from one position to the next."""
        return self.values[1] - self.values[0]

    @property
    def bind(self) -> dict[str, Any]:
        """How Vega-Lite describes the control."""
        return {
            "input": "range",
            "min": self.values[0],
            "max": self.values[-1],
            "step": self.step,
            "name": self.label,
        }

    def shown(self, value: float) -> str:
        """A position as it is written beside the slider."""
        return written(value, self.values[0], self.values[-1])

    @property
    def written(self) -> list[tuple[str, float]]:
        """Each position as it is written, and as the model gets it."""
        return [(self.shown(value), value) for value in self.values]


@dataclass(frozen=True)
class Choice:
    """One thing that the reader may choose from a list.

    Args:
        options: what the model is called with → what the reader sees, in the order of the list.
        start: the option at first.
        label: what it is: ``Claim``; left out where it stands in the chapter's text file.

    Raises:
        ValueError: fewer than two options, one without a text, or a start that is none of them.

    >>> Choice({"state": "The state", "camp": "The camp"}, "camp", "Payer").shown("state")
    'The state'
    """

    options: Mapping[str, str]
    start: str
    label: str = ""

    def __post_init__(self) -> None:
        texts = (*self.options, *self.options.values())
        if len(self.options) < 2 or not all(isinstance(text, str) and text for text in texts):
            raise ValueError(
                f"choice {self.label!r}: two options or more, each a text with a text to show"
            )
        if self.start not in self.options:
            raise ValueError(f"choice {self.label!r}: start {self.start!r} is none of its options")

    @property
    def values(self) -> list[str]:
        """The options, as the model gets them."""
        return list(self.options)

    @property
    def bind(self) -> dict[str, Any]:
        """How Vega-Lite describes the control."""
        labels = list(self.options.values())
        return {"input": "select", "options": self.values, "labels": labels, "name": self.label}

    def shown(self, value: str) -> str:
        """An option as the reader sees it."""
        return self.options[value]

    @property
    def written(self) -> list[tuple[str, str]]:
        """Each position as it is written, and as the model gets it."""
        return [(self.shown(value), value) for value in self.values]


Control = Slider | Choice
