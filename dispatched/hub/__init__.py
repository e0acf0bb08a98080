"""The classroom on a server: a JupyterHub whose rooms have walls, and scores to a course system."""
