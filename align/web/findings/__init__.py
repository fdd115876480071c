"""Settling what the term checks find in a bitext under review (`review_findings`), row by row.

`checker` checks a few rows in no time, `corrections` says what to put in the place of what is wrong.
"""
