"""Ranges and calculations under the name that the notebooks use."""

from dispatched.arithmetic import Range, compute, evaluate, inputs_of, relation, stated

__all__ = ["Range", "compute", "evaluate", "inputs_of", "relation", "stated"]
