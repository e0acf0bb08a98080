"""What the card of a claim or calculation says, as plain text."""

from __future__ import annotations

from dispatched import evidence


def words(ident: str) -> list[str]:
    """The lines of the short card: the figure, what is stated, by whom, where, on what grounds.

    Raises:
        evidence.EvidenceError: no claim and no calculation has this id.
    """
    row = _row("calculations", ident)
    if row:
        made = f"Our calculation: {row['formula']}. Verdict: {row['verdict']}."
        return [row["title"], made, *([row["follows"]] if row["follows"] else [])]
    row = evidence.claim(ident).row
    cited = f", citing {row['attributed_to']}" if row["attributed_to"] else ""
    source = evidence.cite(row["source"], row["locator"])
    lines = [
        evidence.describe(row),
        row["statement"],
        f"{source}{cited}. {row['basis'].capitalize()}, grade {row['grade']}.",
    ]
    return [*lines, f"Corrected: {row['corrected']}"] if row["corrected"] else lines


def title(ident: str) -> str:
    """The card in one line, for the title of a link."""
    return " · ".join(" ".join(line.split()) for line in words(ident))


def known() -> set[str]:
    """The ids of everything that has a card."""
    tables = evidence.tables()
    return {row["id"] for kind in ("claims", "calculations") for row in tables[kind]}


def page(ident: str) -> str:
    """The page of the book that shows the card: ``back/evidence-1946``."""
    if _row("calculations", ident):
        return "back/calculations"
    return f"back/evidence-{evidence.claim(ident).row['era']}"


def _row(table: str, ident: str) -> evidence.Row | None:
    return next((row for row in evidence.tables()[table] if row["id"] == ident), None)
