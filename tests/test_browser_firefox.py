"""A chapter in Firefox as its reader uses it: an explorer by keyboard, an answer typed, a card."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.firefox import Firefox
from tests.trust import browsers

pytestmark = pytest.mark.browser

CHAPTER = "chapters/05-2000-contract-work.html"
END, ENTER, ESCAPE = "\ue010", "\ue007", "\ue00c"


def test_a_chapter_in_firefox(book: Path) -> None:
    with Firefox() as firefox:
        firefox.open(f"{(book / CHAPTER).as_uri()}?ask=off")

        explorer = "document.querySelector('figure.ch-explorer')"
        firefox.run(f"{explorer}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
        firefox.until(f"{explorer}.dataset.state === 'live'")
        picture = f"{explorer}.querySelector('svg').outerHTML"
        output = f"{explorer}.querySelector('output').textContent"
        before, drawn = firefox.run(output), firefox.run(picture)
        firefox.run(f"{explorer}.querySelector('input[type=range]').focus()")
        firefox.keys(END)
        firefox.until(f"{output} !== {json.dumps(before)}")
        firefox.until(f"{picture} !== {json.dumps(drawn)}")

        field = "document.querySelector('[data-check]:has(input[type=text])')"
        firefox.run(f"{field}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
        firefox.until(f"!{field}.querySelector('.check-go').disabled")
        for given, state in (("one", "not"), ("-7", "not")):
            inputs = f"{field}.querySelectorAll('input[type=text]')"
            firefox.run(f"{inputs}.forEach((one) => {{ one.value = {given!r}; }})")
            firefox.run(f"{inputs}[0].select(), {inputs}[0].focus()")
            firefox.keys(given + ENTER)
            firefox.until(f"{field}.querySelector('.check-says').dataset.state === {state!r}")
        assert not firefox.run(f"{field}.querySelector('.check-answer').hidden")

        firefox.hover("p a.claim")
        firefox.until("document.querySelector('#evidence-card a.pop-more')")
        firefox.keys(ESCAPE)
        firefox.until("!document.querySelector('#evidence-card')")
        assert firefox.complaints == []


def test_what_does_not_answer_is_told(chromium: Any, tmp_path: Path) -> None:
    """The trial of all pages sees a chart that stays a picture, and an error in the console."""
    dead = '<figure class="ch"></figure><script>console.error("broken")</script>'
    (tmp_path / "dead.html").write_text(f"<!doctype html>{dead}", encoding="utf-8")
    script = browsers.USE.replace("seconds = 30", "seconds = 0.2")
    with browsers.in_chromium(chromium) as use:
        found = browsers.used(use, "a page", [(tmp_path / "dead.html").as_uri()], script)
    assert found.caught == 0
    assert found.lost == ("a page, dead.html: figure.ch 1 stays a picture; broken",)
