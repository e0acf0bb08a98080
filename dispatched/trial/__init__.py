"""A small trial: does it help to be asked before the evidence is shown?

The test's items (:mod:`dispatched.trial.items`), who is asked (:mod:`dispatched.trial.assign`),
how many students are needed (:mod:`dispatched.trial.power`), and what the answers say
(:mod:`dispatched.trial.results`).
"""
