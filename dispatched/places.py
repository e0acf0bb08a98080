"""Places under the name that the notebooks use."""

from dispatched.questions.places import (
    area,
    between,
    branch,
    era_rows,
    feature,
    features,
    names,
    neighbors,
    placed,
    work,
)
from dispatched.questions.sphere import EARTH, distance, rings

__all__ = [
    "EARTH",
    "area",
    "between",
    "branch",
    "distance",
    "era_rows",
    "feature",
    "features",
    "names",
    "neighbors",
    "placed",
    "rings",
    "work",
]
