"""What stands beside the texts of a unit in a memory: their codes, and what other tools say of it."""

from align import exchange
from align.memory import Memory
from align.memory.intake import add_files
from align.memory.transfer import ExportChoice, export

FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="Tool" srclang="en"/><body>
<tu tuid="7" creationid="ann" creationdate="20200102T030405Z" usagecount="3"><prop type="x-domain">law</prop>
<prop type="file">a.txt</prop><prop type="client">UN &lt;HQ&gt;</prop>
<tuv xml:lang="en"><prop type="x-domain">law</prop><prop type="x-own">1</prop>
<seg>The <bpt i="1" x="1" type="bold">{b</bpt>Board<ept i="1">}</ept> met<ph x="2" type="fnote"/>.</seg></tuv>
<tuv xml:lang="fr"><seg>Le <bpt i="1" x="1" type="bold">{b</bpt>Conseil<ept i="1">}</ept> s’est réuni.</seg></tuv>
</tu></body></tmx>"""


def test_codes_and_props_of_others_go_through_a_memory(location, tmp_path):
    (tmp_path / "x.tmx").write_text(FOREIGN, encoding="utf-8")
    with Memory.open(location, create=True) as memory:
        assert not add_files(memory, [tmp_path / "x.tmx"]).errors
        export(memory, tmp_path / "plain.tmx", ExportChoice())
        export(memory, tmp_path / "y.tmx", ExportChoice(inline="standard"))
        export(memory, tmp_path / "t.tmx", ExportChoice(inline="standard", source_language="fr"))
        export(memory, tmp_path / "y.xlf", ExportChoice(inline="standard"))
    plain, coded, turned = (
        (tmp_path / name).read_text(encoding="utf-8") for name in ("plain.tmx", "y.tmx", "t.tmx")
    )
    assert "<seg>The Board met.</seg>" in plain
    bold = '<bpt i="1" x="1" type="bold">{b</bpt>'
    assert f'<seg>The {bold}Board<ept i="1">}}</ept> met<ph x="3" type="fnote"/>.</seg>' in coded
    assert f'<seg>Le {bold}Conseil<ept i="1">}}</ept> s’est réuni.</seg>' in coded
    assert turned.index("Conseil") < turned.index("Board")
    for known in ('creationid="ann"', 'creationdate="20200102T030405Z"', 'usagecount="3"',
                  '<prop type="x-domain">law</prop>', '<prop type="client">UN &lt;HQ&gt;</prop>'):  # fmt: skip
        assert plain.count(known) == 1, known
    assert '"file"' not in plain  # OmegaT would fill nothing from it
    bead = exchange.read(tmp_path / "y.xlf", inline="standard").beads[0]
    assert [code.kind for code in bead.source[0].codes] == ["+bold", "-bold", "fnote"]
    assert {prop.name for prop in bead.props} >= {"x-domain", "client", "x-own", "@creationid"}


def test_a_damaged_row_of_codes_formats_nothing():
    from align.memory.codes_and_props import codes_from, props_from

    for text in ("[", "[1]", "[[1],[2]]", '[[["x"]],[]]', "null"):
        assert codes_from(text) == ((), ())
        assert props_from(text) == ()
