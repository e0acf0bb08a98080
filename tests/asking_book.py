"""A small book whose first chapter asks: one question of each kind, and one before a paragraph."""

from __future__ import annotations

import json
from pathlib import Path

from tests import small_book

CHAPTER = small_book.SECOND

QUESTIONS = """\
[chapter]
question = "What is left?"

[predict.sakhalin]
kind = "draw"
asks = "How many were on Sakhalin at the end of each year? Draw what you expect."
unit = "persons"
from = 0
to = 40_000
years = [1946, 1960]
ledger = "sakhalin-end"
also = ["ex-verdict"]
after = "The ledger is made from [arrivals](#arrivals-1947) and other figures."

[predict.arrivals]
kind = "guess"
asks = "How many people came in 1947 alone?"
unit = "persons"
from = 0
to = 100_000
claims = ["arrivals-1947", "arrivals-1946-1949"]

[predict.kind]
kind = "judge"
asks = "A report says how many came in one year. Which kind of figure is that?"
right = "arrivals-1947.measure"
options = {stock = "A stock", flow = "A flow", quota = "A quota"}
covers = "section"

[predict.verdict]
kind = "judge"
asks = "Do entries by quarter add up to those of the year?"
calculation = "calc-entries-by-quarter"
covers = "paragraph"

[predict.sizes]
kind = "order"
asks = "Which figure is the largest?"
says = "largest first"
items = [
    {claim = "stock-april-1969", says = "Khabarovsk, 1969"},
    {claim = "arrivals-1947", says = "Arrivals, 1947"},
    {claim = "quota-1967-1984", says = "The quota"},
]
covers = "paragraph"
"""

BEFORE = "## {name}\n\nText before.\n\n```{{predict}} {name}\n```\n"
STORY, WORKSHOP = {"tags": ["story"]}, {"tags": ["workshop"]}


def lay_out(folder: Path, questions: str = QUESTIONS) -> None:
    """Put the small book with its questions into a folder that is not there yet."""
    small_book.lay_out(folder)
    path = folder / "chapters" / f"{CHAPTER}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    chart = notebook["cells"].pop()
    cells = notebook["cells"]
    cells[0]["metadata"] = STORY
    for number, name in enumerate(("sakhalin", "arrivals", "kind")):
        words = f"words-{number}"
        cells += [
            _cell("markdown", words, BEFORE.format(name=name), STORY),
            _cell("markdown", f"{words}-w", f"Work of {name}.", WORKSHOP),
            chart | {"id": f"chart-{number}", "metadata": STORY},
            _cell("markdown", f"{words}-c", f"*A line below {name}.*\n\nText after.", STORY),
        ]
    for name in ("verdict", "sizes"):
        text = (
            BEFORE.format(name=name) + f"\nWhat {name} holds back.\n\n(ex-{name})=\n\nAfter it.\n"
        )
        cells.append(_cell("markdown", f"words-{name}", text, STORY))
    path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
    (folder / "chapters" / f"{CHAPTER}.toml").write_text(questions, encoding="utf-8")


def _cell(kind: str, ident: str, source: str, metadata: dict[str, object]) -> dict[str, object]:
    return {"cell_type": kind, "id": ident, "metadata": metadata, "source": source}
