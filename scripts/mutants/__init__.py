"""Would the tests notice? Change our code in one small place, run the tests that reach it, and so on.

changes    what may be changed, and a sample of it that is always the same
processes  a process a mutant, forked from one that has loaded what all need
reaching   which tests reach a line, and how long each takes
trials     a changed module in a process of its own, and what its tests say
known.tsv  what no test notices: what changes nothing, and what is still open, each with its reason

29 November 2026, the first of each room's sample (98 of 100 that change something are noticed):

room        mutants  killed  same  open
beads            60      59     1     0
sentences        60      57     2     1
paragraphs       60      54     4     2
clauses          60      57     3     0
quantities       59      55     4     0
exchange         60      52     8     0
terms            60      55     2     3
"""
