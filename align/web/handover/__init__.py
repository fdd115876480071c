"""Handing a bitext on and taking it back.

`exported_rows` says which rows an export holds; `workbook` reads a workbook that comes back from a reviewer,
`returned` finds what was changed in it, and `word_differences` shows a change word by word.
"""
