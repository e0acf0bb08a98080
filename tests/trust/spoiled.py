"""Ways in which a table is spoiled: as spreadsheets and people do it, in size, and on purpose."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

Table = list[list[str]]
Spoil = Callable[[bytes], bytes]


def table(raw: bytes) -> Table:
    """The cells of a sound file."""
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def written(
    rows: Table, mark: str = ",", quoting: int = csv.QUOTE_MINIMAL, end: str = "\n"
) -> bytes:
    """A table as bytes."""
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=mark, quoting=quoting, lineterminator=end).writerows(rows)
    return made.getvalue().encode("utf-8", "surrogatepass")


def _cells(change: Callable[[str], str]) -> Spoil:
    """The same change of every cell below the first row."""

    def spoil(raw: bytes) -> bytes:
        head, *rows = table(raw)
        return written([head, *([change(cell) for cell in row] for row in rows)])

    return spoil


def _rows(change: Callable[[Table], Table]) -> Spoil:
    return lambda raw: written(change(table(raw)))


def _text(change: Callable[[str], str]) -> Spoil:
    return lambda raw: change(raw.decode("utf-8")).encode("utf-8", "surrogatepass")


def _first(value: str, column: int = 0) -> Spoil:
    """Another value in a column of the second row."""

    def change(rows: Table) -> Table:
        made = [[*row] for row in rows]
        made[1][column] = value.replace("{}", made[1][column])
        return made

    return _rows(change)


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _date(cell: str) -> str:
    found = re.fullmatch(r"(\d\d)(\d\d)-(0[1-9]|1[0-2])(?:-(\d\d))?", cell)
    if not found:
        return cell
    day = f"{int(found[4])}-" if found[4] else ""
    return f"{day}{MONTHS[int(found[3]) - 1]}-{found[2]}"


def _scientific(cell: str) -> str:
    return f"{float(cell):.1E}" if re.fullmatch(r"\d{5,}", cell) else cell


FORM: dict[str, Spoil] = {
    "a mark of UTF-8 before it": lambda raw: b"\xef\xbb\xbf" + raw,
    "line ends of Windows": lambda raw: written(table(raw), end="\r\n"),
    "line ends of an old Macintosh": lambda raw: written(table(raw), end="\r"),
    "no end of the last line": lambda raw: raw.rstrip(b"\r\n"),
    "UTF-16": lambda raw: raw.decode("utf-8").encode("utf-16"),
    "UTF-16 without its mark": lambda raw: raw.decode("utf-8").encode("utf-16-le"),
    "semicolons": lambda raw: written(table(raw), ";"),
    "semicolons, and a line that says so": lambda raw: b"sep=;\n" + written(table(raw), ";"),
    "tabs": lambda raw: written(table(raw), "\t"),
    "every cell in quotation marks": lambda raw: written(table(raw), quoting=csv.QUOTE_ALL),
    "empty columns at the end": _rows(lambda rows: [[*row, "", "", ""] for row in rows]),
    "empty rows at the end": _rows(lambda rows: [*rows, *([[""] * len(rows[0])] * 5)]),
    "an empty row under the first": _rows(lambda rows: [rows[0], [""] * len(rows[0]), *rows[1:]]),
}
"""Spoils that change no value: what is read is what was there, or nothing is."""

VALUES: dict[str, Spoil] = {
    "Windows-1252": lambda raw: raw.decode("utf-8").encode("cp1252", "replace"),
    "Windows-1251": lambda raw: raw.decode("utf-8").encode("cp1251", "replace"),
    "EUC-KR": lambda raw: raw.decode("utf-8").encode("euc_kr", "replace"),
    "UTF-8 read as Windows-1252": lambda raw: raw.decode("cp1252", "replace").encode("utf-8"),
    "dates as Jan-46": _cells(_date),
    "numbers as 1.0E+04": _cells(_scientific),
    "leading zeros lost": _cells(lambda cell: re.sub(r"^0+(?=\d)", "", cell)),
    "a decimal comma": _cells(lambda cell: re.sub(r"^(\d+)\.(\d+)$", r"\1,\2", cell)),
    "thousands parted": _cells(lambda cell: re.sub(r"^(\d{1,3})(\d{3})$", r"\1,\2", cell)),
    "typographic quotation marks": _text(lambda text: text.replace('"', "“").replace("'", "’")),
    "TRUE and FALSE": _cells(lambda cell: cell.upper() if cell in ("true", "false") else cell),
    "#REF! in a cell": _first("#REF!", -1),
    "#N/A for every empty cell": _cells(lambda cell: cell or "#N/A"),
    "cut off in the middle": lambda raw: raw[: len(raw) // 2],
    "a column taken out": _rows(lambda rows: [row[:-1] for row in rows]),
    "a column twice": _rows(lambda rows: [[*row, row[0]] for row in rows]),
    "columns in reverse": _rows(lambda rows: [row[::-1] for row in rows]),
    "the first row twice": _rows(lambda rows: [rows[0], *rows]),
    "the first row gone": _rows(lambda rows: rows[1:]),
    "nothing below the first row": _rows(lambda rows: rows[:1]),
    "nothing": lambda raw: b"",
    "one empty line": lambda raw: b"\n",
    "a page of the web": lambda raw: b"<!DOCTYPE html><html><body>Sign in</body></html>\n",
    "a workbook": lambda raw: b"PK\x03\x04\x14\x00\x06\x00\x08\x00" + bytes(range(256)) * 20,
    "marks of a merge": lambda raw: (
        b"<<<<<<< HEAD\n" + raw + b"=======\n" + raw + b">>>>>>> other\n"
    ),
    "a quotation mark that is not closed": lambda raw: written(table(raw)[:2]) + b'"open,' + raw,
}

HUGE: dict[str, Spoil] = {
    "100,000 rows": _rows(
        lambda rows: [
            rows[0],
            *(
                [f"{row[0]}{n}", *row[1:]]
                for n, row in zip(range(100_000), _again(rows[1:]), strict=False)
            ),
        ]
    ),
    "100,000 times the same row": _rows(lambda rows: [*rows[:2], *rows[1:2] * 100_000]),
    "10,000 columns": _rows(
        lambda rows: [
            [*rows[0], *(f"c{n}" for n in range(10_000))],
            *([*row, *([""] * 10_000)] for row in (rows[1:] * 20)[:200]),
        ]
    ),
    "10,000 columns and many short rows": _rows(
        lambda rows: [[*rows[0], *(f"c{n}" for n in range(10_000))], *rows[1:2] * 20_000]
    ),
    "a cell of 1 MB": _first("x" * 1_000_000, -1),
    "a number of 90,000 digits": _first("9" * 90_000, -1),
    "an id of 90,000 letters": _first("a" * 90_000),
    "a name of a column of 90,000 letters": _rows(
        lambda rows: [[*rows[0][:-1], "a" * 90_000], *rows[1:]]
    ),
    "a million quotation marks": lambda raw: raw + b'"' * 1_000_000,
    "a million line ends": lambda raw: raw + b"\n" * 1_000_000,
    "a million commas": lambda raw: raw + b"," * 1_000_000,
}

HOSTILE: dict[str, Spoil] = {
    "a formula in an id": _first('=HYPERLINK("http://a.example","x")'),
    "a formula in the last column": _first("@SUM(1+1)*cmd|' /C calc'!A0", -1),
    "a script in an id": _first("<script>alert(1)</script>"),
    "a script in the last column": _first("\"'><img src=x onerror=alert(1)>", -1),
    "a path in an id": _first("../../x"),
    "a path of Windows in an id": _first("..\\..\\x"),
    "NUL in an id": _first("{}\0"),
    "an escape of a terminal in an id": _first("\x1b[31m{}"),
    "reading turned round in an id": _first("{}\u202e"),
    "a sign without width in an id": _first("{}\u200b"),
    "a Cyrillic letter in an id": _first("\u0430{}"),
    "half of a pair of surrogates": _first("{}\ud800"),
    "ids twice, in other case": _rows(
        lambda rows: [*rows, [rows[1][0].swapcase(), *rows[1][1:]], rows[1]]
    ),
    "infinity": _first("1e999", -1),
    "not a number": _first("nan", -1),
    "escapes in a name of a column": _rows(
        lambda rows: [[*rows[0][:-1], "\x1b]0;x\x07\u202e"], *rows[1:]]
    ),
}


def _again(rows: Table) -> Table:
    """Rows repeated until there are more than a hundred thousand."""
    return rows * (100_000 // max(len(rows), 1) + 1)
