"""Would the tests notice? Change our code in one small place, run the tests that reach it, and so on.

changes    what may be changed, and a sample of it that is always the same
processes  a process a mutant, forked from one that has loaded what all need
reaching   which tests reach a line, and how long each takes
trials     a changed module in a process of its own, and what its tests say
known.tsv  what no test notices: what changes nothing, and what is still open, each with its reason

November 2026, the first of each room's sample (96 of 100 that change something are noticed):

room        mutants  killed  same  open
beads            50      49     1     0
sentences        27      22     1     4
paragraphs       26      21     2     3
clauses          50      48     1     1
quantities       50      47     3     0
exchange         50      41     7     2
terms            50      46     2     2
"""
