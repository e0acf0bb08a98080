"""Why a unit is what it is: the measure of a claim, the dimensions of a calculation."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

from dispatched import arithmetic, evidence
from tests.trust.around import VALUES, Around, Fault, Row

OF_MEASURE = {
    "share": {"percent"},
    "ratio": {"ratio", "percent"},
    "date": {"year"},
    "duration": {"years", "months", "weeks", "days", "hours/day"},
    "price": {"USD"},
    "stock": {"persons", "USD"},
    "count": {"number", "persons", "companies"},
    "quota": {"persons", "places", "permits", "m3", "SUR/year"},
    "level": {"number", "km2", "USD", "USD/year", "celsius", "tons"},
    "flow": {"persons", "USD/year", "visas", "permits", "entries", "number", "m3", "SUR/year"},
}
"""The units in which each measure can be told; a rate is in something for something."""
PEOPLE = re.compile(
    r"person|people|worker|logger|builder|Korean|citizen|men\b|women|famil|soldier|student|recruit|"
    r"farmer|member|child|dead|death|kill|losses|troop|engineer|tiler|plasterer|labor|visit|"
    r"resident|unemployed|foreigner|migrant|employer|defect|fled|escape|population|return|"
    r"went home|came|live|brigade|quota|sapper|Russians|sleeper|camps held|counted|laid|"
    r"inhabitant|sent|arriv|accept|nationals|non-|go home|deminer",
    re.I,
)
_OTHER = re.compile(r"\btimes\b|\d (?:\w+ )?visas\b")
COUNTED = {"persons", "entries", "visas", "permits", "places", "companies"}
"""Units that count people, or what each of them has one of."""


def measured(row: Row, around: Around) -> Iterator[Fault]:
    """The unit of a claim is one in which its measure can be told."""
    known = OF_MEASURE.get(row["measure"])
    if known is not None and row["unit"] not in known:
        yield "unit", f"a {row['measure']} is not told in {row['unit']}"
    if row["measure"] == "rate" and "/" not in row["unit"]:
        yield "unit", f"a rate is in something for something, not in {row['unit']}"
    if row["unit"] == "persons" and not PEOPLE.search(row["statement"]):
        yield "unit", "its sentence does not speak of people"
    if row["unit"] == "persons" and _OTHER.search(row["statement"]):
        yield "unit", "its sentence counts times or papers, not people"


Dims = Counter[str]


def _unit(unit: str) -> tuple[Dims, int]:
    """The dimensions of a unit, and by what power of 12 it must be multiplied to be yearly."""
    name, _, per = unit.partition("/")
    dims: Dims = Counter()
    twelfths = 0
    if name in COUNTED:
        dims["people"] += 1
    elif name in ("years", "months", "year"):
        dims["time"] += 1
        twelfths -= name == "months"
    elif name not in ("ratio", "percent", "number", "per1000"):
        dims[name] += 1
    if per == "person":
        dims["people"] -= 1
    elif per in ("year", "month"):
        dims["time"] -= 1
        twelfths += per == "month"
    elif per:
        dims[per] -= 1
    return dims, twelfths


def _joined(left: tuple[Dims, int], right: tuple[Dims, int], sign: int) -> tuple[Dims, int]:
    dims = Counter(left[0])
    for name, power in right[0].items():
        dims[name] += sign * power
    return Counter({name: power for name, power in dims.items() if power}), (
        left[1] + sign * right[1]
    )


def _dims(node: ast.expr, inputs: dict[str, str]) -> tuple[Dims, int] | None:
    """The dimensions of a formula; None of a bare number, which takes those beside it."""
    if isinstance(node, ast.Constant):
        return (Counter(), -1) if node.value == 12 else None
    if isinstance(node, ast.Name):
        return _unit(inputs[node.id])
    if isinstance(node, ast.Call):
        return next(filter(None, (_dims(each, inputs) for each in node.args)), None)
    assert isinstance(node, ast.BinOp)
    left, right = _dims(node.left, inputs), _dims(node.right, inputs)
    if isinstance(node.op, ast.Mult | ast.Div):
        sign = 1 if isinstance(node.op, ast.Mult) else -1
        nothing: tuple[Dims, int] = (Counter(), 0)
        return None if left is right is None else _joined(left or nothing, right or nothing, sign)
    return left or right


def dimension(row: Row, around: Around) -> Iterator[Fault]:
    """A calculation is in the unit that its formula gives; money counts for each person or all."""
    inputs = {name: evidence.claim(ident).unit for name, ident in arithmetic.inputs_of(row).items()}
    tree = ast.parse(row["formula"], mode="eval")
    found = _dims(tree.body, inputs) or (Counter(), 0)
    wanted = _unit(row["unit"])
    if set(found[0]) - {"people"} or set(wanted[0]) - {"people", "time"} or wanted[0]["time"]:
        drop = "people" if "km2" not in found[0] else ""
        found, wanted = (
            (Counter({n: p for n, p in dims.items() if n != drop}), twelfths)
            for dims, twelfths in (found, wanted)
        )
    if found != wanted:
        shown = " ".join(f"{name}^{power}" for name, power in sorted(found[0].items())) or "1"
        yield "unit", f"its formula gives {shown}, 12^{found[1]}, not {row['unit']}"
    if row["unit"] == "number":
        yield "unit", "what is reckoned is a count of something, or a ratio"
    counted = set(inputs.values()) & COUNTED
    first = tree.body
    while isinstance(first, ast.BinOp) and isinstance(first.op, ast.Add | ast.Sub):
        first = first.left
    if isinstance(first, ast.Name) and first is not tree.body:
        counted &= {inputs[first.id]}
    if row["unit"] in COUNTED and counted and row["unit"] not in counted:
        yield "unit", f"it reckons with {', '.join(sorted(counted))}, not with {row['unit']}"
    plain = not wanted[0]
    percent = re.search(r"\b100\b", row["formula"]) or set(inputs.values()) == {"percent"}
    if plain and row["unit"] != "per1000/year" and (row["unit"] == "percent") != bool(percent):
        yield "unit", f"{row['unit']}, and its formula has {'a' if percent else 'no'} hundred"


def of_table(row: Row, around: Around) -> Iterator[Fault]:
    """A series counts in a unit that another row of its table has too."""
    name = next((n for n, rows in around.tables.items() if any(r is row for r in rows)), "")
    others = Counter(r["unit"] for r in around.tables.get(name, ()) if r is not row)
    if row["unit"] == "percent" and any((row[c] or 0) > 100 for c in VALUES):
        yield "unit", "a share is at most 100 percent"
    if row["unit"] == "persons/year" and "a year" not in row["category"]:
        yield "unit", "its heading does not speak of a year"
    there = {
        r["unit"]
        for r in around.tables.get(name, ())
        if r is not row
        and (r["source"], r["date"], r["locator"]) == (row["source"], row["date"], row["locator"])
    }
    if name == "series-contributions" and there and row["unit"] not in there:
        yield "unit", f"what is due at that time is in {', '.join(sorted(there))}"
    if others and row["unit"] not in others:
        yield "unit", f"no other row of {name} is in {row['unit']}"


def summed(row: Row, around: Around) -> Iterator[Fault]:
    """Parts of a whole that a source gives for one time are no more than the whole."""
    if row["unit"] != "entries" or row["best"] is None or row["category"] == "all":
        return
    same = [r for r in around.tables["series-entries"] if r["date"] == row["date"]]
    whole = [r["best"] for r in same if r["category"] == "all"]
    parts = [r["best"] for r in same if r["category"] != "all" and r["source"] == row["source"]]
    if whole and len(parts) >= 5 and sum(parts) != whole[0]:
        yield "best", f"the parts of {row['date']} make {sum(parts):g}, the whole {whole[0]:g}"


RISES = "average wage, USSR"


def rises(row: Row, around: Around) -> Iterator[Fault]:
    """The average wage of the Soviet Union rose in each year after the war."""
    for other in around.tables["series-wages"] if row["category"] == RISES else ():
        if other["category"] != RISES or other is row:
            continue
        if (other["date"] < row["date"]) != (other["best"] < row["best"]):
            yield "best", f"{row['best']:g} beside {other['best']:g} of {other['date']}"


def money(row: Row, around: Around) -> Iterator[Fault]:
    """Rubles are Soviet until 1991 and Russian from 1992."""
    year = row["year_start"] or around.eras[row["era"]]["year_start"]
    if row["unit"].startswith(("SUR", "RUB")) and (year < 1992) != row["unit"].startswith("SUR"):
        yield "unit", f"{row['unit']} were no money of {year}"


def as_claimed(row: Row, around: Around) -> Iterator[Fault]:
    """A row of a series is what the one claim of its source on its heading and time has."""
    for claim in around.tables["claims"]:
        year = str(claim["year_start"])
        if (
            claim["source"] == row["source"]
            and claim["unit"] == row["unit"]
            and (row["date"] or "")[:4] == year
            and claim["year_end"] == claim["year_start"]
            and _about(claim, row)
        ):
            for column in VALUES:
                if claim[column] != row[column]:
                    yield column, f"{claim['id']} has {claim[column]}"


def _about(claim: Row, row: Row) -> bool:
    """A claim's id tells the heading and the quarter of a row."""
    quarter = re.search(r"Q(\d)$", row["date"] or "")
    told = re.search(r"q(\d)", claim["id"])
    if (quarter and quarter[1]) != (told and told[1]) or "/" in row["date"]:
        return False
    if row["category"] == "Russia, all":
        whole = claim["indicator"] == "workers_stock" and claim["place"] == "Russia"
        return whole and claim["sector"] == "all" and claim["best"] is not None
    words = {
        "applications for temporary asylum": "asylum",
        "study": "study",
        "work": "work",
        "quota said to be agreed": "cut",
        RISES: "average",
    }
    word = words.get(row["category"], "")
    return bool(word) and word in claim["id"].split("-")
