"""A question of each kind as a chapter's text file has it, and how a test reads one."""

from __future__ import annotations

from pathlib import Path

from dispatched import predict

GUESS = """
kind = "guess"
asks = "How many?"
unit = "persons"
from = 0
to = 100_000
claims = ["arrivals-1947"]
"""
DRAW = """
kind = "draw"
asks = "Draw."
unit = "persons"
from = 0
to = 20_000
years = [1965, 1985]
claims = ["quota-1967-1984", "stock-april-1969"]
"""
JUDGE = 'kind = "judge"\nasks = "Does it?"\ncalculation = "calc-entries-by-quarter"\n'
ORDER = """
kind = "order"
asks = "Which?"
says = "largest first"
items = [
    {claim = "stock-april-1969", says = "A"},
    {claim = "arrivals-1947", says = "B"},
    {feature = "f-1946-recruitment", says = "C"},
]
"""


def read(folder: Path, text: str) -> predict.Question:
    path = folder / "04-logging.toml"
    path.write_text(f"[predict.q]\n{text}", encoding="utf-8")
    return predict.questions(path)["q"]
