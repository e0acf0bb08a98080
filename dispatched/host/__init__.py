"""A built book made ready for a server: addresses, records, redirects, compression.

``python -m dispatched.host`` reads ``_build/html`` and writes ``_build/site``.
"""
