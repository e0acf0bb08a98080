"""A copy of the tables with many times the claims, to see how reading and building grow."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from dispatched import evidence


def copy(folder: Path, times: int = 10) -> Path:
    """Copy the data package into a new folder, each claim so many times, with ids of their own.

    Returns:
        the folder.
    """
    shutil.copytree(evidence.data_folder(), folder)
    path = folder / "claims.csv"
    with path.open(encoding="utf-8", newline="") as file:
        head, *lines = csv.reader(file)
    ident = head.index("id")
    more = [
        [*line[:ident], f"{line[ident]}-again-{time}", *line[ident + 1 :]]
        for time in range(2, times + 1)
        for line in lines
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *lines, *more])
    return folder
