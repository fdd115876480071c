"""What other programs than OmegaT make of our files: what they show is what we wrote."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import lokalize
import pytest
from lxml import etree

from align import exchange
from align.cli import main
from align.text import clean

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """Return a folder with the sample report as a bitext with codes, and as what other tools read."""
    folder = tmp_path_factory.mktemp("sample")
    pair = [str(ROOT / f"corpora/report/report.{language}.docx") for language in ("en", "zh")]
    names = ("r.bitext.jsonl", "r.tmx", "r.xlf", "r.v12.xlf", "r.xlsx")
    outputs = [part for name in names for part in ("-o", str(folder / name))]
    main(["pair", *pair, "-q", "--codes", "standard", *outputs], standalone_mode=False)
    main(
        ["convert", str(folder / "r.bitext.jsonl"), str(folder / "r.po"), "--codes", "none"],
        standalone_mode=False,
    )
    return folder


def pairs(path):
    return [(clean(unit.source), clean(unit.target)) for unit in exchange.read(path).units()]


def _has_calc():
    """Tell whether LibreOffice is here with Calc: Writer alone brings the same command."""
    office = shutil.which("soffice")
    return bool(office) and (Path(office).resolve().parent / "libsclo.so").exists()


@pytest.mark.skipif(not lokalize.is_installed(), reason="needs Lokalize (apt-get install lokalize dbus)")
@pytest.mark.parametrize("name", ["r.v12.xlf", "r.po"])
def test_lokalize_shows_every_unit_as_we_wrote_it(name, sample, tmp_path):
    shown = lokalize.entries(tmp_path, sample / name)
    assert [
        tuple(text.replace(lokalize.TAG, "").replace("\n", "") for text in row) for row in shown
    ] == pairs(sample / name)


@pytest.mark.skipif(not _has_calc(), reason="needs LibreOffice Calc (apt-get install libreoffice-calc-nogui)")
def test_calc_saves_a_workbook_again_without_loss_and_shows_its_rows_whole(sample, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to",
               "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path), str(sample / "r.xlsx")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, env=os.environ | {"HOME": str(tmp_path)})
    assert exchange.read(tmp_path / "r.xlsx").beads == exchange.read(sample / "r.xlsx").beads
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets[0]
    for row in range(2, sheet.max_row + 1):
        longest = max(len(str(sheet.cell(row, column).value or "")) for column in (5, 6))
        assert sheet.row_dimensions[row].height >= 15 * min(-(-longest // 60), 27)


@pytest.mark.parametrize("name", ["r.tmx", "r.v12.xlf", "r.po"])
def test_the_layer_of_weblate_reads_every_unit_as_we_wrote_it(name, sample):
    factory = pytest.importorskip("translate.storage.factory", reason="needs translate-toolkit")
    units = [unit for unit in factory.getobject(str(sample / name)).units if not unit.isheader()]
    assert [(clean(str(unit.source or "")), clean(str(unit.target or ""))) for unit in units] == pairs(
        sample / name
    )


def test_pythontmx_reads_every_unit(sample, tmp_path):
    """Without codes: it refuses a `<ph>` without `assoc`, which the standard leaves free."""
    library = pytest.importorskip("PythonTmx", reason="needs python-tmx 0.3 (pip install python-tmx)")
    from lxml import etree

    main(["convert", str(sample / "r.bitext.jsonl"), str(tmp_path / "r.tmx")], standalone_mode=False)
    read = library.from_element(etree.parse(tmp_path / "r.tmx").getroot())
    assert len(read.tus) == len(pairs(sample / "r.tmx"))
    assert {len(unit.tuvs) for unit in read.tus} == {2}


SCHEMAS = Path(
    os.environ.get("XLIFF_SCHEMAS", "/usr/share/php/Symfony/Component/Translation/Resources/schemas")
)
"""The schemas of OASIS, as Debian has them in a package."""


@pytest.mark.skipif(
    not SCHEMAS.exists(), reason="needs XLIFF schemas: apt-get install php-symfony-translation"
)
def test_our_xliff_1_2_is_valid_by_the_strict_schema(sample, tmp_path):
    text = (SCHEMAS / "xliff-core-1.2-strict.xsd").read_text(encoding="utf-8")
    text = text.replace("http://www.w3.org/2001/xml.xsd", str(SCHEMAS / "xml.xsd"))
    schema = etree.XMLSchema(etree.fromstring(text.encode()))
    foreign = ROOT / "tests/cases/exchange/foreign"
    for name in ("reviewed.sdlxliff", "reviewed.mqxliff", "notes.xlf", "latest_change.tmx"):
        main(["convert", str(foreign / name), str(tmp_path / f"{name}.v12.xlf"), "--codes", "standard"],
             standalone_mode=False)  # fmt: skip
    for path in (sample / "r.v12.xlf", *tmp_path.iterdir()):
        schema.assertValid(etree.parse(path))


READ = """
const xliff = require("xliff"), text = require("fs").readFileSync(process.argv[1], "utf8");
const read = process.argv[1].endsWith(".v12.xlf") ? xliff.xliff12ToJs : xliff.xliff2js;
read(text, (error, found) => {
  if (error) throw error;
  const plain = (side) => [].concat(side ?? "").map((part) => typeof part === "string" ? part
    : Object.values(part).map((code) => code.contents ? plain(code.contents) : "").join("")).join("");
  const units = Object.values(found.resources).flatMap(Object.values);
  console.log(JSON.stringify(units.map((unit) => [plain(unit.source), plain(unit.target)])));
});
"""


def node(script, *arguments):
    return subprocess.run(["node", "-e", script, *arguments], capture_output=True, text=True, check=False)


@pytest.mark.skipif(
    not shutil.which("node") or node("require('xliff')").returncode != 0,
    reason="needs node and its xliff: npm install xliff, and NODE_PATH",
)
@pytest.mark.parametrize("name", ["r.v12.xlf", "r.xlf"])
def test_the_xliff_of_npm_reads_every_unit_as_we_wrote_it(name, sample):
    done = node(READ, str(sample / name))
    assert done.returncode == 0, done.stderr
    assert [tuple(map(clean, pair)) for pair in json.loads(done.stdout)] == pairs(sample / name)
