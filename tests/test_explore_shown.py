"""What a notebook shows of an explorer, with and without a kernel."""

from __future__ import annotations

import json

import pytest

from dispatched import charts
from dispatched.explore import plan
from tests.exploring import ASSUMES, QUESTION, bars, layers, layers_apart, make

WIDGET = "application/vnd.jupyter.widget-view+json"


def test_the_bundle_without_a_kernel():
    data = make()._repr_mimebundle_()
    assert set(data) == {charts.MIME, "text/plain"}
    assert data["text/plain"] == (
        f"Explorer: {QUESTION} Start: Contract length (years) = 2, Share that settles (percent) "
        f"= 10. "
        "Chart: People present — Bars for the end of each year, 1946 to 1953, that rise with the "
        "length of the contract."
    )
    assert data[charts.MIME]["$schema"] == charts.SCHEMA
    assert plan(data[charts.MIME])["question"] == QUESTION


def test_the_bundle_is_the_same_each_time():
    once, again = (json.dumps(make(layers)._repr_mimebundle_()) for _ in range(2))
    assert once == again


def test_a_kernel_gets_the_widget_as_well(monkeypatch):
    monkeypatch.setattr("dispatched.explore.live.in_kernel", lambda: True)
    data = make()._repr_mimebundle_()
    assert set(data) == {charts.MIME, "text/plain", WIDGET}
    assert data[WIDGET]["model_id"]


@pytest.mark.parametrize("chart", [bars, layers_apart], ids=lambda f: f.__name__)
def test_the_widget_draws_what_the_model_gives(chart):
    explorer = make(chart)
    question, length, share, reset, shown, assumes = explorer.widget().children
    assert question.value == QUESTION
    assert assumes.value == f"Assumes: {ASSUMES}"
    assert (length.value, share.value) == (2, 10)
    assert length.description == "Contract length (years)"
    assert [value for _, value in share.options] == [0, 10, 20]

    def drawn():
        (output,) = shown.outputs
        assert set(output["data"]) == {charts.MIME, "text/plain"}
        return list(output["data"][charts.MIME]["datasets"].values())

    assert explorer.rows() in drawn()
    length.value = 3
    assert explorer.rows(length=3) in drawn()
    share.value = 20
    assert explorer.rows(length=3, share=20) in drawn()
    assert explorer.rows() not in drawn()
    reset.click()
    assert (length.value, share.value) == (2, 10)
    assert explorer.rows() in drawn()
