"""The book to take away: PDF, EPUB and one zip, each made from the pages of a built book.

``built`` reads a page, ``plain`` takes out what only a screen has, ``bound`` puts the pages
together with their cards and answers; ``paper`` and ``pdf``, ``epub`` with ``opf`` and ``fonts``,
``offline`` make the three forms, and ``shelf`` puts them beside the pages and lists them there.
"""
