"""What every printed page needs, be it plain text or a PDF: its lines become paragraphs and footnotes.

    lines            one printed line, and how two of them join
    furniture        running heads, page numbers and job numbers out
    notes            the footnotes apart
    tables           cells of plain text
    wrapping         where a line begins a paragraph
    joining          paragraphs whole again over pages
    marks            footnote marks lifted out of the text
    outline          heading, item, title or masthead

`layout` leads plain text through all of them; a PDF tells its own lines, notes and paragraphs by where the
glyphs stand (`readers.pdf`), and takes the rest from here.
"""
