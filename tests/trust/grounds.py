"""Why a row of the claims must be as it is: grounds that no list of expected values gives.

The sentence of the claim, what was noted when its text was first read, the other claims of its
indicator, its source and the years of its era are asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from dispatched import evidence
from tests.trust import grounds_hedges, grounds_place, grounds_units, grounds_years, heard, record
from tests.trust.around import SPAN, VALUES, Around, Fault, Ground, Row, Tables, faults

WORDS_OF_UNIT = {
    "USD": r"\$|dollar|million|billion",
    "SUR": r"ruble",
    "RUB": r"ruble",
    "KRW": r"\bwon\b",
    "percent": r"percent|per cent|%|share|half|third|quarter|all|none|no |not |most|every",
    "years": r"year|decade|term|long|life",
    "months": r"month",
    "weeks": r"week",
    "days": r"day",
    "hours": r"hour|day|night",
    "km2": r"square|km",
    "celsius": r"degree|Celsius",
    "tons": r"ton",
    "m3": r"cubic|timber|wood",
    "visas": r"visa",
    "companies": r"compan|firm|employer|partner|organi[sz]ation|enterprise|business|contractor",
    "entries": r"ent(?:er|r)|cross|came|arriv|border|visit|trip",
    "permits": r"permit",
    "places": r"place|quota|permit|authoriz|asked|allowed|took",
    "payments": r"pa(?:y|id)",
    "flights": r"flight",
    "grams": r"gram",
    "per1000": r"thousand|1,000",
}
"""What a sentence has of a unit; of persons, ratios, plain numbers and years nothing is asked."""
PLAIN = ("persons", "number", "percent", "ratio", "year", "USD")
"""Units of which nothing is asked where the sentence has no number."""
PER = {
    "/year": r"year|annual|\b(?:19|20)\d\d",
    "/month": r"month",
    "/day": r"day|night|shift|morning",
    "/hour": r"hour",
}
MONEY = (
    r"\$|dollar|mone|pa(?:y|id)|wage|earn|cost|income|saving|revenue|bribe|sum|fund|trade|economic"
)
_RULED = re.compile(r"(?:= (?:at (?:least|most) |low |high )?|(?<=\d)[-–])(\d[\d,]*(?:\.\d+)?)")
"""How a note on words in place of a number makes one of them: "all = 100"."""


def _spell(numbers: frozenset[float] | frozenset[int]) -> str:
    return ", ".join(f"{number:g}" for number in sorted(numbers)[:12]) or "no number"


def _holds(value: float, among: frozenset[float]) -> bool:
    return any(abs(value - each) <= 1e-9 * max(1.0, abs(value)) for each in among)


def says_value(row: Row, around: Around) -> Iterator[Fault]:
    """The sentence of a claim says its figure."""
    said = heard.numbers(row["statement"]) | {float(y) for y in heard.years(row["statement"])}
    ruled = {float(n.replace(",", "")) for n in _RULED.findall(row["note"] or "")}
    said |= ruled if row["in_words"] else set()
    for column in VALUES:
        if row[column] is not None and not _holds(row[column], said):
            yield column, f"{row[column]:g} is not what its sentence says ({_spell(said)})"
    if (
        row["best"] == 1
        and row["unit"] == "ratio"
        and said - {1.0} - set(map(float, heard.years(row["statement"])))
    ):
        yield "best", "one is what it counts by: its sentence has another number"
    for column in VALUES if row["in_words"] and ruled else ():
        if row[column] is not None and row[column] not in ruled:
            yield column, f"{row[column]:g} is not what its note makes of the words"


def says_no_more(row: Row, around: Around) -> Iterator[Fault]:
    """A number in the sentence is the claim's, or was noted of its source."""
    told = " ".join(str(row[c]) for c in ("id", "note", "corrected", "attributed_to"))
    known = {float(row[c]) for c in (*VALUES, *SPAN) if row[c] is not None}
    known |= heard.years(told) | heard.numbers(told)
    known |= record.numbers(row["source"], row["locator"]) or frozenset()
    if row["year_start"] and row["year_end"]:
        known |= set(range(row["year_start"], row["year_end"] + 1))
    for number in re.findall(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\d-])", row["statement"]):
        value = float(number.rstrip(",").replace(",", ""))
        if not any(_holds(value * size, frozenset(known)) for size in (1.0, 1e3, 1e6, 1e9)):
            yield "statement", f"{number} is neither its figure nor noted of {row['source']}"


