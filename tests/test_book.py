"""The built book as files: strict, whole, closed in itself, and each chart with all that it must
have.
"""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from dispatched import evidence
from dispatched.book.slim.css import purge
from dispatched.notebooks import cards
from tests import small_book
from tests.built import later, short_cards

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOK = f"chapters/{small_book.SECOND}.ipynb"


class Page(HTMLParser):
    """Ids, links, loaded files and images of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {k: v or "" for k, v in attrs}
        if "id" in a:
            self.ids.add(a["id"])
        if tag == "a" and "href" in a:
            self.links.append(a["href"])
        if tag in ("script", "img", "iframe", "source", "video", "audio", "embed", "object"):
            self.loads += [a[k] for k in ("src", "data") if a.get(k)]
        if tag == "link" and a.get("rel", "") not in (
            "canonical",
            "index",
            "search",
            "next",
            "prev",
            "author",
        ):
            self.loads.append(a.get("href", ""))


@pytest.fixture(scope="module")
def site(book: Path) -> dict[Path, Page]:
    return {path: Page(path) for path in book.rglob("*.html")}


def test_every_page_of_the_contents_is_there(book: Path) -> None:
    named = re.findall(r"file: (\S+)", (ROOT / "_toc.yml").read_text(encoding="utf-8"))
    assert len(named) >= 12
    for name in ["index", *named]:
        assert (book / f"{name}.html").is_file(), name


def test_pages_load_nothing_from_elsewhere(site: dict[Path, Page]) -> None:
    for path, page in site.items():
        assert [u for u in page.loads if urlsplit(u).netloc] == [], path.name


def test_style_sheets_load_nothing_from_elsewhere(book: Path) -> None:
    for path in book.rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert not re.findall(r"(?:url\(|@import\s+)['\"]?(?:https?:)?//", text), path.name


def test_links_lead_somewhere(site: dict[Path, Page], book: Path) -> None:
    broken = []
    for path, page in site.items():
        for link in page.links:
            parts = urlsplit(html.unescape(link))
            if parts.scheme or parts.netloc or not (parts.path or parts.fragment):
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.exists() or (
                parts.fragment
                and target in site
                and unquote(parts.fragment) not in site[target].ids
            ):
                broken.append(f"{path.relative_to(book)}: {link}")
    assert broken == []


def test_each_claim_and_calculation_has_its_card(site: dict[Path, Page], book: Path) -> None:
    homes = cards.homes()
    tables = evidence.tables()
    cells = [row for row in tables["ledger"] if row["claims"] and row["item"] != "start"]
    assert len(homes) == len(tables["claims"]) + len(tables["calculations"]) + len(cells)
    for ident, home in homes.items():
        assert ident in site[book / f"{home}.html"].ids, ident


def test_linked_figures_carry_their_cards(book: Path) -> None:
    for path in [book / "index.html", *(book / "chapters").glob("*.html")]:
        text = path.read_text(encoding="utf-8")
        linked = set(re.findall(r'<a class="claim[^"]*"[^>]*href="[^"]*#([^"]+)"', text))
        linked |= set(
            re.findall(r'<a class="reference internal claim[^"]*"[^>]*href="[^"]*#([^"]+)"', text)
        )
        linked |= set(
            re.findall(r'<a class="claim[^"]*reference internal"[^>]*href="[^"]*#([^"]+)"', text)
        )
        carried = set(re.findall(r'data-card="([^"]+)"', short_cards(path)))
        assert linked, path.name
        assert linked <= carried, path.name


def figures(book: Path) -> list[tuple[Path, str]]:
    found = []
    for path in [book / "index.html", *sorted((book / "chapters").glob("*.html"))]:
        for figure in re.findall(
            r'<figure class="ch.*?</figure>', path.read_text(encoding="utf-8"), re.S
        ):
            found.append((path, figure))
    return found


def test_each_chart_is_drawn_twice_with_text_title_source_and_data(book: Path) -> None:
    shown = figures(book)
    assert len(shown) >= 9
    for path, figure in shown:
        page, narrow, specs = path.stem, later(path, "narrow"), later(path, "charts")
        named = re.search(r'class="ch-plot" role="img" aria-labelledby="(\S+) (\S+)"', figure)
        assert named, page
        title, told = (
            re.search(rf'<p [^>]*id="{ident}">([^<]+)</p>', figure) for ident in named.groups()
        )
        assert title, page
        assert told, page
        assert len(f"{title[1]} {told[1]}".split()) >= 20, f"{page}: {told[1]}"
        wide = re.search(r'<div class="ch-wide">(<svg.*?</svg>)</div>', figure, re.S)
        frame = re.search(
            r'<div class="ch-narrow" data-place="(\d+)" data-file="[^"]+">'
            r"<svg ([^>]*)></svg></div>",
            figure,
        )
        assert wide, page
        assert frame, page
        assert frame[2] in narrow[int(frame[1])], f"{page}: the frame has another size"
        for drawing in (wide[1], narrow[int(frame[1])]):
            assert len(re.findall(r"<(?:path|rect|line|text|circle)\b", drawing)) > 10, page
            assert "<text" in drawing
        assert re.search(r'<p class="ch-title"[^>]*>[^<]{10,}', figure), page
        assert re.search(r'<p class="ch-source">[^<]*(?:Sources?: |Simulation: ours)', figure), page
        assert "<table data-fields=" in figure, page
        at = re.search(r'class="ch-spec" data-place="(\d+)"', figure)
        assert at, page
        assert specs[int(at[1]) + 1]["marks"], page


def test_ids_are_unique_on_each_page(book: Path) -> None:
    for path in book.rglob("*.html"):
        ids = re.findall(
            r'\sid="([^"]+)"',
            re.sub(r"<script.*?</script>", "", path.read_text(encoding="utf-8"), flags=re.S),
        )
        assert sorted({i for i in ids if ids.count(i) > 1}) == [], path.name


def test_unneeded_scripts_are_gone(site: dict[Path, Page], book: Path) -> None:
    for path, page in site.items():
        for name in ("fontawesome", "thebe", "mathjax", "require", "html-manager", "toggle"):
            assert not [u for u in page.loads if name in u.lower()], f"{path.name}: {name}"
        if path.name != "search.html":
            assert not [u for u in page.loads if "searchindex" in u], path.name
    assert not list(book.rglob("fontawesome*"))


def test_first_load_is_small(book: Path) -> None:
    """Everything that a page names, before the charting library that a chart calls for: far below
    1.2 MB; with it, below.
    """
    library = (book / "_static" / "vega.js").stat().st_size
    for path in [book / "index.html", *(book / "chapters").glob("*.html")]:
        files = {(path.parent / unquote(urlsplit(u).path)).resolve() for u in Page(path).loads}
        size = path.stat().st_size + sum(f.stat().st_size for f in files if f.is_file())
        assert size < 700_000, f"{path.name}: {size:,}"
        assert size + library < 1_200_000, f"{path.name} with the library: {size + library:,}"


def test_purge_keeps_what_is_used() -> None:
    css = (
        ".a{x:1}.b .a{x:2}p:not(.b){x:3}@media "
        'print{.b{x:4}.a>p{x:5}}@font-face{font-family:"Font Awesome 6"}.c,.a{x:6}@import '
        "'y';.c{x:7}"
    )
    kept = purge(css, {"a", "p"})
    assert kept == ".a{x:1}p:not(.b){x:3}@media print{.a>p{x:5}}.a{x:6}@import 'y';"


@pytest.mark.parametrize(
    ("break_it", "says"),
    [
        (("index.md", "two chapters", "[two](#no-such-claim)"), r"index\.md.*no-such-claim"),
        (
            ("data/claims.csv", "id,source,locator", "id,source,place_in_text"),
            r"claims\.csv, row 1: column locator is missing",
        ),
        (
            ("data/claims.csv", "arrivals-1947,lankov2020", "arrivals-1947,nobody"),
            r"claims\.csv, row \d+ \(arrivals-1947\), column source",
        ),
        (
            (NOTEBOOK, '"description": "', '"description": "", "was": "'),
            rf"{re.escape(NOTEBOOK)}, cell \d+: .*chart: no description",
        ),
        (
            ("data/places.geojson", '"type": "FeatureCollection",', '"type": "FeatureCollection"'),
            r"evidence: places\.geojson, line 1: Expecting ',' delimiter",
        ),
    ],
    ids=[
        "unknown claim",
        "missing column",
        "unknown source",
        "chart without description",
        "broken map",
    ],
)
def test_bad_input_stops_the_build_with_one_clear_message(
    break_it: tuple, says: str, tmp_path: Path, drawings: Path
) -> None:
    copy = tmp_path / "copy"
    small_book.lay_out(copy)
    name, old, new = break_it
    text = (copy / name).read_text(encoding="utf-8")
    assert old in text
    (copy / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    shutil.copytree(drawings, copy / "_build" / ".work" / "_build" / drawings.name)
    done = subprocess.run(
        [sys.executable, "-m", "dispatched.book.build"],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
        env={
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(copy),
            "HOME": str(tmp_path),
            "DISPATCHED_DATA": str(copy / "data"),
        },
    )
    assert done.returncode == 1
    lines = done.stderr.strip().splitlines()
    assert re.search(says, done.stderr), done.stderr
    assert len(lines) <= 3, done.stderr
    assert not (copy / "_build" / "html").exists()


def test_pages_made_from_the_data_hold_all_of_it(book: Path) -> None:
    tables = evidence.tables()

    def text(name: str) -> str:
        return (
            html.unescape((book / "back" / f"{name}.html").read_text(encoding="utf-8"))
            .replace("’", "'")
            .replace("‘", "'")
        )

    timeline, codebook, contradictions, sources = map(
        text, ("timeline", "codebook", "contradictions", "sources")
    )
    for row in tables["events"]:
        assert row["title"].replace("’", "'") in timeline, row["id"]
    for name in tables:
        assert f'id="table-{name}"' in codebook, name
    for row in tables["contradictions"]:
        assert f'id="{row["id"]}"' in contradictions, row["id"]
    for row in tables["sources"]:
        assert f'id="source-{row["id"]}"' in sources, row["id"]


def test_the_data_package_can_be_downloaded(book: Path) -> None:
    for name in ("dispatched-data.zip", "dispatched.sqlite"):
        assert (book / "downloads" / name).stat().st_size > 50_000
        assert f'href="../downloads/{name}"' in (book / "back/data.html").read_text(
            encoding="utf-8"
        )
