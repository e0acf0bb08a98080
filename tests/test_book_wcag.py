"""What WCAG asks of every page of the built book, and what its source can tell."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from dispatched.book.tongues import LETTERS
from dispatched.take.built import order

ROOT = Path(__file__).resolve().parents[1]
NAMES = order(ROOT)


@pytest.fixture(scope="module")
def pages(book: Path) -> dict[str, Any]:
    """Document → the tree of its page."""
    return {name: html.parse(str(book / f"{name}.html")).getroot() for name in NAMES}


def words(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


def test_each_page_has_a_title_of_its_own(pages: dict[str, Any]) -> None:
    titles = [words(page.find("head/title")) for page in pages.values()]
    assert len({*titles}) == len(titles)
    for page, title in zip(pages.values(), titles, strict=True):
        head = page.xpath("//h1")[0]
        for link in head.xpath("./a"):
            head.remove(link)
        assert title.startswith(words(head))


def test_nothing_plays_and_nothing_blinks(book: Path, pages: dict[str, Any]) -> None:
    moving = ["audio", "video", "embed", "object", "iframe", "canvas", "marquee", "blink"]
    for name, page in pages.items():
        assert [tag for tag in moving if page.find(f".//{tag}") is not None] == [], name
        assert not page.xpath("//meta[@http-equiv='refresh']"), name
    for sheet in (book / "_static").rglob("*.css"):
        for motion in re.findall(r"animation:([^;}]*)", sheet.read_text(encoding="utf-8")):
            assert "infinite" not in motion, f"{sheet.name}: {motion}"
            lasts = max(map(float, re.findall(r"([\d.]+)s\b", motion)), default=0)
            assert lasts < 1 / 3, f"{sheet.name}: {motion}"


def test_no_sheet_and_no_script_asks_how_a_device_is_held(book: Path) -> None:
    for path in [*(book / "_static").rglob("*.css"), *(book / "_static").rglob("*.js")]:
        text = path.read_text(encoding="utf-8")
        found = re.search(r"\(orientation\s*:|devicemotion|deviceorientation|screen\.orient", text)
        assert found is None, f"{path.name}: {found[0]}" if found else ""


def test_no_field_asks_about_the_reader(pages: dict[str, Any]) -> None:
    about = r"\b(name|e-?mail|phone|address|birth|password|user)\b"
    for name, page in pages.items():
        for field in page.xpath("//article//input | //article//textarea"):
            kind = field.get("type", "text")
            assert kind not in ("password", "email", "tel"), f"{name}: {kind}"
            said = f"{field.get('name', '')} {field.get('id', '')} {field.get('autocomplete', '')}"
            assert not re.search(about, said), f"{name}: {said}"


def test_no_picture_holds_text(pages: dict[str, Any]) -> None:
    for name, page in pages.items():
        assert page.xpath("//img | //*[local-name()='image']") == [], name


def test_words_of_other_languages_are_marked(pages: dict[str, Any]) -> None:
    foreign = re.compile(f"[{''.join(LETTERS.values())}]")
    found = set()
    for name, page in pages.items():
        for text in filter(foreign.search, page.xpath("//article//text()")):
            node = text.getparent().getparent() if text.is_tail else text.getparent()
            if node.tag not in ("script", "pre", "code"):
                said = node.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")
                assert said in LETTERS, f"{name}: {text.strip()[:60]}"
                assert re.search(f"[{LETTERS[said]}]", text), f"{name}: {text.strip()[:60]}"
                found.add(said)
    assert found == {*LETTERS}


def test_the_way_through_the_book_is_the_same_on_every_page(pages: dict[str, Any]) -> None:
    ways, buttons = set(), set()
    for name, page in pages.items():
        bar = page.xpath("//*[contains(@class, 'bd-sidebar-primary')]//nav//li/a[@href]")
        ways.add(tuple(words(a) for a in bar if re.fullmatch("#|[^#]+", a.get("href"))))
        assert page.xpath("//input[@type='search']"), name
        frame = page.xpath("//*[contains(@class, 'bd-sidebar-primary')]//button/@title")
        frame += page.xpath("//*[contains(@class, 'header-article')]//button/@title")
        buttons.add(tuple(title for title in frame if "ownload" not in title))
    assert len(ways) == 1
    assert len(ways.pop()) > len(NAMES) - 30
    assert len(buttons) < 3, buttons


EMPTY = {
    *("click here", "click this", "go", "here", "information", "learn more", "more", "more info"),
    *("more information", "right here", "read more", "see more", "start", "this", "continue"),
}
"""Words that tell nobody where a link leads (Lighthouse has the same list)."""


def test_every_link_says_where_it_leads(pages: dict[str, Any]) -> None:
    for name, page in pages.items():
        for link in page.xpath("//article//a[@href]"):
            assert words(link).casefold().strip(" .,:;") not in EMPTY, f"{name}: {link.get('href')}"