def _sizes(value: float, unit: str) -> Iterator[float]:
    """How a text may print a figure: whole, in millions or more, or in thousands of a table; in
    Korean also in ten thousands.
    """
    if unit == "KRW":
        yield value / 1e4
    yield from (value / 10**n for n in (0, 6, 9, 12))
    if value >= 1e6 or value % 1e3:
        yield value / 1e3


def noted_value(row: Row, around: Around) -> Iterator[Fault]:
    """The figure was noted where the locator says."""
    noted = record.numbers(row["source"], row["locator"])
    if noted is None or row.get("in_words") or row.get("corrected"):
        return
    for column in VALUES:
        sizes = () if row[column] is None else _sizes(row[column], row["unit"])
        if row[column] is not None and not any(_holds(size, noted) for size in sizes):
            where = f"{row['source']}, {row['locator']}"
            yield column, f"{row[column]:g} was not noted of {where} ({_spell(noted)})"


def noted_years(row: Row, around: Around) -> Iterator[Fault]:
    """The years were noted of the source, where it is not one of the five long ones."""
    noted = None if grounds_years.in_period(row) else record.noted(row["source"])
    for column in SPAN:
        if noted is not None and row[column] is not None and row[column] not in noted:
            yield column, f"{row[column]} was not noted of {row['source']}"


def noted_place(row: Row, around: Around) -> Iterator[Fault]:
    """The locator is the place where the figure was noted, and that of other rows of the figure."""
    figures = frozenset(row[c] for c in VALUES if row[c] is not None)
    noted = record.noted_places(row["source"], figures) if not row.get("in_words") else frozenset()
    own = set(row["locator"].split("; "))
    if noted and not own <= noted:
        yield "locator", f"the figure was noted at {', '.join(sorted(noted))} of {row['source']}"
    twins = around.twins.get((row["source"], figures), Counter())
    there = record.numbers(row["source"], row["locator"]) or frozenset()
    if figures and not figures <= there and sum(twins.values()) > 1 and twins[row["locator"]] < 2:
        others = ", ".join(sorted(set(twins) - {row["locator"]}))
        yield "locator", f"the same figure of {row['source']} is at {others} in another row"


def coders(row: Row, around: Around) -> Iterator[Fault]:
    """Two have read each of the five long texts, and one the others."""
    wanted = 2 if row["source"] in record.record()["words"] else 1
    if row["coders"] != wanted:
        yield "coders", f"{wanted} have read {row['source']}"


def kinds(row: Row, around: Around) -> Iterator[Fault]:
    """The measure is that of the other claims of the indicator, and the years are of the era."""
    if row["in_words"] != ("in words" in (row["note"] or "")):
        yield "in_words", "its note says otherwise"
    alone = around.measures[(row["indicator"], row["measure"])] < 2
    in_it = sum(
        count
        for (indicator, _, unit), count in around.units.items()
        if (indicator, unit) == (row["indicator"], row["unit"])
    )
    if alone and in_it > 1:
        what = f"no other claim of {row['indicator']} in {row['unit']} is a {row['measure']}"
        yield "measure", what
    words = heard.stems(row["indicator"].replace("_", " "))
    named = words & heard.stems(f"{row['id'].replace('-', ' ')} {row['statement']}")
    if alone and in_it < 2 and not named and around.indicators[row["indicator"]] > 1:
        what = f"nothing of {row['indicator']} is a {row['measure']} or in {row['unit']}"
        yield "indicator", f"it does not name it, and {what}"
    era = around.eras[row["era"]]
    known = [row[c] for c in SPAN if row[c] is not None]
    if (
        known
        and era["year_start"]
        and not (era["year_start"] - 1 <= max(known) and min(known) <= era["year_end"] + 1)
    ):
        yield "era", f"{known[0]} is outside {era['year_start']} to {era['year_end']}"


def place(row: Row, around: Around) -> Iterator[Fault]:
    """The sentence speaks of the paragraph at its locator more than of any other."""
    said = row.get("statement") or row["text"]
    figures = {row[c] for c in VALUES if row.get(c) is not None and row[c] > 2100}
    if figures and figures <= (record.numbers(row["source"], row["locator"]) or frozenset()):
        return  # the paragraph has its figure, whatever its words are
    if row["locator"] and (other := record.better_place(row["source"], row["locator"], said)):
        yield "locator", f"its words are those of p{other} of {row['source']}, not {row['locator']}"
    paragraphs = record.record()["words"].get(row["source"])
    for number in record.places(row["locator"] or ""):
        if paragraphs and not 1 <= number <= len(paragraphs):
            yield "locator", f"{row['source']} has no p{number}"


