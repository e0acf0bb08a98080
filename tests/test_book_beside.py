"""What a build does at the same time, in copies of its process and in others; and what it reads
only where it is needed.
"""

from __future__ import annotations

import codecs
import subprocess
import sys

import latexcodec  # noqa: F401 (knows how "ulatex" is read)
import pytest
from pybtex.database import parse_file
from pybtex.markup import LaTeXParser
from pybtex.richtext import Text
from sphinx.util import logging

from dispatched import evidence
from dispatched.book import helpers, process, shares
from dispatched.book.patches import building

JOBS = ["a", "b", "c", "d"]


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with two processors."""
    monkeypatch.setattr(shares, "processors", lambda: 2)


def test_each_job_is_done_once_in_a_copy(two: None) -> None:
    changed: list[str] = []

    def do(job: str) -> tuple[str, int]:
        changed.append(job)
        return job.upper(), len(changed)

    found = shares.done(JOBS, do)
    assert {job: made for job, (made, _) in found.items()} == dict(zip(JOBS, "ABCD", strict=True))
    assert changed == []  # what a copy changes is lost with it


def test_a_job_that_fails_is_left_to_who_asked(two: None) -> None:
    def do(job: str) -> str:
        if job == "b":
            raise ValueError(job)
        return job

    assert shares.done(JOBS, do) == {"a": "a", "c": "c", "d": "d"}


def test_what_a_copy_warns_of_is_heard(two: None) -> None:
    log = logging.getLogger("dispatched.test")
    heard = logging.LogCollector()
    with heard.collect():
        shares.done(JOBS, lambda job: log.warning("page %s", job))
    assert sorted(record.getMessage() for record in heard.logs) == [f"page {job}" for job in JOBS]


@pytest.mark.parametrize(("jobs", "processors"), [(JOBS, 1), (JOBS[:1], 2), ([], 2)])
def test_where_a_copy_is_of_no_use_nothing_is_done(
    jobs: list[str], processors: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shares, "processors", lambda: processors)
    assert shares.done(jobs, str.upper) == {}


def test_a_copy_sees_whether_another_process_goes_on(two: None) -> None:
    waits = subprocess.Popen(
        [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert shares.done(JOBS[:2], lambda _: helpers._works(waits)) == {"a": True, "b": True}
    finally:
        waits.communicate(b"\n")
    with subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE) as ends:
        assert ends.stdout is not None
        ends.stdout.read()
        assert shares.done(JOBS[:2], lambda _: helpers._works(ends)) == {"a": False, "b": False}


def test_words_of_a_bibliography_are_what_latex_makes_of_them() -> None:
    building._read_words()
    entries = parse_file(str(evidence.data_folder() / "references.bib"), "bibtex").entries.values()
    texts = {text for entry in entries for text in entry.fields.values()}
    plain = [text for text in texts if building._WORDS.fullmatch(text)]
    assert len(plain) > len(texts) / 2
    for text in texts:
        assert repr(Text.from_latex(text)) == repr(
            LaTeXParser(codecs.decode(text, "ulatex")).parse()
        )


@pytest.mark.parametrize(
    "text", ["--", "a  b", " a", "a_b", "5%", "a{b}", "$x$", "``a", r"\'e", "~"]
)
def test_what_means_something_in_latex_is_no_word(text: str) -> None:
    assert not building._WORDS.fullmatch(text)


def late(*lines: str) -> None:
    """Run lines in a process that reads large packages where they are needed."""
    begin = "import sys; from dispatched.book import process; process._read_late()"
    subprocess.run([sys.executable, "-c", "\n".join([begin, *lines])], check=True)


READS = {
    "NotebookClientCache": "sqlalchemy",
    "NotebookClientDirect": "sqlalchemy",
    "NotebookClientInline": "nbclient",
    "find_kernel_specs": "jupyter_client",
}
"""What is taken from a part that runs notebooks → a library that it reads."""


def test_each_part_that_runs_notebooks_is_tried() -> None:
    assert sorted(READS) == sorted(process.RUNS.values())


@pytest.mark.parametrize("name", [name for name in READS if name.startswith("Notebook")])
def test_what_runs_notebooks_is_there_where_it_is_used(name: str) -> None:
    late(
        "from myst_nb.core import execute",
        f"assert not {{*{[*READS.values()]}}} & {{*sys.modules}}",
        "from nbformat.v4 import new_notebook",
        f"made = execute.{name}(new_notebook(), None, None, None)",
        f"assert type(made).__name__ == {name!r}",
        f"assert {READS[name]!r} in sys.modules",
    )


def test_kernels_are_looked_for_where_somebody_asks_for_them() -> None:
    late(
        "from jupyter_book import utils",
        "assert 'jupyter_client' not in sys.modules",
        "assert 'python3' in utils.find_kernel_specs()",
        "from jupyter_client.kernelspec import KernelSpecManager, find_kernel_specs",
        "assert find_kernel_specs() == utils.find_kernel_specs()",
    )


def test_pandas_is_read_where_a_page_needs_it() -> None:
    late(
        "from dispatched.book import chart_nodes; from dispatched.book.pages import ledger",
        "assert 'numpy' not in sys.modules",
        "from dispatched import charts; import pandas as pd",
        "assert charts.eighty_years().to_dict()['datasets']",
        "assert pd.DataFrame is sys.modules['pandas'].DataFrame",
    )
