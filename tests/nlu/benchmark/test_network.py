"""The network learns by the right slopes, and asked one by one it answers as in a batch."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

from nlu.benchmark.corpus import Sentence
from nlu.benchmark.decoding import Decoder
from nlu.benchmark.encoding import Encoder
from nlu.benchmark.ensemble import Ensemble
from nlu.benchmark.layers import Params
from nlu.benchmark.network import Pass, new_params

SENTENCES = [
    Sentence(("đặt", "sân", "bóng"), ("O", "B-place.name", "I-place.name"), "book"),
    Sentence(("sân", "nào"), ("B-kind.name", "O"), "ask"),
]


@pytest.fixture
def encoder() -> Encoder:
    return Encoder.of(SENTENCES)


@pytest.fixture
def params(encoder: Encoder) -> Params:
    return new_params(encoder, 5, 4, np.random.default_rng(7))


def one_hot(shape: tuple[int, ...], wanted: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    table = np.zeros(shape, np.float32)
    np.put_along_axis(table, wanted[..., None], 1, -1)
    return table


def numeric(value: npt.NDArray[np.float32], loss: Callable[[], float]) -> npt.NDArray[np.float32]:
    """The slope by trying each weight a little higher and lower."""
    slope = np.zeros_like(value)
    for place in np.ndindex(value.shape):
        before = value[place]
        value[place] = before + 0.005
        higher = loss()
        value[place] = before - 0.005
        slope[place] = (higher - loss()) / 0.01
        value[place] = before
    return slope


def test_slopes_are_those_of_the_loss(encoder: Encoder, params: Params) -> None:
    ids, lengths = encoder.table([one.tokens for one in SENTENCES])
    tags = np.zeros(ids.shape[:2], np.int64)
    for number, one in enumerate(SENTENCES):
        tags[: len(one.tags), number] = [encoder.tags.index(tag) for tag in one.tags]
    intents = np.array([encoder.intents.index(one.intent) for one in SENTENCES])

    def run() -> Pass:
        return Pass(params, encoder.composition(), ids, lengths)

    done = run()
    right_tags = one_hot(done.slots.shape, tags) * done.mask[..., None]
    right_intents = one_hot(done.intents.shape, intents)
    slopes = done.slopes(
        np.exp(done.slots) * done.mask[..., None] - right_tags, np.exp(done.intents) - right_intents
    )

    def loss() -> float:
        now = run()
        return -float((now.slots * right_tags).sum() + (now.intents * right_intents).sum())

    for name, value in params.items():
        assert slopes[name] == pytest.approx(numeric(value, loss), abs=2e-3), name


def test_padding_and_company_change_nothing(encoder: Encoder, params: Params) -> None:
    ids, lengths = encoder.table([one.tokens for one in SENTENCES])
    params["words"][0] = 0
    batch = Pass(params, encoder.composition(), ids, lengths)
    asked = Ensemble(encoder, [params, params])
    for number, one in enumerate(SENTENCES):
        slots, intents = asked.scores(one.tokens)
        assert slots == pytest.approx(batch.slots[: len(one.tokens), number], abs=1e-5)
        assert intents == pytest.approx(batch.intents[number], abs=1e-5)


def test_unknown_words_are_no_error(encoder: Encoder, params: Params) -> None:
    slots, _ = Ensemble(encoder, [params]).scores(["zzz", "999", "🙂"])
    assert np.isfinite(slots).all()


def test_no_slot_begins_in_its_middle() -> None:
    tags = ["B-a", "B-b", "I-a", "I-b", "O"]
    scores = np.array([[0, 0, 9, 0, 1], [0, 2, 0, 9, 0], [0, 0, 0, 5, 0]], np.float32)
    assert [tags[number] for number in Decoder(tags).best(scores)] == ["B-b", "I-b", "I-b"]
