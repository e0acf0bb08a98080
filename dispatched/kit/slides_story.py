"""What a chapter's notebook has for its slides: charts with their findings, recap, reading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from dispatched.notebooks import lanes, recap
from dispatched.shown import MIME

MOST = 6
"""Charts on the slides of a chapter, at most: the first ones of its story."""


class StoryError(ValueError):
    """A chapter that lacks what its slides are made of; names it and says what."""


@dataclass(frozen=True)
class Drawn:
    """A chart of the story.

    Args:
        key: of its words in the text file.
        spec: of Vega-Lite, as the notebook holds it.
        finding: the sentence or two below it, Markdown; empty where none stands there.
    """

    key: str
    spec: Mapping[str, Any]
    finding: str

    @property
    def title(self) -> str:
        """What it shows."""
        title = self.spec["title"]
        text = title["text"] if isinstance(title, Mapping) else title
        return " ".join(text) if isinstance(text, list) else str(text)


@dataclass(frozen=True)
class Story:
    """What a chapter tells.

    Args:
        title: of the chapter.
        charts: in the order of the story.
        recap: its five sentences, Markdown.
        discuss: what is to be discussed, Markdown.
        reading: further reading, a list in Markdown.
    """

    title: str
    charts: tuple[Drawn, ...]
    recap: str
    discuss: str
    reading: str


def read(path: Path) -> Story:
    """The story of a chapter's notebook.

    Raises:
        StoryError: no chart, or a section is missing; names the chapter.
    """
    notebook: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    title = re.search(r"^# (.+)", texts[0], re.M) if texts else None
    charts = tuple(_charts(notebook.cells))
    if title is None or not charts:
        raise StoryError(f"{path.name}: has no {'chart' if title else 'title'}")

    def section(name: str) -> str:
        """What stands below a heading in the same cell."""
        looked = (re.search(rf"^## {name}$(.*?)(?=^## |\Z)", t, re.M | re.S) for t in texts)
        found = next((one[1].strip() for one in looked if one), "")
        if not found:
            raise StoryError(f"{path.name}: has no section {name!r}")
        return found

    names = (recap.TITLE, "To discuss", "Further reading")
    return Story(title[1].strip(), charts[:MOST], *map(section, names))


def _charts(cells: list[Any]) -> list[Drawn]:
    found = []
    for number, cell in enumerate(cells):
        if cell.cell_type != "code" or lanes.lane(cell) != "story":
            continue
        for output in cell.outputs:
            spec = output.get("data", {}).get(MIME)
            if spec:
                below = cells[number + 1].source if number + 1 < len(cells) else ""
                found.append(Drawn(spec["usermeta"].get("key", ""), spec, _finding(below)))
    return found


def _finding(text: str) -> str:
    """The line in italics with which a text begins, without its stars."""
    found = re.match(r"\s*\*(?!\*)(.+?)(?<!\*)\*(?!\*)\s*(?:\n\s*\n|\Z)", text, re.S)
    return found[1].strip() if found else ""
