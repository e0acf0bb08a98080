"""A notebook as one file: every chart a picture, no script, no other host."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import nbformat
import pytest

from dispatched import shown
from dispatched.notebooks import export
from tests.chapters import CHAPTERS
from tests.test_browser import Tab

SPEC = {
    "mark": "bar",
    "data": {"values": [{"a": 1}]},
    "encoding": {"x": {"field": "a", "type": "nominal"}},
}


def drawn(path: Path) -> int:
    cells = nbformat.read(path, as_version=4).cells
    return sum(shown.MIME in o.get("data", {}) for cell in cells for o in cell.get("outputs", []))


def notebook_of(*cells: str, spec: dict | None = None) -> nbformat.NotebookNode:
    """A notebook of markdown cells, and one of code with a chart where there is a specification."""
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text) for text in cells])
    if spec:
        output = nbformat.v4.new_output("display_data", data={shown.MIME: spec, "text/plain": "x"})
        made.cells.append(nbformat.v4.new_code_cell("chart", outputs=[output]))
    return made


def page_of(notebook: nbformat.NotebookNode) -> str:
    text, _ = export.PictureExporter().from_notebook_node(notebook)
    return text.partition("<main>")[2]


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)
def test_each_chart_is_a_picture_with_its_text(path: Path, tmp_path: Path) -> None:
    (page,) = export.export(path, tmp_path)
    text = page.read_text(encoding="utf-8")
    pictures = re.findall(
        r'<img alt="(Chart: [^"]{60,})" src="data:image/svg\+xml;base64,[^"]{999,}"', text
    )
    assert len(pictures) == drawn(path) >= 4
    assert "<script" not in text
    assert (
        re.findall(
            r'(?:src|<link[^>]* href)="(?!data:)[^"]*"|url\((?!"?data:|#)[^)]*\)|@import', text
        )
        == []
    )


@pytest.mark.browser
def test_the_page_in_a_browser_fetches_nothing_and_shows_all(
    tmp_path: Path, chromium: object
) -> None:
    (page,) = export.export(CHAPTERS[4], tmp_path)
    with Tab(chromium) as tab:
        sizes = tab.open(page.as_uri()).eval_on_selector_all(
            "figure.chart img", "all => all.map(i => i.complete && i.naturalWidth)"
        )
        assert len(sizes) == drawn(CHAPTERS[4])
        assert all(size > 200 for size in sizes)
        assert tab.foreign == tab.complaints == []


@pytest.mark.browser
def test_nothing_of_a_students_runs(tmp_path: Path, chromium: object) -> None:
    bad = notebook_of(
        "<script>window.ran = 1</script><img src=x onerror='window.ran = 1'>",
        "a $x < 1$ b",
        spec=SPEC,
    )
    bad.cells[-1].outputs.append(
        nbformat.v4.new_output(
            "display_data", data={"text/html": "<svg onload='window.ran = 1'></svg>"}
        )
    )
    bad.cells[-1].outputs.append(
        nbformat.v4.new_output("display_data", data={"application/javascript": "window.ran = 1"})
    )
    nbformat.write(bad, tmp_path / "bad.ipynb")
    (page,) = export.export(tmp_path / "bad.ipynb", tmp_path)
    with Tab(chromium) as tab:
        assert tab.open(page.as_uri()).evaluate("window.ran") is None
        assert tab.foreign == []


@pytest.mark.browser
def test_a_pdf(tmp_path: Path) -> None:
    *_, made = export.export(CHAPTERS[0], tmp_path, pdf=True)
    assert made.name == f"{CHAPTERS[0].stem}.pdf"
    assert made.read_bytes().startswith(b"%PDF-")


def test_formulas_are_drawn_without_a_script_and_money_is_none() -> None:
    text = page_of(notebook_of("$$y = x_1$$ and $z$", r"[\$450](#a) to 800 dollars, \$90"))
    assert text.count("<math") == 2
    assert "$450" in text


def test_an_explorer_says_where_its_sliders_stand() -> None:
    chapter = nbformat.read(CHAPTERS[4], as_version=4)
    text = page_of(chapter)
    assert "Drawn for Earned in a normal month: assumed (US dollars): 1000;" in text


@pytest.mark.parametrize(
    "change",
    [
        {"data": {"url": "https://example.org/a.csv"}},
        {"data": {"url": "data.csv"}},
        {"mark": "nope"},
    ],
)
def test_a_chart_that_cannot_be_drawn_here_is_told(change: dict) -> None:
    assert "<p>Chart: T</p>" in page_of(notebook_of(spec={**SPEC, "title": "T", **change}))


def test_a_file_of_this_machine_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a\nSECRET\n")
    spec = {**SPEC, "data": {"url": (tmp_path / "a.csv").as_uri(), "format": {"type": "csv"}}}
    found = re.search(r"base64,([^\"]+)", export.picture(spec))
    assert found is None or b"SECRET" not in base64.b64decode(found[1])
    inside = {**SPEC, "data": {"values": [{"a": "SECRET"}]}}
    assert b"SECRET" in base64.b64decode(re.search(r"base64,([^\"]+)", export.picture(inside))[1])


def test_a_text_in_a_chart_is_escaped() -> None:
    assert 'alt="Chart: &lt;b&gt;&quot;"' in export.picture({**SPEC, "title": '<b>"'})


def test_what_is_no_notebook_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in {"a.ipynb": "no", "b.ipynb": "[]", "c.ipynb": "{}"}.items():
        (tmp_path / name).write_text(text)
        assert export.main([str(tmp_path / name), "--to", str(tmp_path)]) == 1
        assert capsys.readouterr().err.strip().endswith(f"{name}: is no notebook that can be read")
    assert export.main([str(tmp_path / "missing.ipynb")]) == 1
