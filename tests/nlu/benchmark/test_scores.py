"""Our counting of slots gives what conlleval gives."""

import pytest

from nlu.benchmark.scores import Scores, chunk_scores

# What conlleval.pl (2004-01-26) prints for these rows of wanted and given tags: precision, recall, FB1.
KNOWN = [
    ([("O", "O")], 0.0, 0.0, 0.0),
    ([("I-a I-a O", "I-a O O")], 0.0, 0.0, 0.0),
    ([("B-c.d O O B-b B-b", "B-c.d O B-c.d O B-c.d")], 33.333333, 33.333333, 33.333333),
    (
        [("B-c.d B-a O O B-a B-a I-b B-c.d", "B-c.d B-a O O B-a B-c.d B-b B-c.d")],
        83.333333,
        83.333333,
        83.333333,
    ),
    (
        [
            ("B-a O B-a B-b I-b B-a B-c.d B-c.d B-b O", "I-a O B-a B-b I-b B-a B-c.d B-c.d B-a O"),
            ("I-a O I-b I-b I-a B-a O B-a I-a I-b", "I-a B-a I-b I-b I-a B-a O B-a I-a I-b"),
        ],
        85.714286,
        92.307692,
        88.888889,
    ),
    (
        [
            ("B-a I-b I-b B-a O B-a B-a B-a O B-c.d", "B-a I-b I-b B-a B-b B-a B-a B-a O B-b"),
            ("B-a B-a B-b O I-a O I-a O O O", "B-a B-a I-b O I-a I-b I-a B-b O O"),
            ("I-a I-a O O I-a I-a O I-b I-a B-c.d", "O I-a O O O I-a O I-b B-b B-c.d"),
            ("B-c.d B-c.d I-b I-b O I-a I-a O I-a O", "B-c.d B-c.d I-b I-b O I-b I-a O I-b B-a"),
            ("I-b O O I-a B-b O B-c.d B-a I-b B-c.d", "O O O I-b B-b I-a B-c.d I-a I-b I-a"),
            ("B-b O O O I-b B-b B-a B-c.d B-b B-c.d", "B-b I-a O O I-b O B-a B-c.d B-b O"),
        ],
        62.5,
        69.444444,
        65.789474,
    ),
]


@pytest.mark.parametrize(("rows", "precision", "recall", "f1"), KNOWN)
def test_slots_are_counted_as_conlleval_does(
    rows: list[tuple[str, str]], precision: float, recall: float, f1: float
) -> None:
    pairs = [(gold.split(), guess.split()) for gold, guess in rows]
    assert chunk_scores(pairs) == pytest.approx((precision / 100, recall / 100), abs=1e-6)
    scores = Scores.of([("x", gold) for gold, _ in pairs], [("x", guess) for _, guess in pairs])
    assert scores.slots == pytest.approx(f1, abs=1e-5)


def test_a_sentence_is_right_only_as_a_whole() -> None:
    wanted = [("go", ["B-a", "O"]), ("go", ["B-a", "O"]), ("stay", ["O", "O"]), ("stay", ["O", "O"])]
    given = [("go", ["B-a", "O"]), ("stay", ["B-a", "O"]), ("stay", ["O", "B-a"]), ("stay", ["O", "O"])]
    scores = Scores.of(wanted, given)
    assert (scores.intents, scores.sentences) == (75.0, 50.0)
