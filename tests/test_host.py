"""What a site adds to a built book: heads, records, addresses that last, a page for lost ones."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import jsonschema
import pytest
import rdflib
import yaml

from dispatched import evidence
from dispatched.host import heads, lost, moved, nanopubs, picture, records, shrink, site
from dispatched.notebooks import about, cards

pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context")  # of rdflib in itself

ROOT = Path(__file__).resolve().parents[1]
BASE = "https://book.example.org/dispatched/"
BOOK = about.about(ROOT)
PAGE = (
    "<html><head><title>Who &lt;pays&gt;? &#8212; Dispatched: X</title>"
    '<meta name="description" content="A &quot;b&quot; &lt;/script&gt;"></head><body></body></html>'
)


# --- heads ----------------------------------------------------------------------------------------


def test_a_head_says_the_address_of_the_page_and_what_it_is() -> None:
    made = heads.with_tags(BASE, "chapters/05-x.html", PAGE, BOOK)
    assert f'<link rel="canonical" href="{BASE}chapters/05-x.html">' in made
    assert '<meta property="og:title" content="Who &lt;pays&gt;?">' in made
    assert f'<meta property="og:image" content="{BASE}social.png">' in made
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', made)
    thing = json.loads(data)
    assert thing["@type"] == "LearningResource"
    assert thing["description"] == 'A "b" </script>'
    assert made.endswith("</head><body></body></html>")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("index.html", ["Course", "Book"]),
        ("back/data.html", "Dataset"),
        ("back/timeline.html", "WebPage"),
    ],
)
def test_the_book_is_a_course_and_the_data_a_data_set(name: str, kind: object) -> None:
    assert heads.thing(BASE, name, PAGE, BOOK)["@type"] == kind


def test_a_page_without_a_head_is_named() -> None:
    with pytest.raises(ValueError, match=r"back/x\.html has no head"):
        heads.with_tags(BASE, "back/x.html", "<p>", BOOK)


# --- records --------------------------------------------------------------------------------------


def test_each_record_has_the_form_of_the_schema_and_its_own_address() -> None:
    check = jsonschema.Draft202012Validator(records.schema())
    seen = set()
    for name, record in records.all_records(BASE.rstrip("/")):
        problems = [e.message for e in check.iter_errors(json.loads(json.dumps(record)))]
        assert problems == [], name
        assert re.fullmatch(rf"(?:{'|'.join(records.KINDS)})/[\w-]+", name)
        seen.add(name)
    tables = evidence.tables()
    known = {f"claims/{row['id']}" for row in tables["claims"]}
    known |= {f"calculations/{row['id']}" for row in tables["calculations"]}
    known |= {f"indicators/{row['id']}" for row in tables["indicators"]}
    assert known < seen
    assert len(seen) == len(known) + sum(name.startswith("series-") for name in tables)


def test_a_record_of_another_form_is_refused() -> None:
    check = jsonschema.Draft202012Validator(records.schema())
    record = records.of_claim(evidence.find("claims", "arrivals-1947"))
    assert check.is_valid(json.loads(json.dumps(record)))
    assert not check.is_valid({**record, "best": "many"})
    assert not check.is_valid({k: v for k, v in record.items() if k != "grade"})


def test_a_claim_as_a_nanopublication() -> None:
    row = evidence.find("claims", "arrivals-1947")
    whole = rdflib.Dataset()
    whole.parse(data="\n".join(nanopubs.quads(row, BASE, "2026-11-21")), format="nquads")
    claim = rdflib.URIRef(f"{BASE}api/v1/claims/arrivals-1947")
    graph = whole.graph(rdflib.URIRef(f"{claim}#assertion"))
    assert float(graph.value(claim, nanopubs.SCHEMA.value)) == row["best"]
    assert str(graph.value(claim, nanopubs.SCHEMA.description)) == row["statement"]
    told = rdflib.URIRef(f"{claim}#provenance")
    named = whole.graph(told).value(graph.identifier, nanopubs.DCTERMS.source)
    assert str(named).endswith("Export to the USSR/Russia, ¶21")
    head = whole.graph(rdflib.URIRef(f"{claim}#head"))
    parts = {str(o).split("#")[1] for _, _, o in head}
    assert parts == {"Nanopublication", "assertion", "provenance", "pubinfo"}


def test_every_claim_is_a_nanopublication_of_its_own() -> None:
    lines = nanopubs.text(BASE, "2026-11-21").splitlines()
    parsed = rdflib.Dataset()
    parsed.parse(data="\n".join(lines), format="nquads")
    assert len(parsed) == len(set(lines)) == len(lines)
    heads_ = [line for line in lines if "nschema#Nanopublication" in line]
    assert len(heads_) == len(evidence.tables()["claims"])


def test_a_text_that_would_break_a_line_is_written_in_one() -> None:
    text = nanopubs._n3(rdflib.Literal('a "b"\nc\\'))
    assert text == '"a \\"b\\"\\nc\\\\"'


# --- addresses that last --------------------------------------------------------------------------


def table(folder: Path, rows: str) -> Path:
    path = folder / "moved.csv"
    path.write_text(f"from,to\n{rows}", encoding="utf-8")
    return path


def test_a_page_that_moved_twice_leads_to_where_it_is_now(tmp_path: Path) -> None:
    rows = "chapters/a.html,chapters/b.html\nchapters/b.html,back/c.html\n"
    made = moved.read(table(tmp_path, rows), {"back/c.html"})
    assert made == {"chapters/a.html": "back/c.html", "chapters/b.html": "back/c.html"}
    page = dict(moved.pages(made, BASE))["chapters/a.html"]
    assert f'<link rel="canonical" href="{BASE}back/c.html">' in page
    assert '<script src="../moved.js" data-to="../back/c.html"></script>' in page


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("back/a.html,\n", "row 2: 'back/a.html' and '' are not two pages"),
        ("../a.html,back/c.html\n", "row 2: '../a.html'"),
        ("back/a.html,https://a.org/b.html\n", "are not two pages"),
        ("back/c.html,back/d.html\n", "back/c.html still stands; it cannot lead away"),
        ("a.html,back/c.html\na.html,back/c.html\n", "row 3: a.html stands there twice"),
        ("a.html,b.html\nb.html,a.html\n", "a.html leads in a circle"),
        ("a.html,gone.html\n", "a.html leads to gone.html, which is no page of the book"),
    ],
)
def test_a_row_that_leads_nowhere_is_named(tmp_path: Path, rows: str, why: str) -> None:
    with pytest.raises(moved.MovedError, match=re.escape(why)):
        moved.read(table(tmp_path, rows), {"back/c.html"})


def test_the_table_of_pages_that_moved_can_be_followed() -> None:
    pages = {f"{p.relative_to(ROOT).with_suffix('')}.html" for p in ROOT.glob("[bc]*/*.[mi]*")}
    moved.read(ROOT / moved.TABLE, pages)


def test_each_card_has_an_address_that_does_not_change() -> None:
    made = dict(moved.pages({}))
    assert {*made} == {f"id/{ident}.html" for ident in cards.homes()}
    assert 'href="../back/evidence-1946.html#arrivals-1947"' in made["id/arrivals-1947.html"]


def test_the_page_for_a_lost_address_leads_on_at_any_depth() -> None:
    for base in (BASE, "https://example.org/"):
        page = lost.page(base, [("chapters/01-a.html", "A & B")])
        links = re.findall(r'(?:href|src|action)="([^"]*)"', page)
        assert len(links) == 8
        below = urlsplit(base).path  # a mirror, or this machine, asks no other server
        assert all(link.startswith(below) for link in links)
        assert "A &amp; B" in page


# --- the rest -------------------------------------------------------------------------------------


def test_what_is_compressed_gives_the_same_bytes_twice(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>Dispatched</p>" * 200, encoding="utf-8")
    (tmp_path / "small.js").write_text("1", encoding="utf-8")
    (tmp_path / "b.png").write_bytes(bytes(5000))
    texts = [f"c{kind}" for kind in (".ipynb", ".md", ".bib", ".ris", ".txt", ".csv")]
    for name in texts:
        (tmp_path / name).write_text("words " * 400, encoding="utf-8")
    assert shrink.shrink(tmp_path) == 1 + len(texts)
    names = {p.name for p in tmp_path.iterdir()}
    small = {f"{name}{end}" for name in ["a.html", *texts] for end in ("", ".gz", ".br")}
    assert names == {*small, "small.js", "b.png"}
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    shrink.shrink(tmp_path)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_the_picture_has_every_era_and_the_size_that_is_asked_for() -> None:
    made = picture.svg("A <b>: C")
    assert "A &lt;b&gt;" in made
    assert made.count("<rect") == 1 + len(evidence.tables()["eras"]) - 1
    raw = picture.png("Dispatched: Eighty Years")
    assert raw[:8] == b"\x89PNG\r\n\x1a\n"
    assert [int.from_bytes(raw[at : at + 4]) for at in (16, 20)] == [1200, 630]


def test_an_address_is_needed_and_must_be_one(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text(
        "sphinx: {config: {dispatched_site: ''}}\n", encoding="utf-8"
    )
    with pytest.raises(site.SiteError, match="Where will the book stand"):
        site.address_of(tmp_path)
    with pytest.raises(site.SiteError, match="is not a web address"):
        site.address_of(tmp_path, 'https://a"onload=')
    assert site.address_of(tmp_path, "https://a.org/b") == "https://a.org/b/"


def test_without_a_book_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(site.SiteError, match="say make book first"):
        site.make(tmp_path, tmp_path / "site", BASE, ROOT)
    assert not (tmp_path / "site.new").exists()


def test_the_workflow_pins_its_actions_and_asks_for_little() -> None:
    text = (ROOT / ".github/workflows/pages.yml").read_text(encoding="utf-8")
    uses = re.findall(r"uses: (\S+)(.*)", text)
    assert uses
    for action, note in uses:
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", note), action
    flow = yaml.safe_load(text)
    assert flow["permissions"] == {}
    asked = {name: job["permissions"] for name, job in flow["jobs"].items()}
    writes = {name for name, given in asked.items() if "write" in given.values()}
    assert writes == {"publish"}
    assert all(job["timeout-minutes"] <= 60 for job in flow["jobs"].values())
    commands = [s["run"] for job in flow["jobs"].values() for s in job["steps"] if "run" in s]
    assert not any("${{" in command for command in commands), "no text of others in a command"
