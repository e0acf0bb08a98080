"""Ask every address that the book names whether it is alive: ``python -m tests.supply.links``.

``links.csv`` keeps when each was first asked for and when it last answered, from one run to the
next; ``links.md`` says what broke. Both stand in ``_build/links``. Needs nothing but Python.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.supply import links_found
from tests.supply.links_asked import ALIVE, GONE, REFUSED, Answer, ask

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "_build" / "links"
COLUMNS = ("url", "first", "last_ok", "status", "where")

PAUSE = 5.0
"""Seconds between two questions to one host."""
HOSTS = 12
"""Hosts that are asked at a time."""
PATIENCE = datetime.timedelta(days=13)
"""How long an address may be silent before it counts as broken: two runs of a weekly job."""


@dataclass(frozen=True)
class Link:
    """What is known of an address.

    Args:
        url: the address.
        first: day on which it was first asked for.
        last_ok: day on which it last answered well; empty if it never did.
        status: what it answered last: a number and, if it has moved, where to; or what was wrong.
        where: the places that name it, with blanks between them.
    """

    url: str
    first: str
    last_ok: str
    status: str
    where: str


def read(path: Path) -> dict[str, Link]:
    """The table of the last run; nothing where there is none.

    Raises:
        ValueError: the file is no such table.
    """
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{path}: its columns are not {', '.join(COLUMNS)}")
        return {row["url"]: Link(**row) for row in rows}


def write(path: Path, links: Iterable[Link]) -> None:
    """Write the table, one row an address."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        rows.writerows(astuple(link) for link in links)


def asked(
    addresses: Iterable[str], question: Callable[[str], Answer], pause: float = PAUSE
) -> dict[str, Answer]:
    """Ask for addresses, those of one host one after the other with a pause between."""
    hosts: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        hosts[urlsplit(address).netloc.lower()].append(address)

    def one_host(mine: list[str]) -> list[tuple[str, Answer]]:
        found = []
        for number, address in enumerate(mine):
            if number:
                time.sleep(pause)
            found.append((address, question(address)))
        return found

    with ThreadPoolExecutor(HOSTS) as crew:
        return dict(pair for pairs in crew.map(one_host, hosts.values()) for pair in pairs)


def joined(
    before: Mapping[str, Link],
    places: Mapping[str, Sequence[str]],
    answers: Mapping[str, Answer],
    today: datetime.date,
) -> list[Link]:
    """The table of today; what the book no longer names is left out."""
    links = []
    for url, where in places.items():
        old, answer = before.get(url), answers[url]
        last = today.isoformat() if answer.kind == ALIVE else (old.last_ok if old else "")
        status = answer.status + (f" → {answer.moved}" if answer.moved else "")
        first = old.first if old else today.isoformat()
        links.append(Link(url, first, last, status, " ".join(where)))
    return links


def broken(link: Link, answer: Answer, today: datetime.date) -> bool:
    """Is it to be reported: gone, or silent for longer than :data:`PATIENCE`?"""
    if answer.kind in (ALIVE, REFUSED):
        return False
    since = datetime.date.fromisoformat(link.last_ok or link.first)
    return answer.kind == GONE or today - since > PATIENCE


def report(
    links: Sequence[Link], answers: Mapping[str, Answer], today: datetime.date
) -> tuple[str, int]:
    """What broke, as Markdown, and how many addresses that are."""
    kinds = [answers[link.url].kind for link in links]
    lines = [
        f"{len(links)} addresses asked on {today.isoformat()}: {kinds.count(ALIVE)} alive, "
        f"{kinds.count(REFUSED)} let no program in, {kinds.count(GONE)} gone, "
        f"{len(kinds) - sum(map(kinds.count, (ALIVE, REFUSED, GONE)))} silent.",
        "",
    ]
    bad = [link for link in links if broken(link, answers[link.url], today)]
    for link in bad:
        seen = f"last alive on {link.last_ok}" if link.last_ok else "never seen alive"
        day = (link.last_ok or link.first).replace("-", "")
        lines += [
            f"- <{link.url}>: {link.status}; {seen}. Named in `{link.where}`. "
            f"Perhaps archived: <https://web.archive.org/web/{day}/{link.url}>"
        ]
    moved = [link for link in links if " → " in link.status and link not in bad]
    lines += ["", "Moved for good:", ""] * bool(moved)
    lines += [f"- <{link.url}> now lies at <{link.status.split(' → ')[1]}>" for link in moved]
    return "\n".join(lines).strip() + "\n", len(bad)


def agent(config: Path = ROOT / "_config.yml") -> str:
    """The name under which the book asks: who asks, and where one may complain."""
    found = re.search(r"^repository:\n(?:[ #].*\n)*?  url: (\S+)", config.read_text("utf-8"), re.M)
    return f"dispatched-links/1 (+{found[1]})" if found else "dispatched-links/1"


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: ask, write the table and the report; 1 where something broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.supply.links")
    parser.add_argument("--to", type=Path, default=FOLDER)
    parser.add_argument("--pause", type=float, default=PAUSE)
    chosen = parser.parse_args(arguments)
    table, today = chosen.to / "links.csv", datetime.datetime.now(datetime.UTC).date()
    try:
        before = read(table)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    places, name = links_found.addresses(ROOT), agent()
    answers = asked(places, lambda address: ask(address, name), chosen.pause)
    links = joined(before, places, answers, today)
    text, count = report(links, answers, today)
    write(table, links)
    (chosen.to / "links.md").write_text(text, encoding="utf-8")
    print(text)
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
