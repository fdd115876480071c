"""Makes the PDFs beside it: `pip install fpdf2 pypdf pillow`, then `python make.py FONT_WITH_HAN.ttc`.

The readers' tests need no such package. Set as UN documents are: 10 points with footnotes of 9 under a
short rule, raised marks, the symbol as running head, page and job number at the foot. All text is invented.
"""

import programs
import running_text
import tables

if __name__ == "__main__":
    for make in (
        running_text.report_en,
        running_text.report_zh,
        running_text.columns,
        running_text.tight,
        running_text.odd,
        running_text.bold,
        running_text.counted,
        running_text.swallow,
        tables.tables,
        tables.budget,
        tables.lists,
        tables.mandates,
        tables.figures,
        programs.gaps,
        programs.drawn_bullets,
        programs.tagged,
        programs.recognised,
        programs.broken,  # locks the columns
        programs.arabic_forms,
    ):
        make()
