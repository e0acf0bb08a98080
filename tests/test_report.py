"""What the report says of a page, and of what could not be measured."""

from __future__ import annotations

from tests.report import Measured, table


def test_a_line_for_each_page_and_a_dash_for_what_was_not_measured() -> None:
    page = Measured("index", (333_400, 5), (831_000, 7), scores={"phone": [97, 100, 100, 100]})
    page.console.append("a complaint")
    text = table([page], ["npm is not there"])
    line = next(line for line in text.splitlines() if line.startswith("| index"))
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    assert cells == ["index", "333, 831", "5, 7", "own", "–", "97 100 100 100", "–", "1", "0", "–"]
    assert "- npm is not there" in text
    assert "- index: a complaint" in text
