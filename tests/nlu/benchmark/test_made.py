"""Sentences that nobody wrote are made of what people wrote."""

import random

from nlu.benchmark.corpus import Sentence
from nlu.benchmark.made import Maker

HERE = Sentence(("từ", "huế", "đến", "vinh"), ("O", "B-from.city", "O", "B-to.city"), "fly")
THERE = Sentence(("đi", "đến", "vinh", "mấy", "giờ"), ("O", "O", "B-to.city", "O", "O"), "when")


def maker() -> Maker:
    return Maker([HERE, THERE], random.Random(4))  # noqa: S311  # not a secret


def test_slots_swap_words_with_slots_of_their_kind() -> None:
    source = maker()
    made = {source.swap(HERE, 1.0).tokens for _ in range(50)}
    cities = {"huế", "vinh"}
    assert made == {("từ", one, "đến", other) for one in cities for other in cities}
    assert source.swap(HERE, 0.0) == HERE


def test_spliced_sentences_meet_in_two_words() -> None:
    source = maker()
    made = {source.splice(HERE).tokens for _ in range(50)}
    assert made == {HERE.tokens, ("từ", "huế", "đến", "vinh", "mấy", "giờ")}
    for sentence in (source.another(1.0, 1.0) for _ in range(50)):
        assert len(sentence.tokens) == len(sentence.tags)
