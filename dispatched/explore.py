"""One explorer, two faces: sliders over live Python in Jupyter, and over precomputed values on a page without a kernel.

:func:`explore` takes a model function and a chart function and returns an object whose MIME bundle carries both: a
widget that calls the model, and a Vega-Lite chart with bound parameters over the values that the same model gave on
the grid of all slider positions. The two agree because they come from the same two functions.
"""

from __future__ import annotations

import html
import itertools
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt
import pandas as pd

from dispatched import shown

LIMIT = 60_000
"""Bytes that the specification of an explorer may take: it travels in the notebook and in the page."""

Value = float | str
"""What a control may be set to: a number on a slider, a name in a list."""

Rows = Sequence[Mapping[str, Value]]


@dataclass(frozen=True)
class Slider:
    """One thing that the reader may change.

    Args:
        label: what it is, with its unit in brackets: ``Contract length (years)``.
        values: the positions, equally spaced and rising.
        start: the position at first.
    """

    label: str
    values: Sequence[float]
    start: float

    def __post_init__(self) -> None:
        steps = {b - a for a, b in itertools.pairwise(self.values)}
        # Whole numbers only: a browser's 0.1 + 0.2 would find no precomputed row.
        if len(steps) != 1 or min(steps) <= 0 or any(v != int(v) for v in self.values):
            raise ValueError(f"slider {self.label!r}: positions must be whole numbers that rise in equal steps")
        if self.start not in self.values:
            raise ValueError(f"slider {self.label!r}: start {self.start!r} is none of its positions")

    @property
    def step(self) -> float:
        """Distance from one position to the next."""
        return self.values[1] - self.values[0]

    @property
    def bind(self) -> dict[str, Any]:
        """How Vega-Lite describes the control."""
        return {"input": "range", "min": self.values[0], "max": self.values[-1], "step": self.step, "name": self.label}

    def shown(self, value: float) -> str:
        """A position as it is written beside the slider."""
        return f"{value:,g}"


@dataclass(frozen=True)
class Choice:
    """One thing that the reader may choose from a list.

    Args:
        label: what it is: ``Claim``.
        options: what the model is called with → what the reader sees, in the order of the list.
        start: the option at first.
    """

    label: str
    options: Mapping[str, str]
    start: str

    def __post_init__(self) -> None:
        if len(self.options) < 2 or not all(isinstance(v, str) and v for v in (*self.options, *self.options.values())):
            raise ValueError(f"choice {self.label!r}: two options or more, each a text with a text to show")
        if self.start not in self.options:
            raise ValueError(f"choice {self.label!r}: start {self.start!r} is none of its options")

    @property
    def values(self) -> list[str]:
        """The options, as the model gets them."""
        return list(self.options)

    @property
    def bind(self) -> dict[str, Any]:
        """How Vega-Lite describes the control."""
        labels = list(self.options.values())
        return {"input": "select", "options": self.values, "labels": labels, "name": self.label}

    def shown(self, value: str) -> str:
        """An option as the reader sees it."""
        return self.options[value]


Control = Slider | Choice


