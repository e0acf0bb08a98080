"""Dispatched: evidence, models, charts and explorers of the course book.

The rooms, from the bottom up, each free to import from those below: ``evidence``, ``arithmetic``,
``models``, ``questions``, ``charts``, ``explore``, ``book``. Importing the package costs next to
nothing: pandas and Altair are imported by the modules that use them.
"""

__version__ = "0.1.0"
