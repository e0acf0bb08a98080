"""The charts of the book: how they look, what each must have, and drawings that pages share.

:func:`figure` finishes a chart: title, text alternative, source line. What a chart lacks is said by
:func:`faults`; how it is shown in a notebook stands in :mod:`dispatched.shown`.
"""

from dispatched.charts.cases import case_marks
from dispatched.charts.compare import dumbbell, split_bars
from dispatched.charts.features import (
    control_autonomy,
    dimension_marks,
    two_codings,
)
from dispatched.charts.finished import MANY, claims_drawn, figure, source_line
from dispatched.charts.ledger import ledger_band, ledger_layers, ledger_rows
from dispatched.charts.maps import by_branch, map_and_figures, region_names
from dispatched.charts.money import contract_bars, flow
from dispatched.charts.overview import eighty_years, timeline
from dispatched.charts.people import balance_lines, party_bars, present_bars
from dispatched.charts.reach import speaking
from dispatched.charts.rights import ANSWERS, LOOK, heat, span_bars
from dispatched.charts.rows import (
    range_bars,
    some,
    told_above,
    with_words,
    worded,
    worded_bars,
    worded_marks,
)
from dispatched.charts.theme import (
    ERA_COLOR,
    GRID,
    HEIGHT,
    HUE,
    INK,
    PAPER,
    SOFT,
    WIDTH,
    color_scale,
    era_scale,
)
from dispatched.shown import MIME, SCHEMA, bundle, faults, summary
from dispatched.texts import words

__all__ = [
    "ANSWERS",
    "ERA_COLOR",
    "GRID",
    "HEIGHT",
    "HUE",
    "INK",
    "LOOK",
    "MANY",
    "MIME",
    "PAPER",
    "SCHEMA",
    "SOFT",
    "WIDTH",
    "balance_lines",
    "bundle",
    "by_branch",
    "case_marks",
    "claims_drawn",
    "color_scale",
    "contract_bars",
    "control_autonomy",
    "dimension_marks",
    "dumbbell",
    "eighty_years",
    "era_scale",
    "faults",
    "figure",
    "flow",
    "heat",
    "ledger_band",
    "ledger_layers",
    "ledger_rows",
    "map_and_figures",
    "party_bars",
    "present_bars",
    "range_bars",
    "region_names",
    "some",
    "source_line",
    "span_bars",
    "speaking",
    "split_bars",
    "summary",
    "timeline",
    "told_above",
    "two_codings",
    "with_words",
    "worded",
    "worded_bars",
    "worded_marks",
    "words",
]
