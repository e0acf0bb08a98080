"""The rule for numbers in the prose: each stands in a link to its evidence, and equals it."""

from __future__ import annotations

import pytest

from dispatched.notebooks import prose

CLAIM = "[35,000](#arrivals-1947)"

SOUND = {
    # linked, and equal
    "a claim": "In 1947 [35,000](#arrivals-1947) came.",
    "a claim with words": "[about 35,000 people](#arrivals-1947) came",
    "in bold": "[**35,000**](#arrivals-1947)",
    "both ends of a range": "[50,000 to 80,000](#arrivals-1946-1949)",
    "both ends with a dash": "[50,000–80,000](#arrivals-1946-1949)",
    "one end of a range": "[at least 50,000](#arrivals-1946-1949)",
    "dollars": "[450 to 800 dollars a month](#planned-money)",
    "dollars with one sign": "[\\$450–800](#planned-money)",
    "two amounts in two links": "[\\$450](#planned-money) to [\\$800](#planned-money)",
    "dollars for each dollar": "[between 2.7 and 9.6 dollars](#calc-planned-vs-savings)",
    "percent": "[80 percent](#builders-share-2016)",
    "percent sign": "[80%](#builders-share-2016)",
    "rubles": "[100 rubles](#logger-wage-rubles)",
    "below zero": "[−40 to −30 °C](#winter-temperature)",
    "zero": "[0](#nk-state-take-1946)",
    "with the claim's own year": "[31,500 in 2016](#stock-2016)",
    "the claim's own years": "[1946 to 1949](#arrivals-1946-1949)",
    "the claim's own years with a dash": "[2005–2015](#planned-money)",
    "a date as a value": "[1967](#agreement-1967)",
    "without a number": "[almost all men](#men-1946)",
    "over two lines": "[about\n35,000](#arrivals-1947)",
    "by reference": "[35,000][x]\n\n[x]: #arrivals-1947",
    # words for numbers
    "number in words": "[three years](#contract-length-1967)",
    "two numbers in words": "[twenty to thirty percent](#sejong-worker-share-soviet-pay)",
    "one-third": "[one-third](#timber-share-nk)",
    "a third": "[a third of the timber](#timber-share-nk)",
    "two-thirds": "[two-thirds](#calc-contract-share)",
    "half": "[half of it](#sejong-state-share-late-2010s)",
    "tenfold": "[tenfold](#trade-forecast-factor)",
    "twice": "[twice as large](#far-east-india-ratio)",
    "nothing": "[nothing](#nk-state-take-1946)",
    # scale words
    "million": "[6.17 million](#far-east-area)",
    "millions over a range": "[100 to 200 million dollars](#planned-money-revenue)",
    "billion": "[\\$1 billion](#trade-forecast-2020)",
    "thousand": "[31.5 thousand](#stock-2016)",
    "thousand in words": "[thirty thousand](#stock-average-2005-2015)",
    # rounded at the precision used
    "one decimal": "[69.8%](#calc-mining-share)",
    "two decimals": "[69.84%](#calc-mining-share)",
    "no decimal": "[70%](#calc-mining-share)",
    "rounded million": "[6.2 million](#far-east-area)",
    "rounded dollars": "[83 to 167 dollars](#calc-savings-month)",
    "rounded calculation in millions": "[108 to 192 million dollars](#calc-planned-money-revenue)",
    # not linked, and allowed
    "years": "From 1946 to 1949, in 1946–1949, 1946-49, 1946/47 and 2025.",
    "decades": "In the 1960s and the late 1980s.",
    "a year that names a model": "The 1946 model.",
    "day and month": "On 30 November and on March 12.",
    "interviewees": "R3 and R10 said so.",
    "a chapter": "See chapter 5 and Chapter 12.",
    "chapters": "See chapters 2, 3 and 4.",
    "minutes": "This takes about 40 minutes.",
    "paragraph": "It stands in ¶21.",
    "paragraphs": "See ¶58, ¶59 and ¶60 to ¶65.",
    "licence": "The text is under CC BY 4.0.",
    "small numbers in words": "Three men shared one stove for ten years.",
    "code": "The value `35000` stands in a cell.",
    "block of code": "```python\nx = 35000\n```",
    "a cell of code": "```{code-cell}\nx = 35000\n```",
    "indented code": "Text.\n\n    35000",
    "formula": "It is $x_1 + 2$ in all.",
    "numbered list": "1. first\n2. second",
    "a target": "(part-2)=\n# Title",
    "a role": "See {ref}`part 2`.",
    "link to a heading": "[the model](#the-model)",
    "link in a directive": f"```{{note}}\nIn 1947 {CLAIM} came.\n```",
    "link in a table": f"| a | b |\n|---|---|\n| {CLAIM} | x |",
    "solution to an exercise": "```{solution} ex-2\nNobody.\n```",
}

