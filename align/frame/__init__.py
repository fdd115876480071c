"""The frame of every page, static or served: one look, one header, one way to show a text and mark its spans.

    static/       tokens.css (colours and fonts), parts.css (what pages are made of), look.js (light or dark,
                  the language)
    templates/    frame.html, and what static (report.html) and served pages (served.html) make of it

A static page (`page.static`) is one file that loads nothing: it holds its words in every language of the
interface, and whoever reads it chooses. A served page (`page.served`) is told in the language of whoever
looks at it. Nothing of a document reaches a page but through `text`.
"""
