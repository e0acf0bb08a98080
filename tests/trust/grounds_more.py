"""Why a row of the other tables must be as it is: see ``grounds`` for what a ground is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tests.trust import grounds_coding, grounds_place, grounds_units, heard, record
from tests.trust import grounds_rest as rest
from tests.trust.around import VALUES, Around, Fault, Ground, Row
from tests.trust.grounds import WORDS_OF_UNIT, noted_place, noted_value, place


def _dated(row: Row) -> list[int]:
    return [int(part[:4]) for part in (row["date"] or "").split("/") if part]


def noted_date(row: Row, around: Around) -> Iterator[Fault]:
    """The year of a date stands in the row's words or was noted of its source."""
    text = " ".join(str(row.get(c) or "") for c in ("id", "title", "text", "note"))
    known = set(heard.years(text)) | set(record.numbers(row["source"], row["locator"]) or ())
    if record.numbers(row["source"], row["locator"]) is None and "title" not in row:
        return
    for year in _dated(row):
        if year not in known:
            yield "date", f"{year} is in neither its words nor what was noted of {row['source']}"


def not_younger(row: Row, around: Around) -> Iterator[Fault]:
    """A source tells of nothing that came after it; the era of an event is that of its date."""
    year = around.sources[row["source"]]["year"]
    for last in _dated(row)[-1:]:
        if year < last:
            yield "source", f"{row['source']} is of {year}, and the row of {last}"
    era = around.eras.get(row.get("era"), {})
    for first in _dated(row)[:1]:
        if era.get("year_start") and not era["year_start"] - 1 <= first <= era["year_end"]:
            yield "era", f"{first} is outside {era['year_start']} to {era['year_end']}"


def precise(row: Row, around: Around) -> Iterator[Fault]:
    """A date is as long as its precision says."""
    long = {"year": 4, "month": 7, "day": 10}.get(row["precision"], len(row["date"]))
    if ("/" in row["date"]) != (row["precision"] in ("span", "decade")) or long != len(row["date"]):
        yield "precision", f"{row['date']} is no {row['precision']}"


def series_unit(row: Row, around: Around) -> Iterator[Fault]:
    """What a series counts under one heading, it counts in one unit."""
    units = Counter(
        other["unit"]
        for name, rows in around.tables.items()
        if name.startswith("series-")
        for other in rows
        if other["category"] == row["category"] and other is not row
    )
    words = WORDS_OF_UNIT.get(row["unit"].partition("/")[0], "")
    shared = not any(grounds_units.of_table(row, around))
    if not units and not shared and not re.search(words, rest.about(row), re.I):
        yield "unit", f"its heading does not speak of {row['unit']}"
    if units and row["unit"] not in units:
        yield "unit", f"{row['category']} is in {', '.join(units)} elsewhere, not in {row['unit']}"
    for column in VALUES:
        counted = row["unit"] in ("persons", "entries", "visas", "permits")
        if counted and row[column] is not None and row[column] != int(row[column]):
            yield column, f"{row[column]} is no whole number of {row['unit']}"


def read_there(row: Row, around: Around) -> Iterator[Fault]:
    """A reading by the indicators cites a source of the features and claims that it names."""
    named = [part for part in (row["evidence"] or "").split("; ") if part]
    behind = [
        other
        for table in ("features", "claims")
        for other in around.tables[table]
        if other["id"] in named
    ]
    cited = {other["source"] for other in behind}
    if behind and row["source"] not in cited:
        yield "source", f"what it names is of {', '.join(sorted(cited))}"
    if len(behind) < len(named):
        yield "evidence", "names what is neither a feature nor a claim"
    for other in behind:
        if row["era"] != other["era"] and other["era"] != "across":
            yield "era", f"{other['id']} is of {other['era']}"


LONG = ("sejong", "dailynk", "rfa", "wsj")


