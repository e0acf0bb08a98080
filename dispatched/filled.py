"""CSV files that people made or a spreadsheet saved: read with limits, whatever the encoding.

What is read is a stranger's text. Which columns and values it must have, the caller knows.
"""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

FORMULA = tuple("=+-@\t\r＝＋－＠")
"""What a spreadsheet reads as the beginning of a formula, in half and in full width."""


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
    try:
        return raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise FilledError("is not text in UTF-8; save it as “CSV UTF-8” and try again") from None


def mark(written: str) -> str:
    """What parts the cells of a text: of comma, semicolon and tab the one its first row has most.

    >>> mark("a;b;c,d"), mark("alone")
    (';', ',')
    """
    return max(",;\t", key=written.split("\n", 1)[0].count)


def rows(written: str) -> list[list[str]]:
    """The cells of a text, row by row, without the space around them.

    >>> rows("a; b\\n1;2\\n")
    [['a', 'b'], ['1', '2']]

    Raises:
        FilledError: it is no CSV.
    """
    try:
        read = list(csv.reader(io.StringIO(written, newline=""), delimiter=mark(written)))
    except csv.Error as error:
        raise FilledError(f"is no CSV ({error})") from None
    return [[cell.strip() for cell in row] for row in read]
