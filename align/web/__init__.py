"""The review page: a person corrects an alignment and settles its findings.

An edit is a pure function from a bitext to a bitext (`edits`, with `carets` for what happens inside a text,
and `realign`). A `session` holds one bitext under review: it applies edits, writes each of them at once to a
`journal` on disk, and takes them back (`history`). `findings` asks the term checks about its rows
(`checking`), `filters` says which rows to show, `returned` compares a workbook that came back. `opening`
turns what a person named on the command line into something to open, and `folder` lists the bitexts of a
folder, with how many findings they have (`counts`). None of these knows of a browser; `app` and what it
serves do.
"""
