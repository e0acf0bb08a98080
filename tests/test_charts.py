"""Every chart says what it shows, in words too, and names its sources."""

from __future__ import annotations

import altair as alt
import pandas as pd
import pytest

from dispatched import charts, evidence

DATA = pd.DataFrame({"year": [1946, 1947], "people": [10, 20], "kind": ["a", "b"]})
SEEN = "Two bars, one for 1946 and a taller one for 1947, twice the height of the first."


def bars(x=None, y=None):
    x = x or alt.X("year:O", title="Year")
    y = y or alt.Y("people:Q", title="People (persons)")
    return alt.Chart(DATA).mark_bar().encode(x, y)


def finished(chart=None, **changes):
    settings = {"title": "Arrivals", "description": SEEN, "claims": ["arrivals-1947"]}
    return charts.figure(bars() if chart is None else chart, **(settings | changes))


def test_a_finished_chart_has_no_faults():
    spec = finished().to_dict()
    assert charts.faults(spec) == []
    assert spec["usermeta"] == {
        "source": "Source: Lankov 2020, ¶21.",
        "claims": ["arrivals-1947"],
        "interactive": "",
    }
    assert spec["title"] == {"text": "Arrivals", "subtitle": ["Source: Lankov 2020, ¶21."]}
    assert spec["description"] == SEEN


@pytest.mark.parametrize(
    ("part", "value", "fault"),
    [
        ("title", None, "no title"),
        ("title", "", "no title"),
        ("title", {"text": ""}, "no title"),
        ("description", None, "no description that says what one sees (12 words or more)"),
        (
            "description",
            "Two bars, one taller than the other, for two whole years",
            "no description",
        ),
        ("usermeta", None, "no source line"),
        ("usermeta", {"source": ""}, "no source line"),
    ],
)
def test_what_a_specification_lacks_is_named(part, value, fault):
    """One thing is taken away, one fault is found."""
    spec = finished().to_dict() | {part: value}
    found = charts.faults(spec)
    assert len(found) == 1
    assert found[0].startswith(fault)
    spec.pop(part)
    assert charts.faults(spec)[0].startswith(fault)


AXES = {
    "x without title": (
        lambda: bars(x=alt.X("year:O", title=None)),
        None,  # an axis may go without words where it says so: years speak for themselves
    ),
    "y left to the library": (
        lambda: bars(y=alt.Y("people:Q")),
        "axis y (field people) has no title",
    ),
    "x left to the library": (lambda: bars(x=alt.X("year:O")), "axis x (field year) has no title"),
    "number without unit": (
        lambda: bars(y=alt.Y("people:Q", title="People")),
        "axis y (People) has no unit in brackets",
    ),
    "number without unit, titled by its axis": (
        lambda: bars(y=alt.Y("people:Q", axis=alt.Axis(title="People"))),
        "axis y (People) has no unit in brackets",
    ),
    "empty brackets": (
        lambda: bars(y=alt.Y("people:Q", title="People ()")),
        "axis y (People ()) has no unit in brackets",
    ),
    "year": (lambda: bars(x=alt.X("year:Q", title="Year")), None),
    "score": (lambda: bars(y=alt.Y("people:Q", title="Score, 0 to 4")), None),
    "names": (lambda: bars(y=alt.Y("kind:N", title="Kind")), None),
    "no axis": (lambda: bars(y=alt.Y("people:Q", axis=None)), None),
    "fixed place": (lambda: bars().encode(y=alt.value(10)), None),
    "titled by another layer": (lambda: bars() + bars(y=alt.Y("people:Q")), None),
    "untitled in every layer": (
        lambda: bars(y=alt.Y("people:Q")) + bars(y=alt.Y("people:Q")),
        "axis y (field people) has no title",
    ),
    "wrong in one layer": (
        lambda: bars() + bars(y=alt.Y("people:Q", title="People")),
        "axis y (People) has no unit in brackets",
    ),
    "wrong in a lower view": (
        lambda: alt.vconcat(bars(), bars(y=alt.Y("people:Q", title="People"))),
        "axis y (People) has no unit in brackets",
    ),
    "wrong in a facet": (
        lambda: bars(y=alt.Y("people:Q", title="People")).facet(row="kind:N"),
        "axis y (People) has no unit in brackets",
    ),
    "below each other": (lambda: alt.vconcat(bars(), bars()), None),
    "beside each other": (
        lambda: bars() | bars(),
        "views beside each other, which do not fit a phone: use alt.vconcat",
    ),
}


