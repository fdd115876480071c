"""Translations home into Word: the XLIFF of a pretranslated document, translated, is made a docx again.

    places       the paragraphs of a Word file with their segments, each with a name that finds it again
    pieces       what stands in a paragraph, its nesting undone; paragraph nests it again
    stretches    a segment: text with codes, and what each code stands for
    returned     what the translator's tool gives back
    filling      a translation in the place of a segment; what its codes lack is mended or told
    directions   which way a paragraph runs
    surgery      paragraphs into the file, whose other bytes stay what they are

The document itself is the skeleton: nothing is kept beside the XLIFF, and one that says something else where
a segment stood is refused. What is not translated stays as it was.
"""

from __future__ import annotations

from align.build.building import Built, Mend, build

__all__ = ["Built", "Mend", "build"]
