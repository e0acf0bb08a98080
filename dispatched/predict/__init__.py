"""Questions that a chapter asks before it shows its evidence: read, answered from the tables.

Their words stand in the chapter's text file (``[predict.key]``), their answers in the tables. What
is drawn here serves the page and paper alike.
"""

from dispatched.predict.frames import frame_svg, scale_svg, strip_svg
from dispatched.predict.marks import Mark
from dispatched.predict.question import KINDS, Frame, Item, Question
from dispatched.predict.reading import of, questions, together
from dispatched.predict.told import plain, setting

__all__ = [
    "KINDS",
    "Frame",
    "Item",
    "Mark",
    "Question",
    "frame_svg",
    "of",
    "plain",
    "questions",
    "scale_svg",
    "setting",
    "strip_svg",
    "together",
]
