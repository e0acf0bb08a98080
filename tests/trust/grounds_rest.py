"""Why a row of the sources, calculations, ledger, changes, resolutions and eras is as it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from pybtex.database import BibliographyData
from pybtex.database.input.bibtex import Parser

from dispatched import arithmetic, evidence
from dispatched.arithmetic import relation
from dispatched.questions import ledger_inputs
from tests.test_calculations import FITS
from tests.trust import heard, record
from tests.trust.around import SPAN, VALUES, Around, Fault, Row
from tests.trust.grounds import WORDS_OF_UNIT

ITEMS = {
    "present": ("stock", "permits", "quota", "visas", "left", "share", "citizens", "loggers"),
    "arrivals": ("arriv", "entries", "recruit", "quota", "prospect", "visas"),
    "departures": ("return", "repatriat", "depart"),
}
PLACES = {
    "sakhalin": {"Sakhalin", "Kurils", "Sakhalin and Kurils", "Southern Sakhalin"},
    "russia": {"Russia", "USSR"},
}
"""Region of the ledger → the places of claims that are wholly it."""
WITHIN = {"Soviet Far East", "Russian Far East"}
"""Until 1991 all were there, and later it is a part: what is said of it is said of Russia too."""


def about(row: Row) -> str:
    """The words of a row that say what its number counts."""
    return " ".join(str(row.get(c) or "") for c in ("category", "note", "title", "follows"))


@lru_cache(maxsize=1)
def _works() -> BibliographyData:
    return Parser().parse_file(str(evidence.data_folder() / "references.bib"))


def bibliography(row: Row, around: Around) -> Iterator[Fault]:
    """A source is in the bibliography, with the same year, title and address."""
    entry = _works().entries.get(row["id"])
    if entry is None:
        yield "id", f"references.bib has no {row['id']}"
        return
    for column in ("year", "doi", "url"):
        there = entry.fields.get(column)
        if there and row[column] and str(row[column]) != there.replace("\\", ""):
            yield column, f"references.bib has {there}"
    bare = re.sub(r"[^\w]", "", re.sub(r"\\\w+|[{}\\]", "", entry.fields.get("title", ""))).lower()
    if bare and bare != re.sub(r"[^\w]", "", row["title"]).lower():
        yield "title", f"references.bib has {entry.fields['title']!r}"


def source_years(row: Row, around: Around) -> Iterator[Fault]:
    """The year of a source is in its id or its date, and none was read before it was written."""
    if row["date"] and int(row["date"][:4]) != row["year"]:
        yield "date", f"{row['date']} is not in {row['year']}"
    known = heard.years(" ".join((row["id"], row["short"], row["published"])))
    if "no date" in row["published"] or not heard.years(row["published"]):
        known |= {int(row["accessed"][:4])}
    if not row["date"] and row["year"] not in known:
        yield "year", f"{row['year']} is in neither its id nor where it was published"
    if row["date"] and row["accessed"][:7] < row["date"][:7]:
        yield "accessed", f"read {row['accessed']}, before {row['date']}"
    short = heard.years(row["short"])
    if short and row["year"] not in short:
        yield "short", f"{row['short']} is not of {row['year']}"
    whole = heard.years(row["published"])
    if whole and row["year"] not in whole:
        yield "published", f"{', '.join(map(str, sorted(whole)))} is not {row['year']}"


def computed(row: Row, around: Around) -> Iterator[Fault]:
    """A calculation gives what its verdict says, in the unit of what the source states."""
    try:
        result = arithmetic.compute(row)
        stated = arithmetic.stated(row["says"]) if row["says"] else None
    except (evidence.EvidenceError, ValueError) as error:
        yield "formula", str(error)
        return
    if (row["verdict"] == "not stated") != (stated is None):
        yield "verdict", f"{row['verdict']}, and it is compared with {row['says'] or 'nothing'}"
    elif stated is not None:
        found = relation(result, stated)
        if found not in FITS[row["verdict"]]:
            yield "verdict", f"{row['verdict']}, but the ranges are {found}"
        if evidence.claim(row["says"]).unit != row["unit"]:
            yield "unit", f"{row['says']} is in {evidence.claim(row['says']).unit}"
    if not re.search(WORDS_OF_UNIT.get(row["unit"].partition("/")[0], ""), about(row), re.I):
        yield "unit", f"its words do not speak of {row['unit']}"
    units = {evidence.claim(ident).unit for ident in arithmetic.inputs_of(row).values()}
    if (
        len(units) == 1
        and re.fullmatch(r"[\w\s+()-]+", row["formula"])
        and row["unit"] not in units
    ):
        yield "unit", f"sums of {', '.join(units)} are no {row['unit']}"
    named = set(re.findall(r"[a-z_]\w*", row["formula"])) - {"low", "high", "union"}
    if named != set(arithmetic.inputs_of(row)):
        yield "inputs", f"{', '.join(sorted(named))} are in the formula"


def calculation_era(row: Row, around: Around) -> Iterator[Fault]:
    """A calculation is of the era of one of its claims, and they are about its numbers."""
    claims = [evidence.find("claims", ident) for ident in arithmetic.inputs_of(row).values()]
    eras = {claim["era"] for claim in claims}
    if row["era"] not in {*eras, "across"}:
        yield "era", f"its claims are of {', '.join(sorted(eras))}"


def told_result(row: Row, around: Around) -> Iterator[Fault]:
    """What follows from a calculation says a number that it gives, where it says one in digits."""
    said = {
        float(m.replace(",", ""))
        for m in re.findall(r"(?<![\w.])\d[\d,]*(?:\.\d+)?", row["follows"])
    }
    said -= {float(year) for year in heard.years(row["follows"])}
    result = arithmetic.compute(row)
    close = [
        abs(number * scale - end) <= 0.05 * abs(end)
        for number in said
        for scale in (1, 1e3, 1e6, 1e9)
        for end in (result.low, result.high)
    ]
    if said and not any(close):
        yield "follows", f"the result is {result.low:g} to {result.high:g}"


def ledger_reading(row: Row, around: Around) -> Iterator[Fault]:
    """A row of the ledger's evidence is about the place, the item and the years of its claims."""
    try:
        reading = ledger_inputs.read(row)
    except evidence.EvidenceError as error:
        column = next((c for c in row if str(error).startswith(f"{c}:")), "claims")
        yield column, str(error)
        return
    claims = [evidence.find("claims", ident) for ident in reading.claims]
    if row["when"] in ("start", "end") and row["year_start"] != row["year_end"]:
        yield "year_start", f"a {row['when']} is in one year, not from {row['year_start']} on"
    if not any(c["year_start"] == row["year_start"] for c in claims):
        yield "year_start", f"{row['year_start']} begins none of {', '.join(reading.claims)}"
    if not any(c["year_end"] == row["year_end"] for c in claims):
        yield "year_end", f"{row['year_end']} ends none of {', '.join(reading.claims)}"
    for region, named in PLACES.items():
        within = WITHIN if region == "russia" else set()
        if row["region"] == region and not any(c["place"] in named | within for c in claims):
            yield "region", f"its claims are about {', '.join({c['place'] for c in claims})}"
        elif row["region"] != region and all(claim["place"] in named for claim in claims):
            yield "region", f"its claims are about {claims[0]['place']}"
    about = " ".join(f"{c['indicator']} {c['id']} {c['statement'].lower()}" for c in claims)
    if row["item"] in ITEMS and not any(word in about for word in ITEMS[row["item"]]):
        yield "item", f"its claims are no {row['item']}"


