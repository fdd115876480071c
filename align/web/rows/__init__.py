"""Finding one's way among the rows of a bitext, seeing them, and replacing text in many of them.

`filters` and `search` say which rows to show, `worklist` which to look at and why, `overview` draws the whole
as a picture; `row_views` makes rows ready for the page, `updates` says which of them changed since,
`answering_words` which words answer each other, `known_terms` which are terms;
`replacing` finds and replaces; `machine_differences` compares with what the machine had made.
"""