@dataclass(frozen=True)
class Explorer:
    """A model, its chart and its sliders; see :func:`explore`."""

    model: Callable[..., Rows]
    chart: Callable[[Any], Any]
    question: str
    assumes: str
    sliders: Mapping[str, Control]
    digits: int = 0
    _spec: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def rows(self, **values: Value) -> list[dict[str, Value]]:
        """What the model gives, rounded as it is drawn, for slider positions (the starting ones where not named)."""
        unknown = set(values) - set(self.sliders)
        if unknown:
            raise TypeError(f"no slider {', '.join(sorted(unknown))}; there are {', '.join(self.sliders)}")
        position = {name: values.get(name, slider.start) for name, slider in self.sliders.items()}
        return [{k: _tidy(v, self.digits) for k, v in row.items()} for row in self.model(**position)]

    def grid(self) -> list[dict[str, Value]]:
        """Every combination of slider positions."""
        return [
            dict(zip(self.sliders, c, strict=True))
            for c in itertools.product(*(s.values for s in self.sliders.values()))
        ]

    def live_chart(self, **values: Value) -> Any:
        """The chart over what the model gives for these positions."""
        return self.chart(pd.DataFrame(self.rows(**values)))

    def spec(self) -> dict[str, Any]:
        """The hosted face: a Vega-Lite specification with bound parameters over the whole grid.

        Raises:
            ValueError: it is larger than :data:`LIMIT`.
        """
        if not self._spec:
            self._spec.update(self._make_spec())
        return self._spec

    def _make_spec(self) -> dict[str, Any]:
        spec = self.chart(alt.NamedData("model")).to_dict()
        records = []
        for position in self.grid():
            rows = self.rows(**position)
            clash = set(self.sliders) & set(rows[0])
            if clash:
                raise ValueError(f"slider and model column share a name: {', '.join(sorted(clash))}")
            records.append(position | {column: [row[column] for row in rows] for column in rows[0]})
        columns = [c for c in records[0] if c not in self.sliders]
        # A column that never changes (years, months) is stored once, beside the combinations that it belongs to.
        fixed = {c: records[0][c] for c in columns if all(r[c] == records[0][c] for r in records)}
        chosen = " && ".join(f"datum[{json.dumps(name)}] === {_parameter(name)}" for name in self.sliders)
        steps: list[dict[str, Any]] = [{"filter": chosen}]
        steps += [{"calculate": json.dumps(values), "as": c} for c, values in fixed.items()]
        steps.append({"flatten": columns})
        for view in _with_data(spec, "model"):
            view["transform"] = steps + view.get("transform", [])
        # One array a combination is a third of the size of one object a row.
        spec["datasets"] = {
            **spec.get("datasets", {}),
            "model": [{k: v for k, v in record.items() if k not in fixed} for record in records],
        }
        spec["params"] = [
            {
                "name": _parameter(name),
                "value": s.start,
                "bind": s.bind,
            }
            for name, s in self.sliders.items()
        ] + spec.get("params", [])
        spec["usermeta"] = {
            **spec.get("usermeta", {}),
            "explorer": {
                "question": self.question,
                "assumes": self.assumes,
                "sliders": [_parameter(n) for n in self.sliders],
            },
        }
        size = len(json.dumps(spec, separators=(",", ":")))
        if size > LIMIT:
            raise ValueError(
                f"explorer {self.question!r}: {size:,} bytes for {len(records)} combinations; {LIMIT:,} are allowed. "
                "Use fewer positions."
            )
        return spec

    def hosted_rows(self, **values: Value) -> list[dict[str, Value]]:
        """What the hosted face shows for these positions, read back from its specification (for tests)."""
        position = {name: values.get(name, slider.start) for name, slider in self.sliders.items()}
        return rows_at(self.spec(), position)

    def widget(self) -> Any:
        """The live face: ipywidgets controls that call the model and redraw the chart."""
        import ipywidgets as widgets

        wide = {"description_width": "initial"}
        shape = {"style": wide, "layout": widgets.Layout(width="34rem", max_width="100%")}
        controls: dict[str, Any] = {}
        for name, s in self.sliders.items():
            options = [(s.shown(v), v) for v in s.values]
            if isinstance(s, Choice):
                controls[name] = widgets.Dropdown(description=s.label, options=options, value=s.start, **shape)
            else:
                controls[name] = widgets.SelectionSlider(
                    description=s.label, options=options, value=s.start, continuous_update=False, **shape
                )
        picture = widgets.Output()

        def draw(_: Any = None) -> None:
            drawn = self.live_chart(**{name: control.value for name, control in controls.items()})
            picture.outputs = ({"output_type": "display_data", "data": shown.bundle(drawn.to_dict()), "metadata": {}},)

        for control in controls.values():
            control.observe(draw, names="value")
        draw()
        # Text wraps in an HTML widget and not in a label; what is put into HTML is escaped.
        question, assumes = (widgets.HTML(html.escape(text)) for text in (self.question, f"Assumes: {self.assumes}"))
        return widgets.VBox([question, *controls.values(), picture, assumes])

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        data = shown.bundle(self.spec())
        start = ", ".join(
            f"{s.label} = {s.shown(s.start) if isinstance(s, Choice) else format(s.start, 'g')}"
            for s in self.sliders.values()
        )
        data["text/plain"] = f"Explorer: {self.question} Start: {start}. {data['text/plain']}"
        if _in_kernel():
            view = self.widget()._repr_mimebundle_()
            data["application/vnd.jupyter.widget-view+json"] = view["application/vnd.jupyter.widget-view+json"]
        return data


