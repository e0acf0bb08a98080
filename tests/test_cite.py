"""Citations: each form is read back by a program that is not ours, and says what was cited."""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path
from typing import Any

import citeproc
import pytest
import rispy
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_string
from pybtex.richtext import Text

from dispatched import arithmetic, evidence
from dispatched.cite import blocks, forms, items, places
from dispatched.host import citations, moved
from dispatched.notebooks.about import about

ROOT = Path(__file__).resolve().parents[1]
BOOK = about(ROOT)
SITE = "https://book.example.org/dispatched/"
CARDS = [row["id"] for name in ("claims", "calculations") for row in evidence.tables()[name]]
SOURCES = [row["id"] for row in evidence.tables()["sources"]]

HOSTILE: items.Item = {
    "id": "hostile",
    "type": "article-journal",
    "title": "50% of {all} & more_or~less: C:\\path, #1 $5 ^2 } 노동자\nTY  - BOOK\r\nER  - ",
    "author": [
        {"literal": "Sokolin, NK News & Söhne {copy"},
        {"family": "Ким", "given": "Ен Ын"},
    ],
    "container-title": "Ω & Дело @misc{x, \"quoted\" 'text'",
    "page": "1–2",
    "issued": {"date-parts": [[1994, 2]]},
    "DOI": "10.1/{a}_b",
    "URL": "https://a.org/?a=1&b=%20{c} d#e_f~g",
    "note": "ends\nwith }",
}


@functools.cache
def everything() -> list[items.Item]:
    """Each card with the address of a site, each source, the book, its data, a page, a chart."""
    made = [items.whole(BOOK, SITE), items.data(BOOK, SITE)]
    made.append(items.page(BOOK, "chapters/05-2000-contract-work", "Who pays?", SITE))
    made.append(items.chart(BOOK, "index", "Dispatched", "ch-1", "Eighty years", SITE))
    made += [items.card(BOOK, ident, SITE) for ident in CARDS]
    return [*made, *map(items.source, SOURCES), HOSTILE]


def line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@pytest.mark.slow
def test_bibtex_is_read_back_whole() -> None:
    read = parse_string("\n".join(map(forms.bibtex, everything())), "bibtex").entries
    assert list(read) == [item["id"] for item in everything()]

    def text(value: str) -> str:
        """As LaTeX sets it; four of its names are not in the table of pybtex."""
        found = str(Text.from_latex(value)).replace("--", "–").replace(r"\$", "$")
        for name, sign in {"braceleft": "{", "braceright": "}", "asciicircum": "^"}.items():
            found = re.sub(rf"\\text{name} ?", sign, found)
        return found

    for item in everything():
        entry = read[item["id"]]
        assert line(text(entry.fields["title"])) == line(item["title"]), item["id"]
        names = []
        for person in entry.persons["author"]:
            family = text(" ".join([*person.prelast_names, *person.last_names]))
            given = text(" ".join([*person.first_names, *person.middle_names]))
            names.append({"family": family, "given": given} if given else {"literal": family})
        assert names == item["author"], item["id"]
        assert entry.fields.get("url", "") == forms.address(item.get("URL", ""))
        note = line(item.get("note", ""))
        assert line(text(entry.fields.get("note", ""))).endswith(note), item["id"]
        if "issued" in item:
            assert entry.fields["year"] == str(item["issued"]["date-parts"][0][0])


def test_no_sign_that_latex_takes_for_its_own_stands_bare() -> None:
    for item in everything():
        for field in forms.bibtex(item).splitlines()[1:-1]:
            name, _, value = field.strip().partition(" = ")
            if name not in ("url", "doi"):
                assert not re.search(r"(?<!\\)[&%$#_]|[~^]", value), item["id"]
    hostile = forms.bibtex(HOSTILE)
    assert "  url = {https://a.org/?a=1&b=%20%7Bc%7D%20d#e_f~g},\n" in hostile
    assert "  doi = {10.1/%7Ba%7D_b},\n" in hostile


def test_ris_is_read_back_whole() -> None:
    text = "".join(map(forms.ris, everything()))
    assert not re.search(r"(?<!\r)\n", text)
    read = rispy.loads(text)
    assert [record["id"] for record in read] == [item["id"] for item in everything()]
    for item, record in zip(everything(), read, strict=True):
        assert record["type_of_reference"] == forms.KINDS[item["type"]][1]
        assert record["title"] == line(item["title"])
        assert record.get("urls", [None])[0] == (forms.address(item.get("URL", "")) or None)
        for told, name in zip(record["authors"], item["author"], strict=True):
            whole = name.get("literal", "").replace(",", ";")
            assert told == (whole or f"{name['family']}, {name['given']}"), item["id"]
        year = item.get("issued", {"date-parts": [[None]]})["date-parts"][0][0]
        assert record.get("year") == (str(year) if year else None)


