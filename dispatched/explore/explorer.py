"""A model, its chart and its controls, shown with and without a kernel."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import altair as alt
import pandas as pd

from dispatched import shown, texts
from dispatched.explore import hosted, live
from dispatched.explore.controls import Choice, Control, Rows, Value

WIDGET = "application/vnd.jupyter.widget-view+json"


@dataclass(frozen=True)
class Explorer:
    """A model, its chart and its controls; see :func:`explore`."""

    model: Callable[..., Rows]
    chart: Callable[[Any], Any]
    question: str
    assumes: str
    controls: Mapping[str, Control]
    digits: int = 0
    _spec: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def rows(self, **values: Value) -> list[dict[str, Value]]:
        """What the model gives, rounded as it is drawn.

        Args:
            **values: positions of controls; those not named stand where they start.

        Raises:
            TypeError: no control of that name.
        """
        position = self._position(values)
        return [{k: _tidy(v, self.digits) for k, v in r.items()} for r in self.model(**position)]

    def grid(self) -> list[dict[str, Value]]:
        """Every combination of positions."""
        values: list[list[Value]] = [[*control.values] for control in self.controls.values()]
        return [dict(zip(self.controls, one, strict=True)) for one in itertools.product(*values)]

    def live_chart(self, **values: Value) -> Any:
        """The chart over what the model gives for these positions."""
        return self.chart(pd.DataFrame(self.rows(**values)))

    def spec(self) -> dict[str, Any]:
        """The hosted face: a Vega-Lite specification over the whole grid, made once.

        Raises:
            ValueError: see :func:`dispatched.explore.hosted.specification`.
        """
        if not self._spec:
            made = hosted.specification(
                self.chart(alt.NamedData(hosted.MODEL)).to_dict(),
                [(position, self.rows(**position)) for position in self.grid()],
                self.controls,
                question=self.question,
                assumes=self.assumes,
            )
            self._spec.update(made)
        return self._spec

    def hosted_rows(self, **values: Value) -> list[dict[str, Value]]:
        """What the hosted face shows for these positions, read back from its specification."""
        return hosted.rows_at(self.spec(), self._position(values))

    def widget(self) -> Any:
        """The live face: controls that call the model and redraw the chart."""
        return live.widget(
            self.controls, self.live_chart, question=self.question, assumes=self.assumes
        )

    def _position(self, values: Mapping[str, Value]) -> dict[str, Value]:
        unknown = {*values} - {*self.controls}
        if unknown:
            names = ", ".join(sorted(unknown))
            raise TypeError(f"no slider {names}; there are {', '.join(self.controls)}")
        return {name: values.get(name, c.start) for name, c in self.controls.items()}

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        data = shown.bundle(self.spec())
        start = ", ".join(
            f"{c.label} = {c.shown(c.start) if isinstance(c, Choice) else format(c.start, 'g')}"
            for c in self.controls.values()
        )
        data["text/plain"] = f"Explorer: {self.question} Start: {start}. {data['text/plain']}"
        if live.in_kernel():
            data[WIDGET] = self.widget()._repr_mimebundle_()[WIDGET]
        return data


shown.on(Explorer, lambda explorer: explorer.spec())


def explore(
    model: Callable[..., Rows],
    chart: Callable[[Any], Any],
    key: str = "",
    *,
    question: str = "",
    assumes: str = "",
    digits: int = 0,
    **controls: Control,
) -> Explorer:
    """An explorer for a model: show it as the last line of a cell.

    Args:
        model: called with one keyword for each control; returns rows (dicts of numbers and texts),
            as many for each position.
        chart: called with the rows as a data frame, or with named data that stands for them;
            returns a finished chart (:func:`dispatched.charts.figure`) with fixed axis domains, so
            that moving a slider moves marks, not axes.
        key: of its words in a chapter's text file: question, assumptions, labels of the controls.
        question: what the reader should find out by moving the controls, where there is no key.
        assumes: what the model takes for granted, in one or two sentences, where there is no key.
        digits: decimals that are kept in the values drawn.
        **controls: parameter name → :class:`Slider` or :class:`Choice`.

    Raises:
        ValueError: no slider, no question, or no assumptions; a control without a label or a label
            without a control; or the hosted face would be too large.
        texts.TextError: no text file has the key.
    """
    where = ""
    if key:
        text = texts.of(key)
        where = f"{text.chapter}.toml, figure {key!r}: "
        question, assumes = question or text.question, assumes or text.assumes
        for name in text.controls:
            if name not in controls:
                raise ValueError(f"{where}a label for {name!r}, which is no control")
        controls = {
            name: replace(control, label=control.label or text.controls.get(name, ""))
            for name, control in controls.items()
        }
    if not (controls and question.strip() and assumes.strip()):
        raise ValueError(f"{where}an explorer needs a slider, a question and its assumptions")
    for name, control in controls.items():
        if not control.label.strip():
            raise ValueError(f"{where}the control {name!r} has no label")
    made = Explorer(model, chart, question, assumes, controls, digits)
    made.spec()
    return made


def _tidy(value: Value, digits: int) -> Value:
    if isinstance(value, str):
        return value
    rounded = round(float(value), digits)
    return int(rounded) if rounded == int(rounded) else rounded  # no negative zero
