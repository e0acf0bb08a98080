"""The check of the addresses that the book names, against a server on this machine that answers in
every way that servers do.
"""

from __future__ import annotations

import datetime
import http.server
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from dispatched import evidence
from tests.supply import links, links_found
from tests.supply.links_asked import ALIVE, GONE, REFUSED, SILENT, Answer, ask

ROOT = Path(__file__).resolve().parents[1]
TODAY = datetime.date(2026, 11, 30)
AGENT = "dispatched-links/1 (+https://example.org/dispatched)"


class Odd(http.server.BaseHTTPRequestHandler):
    """Answers as the path says."""

    seen: list[tuple[str, str, str]]

    def log_message(self, *_: object) -> None:
        pass

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        self.seen.append((self.command, self.path, self.headers["User-Agent"]))
        what, _, rest = self.path.lstrip("/").partition("/")
        if what == "slow":
            threading.Event().wait(1.5)
        if what == "hangs-up" or (what == "no-head-at-all" and self.command == "HEAD"):
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        head = self.command == "HEAD"
        status = {"head-404": 404, "head-405": 405, "head-501": 501}.get(what) if head else None
        self.send_response(status or (int(what) if what.isdigit() else 200))
        if rest:
            self.send_header("Location", "/" + rest if what != "elsewhere" else rest)
        self.send_header("Content-Length", "0")
        self.end_headers()


@pytest.fixture
def odd() -> Iterator[str]:
    Odd.seen = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Odd)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "kind", "status", "moved"),
    [
        ("200", ALIVE, "200", ""),
        ("200#claim", ALIVE, "200", ""),
        ("301/200", ALIVE, "200", "/200"),
        ("308/301/200", ALIVE, "200", "/200"),
        ("302/200", ALIVE, "200", ""),
        ("302/301/200", ALIVE, "200", ""),
        ("301/302/200", ALIVE, "200", "/302/200"),
        ("301/404", GONE, "404", "/404"),
        ("404", GONE, "404", ""),
        ("410", GONE, "410", ""),
        ("403", REFUSED, "403", ""),
        ("429", REFUSED, "429", ""),
        ("500", SILENT, "500", ""),
        ("head-404", ALIVE, "200", ""),
        ("head-405", ALIVE, "200", ""),
        ("head-501", ALIVE, "200", ""),
        ("no-head-at-all", ALIVE, "200", ""),
        ("hangs-up", SILENT, "hangs up", ""),
        ("북한/%20b", ALIVE, "200", ""),
    ],
)
def test_each_way_to_answer(odd: str, path: str, kind: str, status: str, moved: str) -> None:
    found = ask(f"{odd}/{path}", AGENT, timeout=5)
    assert found == Answer(kind, status, f"{odd}{moved}" if moved else "")
    assert {agent for _, _, agent in Odd.seen} == {AGENT}
    assert not any("#" in asked for _, asked, _ in Odd.seen)


def test_what_answers_well_is_asked_once_and_by_its_head(odd: str) -> None:
    ask(f"{odd}/200", AGENT)
    assert [method for method, _, _ in Odd.seen] == ["HEAD"]


def test_a_circle_ends_and_no_file_is_opened(odd: str) -> None:
    assert ask(f"{odd}/301/" + "301/" * 20, AGENT).status == "leads in a circle"
    assert len(Odd.seen) < 12


def test_a_page_that_leads_to_the_disk_is_not_followed(odd: str) -> None:
    class Away(Odd):
        def answer(self) -> None:
            self.send_response(301)
            self.send_header("Location", "file:///etc/hostname")
            self.end_headers()

    server = http.server.HTTPServer(("127.0.0.1", 0), Away)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    found = ask(f"http://127.0.0.1:{server.server_port}/", AGENT)
    server.shutdown()
    server.server_close()
    assert found == Answer(SILENT, "leads to no page")


def test_who_does_not_answer_in_time_is_silent(odd: str) -> None:
    assert ask(f"{odd}/slow", AGENT, timeout=0.2) == Answer(SILENT, "no answer in time")


