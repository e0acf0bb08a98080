"""Places: the names of claims meet the right regions, the outlines are sound, distances and areas
right.
"""

from __future__ import annotations

import copy
import itertools
import json
import math

import altair as alt
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatched import charts, evidence
from dispatched.charts import maps
from dispatched.questions import places, sphere

POINTS = st.tuples(st.floats(-180, 190), st.floats(-90, 90))
ERAS = ["1946", "1950", "1967", "2000", "2017", "2022"]


def test_the_file_is_small_and_says_where_it_comes_from() -> None:
    path = evidence.data_folder() / "places.geojson"
    assert path.stat().st_size <= 40_000
    assert "public domain" in json.loads(path.read_text(encoding="utf-8"))["licence_note"]
    assert (evidence.data_folder() / "LICENSE-places.txt").is_file()
    assert all(f["properties"]["license"] for f in places.features())


def test_outer_rings_run_clockwise_and_stay_in_the_far_east() -> None:
    for one in places.features("far-east"):
        for ring in sphere.rings(one):
            doubled = sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in itertools.pairwise(ring))
            assert doubled > 0, one["properties"]["name"]
            assert all(95 < x < 195 and 42 < y < 78 for x, y in ring)


def test_a_shared_border_is_one_line() -> None:
    """Simplified apart, neighbors would show gaps: then they would share hardly more than the ends
    of a border.
    """
    assert places.neighbors("Primorsky Krai") == ["Khabarovsk Krai"]
    assert places.neighbors("Sakhalin Oblast") == []
    assert set(places.neighbors("Amur Oblast")) == {
        "Jewish Autonomous Oblast",
        "Khabarovsk Krai",
        "Sakha Republic (Yakutia)",
        "Zabaykalsky Krai",
    }
    for one in places.features("far-east"):
        name = one["properties"]["name"]
        assert all(name in places.neighbors(other) for other in places.neighbors(name))

    def points(name: str) -> set[sphere.Point]:
        return {p for ring in sphere.rings(places.feature(name)) for p in ring}

    assert len(points("Amur Oblast") & points("Khabarovsk Krai")) > 15


def test_the_nine_regions_have_the_area_that_the_source_states() -> None:
    nine = [f["properties"] for f in places.features("far-east") if not f["properties"]["since"]]
    assert len(nine) == evidence.claim("far-east-regions").best
    total = sum(places.area(p["name"]) for p in nine)
    assert total == pytest.approx(evidence.claim("far-east-area").best, rel=0.02)


def test_towns_lie_in_their_regions() -> None:
    homes = {
        "Vladivostok": "Primorsky Krai",
        "Khabarovsk": "Khabarovsk Krai",
        "Chegdomyn": "Khabarovsk Krai",
        "Tynda": "Amur Oblast",
        "Yuzhno-Sakhalinsk": "Sakhalin Oblast",
        "Magadan": "Magadan Oblast",
        "Petropavlovsk-Kamchatsky": "Kamchatka Krai",
        "Pyongyang": "North Korea",
    }
    for town, region in homes.items():
        at = tuple(places.feature(town)["geometry"]["coordinates"])
        near = min(
            sphere.distance(at, p) for ring in sphere.rings(places.feature(region)) for p in ring
        )
        assert inside(at, region) or near < 30, town
    assert homes.keys() == {f["properties"]["name"] for f in places.features("town")}


def inside(point: sphere.Point, region: str) -> bool:
    """By counting crossings of a ray to the east."""
    x, y = point
    crossed = False
    for ring in sphere.rings(places.feature(region)):
        for (x1, y1), (x2, y2) in itertools.pairwise(ring):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                crossed = not crossed
    return crossed


def test_distance_by_hand() -> None:
    quarter = math.pi / 2 * sphere.EARTH
    assert sphere.distance((0, 0), (90, 0)) == pytest.approx(quarter)
    assert sphere.distance((10, 0), (10, 90)) == pytest.approx(quarter)
    assert sphere.distance((179, 50), (181, 50)) == pytest.approx(
        sphere.distance((179, 50), (-179, 50))
    )
    assert places.between("Pyongyang", "Vladivostok") == pytest.approx(690, rel=0.02)
    with pytest.raises(evidence.EvidenceError, match="is an area"):
        places.between("Pyongyang", "Amur Oblast")


@given(POINTS, POINTS, POINTS)
def test_distance_is_a_distance(a: sphere.Point, b: sphere.Point, c: sphere.Point) -> None:
    assert sphere.distance(a, a) == pytest.approx(0, abs=1e-6)
    assert sphere.distance(a, b) == pytest.approx(sphere.distance(b, a))
    assert sphere.distance(a, b) <= math.pi * sphere.EARTH + 1e-6
    assert sphere.distance(a, c) <= sphere.distance(a, b) + sphere.distance(b, c) + 1e-3


def test_claims_meet_their_regions() -> None:
    data = places.placed().set_index("id")
    assert data.index.is_unique
    assert data.loc["x-vladivostok-2011", "region"] == "Primorsky Krai"
    assert data.loc["stock-1950-sakhalin-kurils", "region"] == "Sakhalin Oblast"
    assert data.loc["x-alabuga-nhk-2025", "group"] == "west"
    assert "arrivals-1947" not in data.index, "the whole Far East is no region"
    wide = set(evidence.claims()["place"]) - set(places.names()["place"])
    assert {"Russia", "USSR", "Soviet Far East", "China", "World"} <= wide
    kept = set(places.work()["id"])
    assert "x-loggers-amur-2009" in kept
    assert not kept & {
        "brezhnev-kim-summit",
        "x-troops-two-waves",
        "material-vladivostok",
        "sakhalin-annexed",
    }


