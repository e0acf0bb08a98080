"""How the book, a page, a chart, a claim and a calculation are cited, and what was mended in them.

A citation is an item of CSL-JSON; :mod:`dispatched.cite.forms` writes it in four forms. Who, which
version and when stand in ``CITATION.cff``, where the book stands in ``_config.yml``.
"""
