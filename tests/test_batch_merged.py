"""What a batch makes of all its pairs: the merged memory, its conflicts, a translation memory."""

from batches import batch, make_archive, text

from align.batch.config import BatchSettings
from align.batch.merged import merge
from align.batch.merged.parts import COLUMNS as CONFLICT_COLUMNS
from align.batch.rows import write_rows
from align.batch.task import WORK
from align.bitext import Bead, Bitext, Side
from align.document import Segment
from align.exchange import read


def bitext(*rows, symbol=""):
    """Return a bitext of rows of source, target and score."""
    beads = [
        Bead((Segment(s, i, 0, len(s)),) if s else (), (Segment(t, i, 0, len(t)),) if t else (), score)
        for i, (s, t, score) in enumerate(rows)
    ]
    return Bitext(Side("en", "x.en.txt", symbol), Side("zh-CN", "x.zh.txt"), tuple(beads))


def merged(tmp_path, bitexts, **settings):
    (tmp_path / WORK).mkdir()
    files = []
    for number, each in enumerate(bitexts):
        files.append((str(number), tmp_path / f"{number}.bitext.jsonl"))
        each.save(files[-1][1])
    return merge(lambda: iter(files), tmp_path, BatchSettings(**settings)), files


def test_merging_keeps_the_best_of_the_same_and_lists_what_differs(tmp_path):
    one = bitext(("Water", "水", 0.4), ("Food", "食物", 0.9), ("Peace", "", 0.0), symbol="A/1")
    two = bitext(("Water", "水", 0.8), ("Food", "粮食", 0.7), ("Same", "Same", 1.0), symbol="A/2")
    three = bitext(("Food", "粮食", 0.6), symbol="A/3")
    result, _ = merged(tmp_path, [one, two, three])
    assert (result.units, result.repeated, result.conflicts) == (3, 2, 1)
    units = {(u.source, u.target): u for u in read(tmp_path / "merged.tmx").units()}
    assert set(units) == {("Water", "水"), ("Food", "食物"), ("Food", "粮食")}
    assert units["Water", "水"].bead.score == 0.8
    assert units["Water", "水"].id.startswith("A/2")
    rows = [
        line.split("\t") for line in (tmp_path / "conflicts.tsv").read_text(encoding="utf-8").splitlines()
    ]
    assert rows[0] == list(CONFLICT_COLUMNS)
    assert [(row[1], row[2], row[5]) for row in rows[1:]] == [("粮食", "2", "A/2"), ("食物", "1", "A/1")]


def test_merging_leaves_out_what_is_less_sure_than_asked(tmp_path):
    result, files = merged(tmp_path, [bitext(("Water", "水", 0.4), ("Food", "食物", 0.9))], min_score=0.5)
    assert result.units == 1
    write_rows(lambda: iter(files), tmp_path, BatchSettings(formats=("jsonl",), min_score=0.5))
    assert len((tmp_path / "units.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_merging_in_parts_loses_nothing(tmp_path):
    rows = [(f"Sentence {i} about water", f"关于水的第{i}句", 0.9) for i in range(50)]
    result, _ = merged(tmp_path, [bitext(*rows[:20]), bitext(*rows[20:])], part_size=0.005)
    parts = [path for path in result.paths if path.endswith(".tmx")]
    assert len(parts) > 2
    assert parts[0] == "merged-001.tmx"
    units = [(u.source, u.target) for part in parts for u in read(tmp_path / part).units()]
    assert units == [row[:2] for row in rows]


def test_a_memory_takes_every_pair_once(tmp_path):
    from align.memory.store import Memory

    archive, out, folder = make_archive(tmp_path / "archive", 3), tmp_path / "out", tmp_path / "tm"
    sizes = []
    for _ in range(2):
        assert batch(archive, "-o", out, "--tm", folder).returncode == 0
        with Memory.open(folder) as memory:
            sizes.append(len(memory))
    assert sizes[0] == sizes[1] == len(read(out / "merged.tmx").beads)
    (archive / "A_2-E.txt").write_text(text(2, 0, 3), encoding="utf-8")
    (archive / "A_2-C.txt").write_text(text(2, 1, 3), encoding="utf-8")
    assert batch(archive, "-o", out, "--tm", folder).returncode == 0
    with Memory.open(folder) as memory:
        assert len(memory) == len(read(out / "merged.tmx").beads)
