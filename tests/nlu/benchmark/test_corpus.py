"""Folders are read as they are, and what is wrong with one is said."""

from pathlib import Path

import pytest

from nlu.benchmark.corpus import Corpus

SAMPLE = Path(__file__).parent / "sample"


def write(folder: Path, tokens: str, tags: str, intents: str) -> None:
    for part in ("train", "dev", "test"):
        (folder / part).mkdir()
        (folder / part / "seq.in").write_text(tokens, encoding="utf-8")
        (folder / part / "seq.out").write_text(tags, encoding="utf-8")
        (folder / part / "label").write_text(intents, encoding="utf-8")


def test_the_sample_is_read() -> None:
    corpus = Corpus.read(SAMPLE)
    first = corpus.train[0]
    assert (first.intent, first.tokens[3:6], first.tags[3:6]) == (
        "book",
        ("sân", "cầu", "lông"),
        ("B-place", "I-place", "I-place"),
    )
    assert (len(corpus.dev), len(corpus.test)) == (6, 6)


def test_without_marks_every_token_keeps_its_tag() -> None:
    plain, folded = Corpus.read(SAMPLE), Corpus.read(SAMPLE, folded=True)
    assert folded.train[0].tokens[3:6] == ("san", "cau", "long")
    assert [one.tags for one in folded.train] == [one.tags for one in plain.train]


def test_words_of_several_syllables_are_one_token(tmp_path: Path) -> None:
    write(tmp_path, "đặt sân_cầu_lông\n", "O B-place\n", "book\n")
    assert Corpus.read(tmp_path).train[0].tokens == ("đặt", "sân_cầu_lông")


@pytest.mark.parametrize(
    ("tokens", "tags", "intents", "said"),
    [
        ("a b\n", "O\n", "x\n", "line 1: 2 tokens, 1 tags"),
        ("a\nb\n", "O\n", "x\n", "2 sentences, 1 rows of tags, 1 intents"),
    ],
)
def test_a_broken_folder_is_refused(tmp_path: Path, tokens: str, tags: str, intents: str, said: str) -> None:
    write(tmp_path, tokens, tags, intents)
    with pytest.raises(SystemExit, match=said):
        Corpus.read(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"train/seq\.in is missing"):
        Corpus.read(tmp_path)
