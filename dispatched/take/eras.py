"""The eras as a bar: how many years each takes of it."""

YEARS = {"1946": 4, "1950": 17, "1967": 33, "2000": 17, "2017": 5, "2022": 4}
"""Era → its years, of those from 1946 to 2025."""
