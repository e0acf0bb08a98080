"""No page leads to an address that belongs to nobody."""

from __future__ import annotations

from docutils import nodes

from dispatched.book import elsewhere


def test_a_link_to_a_placeholder_is_words_and_others_stay() -> None:
    words = nodes.paragraph()
    for address in ("https://example.org/dispatched", "https://codeberg.org/a/b"):
        words += nodes.reference("", "How to build it", refuri=address)
    assert elsewhere.unlinked(words) == 1
    assert words.astext() == "How to build itHow to build it"
    assert [link["refuri"] for link in words.findall(nodes.reference)] == [
        "https://codeberg.org/a/b"
    ]


def test_a_link_to_a_file_that_leads_nowhere_says_its_path() -> None:
    words = nodes.paragraph()
    address = "https://example.org/dispatched/blob/main/exercises/README.md"
    words += nodes.reference("", "the grader", refuri=address)
    assert elsewhere.unlinked(words) == 1
    assert words.astext() == "the grader (exercises/README.md)"
