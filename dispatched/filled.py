"""CSV files that people made or a spreadsheet saved: read with limits, whatever the encoding.

What is read is a stranger's text. Which columns and values it must have, the caller knows.
"""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet reads as the beginning of a formula, in half and in full width."""

MOST_COLUMNS, LONGEST = 500, 100_000
"""Columns of a table and characters of a cell: a file with more is none that people filled in."""


class FilledError(ValueError):
    """Why a file cannot be read, as a sentence without its subject: ``is no CSV (…)``."""


class LargeError(FilledError):
    """A file has more than it may have."""


def text(path: Path, most: int) -> str:
    """The text of a file, in UTF-8 or, with a mark of it, in UTF-16.

    Args:
        path: of the file.
        most: bytes that it may have.

    Raises:
        LargeError: it is too large.
        FilledError: it cannot be read, or is no such text.
    """
    try:
        with path.open("rb") as opened:
            raw = opened.read(most + 1)
    except OSError as error:
        raise FilledError(f"cannot be read ({error.strerror})") from None
    if len(raw) > most:
        raise LargeError(f"has more than {most:,} bytes")
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    no_text = FilledError("is not text in UTF-8; save it as “CSV UTF-8” and try again")
    try:
        read = raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise no_text from None
    if "\0" in read:  # UTF-16 without its mark is UTF-8 with a NUL beside each letter
        raise no_text
    return read


def mark(written: str) -> str:
    """What parts the cells of a text: of comma, semicolon and tab the one its first row has most.

    >>> mark("a;b;c,d"), mark("alone")
    (';', ',')
    """
    return max(",;\t", key=written.split("\n", 1)[0].count)


def rows(written: str) -> list[list[str]]:
    """The cells of a text, row by row, without the space around them.

    Empty columns at the end, which a spreadsheet adds, are left out.

    >>> rows("a; b;;\\n1;2;;\\n")
    [['a', 'b'], ['1', '2']]

    Raises:
        FilledError: it is no CSV, or wider than a table is; names the row.
    """
    read: list[list[str]] = []
    try:
        # Strict: else a quotation mark that is not closed swallows the rows after it in silence.
        for row in csv.reader(
            io.StringIO(written, newline=""), delimiter=mark(written), strict=True
        ):
            if len(row) > MOST_COLUMNS:
                raise csv.Error(f"{len(row):,} columns, where {MOST_COLUMNS} are allowed")
            # The limit of the csv module belongs to the process, and other packages lift it.
            if any(len(cell) > LONGEST for cell in row):
                raise csv.Error(f"a cell has more than {LONGEST:,} characters")
            read.append([cell.strip() for cell in row])
    except csv.Error as error:
        hint = "; is a quotation mark not closed?" if "end of data" in str(error) else ""
        raise FilledError(f"cannot be read at row {len(read) + 1} ({error}{hint})") from None
    width = max((len(row) for row in read if any(row)), default=0)
    while width and not any(row[width - 1] for row in read if len(row) >= width):
        width -= 1
    return [row[:width] for row in read]