def named_source(row: Row, around: Around) -> Iterator[Fault]:
    """What the id of an event or feature says of its source: one of the long texts, or a word of
    another; ``ev-`` alone, and a feature of an era before 2017 without a word, are of Lankov 2020.
    """
    ident, text = row["id"], around.sources[row["source"]]
    begun, *rest = ident.split("-")
    named = [word for word in LONG if word in (begun, *rest)]
    if named and not row["source"].startswith(named[0]):
        yield "source", f"its id is of {named[0]}, not of {row['source']}"
    if begun == "x" and row["source"] == "lankov2020":
        yield "source", "an id that begins with 'x' is not of lankov2020"
    if begun == "ev" and row["source"] != "lankov2020":
        yield "source", "an id that begins with 'ev' is of lankov2020"
    if begun == "f":
        after = ident.removeprefix(f"f-{row['era']}-{row['dimension'].replace('_', '-')}")
        about = f"{row['source']} {text['title']} {text['authors']} {text['short']}".lower()
        words = [word for word in after.split("-") if word and not word.isdigit()]
        if not words and row["era"] < "2017" and row["source"] != "lankov2020":
            yield "source", "a feature of this era without a word in its id is of lankov2020"
        if words and not any(word in about for word in words):
            yield "source", f"nothing in {row['source']} is called {' '.join(words)}"


def feature_eras(row: Row, around: Around) -> Iterator[Fault]:
    """The id of a feature begins with its era and dimension."""
    if row["id"].split("-")[1:2] != [row["era"]]:
        yield "era", f"its id is of {row['id'].split('-')[1]}"
    if row["dimension"] not in row["id"].replace("-", "_"):
        yield "dimension", "its id is of another"


def _of(**named: Ground) -> dict[str, Ground]:
    return {name.replace("_", " "): ground for name, ground in named.items()}


_PARTS = _of(
    the_part_was_noted=grounds_place.parts,
    the_parts_are_in_order=grounds_place.in_order,
    each_part_has_its_share=grounds_place.each_part,
    it_speaks_of_its_part=grounds_place.spoken,
)
_WORDS = _PARTS | _of(
    the_source_says_it=grounds_place.by_source,
    silence_is_of_a_whole_text=grounds_place.silent,
)
_SERIES = _PARTS | _of(
    the_figure_was_noted_at_the_place=noted_value,
    the_place_was_noted=noted_place,
    the_date_was_noted=noted_date,
    the_source_is_not_younger=not_younger,
    the_unit_is_that_of_its_heading=series_unit,
    the_unit_is_of_the_table=grounds_units.of_table,
    the_parts_make_the_whole=grounds_units.summed,
    the_wage_rises=grounds_units.rises,
    it_is_as_claimed=grounds_units.as_claimed,
)
GROUNDS: dict[str, dict[str, Ground]] = {
    "events": _WORDS
    | _of(
        the_words_are_those_of_the_place=place,
        the_date_was_noted=noted_date,
        the_source_is_not_younger=not_younger,
        the_date_is_as_precise=precise,
        the_id_fits=named_source,
    ),
    "features": _WORDS
    | _of(
        the_words_are_those_of_the_place=place,
        the_id_fits=named_source,
        the_id_has_the_era=feature_eras,
        a_second_coder_agrees=grounds_coding.coded,
    ),
    "ilo-evidence": _WORDS
    | _of(the_words_are_those_of_the_place=place, the_evidence_agrees=read_there),
    "sources": _of(the_bibliography_agrees=rest.bibliography, the_years_agree=rest.source_years),
    "calculations": _of(
        the_verdict_holds=rest.computed,
        the_era_fits=rest.calculation_era,
        the_result_is_told=rest.told_result,
        the_formula_gives_the_unit=grounds_units.dimension,
    ),
    "ledger-evidence": _of(the_claims_are_about_it=rest.ledger_reading),
    "contradictions": _of(its_claims_have_it=rest.of_its_claims),
    "findings": _of(its_claims_have_it=rest.of_its_claims),
    "changes": _of(the_table_has_it=rest.changed_last),
    "resolutions": _PARTS | _of(the_resolution_fits=rest.resolution),
    "eras": _of(the_eras_follow=rest.era_ends),
    "ilo": _PARTS | _of(the_list_is_one=grounds_place.one_list),
    "second-pass": _of(the_rows_were_scored=grounds_coding.passed),
}
"""Table → its grounds; each series has the same."""


def grounds_of(table: str) -> dict[str, Ground]:
    """The grounds of a table of this module."""
    return _SERIES if table.startswith("series-") else GROUNDS.get(table, {})