_PLAIN = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\ds-])")
"""A number in digits that is no decade."""


@lru_cache(maxsize=256)
def _reckoned(known: frozenset[float]) -> frozenset[float]:
    """Sums, differences, products, quotients and percentages of two numbers, and rounded so."""
    found: set[float] = set()
    for a in known:
        for b in known:
            exact = a + b, a - b, a / b, 100 * a / b, a * b / 100, a / 12, a * 12
            found.update(exact)
            found.update(round(value, digits) for value in exact for digits in (1, 0, -3))
    return frozenset(found)


def of_its_claims(row: Row, around: Around) -> Iterator[Fault]:
    """A number in the words on some claims is one of theirs, or a year of theirs."""
    named = set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", row["claims"]))
    behind = [other for other in around.tables["claims"] if other["id"] in named]
    if len(behind) < len(named):
        yield "claims", "names what is no claim"
    known = {float(c[k]) for c in behind for k in (*VALUES, *SPAN) if c[k] is not None}
    for claim in behind:
        said = f"{claim['statement']} {claim['note']} {claim['corrected']} {claim['id']}"
        known |= heard.numbers(said) | heard.years(said)
        known.add(float(around.sources[claim["source"]]["year"]))
    known |= _reckoned(frozenset(number for number in known if number > 1))
    for column in ("topic", "reading", "why", "finding"):
        for number in _PLAIN.findall(row.get(column) or ""):
            value = float(number.rstrip(",").replace(",", ""))
            if not any(abs(value * size - each) < 1e-6 for size in (1, 1e3, 1e6) for each in known):
                yield column, f"{number} is of none of its claims"


def changed_last(row: Row, around: Around) -> Iterator[Fault]:
    """What a table has is what was last put into it, by the list of changes."""
    later = {
        (other["table"], other["row"], other["column"]): other["id"]
        for other in around.tables["changes"]
    }
    key = row["table"], row["row"], row["column"]
    there = next(
        (r for r in around.tables.get(row["table"], []) if r.get("id") == row["row"]), None
    )
    if later.get(key) == row["id"] and there is not None and row["column"] in there:
        value = there[row["column"]]
        shown = "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
        if shown.lower() != (row["after"] or "").lower():
            yield "after", f"{row['table']}.csv has {shown[:60]!r}"


def resolution(row: Row, around: Around) -> Iterator[Fault]:
    """The id of a provision has its resolution's number, and each resolution one date."""
    if f"res-{row['resolution']}-" not in f"{row['id']}-":
        yield "resolution", f"{row['resolution']} is not the number in its id"
    dates = Counter(
        other["date"]
        for other in around.tables["resolutions"]
        if other["resolution"] == row["resolution"] and other is not row
    )
    if dates and row["date"] not in dates:
        yield "date", f"resolution {row['resolution']} is of {', '.join(dates)}"
    noted = record.noted(row["source"]) or {
        number for line in record.record()["paragraphs"].get(row["source"], ()) for number in line
    }
    if row["resolution"] not in noted:
        yield "source", f"{row['resolution']} was not noted of {row['source']}"


def era_ends(row: Row, around: Around) -> Iterator[Fault]:
    """An era is named by its first year, and ends where the next begins."""
    if row["year_start"] is None:
        return
    if str(row["year_start"]) != row["id"]:
        yield "year_start", f"{row['year_start']} is not its name"
    begins = {other["year_start"] for other in around.tables["eras"]}
    if row["year_end"] + 1 not in begins and row["year_end"] != ledger_inputs.YEARS[-1]:
        yield "year_end", f"no era begins in {row['year_end'] + 1}"