@pytest.mark.parametrize("name", AXES)
def test_axes(name):
    make, fault = AXES[name]
    if fault is None:
        assert charts.faults(finished(make()).to_dict()) == []
    else:
        assert charts.faults(finished(make()).to_dict()) == [fault]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"title": ""}, "no title"),
        ({"description": ""}, "no description"),
        ({"description": "A chart."}, "no description"),
        ({"claims": []}, "no source line"),
    ],
)
def test_figure_names_what_is_missing(changes, fault):
    (said,) = charts.faults(finished(**changes).to_dict())
    assert said.startswith(fault)


def test_what_is_missing_is_named_at_once():
    spec = finished(bars(y=alt.Y("people:Q")), description="Bars.", claims=[]).to_dict()
    assert [fault.split(" that")[0] for fault in charts.faults(spec)] == [
        "no description",
        "no source line",
        "axis y (field people) has no title",
    ]


def test_figure_knows_no_claim_of_that_name():
    with pytest.raises(evidence.EvidenceError, match="arrivals-1974"):
        finished(claims=["arrivals-1974"])


# --- the source line


@pytest.mark.parametrize(
    ("claims", "note", "line"),
    [
        ([], "", ""),
        ([], "Model: ours.", "Model: ours."),
        (["arrivals-1947"], "", "Source: Lankov 2020, ¶21."),
        (["arrivals-1947", "arrivals-1946-1949"], "", "Source: Lankov 2020, ¶21."),
        (
            ["home-pay-pyongyang", "trade-forecast-made", "gdp-per-head-nk"],
            "",
            "Source: Lankov 2020, ¶4, ¶10, ¶68, ¶108.",
        ),
        (
            ["wsj-students", "stock-2016", "wsj-shortage-2025", "stock-april-1969"],
            "Model: ours.",
            "Sources: WSJ 2025, ¶12, ¶48, ¶49; Lankov 2020, ¶33, ¶54. Model: ours.",
        ),
    ],
)
def test_source_line_groups_by_source_and_sorts_by_paragraph(claims, note, line):
    assert charts.source_line(claims, note) == line


def test_a_long_source_line_is_broken():
    used = [row["id"] for row in evidence.tables()["claims"] if row["source"] == "lankov2020"]
    subtitle = finished(claims=used).to_dict()["title"]["subtitle"]
    assert len(subtitle) > 1
    assert max(map(len, subtitle)) <= 105
    assert " ".join(subtitle) == charts.source_line(used)


# --- what leaves the notebook


def test_bundle_holds_the_chart_and_one_line_of_text():
    data = charts.bundle(finished().to_dict())
    assert set(data) == {"application/vnd.vegalite.v5+json", "text/plain"}
    assert data["text/plain"] == f"Chart: Arrivals — {SEEN}"
    assert data[charts.MIME]["$schema"] == "https://vega.github.io/schema/vega-lite/v5.20.1.json"


def test_the_renderer_is_ours():
    assert alt.renderers.active == "dispatched"
    data = finished()._repr_mimebundle_()
    assert set(data if isinstance(data, dict) else data[0]) == {charts.MIME, "text/plain"}
    assert bars()._repr_mimebundle_()["text/plain"] == "Chart: without a title"


# --- words above marks


def test_words_of_a_worded_chart_stand_above_their_marks():
    base, words = charts.worded(DATA.assign(what=["one", "two"]))
    spec = words.to_dict()
    assert spec["mark"]["type"] == "text"
    assert spec["mark"]["yOffset"] < 0
    assert base.mark_point().to_dict()["encoding"]["y"]["axis"] is None
