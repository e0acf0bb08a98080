"""Notebooks as files: run them, hold them against the rules, make a new one."""
