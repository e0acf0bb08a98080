"""What nobody has read yet: titles alone, and never a source of a figure."""

from __future__ import annotations

import re
from pathlib import Path

from dispatched import evidence
from dispatched.book.pages.data import SEEN_OF

UNREAD = evidence.tables()["unread"]
BACK = Path(__file__).resolve().parents[1] / "back"


def test_every_way_of_not_having_read_has_words() -> None:
    package = evidence.read_description(evidence.data_folder())
    table = next(r for r in package["resources"] if r["name"] == "unread")
    seen = next(f for f in table["schema"]["fields"] if f["name"] == "seen")
    assert set(seen["constraints"]["enum"]) == set(SEEN_OF)


def test_no_figure_comes_from_what_was_not_read() -> None:
    """The reasons name years and pages, no amounts."""
    for row in UNREAD:
        numbers = re.findall(r"\d[\d,.]*", row["why"])
        years = [n for n in numbers if re.fullmatch(r"(19|20)\d\d[.,]?", n)]
        assert [n for n in numbers if n not in years] in ([], ["13"]), row["id"]


def test_no_text_that_was_read_whole_is_listed() -> None:
    whole = {row["title"] for row in evidence.tables()["sources"] if row["read"] == "whole"}
    assert not whole & {row["title"] for row in UNREAD}


def test_the_page_is_linked_where_a_card_is_explained() -> None:
    assert "(what-is-missing.md)" in (BACK / "evidence.md").read_text(encoding="utf-8")
    assert "{unread-list}" in (BACK / "what-is-missing.md").read_text(encoding="utf-8")
