"""The deck for Anki: what the tables say, ids that stay, text that is text, nothing from afar."""

from __future__ import annotations

import dataclasses
import json
import re
import sqlite3
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from dispatched import evidence
from dispatched.kit import anki, anki_file
from dispatched.kit.anki import Note
from dispatched.kit.worksheet import KitError
from tests.chapters import CHAPTERS, ROOT

WHEN = 1_764_400_000.0


@lru_cache
def notes() -> list[Note]:
    return anki.notes(ROOT)


def opened(path: Path, folder: Path) -> dict[str, Any]:
    """What a file has: its notes by id, how many cards, decks, types of notes, media."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == ["collection.anki2", "media"]
        archive.extract("collection.anki2", folder)
        media = json.loads(archive.read("media"))
    base = sqlite3.connect(folder / "collection.anki2")
    rows = base.execute("SELECT guid, flds, tags, mod FROM notes").fetchall()
    models, decks = base.execute("SELECT models, decks FROM col").fetchone()
    found = {
        "notes": {
            guid: (fields.split("\x1f"), tags.split(), mod) for guid, fields, tags, mod in rows
        },
        "cards": base.execute("SELECT COUNT(*) FROM cards").fetchone()[0],
        "models": json.loads(models),
        "decks": {deck["name"] for deck in json.loads(decks).values()},
        "media": media,
    }
    base.close()
    return found


def test_the_deck_has_every_note_and_card(tmp_path: Path) -> None:
    path = tmp_path / "a.apkg"
    anki_file.write(notes(), path, WHEN)
    found = opened(path, tmp_path)
    assert len(found["notes"]) == len(notes()) > 400
    words = sum(bool(word) for note in notes() if note.kind == "term" for word in note.fields[2:4])
    assert found["cards"] == len(notes()) + words
    assert {name for _, name in anki_file.DECKS.values()} <= found["decks"]
    assert found["media"] == {}
    assert not re.search(r"https?:|url\(|<script|<img", json.dumps(found["models"]))


def test_every_term_is_there_with_its_words() -> None:
    terms = {note.ident: note.fields for note in notes() if note.kind == "term"}
    for row in evidence.tables()["glossary"]:
        assert terms[row["id"]][:4] == (
            *(row["term"], row["sentence"]),
            *(row["korean"] or "", row["russian"] or ""),
        )


def test_a_claim_bears_its_grade_and_the_reason() -> None:
    claims = [note for note in notes() if note.kind == "claim"]
    assert len({note.ident for note in claims}) == len(claims) > 200
    for note in claims:
        card = evidence.claim_card(note.ident)
        assert note.fields[0] == card.statement
        assert note.fields[2].startswith(card.value)
        assert note.fields[3] == card.graded
        reason = evidence.source(evidence.claim(note.ident).source)["grade_reason"]
        assert note.fields[4].endswith(reason)
        assert f"grade-{card.grade}" in note.tags


def test_a_year_is_asked_once_not_given_away_and_no_death_is_a_riddle() -> None:
    years = [note for note in notes() if note.kind == "year"]
    assert len({note.fields[0] for note in years}) == len(years) > 150
    for note in years:
        date = evidence.find("events", note.ident)["date"]
        assert date[:4] in note.fields[1]
        assert date[:4] not in note.fields[0]
        assert not re.search(r"\b(?:[Dd]ie[sd]?|[Dd]eath|kills|killed)\b", " ".join(note.fields))
    assert "x-ev-stadium-2016" not in {note.ident for note in years}
    assert "x-ev-deadline" in {note.ident for note in years}


def test_every_chapter_has_a_tag() -> None:
    due = {anki.chapter_tag(path.stem) for path in CHAPTERS}
    assert due == {tag for note in notes() for tag in note.tags if tag.startswith("chapter-")}


def test_the_same_notes_are_the_same_file(tmp_path: Path) -> None:
    one, two = tmp_path / "1.apkg", tmp_path / "2.apkg"
    anki_file.write(notes(), one, WHEN)
    anki_file.write(notes(), two, WHEN)
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as archive:
        assert {each.date_time[:3] for each in archive.infolist()} == {(1980, 1, 1)}


def test_a_changed_text_keeps_the_id_and_is_newer(tmp_path: Path) -> None:
    changed = [dataclasses.replace(n, fields=("New", *n.fields[1:])) for n in notes()]
    old, new = tmp_path / "old.apkg", tmp_path / "new.apkg"
    anki_file.write(notes(), old, WHEN)
    anki_file.write(changed[::-1], new, WHEN + 60)
    before, after = opened(old, tmp_path), opened(new, tmp_path)
    assert {*before["notes"]} == {*after["notes"]}
    assert {*before["models"]} == {*after["models"]}
    for guid, (fields, _, mod) in after["notes"].items():
        assert fields[0] == "New"
        assert mod > before["notes"][guid][2]


def test_ids_are_those_that_learners_have() -> None:
    """Whoever changes one takes away what was practiced."""
    assert {number for number, _ in anki_file.DECKS.values()} == {
        *(1_846_301_101, 1_846_301_102, 1_846_301_103)
    }
    assert anki_file.MODELS == {
        **{"term": 1_846_301_201, "claim": 1_846_301_202},
        **{"year": 1_846_301_203},
    }
    assert anki_file.guid(Note("term", "flow", (), ())) == "car2brm}FF"


def test_what_a_table_says_is_text(tmp_path: Path) -> None:
    attack = '<img src="https://a.example/x.png" onerror=alert(1)> & {{Term}}'
    path = tmp_path / "a.apkg"
    anki_file.write([Note("term", "a", (attack,) * 5, ("chapter-01",))], path, WHEN)
    ((fields, _, _),) = opened(path, tmp_path)["notes"].values()
    for field in fields:
        assert "<" not in field
        assert "&lt;img" in field


def test_a_deck_that_cannot_be_written_says_so_and_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "a.apkg"
    path.mkdir()
    with pytest.raises(KitError, match=r"a\.apkg: was not written"):
        anki_file.write(notes()[:1], path, WHEN)
    assert path.is_dir()
