"""What was mended: the list says what stood and what stands, and the feed carries it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lxml import etree

from dispatched import evidence
from dispatched.cite import errata
from dispatched.notebooks import cards
from dispatched.notebooks.about import about

ROOT = Path(__file__).resolve().parents[1]
BOOK = about(ROOT)
FOUND = errata.read(ROOT)
SITE = "https://book.example.org/dispatched/"
ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_newest_stands_first_and_each_leads_to_its_place() -> None:
    days = [one.date for one in FOUND]
    assert days == sorted(days, reverse=True)
    assert len(FOUND) >= 15
    for one in FOUND:
        if one.page == one.where:
            assert list(ROOT.glob(f"{one.page}.*")), one.id
        else:
            assert cards.page(one.where) == one.page


@pytest.mark.parametrize("one", FOUND, ids=lambda one: one.id)
def test_what_is_said_to_stand_now_stands_there(one: errata.Erratum) -> None:
    """What was logged was logged of the named place, and the day is that of the log."""
    rows = {row["id"]: row for row in evidence.tables()["changes"]}
    logged = [rows[ident] for ident in one.changes]
    assert logged
    assert all(row["date"] == str(one.date) for row in logged)
    shown = [evidence.paragraphs(row["after"] or "") for row in logged]
    assert one.stands in shown
    last = [row for row, text in zip(logged, shown, strict=True) if text == one.stands][-1]
    where = (last["table"], last["row"], last["column"])
    later = [r for r in rows.values() if (r["table"], r["row"], r["column"]) == where]
    assert later[-1] == last, "it was changed again since"
    if one.page != one.where:
        assert one.where in {row["row"] for row in logged}


def test_a_paragraph_that_was_mended_is_shown_as_a_card_shows_it(tmp_path: Path) -> None:
    text = (ROOT / errata.TABLE).read_text(encoding="utf-8")
    (tmp_path / errata.TABLE).parent.mkdir(parents=True)
    other = text.replace('change = "change-049"', 'change = "change-039"')
    (tmp_path / errata.TABLE).write_text(other, encoding="utf-8")
    (one,) = [one for one in errata.read(tmp_path) if "change-039" in one.changes]
    assert (one.stood, one.stands) == ("¶3", "¶4")


def damaged(tmp_path: Path, old: str, new: str) -> str:
    """What is said of a table in which one thing is changed."""
    text = (ROOT / errata.TABLE).read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / errata.TABLE
    path.parent.mkdir(parents=True)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(errata.ErrataError) as told:
        errata.read(tmp_path)
    return str(told.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("date = 2026-11-29", 'date = "soon"', "entry hours-bbc-2025: date must be a date"),
        ("since = 2026-11-22", "since = 2027-01-01", "before it stood"),
        ('told_by = "our', 'told = "our', "told_by must be a text"),
        ('change = "change-049"', 'change = "change-999"', "'change-999' is no row of changes.csv"),
        ('change = "change-049"', 'why = "x"', "stood is empty"),
        ('change = "change-049"', 'change = "change-049"\nwhy = "x"', "give either change, or"),
        ('id = "sakhalin-1946"', 'id = "hours-bbc-2025"', "'hours-bbc-2025' stands there twice"),
        ('title = "What', 'headline = 1\ntitle = "What', "'headline' is no field"),
        ("[[erratum]]", "[[error]]\nid = 1\n[[erratum]]", "'error' is no [[erratum]]"),
        ("[[erratum]]", "[[erratum", "cannot be read"),
    ],
)
def test_an_entry_that_cannot_be_told_is_named(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert said in damaged(tmp_path, old, new)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(errata.ErrataError, match=r"errata\.toml cannot be read"):
        errata.read(tmp_path)


def test_the_feed_has_what_atom_asks_for() -> None:
    feed = etree.fromstring(errata.atom(FOUND, BOOK, SITE).encode())
    assert feed.tag == f"{ATOM}feed"
    for parent in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("title", "id", "updated"):
            assert parent.findtext(f"{ATOM}{name}"), name
        assert parent.findtext(f"{ATOM}updated").endswith("T00:00:00Z")
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == BOOK.authors
    links = feed.xpath("//@href")
    assert links
    assert all(link.startswith(SITE) for link in links)
    ids = feed.xpath("//*[local-name()='id']/text()")
    assert len(ids) == len(set(ids)) == len(FOUND) + 1
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == f"{SITE}errata.xml"
    assert feed.findtext(f"{ATOM}updated") == f"{FOUND[0].date}T00:00:00Z"


def test_what_a_reader_wrote_cannot_end_the_feed(tmp_path: Path) -> None:
    path = tmp_path / errata.TABLE
    path.parent.mkdir()
    shutil.copyfile(ROOT / errata.TABLE, path)
    hostile = 'title = "</title><script>alert(1)</script> & 한국"'
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('title = "What one of six', f'{hostile} # "What', 1), "utf-8")
    (first, *_) = errata.read(tmp_path)
    feed = etree.fromstring(errata.atom([first], BOOK, SITE).encode())
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == "</title><script>alert(1)</script> & 한국"
    assert not feed.xpath("//*[local-name()='script']")


def test_an_empty_list_is_a_feed_too() -> None:
    feed = etree.fromstring(errata.atom([], BOOK, SITE).encode())
    assert feed.findtext(f"{ATOM}updated") == f"{BOOK.released}T00:00:00Z"


def test_a_later_mistake_comes_before_the_others(tmp_path: Path) -> None:
    last = FOUND[-1]
    text = (ROOT / errata.TABLE).read_text(encoding="utf-8")
    before, found, after = text.partition(f'id = "{last.id}"\ndate = {last.date}')
    assert found
    path = tmp_path / errata.TABLE
    path.parent.mkdir()
    path.write_text(f'{before}id = "{last.id}"\ndate = 2030-01-01{after}', encoding="utf-8")
    assert errata.read(tmp_path)[0].id == last.id
