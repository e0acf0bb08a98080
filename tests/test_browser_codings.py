"""The button of chapter 9's explorer saves the scores as the notebook's cell does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dispatched import __version__, texts
from dispatched.book import coded
from dispatched.codings import reading
from tests.browsing import Tab

pytestmark = pytest.mark.browser


def test_the_scores_of_the_sliders_are_saved_and_read(
    chromium: Any, book: Path, tmp_path: Path
) -> None:
    with Tab(chromium) as tab:
        tab.open((book / "chapters" / "09-models-compared.html").as_uri())
        figure = tab.page.locator("#x-three-cells")
        figure.scroll_into_view_if_needed()
        button = figure.locator('[data-does="codings"]:enabled')
        figure.locator("[name=first]:enabled").press("Home")
        figure.locator("[name=third]").press("End")
        with tab.page.expect_download() as waiting:
            button.press("Enter")
        name = waiting.value.suggested_filename
        waiting.value.save_as(tmp_path / name)
        assert f"3 values are in {name}; no name is in it." in figure.inner_text()
        assert tab.complaints == []
        assert tab.page.locator('[data-does="codings"]').count() == 1
    handed = reading.read(tmp_path)
    assert handed.problems == ()
    (coding,) = handed.codings
    assert (coding.chapter, coding.book) == ("09", __version__)
    assert name == f"my-codings-09-{coding.coder}.csv"
    assert coding.values == {
        "1967-movement": "0",
        "2000-contact": "2",
        "1946-contract-length": "4",
    }


def test_an_item_that_is_not_asked_for_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = {"usermeta": {"key": "three-cells"}}
    assert coded.settings(spec)["items"]["first"] == "1967-movement"
    wrong = texts.Text("three-cells", "09-models-compared", "t", "d", codings={"first": "1967-pay"})
    monkeypatch.setattr(texts, "of", lambda _: wrong)
    with pytest.raises(ValueError, match="figure 'three-cells', codings: chapter 09 asks for no"):
        coded.settings(spec)
    assert coded.settings({"usermeta": {}}) == {}