def test_each_name_of_a_region_that_claims_use_is_matched() -> None:
    """A new place in claims.csv is matched, or entered here as too wide or outside Russia."""
    elsewhere = {
        "Russia",
        "USSR",
        "World",
        "Soviet Far East",
        "Russian Far East",
        "Siberia",
        "Siberia and Russian Far East",
        "Amur Oblast and Khabarovsk Krai",
    }
    elsewhere |= {
        "China",
        "Middle East",
        "Kuwait",
        "Qatar",
        "United Arab Emirates",
        "Southeast Asia",
        "Vietnam",
        "Nepal",
    }
    elsewhere |= {
        "Eastern and Southern Europe",
        "South Korea",
        "Japan",
        "Angola",
        "Mongolia",
        "Ukraine",
        "Kyiv",
    }
    assert set(evidence.claims()["place"].dropna()) - set(places.names()["place"]) <= elsewhere


def test_unknown_names_are_refused_with_a_hint() -> None:
    with pytest.raises(evidence.EvidenceError, match="near it: Amur Oblast"):
        places.feature("Amur Oblst")
    with pytest.raises(evidence.EvidenceError, match="no group 'south'"):
        places.features("south")
    with pytest.raises(
        evidence.EvidenceError, match=r"no row '1066' in eras\.csv; there are 1946, "
    ):
        places.era_rows("1066")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda f: f[1]["properties"].update(name=f[0]["properties"]["name"]), "stands twice"),
        (lambda f: f[0]["properties"].update(group="east"), "unknown group 'east'"),
        (lambda f: f[0]["properties"].update(license=""), "no license"),
        (
            lambda f: f[1]["properties"]["called"].append("Vladivostok"),
            "is given to Primorsky Krai and to",
        ),
        (lambda f: f[0]["geometry"]["coordinates"][0][0].pop(), "a ring is not closed"),
    ],
)
def test_a_faulty_file_is_refused(change, message: str) -> None:
    features = copy.deepcopy(places.features())
    change(features)
    with pytest.raises(evidence.EvidenceError, match=message):
        places.check(features)


def test_one_word_for_the_work_of_a_region() -> None:
    assert places.branch([]) == "No claim"
    assert places.branch(["Work not named"]) == "Work not named"
    assert places.branch(["Timber", "Work not named", "Timber"]) == "Timber"
    assert places.branch(["Timber", "Construction"]) == "Several branches"


@given(
    st.lists(st.sampled_from([*places.BRANCH.values()])),
    st.lists(st.sampled_from([*places.BRANCH.values()])),
)
def test_more_claims_never_say_less(some: list[str], more: list[str]) -> None:
    order = {places.NONE: 0, places.NOT_SAID: 1, places.SEVERAL: 3}
    before, after = (order.get(places.branch(named), 2) for named in (some, some + more))
    assert before <= after
    assert places.branch(some + more) == places.branch(more + some)


@pytest.mark.parametrize("era", ERAS)
def test_an_era_names_every_place_in_the_same_order(era: str) -> None:
    rows = places.era_rows(era)
    assert [r["place"] for r in rows] == [r["place"] for r in places.era_rows("1946")]
    assert len(rows) == 15
    assert all(
        (r["branch"] == "No claim") == (r["claims"] == 0) == (r["years"] == "") for r in rows
    )
    assert {r["branch"] for r in rows} <= set(maps.BRANCH_COLOR)


def test_the_eras_of_the_map_hold_every_placed_claim() -> None:
    counted = sum(row["claims"] for era in ERAS for row in places.era_rows(era))
    assert counted == len(places.work()) >= 65


def test_figures_name_their_region() -> None:
    data = places.people()
    assert set(data["place"]) <= {f["properties"]["name"] for f in places.features("far-east")}
    known = data.set_index("id")
    assert known.loc["stock-april-1969", ["place", "workers", "year"]].tolist() == [
        "Khabarovsk Krai",
        12_486,
        1969,
    ]
    assert known.loc["x-vladivostok-2011", "place"] == "Primorsky Krai"
    assert "x-builders-kursk-2025" not in known.index


def test_maps_have_one_outline_a_region_and_fixed_colors() -> None:
    rows = pd.DataFrame(places.era_rows("2000"))
    spec = charts.figure(
        maps.by_branch(rows), title="A", description="a " * 12, note="Ours."
    ).to_dict()
    assert spec["projection"]["type"] == "azimuthalEqualArea"
    used = json.dumps(spec["layer"])
    palette = {*charts.ERA_COLOR.values(), charts.INK, charts.SOFT, charts.GRID}
    import re

    assert set(re.findall(r"#[0-9a-f]{6}", used)) <= palette
    both = charts.figure(
        maps.map_and_figures(places.people()), title="A", description="a " * 12, note="Ours."
    )
    assert isinstance(both, alt.VConcatChart)
    assert [p["name"] for p in both.to_dict()["params"]] == ["region"]
    assert set(re.findall(r"#[0-9a-f]{6}", json.dumps(both.to_dict()["vconcat"]))) <= palette
