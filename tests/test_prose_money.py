"""Money in a text is never taken for a formula."""

from __future__ import annotations

import pytest

from dispatched.notebooks import prose

SIGN, PAIR = "a dollar sign may begin a formula", "read as a formula"
# What JupyterLab makes of money; each line was seen there (tests/test_jupyterlab.py opens a
# notebook of such lines).
MONEY = {
    "one amount": (r"They owed \$450.", None),
    "two in two links": (r"[\$450](#a) to [\$800](#b)", None),
    "two in one link": (r"[\$450 to \$800](#a)", PAIR),
    "two in a sentence": (r"They owed \$450, later \$800.", PAIR),
    "two in bold and plain": (r"**\$450** to \$800", None),
    "over two lines": ("They owed \\$450,\nlater \\$800.", PAIR),
    "over a break": (r"\$450<br>\$800", PAIR),
    "two paragraphs": ("\\$450\n\n\\$800", None),
    "two cells of a table": ("| a | b |\n|---|---|\n| \\$1 | \\$2 |", None),
    "two in a cell": ("| a | b |\n|---|---|\n| \\$1 to \\$2 | x |", PAIR),
    "entities": ("&#36;450 to &dollar;800", PAIR),
    "with letters": (r"US\$450 to US\$800", PAIR),
    "with a word joiner": ("\\$\u2060450 to \\$\u2060800", PAIR),
    "no backslash": ("[$450 to 800](#a)", SIGN),
    "code": ("`$450 to $800` and \\$5", None),
    "in a directive": ("```{note}\n\\$450 to \\$800\n```", PAIR),
    "in a title": ("```{admonition} \\$450 to \\$800\n```", PAIR),
    "in HTML": ("<div>\n$450 to $800\n</div>", SIGN),
    "a formula": ("$x_1$ and $$y = 2x$$", None),
    "a formula and money": (r"$x_1$ makes \$450", None),
    "money and a formula": (r"\$450 is $x_1$", PAIR),
}


@pytest.mark.parametrize("name", MONEY)
def test_money_is_no_formula(name):
    markdown, problem = MONEY[name]
    found = [fault.problem for fault in prose.formulas(markdown)]
    if problem:
        assert found
        assert found[0].startswith(problem)
        assert prose.check(markdown) != []
    else:
        assert found == []
