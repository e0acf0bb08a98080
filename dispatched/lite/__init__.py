"""The plain notebooks live in the browser: a JupyterLite site that asks nothing of another server.

``python -m dispatched.lite.build --pyodide ARCHIVE``, or ``make lite PYODIDE=ARCHIVE``. Python
comes from a distribution of Pyodide that somebody has fetched (:mod:`dispatched.lite.archive`),
pure packages from the package index (:mod:`dispatched.lite.wheels`).
"""


class LiteError(ValueError):
    """The site cannot be made; one sentence says what to do."""
