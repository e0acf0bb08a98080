"""The page and the tables of a class's codings: they work alone, and no name is in them."""

from __future__ import annotations

import html.parser
from pathlib import Path

from dispatched.codings import agree, drawing, items, measures, page, reading, saving
from dispatched.shown import faults


def a_class(tmp_path: Path) -> Path:
    """Six coders of both chapters; one differs from the book by one value."""
    place = tmp_path / "class" / "codings"
    place.mkdir(parents=True)
    for chapter, asked in items.sheets().items():
        for n in range(6):
            given = {item.ident: item.book for item in asked.items}
            if n == 5:
                given[asked.items[0].ident] = [*asked.values][-1]
            text = saving.text(chapter, given, f"c-{n:08x}")
            (place / f"Kim-Minsu-{chapter}-{n}.csv").write_text(text, encoding="utf-8")
    (place / "Kim-Minsu.docx").write_bytes(b"x")
    return tmp_path / "class"


class Tags(html.parser.HTMLParser):
    """What a page holds: names of tags and addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.seen += [str(v)[:5] for k, v in attrs if k in ("src", "href")]


def test_the_page_works_alone_and_holds_no_name(tmp_path: Path, capsys) -> None:
    assert agree.main([str(a_class(tmp_path))]) == 0
    said = capsys.readouterr()
    assert "Kim-Minsu.docx: left out: it is no CSV file" in said.err
    assert said.out.startswith("12 codings from 13 files\n")
    made = tmp_path / "class" / "agreement"
    assert sorted(p.name for p in made.iterdir()) == [page.TABLE, page.PAGE, page.CODINGS]
    texts = [p.read_text(encoding="utf-8") for p in made.iterdir()]
    assert not any("Kim" in text for text in texts)
    tags = Tags()
    tags.feed((made / page.PAGE).read_text(encoding="utf-8"))
    assert tags.seen.count("img") == 2
    assert {one for one in tags.seen if ":" in one} == {"data:"}
    assert not {"script", "link", "iframe"} & {*tags.seen}


def test_the_table_of_codings_can_be_read_again(tmp_path: Path) -> None:
    agree.agree(a_class(tmp_path))
    again = tmp_path / "project"
    again.mkdir()
    made = tmp_path / "class" / "agreement" / page.CODINGS
    (again / "one-class.csv").write_bytes(made.read_bytes())
    handed = reading.read(again)
    assert handed.problems == ()
    assert len(handed.codings) == 12


def test_the_chart_lacks_nothing(tmp_path: Path) -> None:
    handed = reading.read(a_class(tmp_path) / "codings")
    for chapter, asked in items.sheets().items():
        given = [one for one in handed.codings if one.chapter == chapter]
        report = measures.report(asked, given, draws=20)
        assert faults(drawing.chart(report).to_dict()) == []
        data = drawing.rows(report)
        assert data.groupby("item")["percent"].sum().round().eq(100).all()
        assert data["book"].sum() == len(asked.items)
