"""Pages in Markdown beside the plain notebooks: where their links lead if no site is named.

JupyterLab, VS Code and GitHub open a page in Markdown at a heading. Of a page in HTML they show the
source or the top.
"""

from __future__ import annotations

from collections.abc import Mapping

from dispatched import arithmetic, evidence
from dispatched.notebooks import cards, markup
from dispatched.notebooks.references import Work

SOURCES = {"sources": "Sources and further reading", "sources-press": "Sources: the press"}
"""Pages of sources, with their titles."""


def pages(works: Mapping[str, Work]) -> dict[str, str]:
    """File name → text of each page: claims by era, the calculations, the ledger, the sources.

    Each card has its id as heading, since headings are what every program can be led to.
    """
    tables = evidence.tables()
    made = {
        f"evidence-{era['id']}.md": _page(
            f"Evidence: {era['label']}",
            "Each figure has the name that the data know it by.",
            [
                _card(row["id"], _facts(evidence.claim_card(row["id"])))
                for row in tables["claims"]
                if row["era"] == era["id"]
            ],
        )
        for era in tables["eras"]
    }
    made["calculations.md"] = _page(
        "The sources' arithmetic, done again",
        "Each calculation has the name that the data know it by.",
        [_card(row["id"], []) for row in tables["calculations"]],
    )
    made["ledger.md"] = _page(
        "The ledger",
        "Each number of persons has the name that the data know it by: year, region and item.",
        [_card(row["id"], []) for row in tables["ledger"] if arithmetic.has_card(row)],
    )
    named = "Each work has the name that the data know it by."
    for page, title in SOURCES.items():
        made[f"{page}.md"] = _page(
            title,
            named,
            [
                _source(row)
                for row in tables["sources"]
                if cards.source_page(row["id"]) == f"back/{page}"
            ],
        )
    made["sources.md"] += "\n" + "\n\n".join(map(_work, works.values())) + "\n"
    return made


def _page(title: str, lead: str, parts: list[str]) -> str:
    return "\n\n".join([f"# {markup.words(title)}", lead, *parts]) + "\n"


def _card(ident: str, facts: list[str]) -> str:
    first, *rest = cards.words(ident)
    lines = [f"### {ident}", f"**{markup.words(first)}**", *map(markup.words, [*rest, *facts])]
    return "\n\n".join(lines)


def _facts(card: evidence.ClaimCard) -> list[str]:
    """What the card of the book's page says beyond the short one."""
    seen = f"Seen {card.witnessed}."
    return [f"{card.setting}; {card.measure}.", seen, *([card.note] if card.note else [])]


def _source(row: evidence.Row) -> str:
    address = f"https://doi.org/{row['doi']}" if row["doi"] else row["url"] or ""
    title = markup.link(markup.words(row["title"]), address)
    by = f"{row['authors'] or row['short']}. {row['published']}. Grade {row['grade']}: "
    return "\n\n".join(
        [f"### source-{row['id']}", f"**{title}**", markup.words(by + row["grade_reason"])]
    )


def _work(work: Work) -> str:
    link = f" {markup.link(markup.words(work.url), work.url)}" if work.url else ""
    return f"### {work.key}\n\n{markup.words(work.text)}{link}"
