"""Which files of tests ``make check`` leaves out; ``make test`` runs them all."""

from __future__ import annotations

SLOW = {
    *(
        "attacks",
        "book",
        "book_build",
        "book_beside",
        "book_edits",
        "book_parts",
        "browser",
        "chart_mutants",
        "checkout",
        "codings_page",
        "exercises",
        "export",
        "formgrader",
    ),
    *(
        "grading",
        "host_site",
        "jupyterlab",
        "plain_runs",
        "plain_shelf",
        "points",
        "shown",
        "written",
        "hub",
        "ledger_inputs",
        "links",
        "prose_mutations",
        "checks_nbgrader",
        "checks_roads",
        "checks_scenes",
        "kit_browser",
        "kit_folder",
        "kit_slides",
        "kit_paper",
        "faults",
        "inputs",
        "ledger_switches",
        "odd",
        "lite",
        "plain",
        "take",
        "trust_outputs",
        "take_fonts",
    ),
}
"""Files of tests, or beginnings of their names, that start a kernel, a browser, a sandbox or a
build, or that solve the ledger, judge answers or make the plain notebooks again and again.
"""


def slow(name: str) -> bool:
    """Is a file of tests, named without ``test_`` and ``.py``, left out as a whole?

    >>> slow("grading"), slow("grading_path"), slow("points"), slow("calculations")
    (True, True, True, False)
    """
    begins = (name.startswith(f"{one}_") for one in SLOW - {"book", "plain", "take"})
    return name in SLOW or any(begins)
