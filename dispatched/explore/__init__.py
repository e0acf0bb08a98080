"""One explorer, two faces: with live Python in Jupyter, and without a kernel on a page.

:func:`explore` takes a model function and a chart function and returns an object whose MIME bundle
carries both faces: a widget that calls the model, and a Vega-Lite chart with bound parameters over
the values that the same model gave on the grid of all positions. The two agree because they come
from the same two functions.
"""

from dispatched.explore.controls import Choice, Control, Rows, Slider, Value, written
from dispatched.explore.explorer import Explorer, explore
from dispatched.explore.hosted import LIMIT, MODEL, bound, plan, rows_at

__all__ = [
    "LIMIT",
    "MODEL",
    "Choice",
    "Control",
    "Explorer",
    "Rows",
    "Slider",
    "Value",
    "bound",
    "explore",
    "plan",
    "rows_at",
    "written",
]
