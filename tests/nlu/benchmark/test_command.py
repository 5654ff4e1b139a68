"""The command trains both kinds of models on a folder, keeps them, and finds them again."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from nlu.benchmark.__main__ import main
from nlu.benchmark.corpus import Corpus
from nlu.benchmark.joint import JointModel
from nlu.benchmark.learning import Plan
from nlu.benchmark.product import ProductModels, fit_intents, fit_tagger
from nlu.benchmark.school import Curriculum, School
from nlu.benchmark.scores import Scores

SAMPLE = Path(__file__).parent / "sample"
SMALL = Plan(width=24, epochs=40, batch=6, dropout=(0.1, 0.1, 0.1), rate=0.01)


def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    monkeypatch.setattr(sys, "argv", ["benchmark", str(SAMPLE), *arguments])
    main()
    return capsys.readouterr().out.splitlines()


def test_both_models_are_measured_and_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    arguments = ("--keep", str(tmp_path / "models"), "--members", "1", "--epochs", "1")
    first = run(monkeypatch, capsys, *arguments)
    assert first[0] == "36 train, 6 dev, 6 test sentences"
    assert [line.partition("  ")[0] for line in first[2:]] == [
        "product, dev",
        "product, test",
        "joint, dev",
        "joint, test",
    ]
    again = run(monkeypatch, capsys, *arguments)
    assert [line.split()[2:5] for line in again[2:]] == [line.split()[2:5] for line in first[2:]]


def test_the_network_learns(tmp_path: Path) -> None:
    corpus = Corpus.read(SAMPLE)
    fit_tagger(corpus.train, tmp_path)
    fit_intents(corpus.train, 1.5).save(tmp_path)
    curriculum = Curriculum(teacher=SMALL, student=replace(SMALL, epochs=15))
    School(corpus.train, curriculum, 1).train(tmp_path, 1)
    model = JointModel.load(tmp_path)
    given = [model.understand(one.tokens) for one in corpus.train]
    scores = Scores.of([(one.intent, one.tags) for one in corpus.train], given)
    assert scores.intents > 95
    assert scores.slots > 95
    assert isinstance(ProductModels.load(tmp_path).understand(("đặt", "sân"))[0], str)


def test_the_same_seed_makes_the_same_network(tmp_path: Path) -> None:
    corpus = Corpus.read(SAMPLE)
    curriculum = Curriculum(teacher=SMALL, student=SMALL).shortened(1)
    made = []
    for _ in range(2):
        School(corpus.train, curriculum, 5).train(tmp_path, 1)
        made.append((tmp_path / "network.npz").read_bytes())
    assert made[0] == made[1]
