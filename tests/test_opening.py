"""How a chapter opens, and the lists of chapters on the front page and in the side bar."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dispatched.book import front, opening
from dispatched.book.opening import Opening
from tests.chapters import CHAPTERS, ROOT

FOURTH = Opening(4, "1967", "1967–1999", "Who got what <from> a tree?", "quota-1967-1984")
EIGHTH = Opening(8, "across", "", "Do the sums come out?", "")


def test_an_era_has_its_years_and_its_workers(tmp_path: Path) -> None:
    (tmp_path / "04-1967-logging.toml").write_text(
        '[chapter]\nquestion = "Who?"\nworkers = "quota-1967-1984"\n', encoding="utf-8"
    )
    one = opening.opening("04-1967-logging", tmp_path)
    assert one == Opening(4, "1967", "1967–1999", "Who?", "quota-1967-1984")
    assert opening.opening("evidence", tmp_path) is None
    assert opening.opening("05-2000-contract-work", tmp_path) is None


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)
def test_every_chapter_asks_its_question(path: Path) -> None:
    one = opening.opening(path.stem, ROOT / "chapters")
    assert one is not None
    assert one.question.endswith("?")
    assert (one.era == opening.ACROSS) == (not one.years)


def test_the_band_has_the_years_of_the_eras_and_marks_one() -> None:
    parts = re.findall(r'<i class="y(\d+) era-(\w+)( mine)?">', opening.band(FOURTH))
    assert sum(int(span) for span, _, _ in parts) == 2025 - 1946 + 1
    assert [era for _, era, mine in parts if mine] == ["1967"]
    assert "mine" not in opening.band(EIGHTH)
    sheet = (Path(opening.__file__).parent / "static/css/opening.css").read_text(encoding="utf-8")
    for span, _, _ in parts:
        assert f".y{span} {{ flex: {span}; }}" in sheet


def test_the_number_of_workers_leads_to_its_evidence() -> None:
    text = opening.facts(FOURTH, lambda ident: f"back/x.html#{ident}")
    assert 'href="back/x.html#quota-1967-1984">15,000</a>' in text
    assert "agreed quota, 1967–1984" in text
    assert "Who got what &lt;from&gt; a tree?" in text
    assert "Workers then" not in opening.facts(EIGHTH, str)


TREE = (
    '<li><a class="reference internal" href="../chapters/04-a.html">Logs</a></li>'
    '<li><a class="current reference internal" href="#">Sums</a></li>'
    '<li><a class="reference internal" href="../back/data.html">Data</a></li>'
)


def test_the_side_bar_numbers_chapters_and_nothing_else() -> None:
    tree = opening.numbered(TREE, "08-b", {"04-a": FOURTH, "08-b": EIGHTH})
    assert '<span class="no era-1967">4</span><span>Logs<span class="years">1967–1999' in tree
    assert '<span class="no era-across">8</span><span>Sums</span></a>' in tree
    assert '<a class="reference internal" href="../back/data.html">Data</a>' in tree


def test_the_sections_of_a_page_stand_below_its_own_line() -> None:
    sections = '<ul><li><a href="#one">One</a></li></ul>'
    tree = opening.with_sections(TREE, sections)
    assert f'Sums</a><div class="sections">{sections}</div></li>' in tree
    assert opening.with_sections(TREE, "<ul></ul>") == TREE


def test_a_row_of_the_front_page() -> None:
    text = front.row(FOURTH, "Logs & men", "chapters/04-a.html", "back/x.html#quota-1967-1984")
    assert '<a href="chapters/04-a.html">Logs &amp; men</a>' in text
    assert '<a class="claim" href="back/x.html#quota-1967-1984">15,000</a>' in text
    across = front.row(EIGHTH, "Sums", "chapters/08-b.html", "")
    assert "band" not in across
    assert "then" not in across