def test_where_nobody_listens(odd: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert ask(f"http://127.0.0.1:{port}/", AGENT) == Answer(SILENT, "hangs up")
    assert ask("http://no-such-host.invalid/", AGENT) == Answer(SILENT, "no such host")


def signed_by_itself() -> bytes:
    """A key and a certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    paper = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    paper = paper.public_key(key.public_key()).serial_number(1)
    paper = paper.not_valid_before(datetime.datetime(2020, 1, 1))
    paper = paper.not_valid_after(datetime.datetime(2120, 1, 1))
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8)
    whole = key.private_bytes(*form, serialization.NoEncryption())
    return whole + paper.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def test_a_certificate_of_nobody_known(tmp_path: Path) -> None:
    paper = tmp_path / "paper.pem"
    paper.write_bytes(signed_by_itself())
    server = http.server.HTTPServer(("127.0.0.1", 0), Odd)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(paper)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    found = ask(f"https://127.0.0.1:{server.server_port}/200", AGENT)
    server.shutdown()
    server.server_close()
    assert found.kind == SILENT
    assert found.status.startswith("certificate: self")


# --- the table ------------------------------------------------------------------------------------


def test_one_host_is_asked_slowly_and_others_meanwhile() -> None:
    begun: dict[str, list[float]] = {}
    clock = threading.Lock()

    def question(address: str) -> Answer:
        with clock:
            host = address.split("/")[2]
            begun.setdefault(host, []).append(sum(map(len, begun.values())))
        return Answer(ALIVE, "200")

    places = [f"http://{host}.org/{n}" for host in "ab" for n in range(3)]
    found = links.asked(places, question, pause=0.05)
    assert sorted(found) == sorted(places)
    assert [len(turns) for turns in begun.values()] == [3, 3]
    assert begun["b.org"][0] < begun["a.org"][2]  # b did not wait until a was done


PLACES = {f"https://{name}.org/": [f"data/sources.csv:{name}"] for name in "abcdef"}
ANSWERS = {
    "https://a.org/": Answer(ALIVE, "200"),
    "https://b.org/": Answer(GONE, "404"),
    "https://c.org/": Answer(SILENT, "no answer in time"),
    "https://d.org/": Answer(SILENT, "500"),
    "https://e.org/": Answer(REFUSED, "403"),
    "https://f.org/": Answer(ALIVE, "200", "https://g.org/"),
}


def known(url: str, last_ok: str) -> links.Link:
    return links.Link(url, "2026-01-05", last_ok, "200", "data/sources.csv:x")


def test_dates_stay_from_one_run_to_the_next(tmp_path: Path) -> None:
    path = tmp_path / "of" / "links.csv"
    assert links.read(path) == {}
    before = [known("https://c.org/", "2026-11-23"), known("https://d.org/", "2026-11-16")]
    links.write(path, [*before, known("https://gone.org/", "")])
    made = links.joined(links.read(path), PLACES, ANSWERS, TODAY)
    assert [(link.url[8], link.first, link.last_ok, link.status) for link in made] == [
        ("a", "2026-11-30", "2026-11-30", "200"),
        ("b", "2026-11-30", "", "404"),
        ("c", "2026-01-05", "2026-11-23", "no answer in time"),
        ("d", "2026-01-05", "2026-11-16", "500"),
        ("e", "2026-11-30", "", "403"),
        ("f", "2026-11-30", "2026-11-30", "200 → https://g.org/"),
    ]
    links.write(path, made)
    assert path.read_text(encoding="utf-8").startswith("url,first,last_ok,status,where\n")
    assert list(links.read(path).values()) == made


def test_what_is_gone_or_long_silent_is_reported_and_nothing_else() -> None:
    before = {
        url: known(url, day)
        for url, day in (("https://c.org/", "2026-11-23"), ("https://d.org/", "2026-11-16"))
    }
    made = links.joined(before, PLACES, ANSWERS, TODAY)
    text, count = links.report(made, ANSWERS, TODAY)
    assert count == 2
    assert "6 addresses asked on 2026-11-30: 2 alive, 1 let no program in, 1 gone, 2 silent" in text
    assert "<https://b.org/>: 404; never seen alive. Named in `data/sources.csv:b`" in text
    assert "<https://web.archive.org/web/20261116/https://d.org/>" in text
    assert "- <https://c.org/>" not in text
    assert "- <https://f.org/> now lies at <https://g.org/>" in text


def test_another_table_is_not_written_over(tmp_path: Path, capsys: object) -> None:
    (tmp_path / "links.csv").write_text("a,b\n", encoding="utf-8")
    assert links.main(["--to", str(tmp_path)]) == 2
    assert (tmp_path / "links.csv").read_text(encoding="utf-8") == "a,b\n"


# --- what is asked --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(https://a.org/b), and", ["https://a.org/b"]),
        ("<https://a.org/x_(y)>.", ["https://a.org/x_(y)"]),
        ("[a](https://a.org/b) **https://a.org/c**", ["https://a.org/b", "https://a.org/c"]),
        ("http://127.0.0.1:8000/ http://localhost/ https://book.example.org/x", []),
        ("https://[::1]/ https://%s/ https://HOST/x", []),
        ("“https://a.org/b”", ["https://a.org/b"]),
    ],
)
def test_addresses_in_a_text(text: str, found: list[str]) -> None:
    assert list(links_found.in_text(text)) == found


def test_every_source_with_an_address_is_asked_and_its_place_named() -> None:
    found = links_found.addresses(ROOT)
    for row in evidence.tables()["sources"]:
        for address in (row["url"], row["doi"] and links_found.DOI + row["doi"]):
            if address:
                assert f"data/sources.csv:{row['id']}" in found[address], address
    assert any(place.startswith("deploy/") for places in found.values() for place in places)


def test_it_says_who_asks() -> None:
    assert links.agent() == AGENT
