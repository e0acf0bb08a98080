"""Folders under names that nbgrader can take.

nbgrader pastes paths into patterns, globs and an address of its database: a class folder "Spring
    (A)" or "C++" breaks
each of them. It is shown such a folder through a link with a plain name.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PLAIN = re.compile(r"[A-Za-z0-9_/.-]+")


@contextmanager
def plain(*folders: Path) -> Iterator[list[Path]]:
    """The folders themselves, or, where a name is not plain, links to them for the time being.

    Args:
        folders: that exist.

    Raises:
        OSError: no link can be made in the folder of temporary files.
    """
    found = [folder.resolve() for folder in folders]
    if all(_PLAIN.fullmatch(str(folder)) for folder in found):
        yield found
        return
    where = None if _PLAIN.fullmatch(tempfile.gettempdir()) else "/tmp"
    with tempfile.TemporaryDirectory(prefix="dispatched-", dir=where) as place:
        links = [Path(place) / f"folder{number}" for number in range(len(found))]
        for link, folder in zip(links, found, strict=True):
            link.symlink_to(folder, target_is_directory=True)
        yield links
