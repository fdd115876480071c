"""Word files made from the insides of their parts, and the cases that hold these."""

import re
import zipfile
from pathlib import Path

OOXML = "http://schemas.openxmlformats.org"
MAIN = f"{OOXML}/wordprocessingml/2006/main"
RELATIONS = f"{OOXML}/officeDocument/2006/relationships"
ROOT = (
    f'<w:{{0}} xmlns:w="{MAIN}" xmlns:mc="{OOXML}/markup-compatibility/2006"'
    f' xmlns:m="{OOXML}/officeDocument/2006/math" xmlns:r="{RELATIONS}"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">{1}</w:{0}>'
)


def make_docx(path: Path, parts: dict[str, str], main: str = "word/document.xml") -> Path:
    """Write a Word file from the insides of its parts; `{name: xml}`."""
    related = "".join(
        f'<Relationship Id="r{i}" Type="{RELATIONS}/{name}" Target="{name}.xml"/>'
        for i, name in enumerate(parts)
    )
    first = f'<Relationship Id="r" Type="{RELATIONS}/officeDocument" Target="{main}"/>'
    folder, name = main.split("/")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("_rels/.rels", f"<Relationships>{first}</Relationships>")
        package.writestr(f"{folder}/_rels/{name}.rels", f"<Relationships>{related}</Relationships>")
        for part, xml in parts.items():
            inner = f"<w:body>{xml}</w:body>" if part == "document" else xml
            package.writestr(main if part == "document" else f"word/{part}.xml", ROOT.format(part, inner))
    return path


def sections(case: Path) -> dict[str, str]:
    parts = re.split(r"^=== (\w+)\n", case.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))
