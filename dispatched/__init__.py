"""Dispatched: evidence, models, charts and explorers of the course book.

Importing the package costs next to nothing: pandas and Altair are imported by the modules that use them.
"""

__version__ = "0.1.0"
