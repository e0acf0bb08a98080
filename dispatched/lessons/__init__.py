"""Lesson plans: what a teacher does with a chapter, read from ``teaching/`` and checked.

A plan is one file a chapter, ``teaching/05-2000-contract-work.toml``. Its ids are held against the
chapter: questions, tasks, goals, claims.
"""

from dispatched.lessons.around import Chapter, Named, chapter
from dispatched.lessons.checking import faults, met, named, numbers
from dispatched.lessons.plan import Lesson, LessonError, Mistake, Part, Quick, Roles, Sheet, Step
from dispatched.lessons.reading import folder, of_number, read

__all__ = [
    "Chapter",
    "Lesson",
    "LessonError",
    "Mistake",
    "Named",
    "Part",
    "Quick",
    "Roles",
    "Sheet",
    "Step",
    "chapter",
    "faults",
    "folder",
    "met",
    "named",
    "numbers",
    "of_number",
    "read",
]