def unit(row: Row, around: Around) -> Iterator[Fault]:
    """The unit is that of the other claims of the indicator, and the sentence has its word."""
    kind = row["indicator"], row["measure"]
    if around.counted[kind] > 1 and around.units[(*kind, row["unit"])] < 2:
        yield "unit", f"no other {row['measure']} of {row['indicator']} is in {row['unit']}"
    name, said = row["unit"].partition("/")[0], row["statement"]
    if "flights a day" in said and name != "flights":
        yield "unit", "its sentence counts flights"
    if row["unit"].endswith("/hour") and not re.search(PER["/hour"], said):
        yield "unit", "its sentence does not speak of an hour"
    if name == "USD" and "ruble" in said and not re.search(r"\$|dollar", said):
        yield "unit", "its sentence speaks of rubles"
    if row["unit"].endswith("/year") and re.search(r"a month\b", said) and "year" not in said:
        yield "unit", "its sentence speaks of a month"
    if name in PLAIN and (row["in_words"] or all(row[c] is None for c in VALUES)):
        if name == "USD" and not re.search(MONEY, said, re.I):
            yield "unit", "its sentence does not speak of money"
        return
    if name == "number" and re.search(
        r"number of (?:North Korean )?(?:worker|people|person)", said
    ):
        yield "unit", "its sentence counts people"
    wanted = [WORDS_OF_UNIT.get(name, "")]
    wanted += [words for sign, words in PER.items() if row["unit"].endswith(sign)]
    if not all(re.search(words, said, re.I) for words in wanted):
        yield "unit", f"its sentence does not speak of {row['unit']}"
    if "$" in said and not row["unit"].startswith(("USD", "ratio", "percent")):
        yield "unit", f"its sentence speaks of dollars, not of {row['unit']}"


def source(row: Row, around: Around) -> Iterator[Fault]:
    """A source is older than nothing that it tells, and its name begins the ids of its claims."""
    text = around.sources[row["source"]]
    last = row["year_end"] or row["year_start"]
    ahead = row["basis"] == "projection" or row["measure"] in ("quota", "duration", "date")
    if last and text["year"] < last and not ahead and not grounds_years.in_period(row):
        yield "source", f"{row['source']} is of {text['year']}, and the claim of {last}"
    begins = row["id"].partition("-")[0]
    named = {"sejong": "sejong2025", "dailynk": "dailynk2022", "rfa": "rfa2018", "wsj": "wsj2025"}
    wanted = named.get(begins, "" if begins == "x" else "lankov2020")
    if wanted and row["source"] != wanted:
        yield "source", f"an id that begins with {begins!r} is of {wanted}"
    if not wanted and row["source"] in {*named.values()}:
        yield "source", f"an id that begins with 'x' is not of {row['source']}"


def grade(row: Row, around: Around) -> Iterator[Fault]:
    """A is for official counts and documents; a press report or testimony is C at best."""
    if row["grade"] == "A" and row["basis"] not in (
        *("official statistic", "archival document", "agreement"),
    ):
        yield "grade", f"A, on the basis of a {row['basis']}"
    if row["grade"] in "AB" and row["basis"] in ("press report", "testimony", "projection"):
        yield "grade", f"{row['grade']}, on the basis of a {row['basis']}"
    if row["grade"] < around.sources[row["source"]]["grade"]:
        yield "grade", f"{row['grade']} is better than the grade of {row['source']}"


CLAIM_GROUNDS: dict[str, Ground] = {
    "the sentence says the figure": says_value,
    "the sentence says no more": says_no_more,
    "the figure was noted at the place": noted_value,
    "the years were noted of the source": noted_years,
    "the place was noted": noted_place,
    "the words are those of the place": place,
    "the part was noted": grounds_place.parts,
    "the parts are in order": grounds_place.in_order,
    "each part has its share": grounds_place.each_part,
    "the source says it": grounds_place.by_source,
    "it speaks of its part": grounds_place.spoken,
    "so many have read it": coders,
    "the kinds fit": kinds,
    "the years have a ground": grounds_years.years,
    "a range has both its years": grounds_years.ranges,
    "a date is in its year": grounds_years.dated,
    "the unit fits": unit,
    "the unit is of the measure": grounds_units.measured,
    "the money is of its time": grounds_units.money,
    "the relation fits": grounds_hedges.relation,
    "the source fits": source,
    "the grade fits": grade,
}


def claim_faults(tables: Tables | None = None) -> list[str]:
    """Every fault of the claims as they stand, one line each."""
    tables = tables or evidence.tables()
    around = Around(tables)
    return [
        f"claims.csv, row {number} ({row['id']}), column {column}: {what}"
        for number, row in enumerate(tables["claims"], 2)
        for column, what in faults("claims", row, CLAIM_GROUNDS, around)
    ]
