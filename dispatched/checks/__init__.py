"""Feedback for exercises: at once, offline, and without giving the answer away.

In an exercise notebook::

    from dispatched.checks import check, hint, progress

    check("05-obligation", obligation)   # is it right, and if not, where to look
    hint("05-obligation")                # a question back; called again, the way
    progress()                           # what is done, by chapter

What was answered rightly is kept in a file beside the notebook (``dispatched-progress.json``),
which may be deleted at any time; nothing is sent anywhere.
"""

from __future__ import annotations

from dispatched.checks.done import forget as forget
from dispatched.checks.done import progress as progress
from dispatched.checks.feedback import Feedback as Feedback
from dispatched.checks.feedback import NotRightError as NotRightError
from dispatched.checks.feedback import check as check
from dispatched.checks.feedback import hint as hint
from dispatched.checks.key_files import UnknownTaskError as UnknownTaskError
from dispatched.checks.key_files import keys_folder as keys_folder
from dispatched.checks.key_files import load_keys as load_keys


def _in_notebook() -> bool:
    """Is there a notebook that could show a chart?"""
    import sys

    shell = sys.modules.get("IPython")
    return shell is not None and shell.get_ipython() is not None


if _in_notebook():
    # Drafts are drawn as in the chapters, offline.
    from dispatched import charts as _charts  # noqa: F401
