"""Which place a claim names: regions of the Russian Far East, towns, and claims' names for them.

The outlines and points are read from ``data/places.geojson``, whose property ``called`` holds the
words of the column ``place`` in ``claims.csv``. A claim about all of Russia or the whole Far East
belongs to no region. Nothing is drawn here.
"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from dispatched import evidence
from dispatched.evidence import EvidenceError
from dispatched.questions.sphere import EARTH, distance, rings

GROUPS = ("far-east", "west", "country", "town")
"""Regions of today's Far Eastern district, places in the west, North Korea, towns for distances."""

NOT_SAID, SEVERAL, NONE = "Work not named", "Several branches", "No claim"

BRANCH = {
    "fisheries": "Fisheries",
    "timber": "Timber",
    "construction": "Construction",
    "manufacturing": "Manufacturing",
    "agriculture": "Farming",
    "all": NOT_SAID,
}
"""Sector of a claim → word of the map."""


@lru_cache(maxsize=4)
def _read(path: Path) -> list[dict[str, Any]]:
    features: list[dict[str, Any]]
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        check(features)
    except FileNotFoundError:
        raise EvidenceError(f"{path.name}: there is no such file in {path.parent}") from None
    except json.JSONDecodeError as error:
        raise EvidenceError(f"{path.name}, line {error.lineno}: {error.msg}") from None
    except (KeyError, TypeError) as error:
        raise EvidenceError(f"{path.name}: a feature lacks {error}") from None
    return features


def check(features: Sequence[dict[str, Any]]) -> None:
    """Each place once, in a known group, with a license, its rings closed; no word given twice.

    Raises:
        EvidenceError: the first fault, by the name of the place.
    """
    names: set[str] = set()
    given: dict[str, str] = {}
    for feature in features:
        properties = feature["properties"]
        name = properties["name"]
        if name in names and properties["group"] != "town":
            raise EvidenceError(f"places.geojson: {name} stands twice")
        names.add(name)
        if properties["group"] not in GROUPS:
            raise EvidenceError(f"places.geojson, {name}: unknown group {properties['group']!r}")
        if not properties["license"]:
            raise EvidenceError(f"places.geojson, {name}: no license")
        for word in properties["called"]:
            if word in given:
                raise EvidenceError(
                    f"places.geojson: {word!r} is given to {given[word]} and to {name}"
                )
            given[word] = name
        for ring in rings(feature):
            if len(ring) < 4 or ring[0] != ring[-1]:
                raise EvidenceError(f"places.geojson, {name}: a ring is not closed")


def features(group: str | None = None) -> list[dict[str, Any]]:
    """The GeoJSON features of a group (all without one), in the order of the file.

    Raises:
        EvidenceError: no such group, or a fault in the file.
    """
    if group is not None and group not in GROUPS:
        raise EvidenceError(f"no group {group!r}; there are {', '.join(GROUPS)}")
    known = _read(evidence.data_folder() / "places.geojson")
    return [f for f in known if group in (None, f["properties"]["group"])]


def feature(name: str) -> dict[str, Any]:
    """The feature with this name.

    Raises:
        EvidenceError: there is none; the message names the nearest.
    """
    known = {f["properties"]["name"]: f for f in features()}
    if name not in known:
        raise EvidenceError(f"no place {name!r}{evidence.near(name, known)}")
    return known[name]


def names() -> pd.DataFrame:
    """One row for each word that claims use: ``place`` (the word), ``region``, ``group``.

    Raises:
        EvidenceError: a word that no claim uses.
    """
    rows = [
        {"place": word, "region": f["properties"]["name"], "group": f["properties"]["group"]}
        for f in features()
        for word in f["properties"]["called"]
    ]
    used = {row["place"] for row in evidence.tables()["claims"]}
    stray = [row["place"] for row in rows if row["place"] not in used]
    if stray:
        raise EvidenceError(f"places.geojson: no claim names {', '.join(stray)}")
    return pd.DataFrame(rows)


def placed(**where: Any) -> pd.DataFrame:
    """Claims that name a region of Russia, with its name: one row a claim, in the tables' order.

    Args:
        **where: as for :func:`dispatched.evidence.claims`.

    Returns:
        the columns of the claims and ``region``, ``group`` (``far-east`` or ``west``).
    """
    known = names()
    known = known[known["group"].isin(["far-east", "west"])]
    return evidence.claims(**where).merge(known, on="place", how="inner", validate="many_to_one")