UNLINKED = {
    "number": ("It was 35,000.", "35,000"),
    "small number": ("He had 3 of them.", "3"),
    "decimal": ("A truck of 2.4 tons.", "2.4"),
    "dollars": ("They paid \\$450 a month.", "450"),
    "number before a hyphen": ("A 75-year history.", "75"),
    "number with a suffix": ("Some 35k came.", "35"),
    "century": ("In the 20th century.", "20"),
    "a number like a year": ("It was 1850.", "1850"),
    "a number like a year with comma": ("It was 1,947.", "1,947"),
    "a section": ("See section 5.", "5"),
    "exact minutes": ("It takes 40 minutes.", "40"),
    "thousand": ("A thousand men.", "thousand"),
    "thousands": ("Thousands of men.", "Thousands"),
    "hundreds": ("Some hundreds.", "hundreds"),
    "million": ("A million.", "million"),
    "billion": ("A billion-dollar business.", "billion"),
    "percent": ("Sixty percent of all.", "percent"),
    "per cent": ("Sixty per cent of all.", "per cent"),
    "heading": ("# What became of 35,000", "35,000"),
    "bold": ("It was **35,000**.", "35,000"),
    "list": ("- one\n- 35,000", "35,000"),
    "quotation": ("> It was 35,000.", "35,000"),
    "table": ("| a | b |\n|---|---|\n| 35,000 | x |", "35,000"),
    "head of a table": ("| 35,000 | b |\n|---|---|\n| a | x |", "35,000"),
    "note": ("```{note}\nIt was 35,000.\n```", "35,000"),
    "title of a note": ("```{admonition} What 35,000 means\nIt.\n```", "35,000"),
    "note with options": ("```{tip}\n:class: dropdown\nIt was 35,000.\n```", "35,000"),
    "exercise": ("```{exercise}\n:label: ex-1\nCount 35,000.\n```", "35,000"),
    "solution": ("```{solution} ex-1\n:class: dropdown\nIt is 35,000.\n```", "35,000"),
    "note in a note": ("````{note}\n```{tip}\nIt was 35,000.\n```\n````", "35,000"),
    "inline element": ("<b>35,000</b>", "35,000"),
    "beside a link": (f"{CLAIM} of 36,000", "36,000"),
    "beside code": ("`x` is 12", "12"),
}

WRONG = {
    "another number": (
        "[36,000](#arrivals-1947)",
        "36,000 is not what arrivals-1947 says (35,000)",
    ),
    "one of two": (
        "[35,000 of 36,000](#arrivals-1947)",
        "36,000 is not what arrivals-1947 says (35,000)",
    ),
    "inside a range, where nothing is stated": (
        "[60,000](#arrivals-1946-1949)",
        "60,000 is not what arrivals-1946-1949 says (50,000, 80,000)",
    ),
    "another year": ("[31,500 in 2015](#stock-2016)", "2015 is not what stock-2016 says (31,500)"),
    "a year as a value": ("[1968](#agreement-1967)", "1968 is not what agreement-1967 says"),
    "scale forgotten": ("[31.5](#stock-2016)", "31.5 is not what stock-2016 says (31,500)"),
    "scale too large": ("[35 million](#arrivals-1947)", "35 is not what arrivals-1947 says"),
    "number in words": (
        "[four years](#contract-length-1967)",
        "four is not what contract-length-1967 says (3)",
    ),
    "one-third": (
        "[one-third](#builders-share-2016)",
        "one-third is not what builders-share-2016 says (80)",
    ),
    "none": ("[none](#builders-share-2016)", "none is not what builders-share-2016 says (80)"),
    "rounded the wrong way": (
        "[69%](#calc-mining-share)",
        "69 is not what calc-mining-share says (69.8413, 69.8413)",
    ),
    "last decimal": ("[69.9%](#calc-mining-share)", "69.9 is not what calc-mining-share says"),
    "rounded too far": (
        "[6 million](#far-east-area)",
        "6 is not what far-east-area says (6.17 million)",
    ),
    "rounded too far for its size": (
        "[3 percent](#calc-citizens-share)",
        "3 is not what calc-citizens-share says",
    ),
    "a range of one value": (
        "[50,000 to 50,000](#arrivals-1946-1949)",
        "both ends of the range are 50,000",
    ),
    "another decade": (
        "[in the early 1930s](#musk-deer-hunts)",
        "the 1930s are not the years of musk-deer-hunts",
    ),
    "dropped digits": (
        "[12,500](#stock-april-1969)",
        "12,500 is not what stock-april-1969 says (12,486)",
    ),
    "a claim in words only": (
        "[90 percent](#men-1946)",
        "90 is not what men-1946 says (no figure)",
    ),
    "dollar sign on persons": (
        "[\\$35,000](#arrivals-1947)",
        "arrivals-1947 is in persons, not in dollars",
    ),
    "dollars on persons": (
        "[35,000 dollars](#arrivals-1947)",
        "arrivals-1947 is in persons, not in dollars",
    ),
    "dollar sign on rubles": (
        "[\\$100](#logger-wage-rubles)",
        "logger-wage-rubles is in SUR/month, not in dollars",
    ),
    "percent sign on persons": (
        "[35,000%](#arrivals-1947)",
        "arrivals-1947 is in persons, not in percent",
    ),
    "percent on years": (
        "[3 percent](#contract-length-1967)",
        "contract-length-1967 is in years, not in percent",
    ),
    "per cent on dollars": (
        "[450 per cent](#planned-money)",
        "planned-money is in USD/month, not in percent",
    ),
    "unknown claim": (
        "[35,000](#arrivals-1974)",
        "'arrivals-1974' is neither a claim nor a calculation",
    ),
    "unknown calculation": (
        "[most of it](#calc-most)",
        "'calc-most' is neither a claim nor a calculation",
    ),
    "in a directive": (
        "```{note}\n[36,000](#arrivals-1947)\n```",
        "36,000 is not what arrivals-1947 says",
    ),
    "in a table": (
        "| a |\n|---|\n| [36,000](#arrivals-1947) |",
        "36,000 is not what arrivals-1947 says",
    ),
    "by reference": ("[36,000][x]\n\n[x]: #arrivals-1947", "36,000 is not what arrivals-1947 says"),
}

