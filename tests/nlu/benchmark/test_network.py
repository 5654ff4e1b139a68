"""What TensorFlow has trained, numpy asks: both must say the same."""

from collections.abc import Sequence
from itertools import pairwise, product

import numpy as np
import pytest
import tensorflow as tf  # type: ignore[import-untyped]

from nlu.benchmark.chain import chain_loss
from nlu.benchmark.corpus import Sentence
from nlu.benchmark.decoding import Decoder
from nlu.benchmark.encoding import Encoder
from nlu.benchmark.learning import answers, slots_loss
from nlu.benchmark.network import Network
from nlu.benchmark.reader import Reader

SENTENCES = [
    Sentence(("đặt", "sân", "bóng"), ("O", "B-place.name", "I-place.name"), "book"),
    Sentence(("sân", "nào"), ("B-kind.name", "O"), "ask"),
]
TOKENS = [one.tokens for one in SENTENCES]


@pytest.fixture
def encoder() -> Encoder:
    return Encoder.of(SENTENCES)


def network(encoder: Encoder) -> Network:
    return Network(encoder, 4, (0.4, 0.3, 0.5), 7)


def test_numpy_answers_one_by_one_as_tensorflow_in_a_batch(encoder: Encoder) -> None:
    trained = network(encoder)
    reader = Reader(encoder, trained.weights())
    for tokens, (slots, intents) in zip(TOKENS, answers(trained, TOKENS), strict=True):
        given_slots, given_intents = reader.scores(tokens)
        assert given_slots == pytest.approx(slots, abs=1e-4)
        assert given_intents == pytest.approx(intents, abs=1e-4)


def test_unknown_words_are_no_error(encoder: Encoder) -> None:
    slots, intents = Reader(encoder, network(encoder).weights()).scores(["zzz", "999", "🙂"])
    assert np.isfinite(slots).all()
    assert np.isfinite(intents).all()


def test_no_slot_begins_in_its_middle() -> None:
    tags = ["B-a", "B-b", "I-a", "I-b", "O"]
    scores = np.array([[0, 0, 9, 0, 1], [0, 2, 0, 9, 0], [0, 0, 0, 5, 0]], np.float32)
    assert [tags[number] for number in Decoder(tags).best(scores)] == ["B-b", "I-b", "I-b"]


def test_the_chain_loss_is_the_share_of_the_row_among_all_rows() -> None:
    chance = np.random.default_rng(2)
    scores = chance.standard_normal((2, 3, 2)).astype(np.float32)
    steps = chance.standard_normal((2, 2)).astype(np.float32)
    tags, lengths = np.array([[1, 0, 1], [0, 1, 0]], np.int32), np.array([3, 2], np.int32)

    def total(number: int, row: Sequence[int]) -> float:
        moves = sum(steps[after, before] for before, after in pairwise(row))
        return float(sum(scores[number, time, tag] for time, tag in enumerate(row)) + moves)

    for number, loss in enumerate(chain_loss(scores, tags, lengths, steps).numpy()):
        size = int(lengths[number])
        everything = [total(number, row) for row in product(range(2), repeat=size)]
        expected = np.logaddexp.reduce(everything) - total(number, tags[number, :size].tolist())
        assert loss == pytest.approx(expected, abs=1e-4)


def test_what_stands_beyond_the_end_of_a_sentence_teaches_nothing() -> None:
    given = tf.constant(np.random.default_rng(2).standard_normal((2, 3, 4)).astype(np.float32))
    wanted = np.zeros((2, 3, 4), np.float32)
    wanted[0, :, 1] = wanted[1, :1, 2] = 1
    with tf.GradientTape() as tape:
        tape.watch(given)
        loss = slots_loss(given, wanted, tf.constant([3, 1]), tf.zeros((4, 4)))
    slopes = tape.gradient(loss, given).numpy()
    assert np.abs(slopes[0]).min() > 0
    assert np.abs(slopes[1, 0]).min() > 0
    assert np.abs(slopes[1, 1:]).max() == 0