def work() -> pd.DataFrame:
    """The placed claims about North Koreans at work, or planned for it, with the branch.

    Left out: claims of no era, claims without a sector (soldiers, population, interviews), and
    dates of politics.

    Returns:
        as :func:`placed`, with ``branch`` (one of the values of :data:`BRANCH`).
    """
    data = placed()
    data = data[
        (data["era"] != "across")
        & (data["sector"] != "none")
        & (data["indicator"] != "policy_date")
    ]
    return data.assign(branch=data["sector"].map(BRANCH)).reset_index(drop=True)


def branch(named: Sequence[str]) -> str:
    """One word for the branches that claims on a region name: the only one, several, or none.

    A claim that names no branch adds nothing where others name one.

    >>> branch(["Timber", "Work not named"]), branch(["Timber", "Fisheries"]), branch([])
    ('Timber', 'Several branches', 'No claim')
    """
    known = sorted(set(named) - {NOT_SAID})
    if not known:
        return NOT_SAID if named else NONE
    return known[0] if len(known) == 1 else SEVERAL


def era_rows(era: str) -> list[dict[str, str | float]]:
    """Every region of the Far East and place in the west, with what claims of one era say of it.

    Args:
        era: the id of an era, ``1946`` …

    Returns:
        a row for each place, always the same places in the same order: ``place``, ``branch``,
        ``claims`` (how many), ``years`` (those that the claims speak of, as text; empty where
        none).

    Raises:
        EvidenceError: no such era.
    """
    evidence.find("eras", era)  # an unknown era must not pass for one without claims
    data = work()
    data = data[data["era"] == era]
    rows: list[dict[str, str | float]] = []
    for one in [*features("far-east"), *features("west")]:
        name = one["properties"]["name"]
        mine = data[data["region"] == name]
        stated = [int(y) for c in ("year_start", "year_end") for y in mine[c].dropna()]
        years = (
            evidence.years({"year_start": min(stated), "year_end": max(stated)}) if stated else ""
        )
        rows.append(
            {
                "place": name,
                "branch": branch(list(mine["branch"])),
                "claims": len(mine),
                "years": years,
            }
        )
    return rows


def shapes(group: str) -> list[dict[str, Any]]:
    """The outlines of a group as data for a chart: ``type``, ``geometry``, ``place``."""
    return [
        {"type": "Feature", "geometry": f["geometry"], "place": f["properties"]["name"]}
        for f in features(group)
    ]


def people() -> pd.DataFrame:
    """Every figure for workers that names a region of the Far East, as in ``evidence.people_rows``.

    Returns:
        ``place`` (the region), ``year`` (the first), ``years``, ``workers`` (the middle of a
        range), ``value``, ``kind``, ``era`` (its label), ``who``, ``id``; in the order of regions
        and years.
    """
    known = names()
    known = known[known["group"] == "far-east"]
    rows = evidence.people_rows().merge(known, on="place", validate="many_to_one")
    eras = evidence.frame("eras").set_index("id")["label"]
    rows = rows.assign(place=rows["region"], year=rows["start"], workers=rows["middle"].astype(int))
    rows = rows.assign(era=rows["era"].map(eras))
    rows = rows.sort_values(["place", "year", "workers"], kind="stable")
    columns = ["place", "years", "value", "kind", "era", "who", "year", "workers", "id"]
    return rows[columns].reset_index(drop=True)


def between(a: str, b: str) -> float:
    """Distance between two places that stand as points in the file (km).

    >>> round(between("Vladivostok", "Khabarovsk"), -1)
    650.0

    Raises:
        EvidenceError: an unknown name, or a place that is no point.
    """
    points = []
    for name in (a, b):
        one = feature(name)
        if one["geometry"]["type"] != "Point":
            raise EvidenceError(f"{name} is an area, not a point")
        points.append(tuple(one["geometry"]["coordinates"]))
    return distance(points[0], points[1])


def area(name: str) -> float:
    """Area of a region (square kilometers) from its simplified outline, islands left out.

    An edge is taken as straight in longitude and the sine of latitude (Lambert's cylindrical
    projection keeps areas).
    """
    total = 0.0
    for ring in rings(feature(name)):
        for (x1, y1), (x2, y2) in itertools.pairwise(ring):
            heights = math.sin(math.radians(y1)) + math.sin(math.radians(y2))
            total += math.radians(x2 - x1) * heights / 2
    return abs(total) * EARTH**2


def neighbors(name: str) -> list[str]:
    """The regions whose outline shares two points or more with this one's, by name.

    Known for Russian regions only.
    """
    mine = {p for ring in rings(feature(name)) for p in ring}
    found = []
    for one in features():
        other = one["properties"]["name"]
        if other != name and len(mine & {p for ring in rings(one) for p in ring}) >= 2:
            found.append(other)
    return sorted(found)
