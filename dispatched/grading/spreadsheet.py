"""Cells of CSV files that a spreadsheet opens: text that looks like a formula stays text."""

from __future__ import annotations

STARTS = tuple("=+-@\t\r＝＋－＠")
"""What a spreadsheet reads as the beginning of a formula, in half and in full width."""


def defused(value: object) -> object:
    """A cell that no spreadsheet runs: an apostrophe before what would be a formula.

    >>> defused("=1+1")
    "'=1+1"
    >>> defused(-2)
    -2
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(STARTS) else value


def as_typed(value: str) -> str:
    """The text of a cell before it was defused.

    >>> as_typed("'- good")
    '- good'
    """
    return value[1:] if value.startswith("'") and value[1:].startswith(STARTS) else value
