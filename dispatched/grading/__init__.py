"""For teachers: release assignments, grade submissions in a sandbox, report on a class. ``make
release``, ``make grade``.
"""