# Numbers in places where one might forget to look.
MISSED = {
    "note between colons": ":::{note}\nIt was 35,000.\n:::",
    "margin note": "```{margin}\nIt was 35,000.\n```",
    "caption": "```{figure} map.png\nThe way of 35,000 men.\n```",
    "link to another page": "[35,000](https://example.org)",
    "block of HTML": "<div>\n35,000\n</div>",
    "a scale too many": "[\\$450 million a month](#planned-money)",
    "the year with a comma": "[1,947 persons](#arrivals-1947)",
}


@pytest.mark.parametrize("name", SOUND)
def test_sound_prose_has_no_fault(name):
    assert [str(fault) for fault in prose.check(SOUND[name])] == []


@pytest.mark.parametrize("name", UNLINKED)
def test_a_number_without_evidence(name):
    markdown, number = UNLINKED[name]
    faults = prose.check(markdown)
    assert [fault.problem for fault in faults] == [
        f"{number} is not linked to a claim or calculation"
    ]
    assert number in faults[0].text


@pytest.mark.parametrize("name", WRONG)
def test_a_number_that_differs_from_its_evidence(name):
    markdown, problem = WRONG[name]
    assert any(fault.problem.startswith(problem) for fault in prose.check(markdown)), prose.check(
        markdown
    )


@pytest.mark.parametrize("name", MISSED)
def test_a_number_out_of_sight(name):
    assert prose.check(MISSED[name]) != []


def test_every_fault_is_found():
    found = prose.check(
        "It was 12, then 13.\n\n[36,000](#arrivals-1947), [\\$35,000](#arrivals-1947), 60 percent."
    )
    assert len(found) == 6
    assert [fault.line for fault in found] == [1, 1, 3, 3, 3, 3]


def test_a_fault_says_where_it_is():
    (fault,) = prose.check("# Title\n\nText.\n\nIt was\n35,000 then.\n")
    assert (
        str(fault)
        == "line 5: 35,000 is not linked to a claim or calculation: 'It was 35,000 then.'"
    )


def test_a_fault_in_a_directive_says_where_it_is():
    (fault,) = prose.check("# Title\n\n```{note}\nText.\n\nIt was 35,000.\n```\n")
    assert fault.line == 6


def test_a_fault_in_a_table_says_where_it_is():
    (fault,) = prose.check("| a | b |\n|---|---|\n| x | y |\n| 35,000 | z |")
    assert fault.line == 4


def test_numbers_of_chapters_in_the_table_of_what_is_taught_need_no_evidence():
    head = "| | New here | Used again, from chapter |\n|---|---|---|\n"
    table = f"{head}| pandas | `agg` | `head` 1 |\n"
    (fault,) = prose.check(f"{table}\nIt was 35,000.\n")
    assert fault.line == 5
