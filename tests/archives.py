"""Archives whose files are read: documents of a dozen sentences each, cut from our sample report."""

import csv
from pathlib import Path

LANGUAGES = ("en", "zh")


def sample_texts(corpora: Path) -> list[tuple[str, str]]:
    """Return documents as (English, Chinese), paragraph by paragraph."""
    with (corpora / "report" / "gold.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, dialect="excel-tab"))
    beads = [(row["en"], row["zh"]) for row in rows if len(row["en"]) > 40]
    return [
        tuple("\n\n".join(side) for side in zip(*beads[i : i + 12], strict=True)) for i in range(0, 72, 12)
    ]


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder
