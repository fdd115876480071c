"""Would the tests notice? Change our code in one small place, run the tests that reach it, and so on.

changes   what may be changed, and a sample of it that is always the same
reaching  which tests reach a line, and how long each takes
trials    a changed module in a process of its own, and what its tests say
"""
