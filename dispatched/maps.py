"""The maps under the name that the notebooks use."""

from dispatched.charts.maps import by_branch, map_and_figures
from dispatched.questions.places import people as figures

__all__ = ["by_branch", "figures", "map_and_figures"]