VARIABLES = {
    *("id", "type", "title", "author", "container-title", "publisher", "volume", "issue", "page"),
    *("genre", "version", "issued", "language", "DOI", "URL", "note"),
}
"""Those of CSL 1.0.2 that the book uses."""


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::UserWarning")  # of keys that its styles do not print
def test_csl_json_is_set_by_another_program() -> None:
    read = json.loads(forms.write("csl.json", everything()))
    assert read == everything()
    assert {key for item in read for key in item} <= VARIABLES
    style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
    made = citeproc.CitationStylesBibliography(style, CiteProcJSON(read), citeproc.formatter.plain)
    for ident in ("dispatched", "dispatched-arrivals-1947", "lankov2020"):
        made.register(citeproc.Citation([citeproc.CitationItem(ident)]))
    said = [str(entry) for entry in made.bibliography()]
    assert any("The Dispatched authors (2026)" in entry for entry in said), said
    assert any("Lankov, A.N. (2020)" in entry and "152–176" in entry for entry in said), said


def test_a_claim_is_cited_with_its_source_its_place_and_its_lasting_address() -> None:
    lasting = {name for name, _ in moved.pages({})}
    for name, text in citations.files(BOOK, SITE):
        ident, _, form = name.removeprefix("citations/").partition(".")
        if form != "txt" or ident in ("book", "data"):
            continue
        ours, *theirs = text.splitlines()
        assert ours.endswith(f"{SITE}id/{ident}.html")
        assert f"id/{ident}.html" in lasting
        assert f"{ident} in {BOOK.title}, version {BOOK.version}, 21 November 2026." in ours
        behind = items.sources_of(ident)
        assert theirs == [forms.plain(items.source(name)).strip() for name in behind] != []
        claims = [ident]
        if ident.startswith("calc-"):
            row = arithmetic.calculation(ident)
            claims = [*arithmetic.inputs_of(row).values(), *filter(None, [row["says"]])]
        for claim in claims:
            row = evidence.find("claims", claim)
            assert evidence.cite(row["source"], row["locator"]) in ours
            assert row["source"] in behind


def test_without_a_site_no_address_is_made_up() -> None:
    made = [items.whole(BOOK), items.data(BOOK), items.page(BOOK, "back/data", "The data package")]
    made += [items.chart(BOOK, "index", "D", "ch-1", "T"), items.card(BOOK, "arrivals-1947")]
    for form in forms.FORMS:
        assert "http" not in forms.write(form, made)
    assert items.page(BOOK, "index", "Dispatched") == items.whole(BOOK)


@pytest.mark.parametrize(
    ("ident", "date"),
    [
        ("lankov2020", "Andrei N. Lankov (2020). "),
        ("dailynk2022", "Seulkee Jang (about 2022). "),
        ("chang-p153", "Jon K. Chang (no date). "),
    ],
)
def test_a_source_has_no_date_that_its_copy_has_not(ident: str, date: str) -> None:
    assert forms.plain(items.source(ident)).startswith(date)
    undated = "no date" in date
    assert ("PY  - " in forms.ris(items.source(ident))) != undated
    assert ("year = " in forms.bibtex(items.source(ident))) != undated


def test_no_source_is_dated_by_the_year_in_which_it_was_read() -> None:
    rows = {row["id"]: row for row in evidence.tables()["sources"]}
    read = [k for k, r in rows.items() if not r["date"] and "no date" in r["published"]]
    assert len(read) > 30
    for ident in read:
        year = items.source(ident).get("issued", {"date-parts": [[0]]})["date-parts"][0][0]
        assert year != int(str(rows[ident]["accessed"])[:4]), ident


def test_a_site_writes_the_citations_of_a_page_anew() -> None:
    page = f"<p>{blocks.four('book', BOOK, '')}</p>{blocks.block('claim', 'txt', BOOK, '')}"
    again = blocks.again(page, BOOK, SITE)
    assert "http" not in page.replace("https://doi.org", "")
    assert f"{SITE}id/arrivals-1947.html" in again
    assert again.count(SITE) == 5  # four forms of the book, one of the claim
    assert blocks.again(again, BOOK, "") == page


def test_the_page_of_the_example_has_its_title() -> None:
    (made,) = blocks.EXAMPLES["page"](BOOK, SITE)
    name = made["URL"].removeprefix(SITE).removesuffix(".html")
    text = (ROOT / f"{name}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {made['title']}\n")


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://github.com/some/book", "https://github.com/some/book/issues/new"),
        ("https://github.com/some/book.git/", "https://github.com/some/book/issues/new"),
        ("https://example.org/dispatched", ""),
        ("https://www.example.com/x", ""),
        ("git@github.com:some/book.git", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_a_placeholder_is_no_place_for_reports(url: str, page: str) -> None:
    assert places.opened(url) == page


def test_the_addresses_come_from_the_configuration(tmp_path: Path) -> None:
    config: Any = (ROOT / "_config.yml").read_text(encoding="utf-8")
    text = config.replace('dispatched_site: ""', 'dispatched_site: "https://b.org/x"')
    text = text.replace("https://example.org/dispatched\n", "https://codeberg.org/a/b\n")
    (tmp_path / "_config.yml").write_text(text, encoding="utf-8")
    assert places.site(tmp_path) == "https://b.org/x/"
    assert places.issues(tmp_path) == "https://codeberg.org/a/b/issues/new"
