"""The deck as a file that Anki imports: stable ids, escaped text, nothing fetched.

Whoever imports a newer file keeps the dates of review: Anki knows a note by its id, which is made
from the id of the row alone, and a deck and a type of notes by the numbers below.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import genanki

from dispatched.kit.anki import FIELDS, Note
from dispatched.kit.worksheet import KitError
from dispatched.whole import part_of

NAME = "Dispatched"
DECKS = {
    "term": (1_846_301_101, f"{NAME}::Terms"),
    "claim": (1_846_301_102, f"{NAME}::How far to trust it"),
    "year": (1_846_301_103, f"{NAME}::Years"),
}
"""Kind of a note → number and name of its deck; a changed number would be another deck."""
MODELS = {"term": 1_846_301_201, "claim": 1_846_301_202, "year": 1_846_301_203}
"""Kind of a note → number of its type; a changed number would lose a learner's progress."""

ABOUT = (
    "From the course book Dispatched: Eighty Years of North Korean Labor in Russia. "
    "A grade is of the grounds of one statement. CC BY 4.0."
)
STYLE = """
.card { font: 20px/1.4 Arial, "Liberation Sans", Helvetica, sans-serif; max-width: 34em;
  margin: 1em auto; padding: 0 1em; text-align: left; }
.ask, .small { font-size: 16px; opacity: 0.8; }
"""

CARDS = {
    "term": (
        ("Meaning", "<b>{{Term}}</b>", "{{Meaning}}<p>{{Korean}} {{Russian}}</p><p>{{Also}}</p>"),
        ("Korean", '{{#Korean}}<span lang="ko">{{Korean}}</span>{{/Korean}}', "<b>{{Term}}</b>"),
        (
            "Russian",
            '{{#Russian}}<span lang="ru">{{Russian}}</span>{{/Russian}}',
            "<b>{{Term}}</b>",
        ),
    ),
    "claim": (
        (
            "Trust",
            '{{Statement}}<p class="small">{{Source}}</p>'
            '<p class="ask">How far do you trust this, and why?</p>',
            "<b>{{Grade}}</b><p>{{Reason}}</p><p>{{Stated}}</p><p>{{Against}}</p>",
        ),
    ),
    "year": (
        (
            "When",
            '{{Event}}<p class="ask">When was this?</p>',
            '<b>{{When}}</b><p>{{Told}}</p><p class="small">{{Source}}</p>',
        ),
    ),
}
"""Kind of a note → its cards: name, front, back; a front that stays empty makes no card."""


def write(found: Sequence[Note], path: Path, when: float) -> None:
    """Write a deck; the file is there whole or not at all, and the same for the same time.

    Args:
        found: the notes.
        path: of the file, ``….apkg``.
        when: seconds since 1970; Anki takes a note over where it is newer than the learner's.

    Raises:
        KitError: the file could not be written.
    """
    decks = {kind: genanki.Deck(number, name, ABOUT) for kind, (number, name) in DECKS.items()}
    models = {kind: _model(kind) for kind in MODELS}
    for note in found:
        decks[note.kind].add_note(
            genanki.Note(
                models[note.kind],
                [escape(field) for field in note.fields],
                tags=list(note.tags),
                guid=guid(note),
            )
        )
    try:
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / path.name
            genanki.Package([*decks.values()]).write_to_file(made, timestamp=when)
            _repack(made, path)
    except OSError as error:
        raise KitError(f"{path.name}: was not written: {error}") from None


def guid(note: Note) -> str:
    """The id by which Anki knows a note, whatever its text."""
    return str(genanki.guid_for("dispatched", note.kind, note.ident))


def _model(kind: str) -> Any:
    return genanki.Model(
        MODELS[kind],
        f"{NAME}: {kind}",
        fields=[{"name": name} for name in FIELDS[kind]],
        templates=[
            {"name": name, "qfmt": front, "afmt": f"{{{{FrontSide}}}}<hr id=answer>{back}"}
            for name, front, back in CARDS[kind]
        ],
        css=STYLE,
    )


def _repack(made: Path, path: Path) -> None:
    """The same archive without the time of its making, so that one content is one file."""
    with (
        zipfile.ZipFile(made) as old,
        part_of(path) as part,
        zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(old.namelist()):
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
