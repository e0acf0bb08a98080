"""The audit under the name that the notebooks use."""

from dispatched.arithmetic import VERDICTS, calculation, gap, inputs_of
from dispatched.questions.audit import counts, needed, sensitivity, short, table, words
from dispatched.questions.audit_cases import EDGE, NEAR, Case, band, cases, position

__all__ = [
    "EDGE",
    "NEAR",
    "VERDICTS",
    "Case",
    "band",
    "calculation",
    "cases",
    "counts",
    "gap",
    "inputs_of",
    "needed",
    "position",
    "sensitivity",
    "short",
    "table",
    "words",
]
