"""The live face of an explorer: ipywidgets controls that call the model and redraw the chart."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import Any

from dispatched import shown
from dispatched.explore.controls import Choice, Control


def widget(
    controls: Mapping[str, Control], draw: Callable[..., Any], *, question: str, assumes: str
) -> Any:
    """The question, the controls, a way back, the chart and the assumptions below each other.

    Args:
        controls: name → control.
        draw: called with one keyword for each control; returns a chart.
        question: what the reader should find out.
        assumes: what the model takes for granted.
    """
    import ipywidgets as widgets

    shape = {
        "style": {"description_width": "initial"},
        "layout": widgets.Layout(width="34rem", max_width="100%"),
    }

    def made(control: Control) -> Any:
        kind: Any = widgets.Dropdown
        more: dict[str, Any] = {}
        if not isinstance(control, Choice):
            kind, more = widgets.SelectionSlider, {"continuous_update": False}
        more |= {"options": control.written, "value": control.start}
        return kind(description=control.label, **more, **shape)

    moved = {name: made(control) for name, control in controls.items()}
    picture = widgets.Output()

    def redraw(_: Any = None) -> None:
        drawn = draw(**{name: one.value for name, one in moved.items()})
        data = shown.bundle(drawn.to_dict())
        picture.outputs = ({"output_type": "display_data", "data": data, "metadata": {}},)

    for one in moved.values():
        one.observe(redraw, names="value")
    redraw()
    reset = widgets.Button(description="Reset", tooltip="Back to where the controls stood at first")

    def go_back(_: Any) -> None:
        for name, one in moved.items():
            one.value = controls[name].start

    reset.on_click(go_back)
    # Text wraps in an HTML widget and not in a label; what is put into HTML is escaped.
    asked, taken = (widgets.HTML(html.escape(t)) for t in (question, f"Assumes: {assumes}"))
    return widgets.VBox([asked, *moved.values(), reset, picture, taken])


def in_kernel() -> bool:
    """Is there a frontend to talk to? Without one the widget has no use."""
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    return getattr(get_ipython(), "kernel", None) is not None
