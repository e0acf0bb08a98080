"""What other packages do wrong or slowly, put right here, each with the reason and the version that it was seen in.

When one of them is renewed, take its part out, run the tests, and leave it out if they stay green.
"""

from __future__ import annotations

import functools
import re
from typing import Any

from sphinx.application import Sphinx


def _only_the_contents(app: Sphinx, config: Any) -> None:
    """Read the pages of ``_toc.yml`` and no others (sphinx-external-toc 1.1).

    It looks for the files to leave out with a pattern that begins with the path of the checkout. In a folder such as
    ``a[1]`` that finds none of them, and a file named ``a[1].md`` is a pattern in its turn.
    """
    contents = config.external_site_map
    named = [re.sub(r"([*?[])", r"[\1]", name) for name in contents] + list(contents.globs())
    endings = ("", *config.source_suffix)  # a page may stand in the contents with its ending
    config.include_patterns = [f"{name}{ending}" for name in named for ending in endings]


def _quicken() -> None:
    """Do once what is done for each citation and each word.

    pybtex 0.26 looks its styles up among all installed packages for every entry, and Sphinx 7.4 stems every word of
    every page anew for the search index: seconds of each build.
    """
    import pybtex.plugin
    from sphinx.search.en import SearchEnglish

    if not hasattr(SearchEnglish.stem, "cache_info"):
        SearchEnglish.stem = functools.cache(SearchEnglish.stem)

    if not hasattr(pybtex.plugin._load_entry_point, "cache_info"):
        pybtex.plugin._load_entry_point = functools.cache(pybtex.plugin._load_entry_point)


def setup(app: Sphinx) -> None:
    """Put all of it in place."""
    _quicken()
    app.connect("config-inited", _only_the_contents, priority=950)  # after the contents have been read (900)
