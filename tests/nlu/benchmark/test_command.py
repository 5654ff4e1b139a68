"""The command trains both kinds of models on a folder, keeps them, and finds them again."""

import sys
from pathlib import Path

import pytest

from nlu.benchmark.__main__ import main
from nlu.benchmark.corpus import Corpus
from nlu.benchmark.joint import JointModel
from nlu.benchmark.learning import Plan
from nlu.benchmark.product import ProductModels, fit_intents, fit_tagger
from nlu.benchmark.scores import Scores

SAMPLE = Path(__file__).parent / "sample"


def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    monkeypatch.setattr(sys, "argv", ["benchmark", str(SAMPLE), *arguments])
    main()
    return capsys.readouterr().out.splitlines()


def test_both_models_are_measured_and_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    arguments = ("--keep", str(tmp_path / "models"), "--members", "2", "--epochs", "2")
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


def test_the_networks_learn(tmp_path: Path) -> None:
    corpus = Corpus.read(SAMPLE)
    fit_tagger(corpus.train, tmp_path)
    fit_intents(corpus.train, 1.5).save(tmp_path)
    plan = Plan(width=24, units=24, epochs=40, batch=6, dropout=(0.1, 0.1), rate=0.01)
    model = JointModel.fit(corpus.train, tmp_path, plan, [1])
    given = [model.understand(one.tokens) for one in corpus.train]
    scores = Scores.of([(one.intent, one.tags) for one in corpus.train], given)
    assert scores.intents > 95
    assert scores.slots > 95
    assert isinstance(ProductModels.load(tmp_path).understand(("đặt", "sân"))[0], str)


def test_the_same_seed_makes_the_same_networks(tmp_path: Path) -> None:
    corpus = Corpus.read(SAMPLE)
    plan = Plan(width=8, units=8, epochs=1)
    fit_tagger(corpus.train, tmp_path)
    fit_intents(corpus.train, 1.5).save(tmp_path)
    made = []
    for _ in range(2):
        JointModel.fit(corpus.train, tmp_path, plan, [5])
        made.append((tmp_path / "network-5.npz").read_bytes())
    assert made[0] == made[1]
