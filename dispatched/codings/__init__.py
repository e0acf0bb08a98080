"""Codings of readers: what is asked, the small file that leaves a notebook, and a class's files.

In chapters 1 and 9 a reader codes what the book has coded. :func:`sheet` shows what is asked, and
:func:`save` writes the answers to a file without a name. What a class has handed in is read by
:mod:`dispatched.codings.reading` and measured by :mod:`dispatched.codings.measures`.
"""

from dispatched.codings.items import CodingError, sheet
from dispatched.codings.saving import save

__all__ = ["CodingError", "save", "sheet"]