shown.on(Explorer, lambda explorer: explorer.spec())


def explore(
    model: Callable[..., Rows],
    chart: Callable[[Any], Any],
    *,
    question: str,
    assumes: str,
    digits: int = 0,
    **sliders: Control,
) -> Explorer:
    """An explorer for a model: show it as the last line of a cell.

    Args:
        model: called with one keyword for each control; returns rows (dicts of numbers and texts), as many for each
            position.
        chart: called with the rows as a data frame, or with named data that stands for them; returns a finished chart
            (:func:`dispatched.charts.figure`) with fixed axis domains, so that moving a slider moves marks, not axes.
        question: what the reader should find out by moving the sliders.
        assumes: what the model takes for granted, in one or two sentences.
        digits: decimals that are kept in the values drawn.
        **sliders: parameter name → :class:`Slider` or :class:`Choice`.

    Raises:
        ValueError: no slider, no question, or no assumptions; or the hosted face would be too large.
    """
    if not (sliders and question.strip() and assumes.strip()):
        raise ValueError("an explorer needs a slider, a question and its assumptions")
    made = Explorer(model, chart, question, assumes, sliders, digits)
    made.spec()
    return made


def reading_plan(spec: Mapping[str, Any]) -> tuple[list[str], dict[str, list[Value]]]:
    """How the rows of an explorer are read from its data: the columns in order, and the values of those that never change.

    Only the steps that :class:`Explorer` put before the chart's own count.
    """
    steps = _with_data(dict(spec), "model")[0]["transform"]
    end = next(n for n, step in enumerate(steps) if "flatten" in step)
    return steps[end]["flatten"], {step["as"]: json.loads(step["calculate"]) for step in steps[:end] if "as" in step}


def rows_at(spec: Mapping[str, Any], position: Mapping[str, Value]) -> list[dict[str, Any]]:
    """The rows that an explorer's specification holds for slider positions, as the page's script reads them."""
    record = next(r for r in spec["datasets"]["model"] if all(r[k] == v for k, v in position.items()))
    columns, fixed = reading_plan(spec)
    data = [fixed.get(c, record.get(c)) for c in columns]
    return [dict(zip(columns, line, strict=True)) for line in zip(*data, strict=True)]


def _parameter(name: str) -> str:
    """The Vega-Lite parameter of a slider; prefixed, so that it cannot meet a field or function name."""
    return f"set_{name}"


def _tidy(value: Value, digits: int) -> Value:
    if isinstance(value, str):
        return value
    rounded = round(float(value), digits) + 0.0  # no negative zero
    return int(rounded) if rounded == int(rounded) else rounded


def _with_data(spec: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Every part of a specification that reads the named data, however deep."""
    found = [spec] if spec.get("data") == {"name": name} else []
    for value in spec.values():
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                found += _with_data(part, name)
    return found


def _in_kernel() -> bool:
    """Is there a frontend to talk to? Without one the widget has no use."""
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    return getattr(get_ipython(), "kernel", None) is not None
