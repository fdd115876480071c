"""The review page: a person corrects an alignment and settles its findings.

A room for each thing a person does: `folder` (choosing a bitext), `rows` (finding one's way in it), `review`
(correcting it), `findings` (settling what is wrong), `handover` (handing it on and taking it back); `pages`
and `words` are what they see of it. `opening` turns what a person named on the command line into something
to open. None of these knows of a browser; `app` and `pages` do.
"""
