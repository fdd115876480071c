"""Correcting an alignment.

An edit is a pure function from a bitext to a bitext (`edits`, with `carets` for what happens inside a text,
and `realign` for aligning anew around what a person fixed). A `session` holds one bitext under review: it
applies edits, writes each of them at once to a `journal` on disk, takes them back (`history`), and knows
whose they are (`people`); `presence` tells who is here now. What people say of rows beside that (`said`) and
where it stands now (`talk`) changes no row; `at_work` counts what each did. Several rows are edited in one
step by `steps`. `resume` opens the review again after whatever ended it; `changed` tells of a file that
another program changed.
"""
