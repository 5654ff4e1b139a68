"""Sentences made of the training sentences: other words in the slots, two sentences spliced."""

import random
from collections import Counter, defaultdict
from collections.abc import Sequence

from nlu.benchmark.corpus import Sentence
from nlu.text.tagging import OUTSIDE, decode


class Maker:
    """Draws from one source of chance."""

    def __init__(self, sentences: Sequence[Sentence], chance: random.Random) -> None:
        self._chance = chance
        self._sentences = sentences
        self._values = _values(sentences)
        self._places: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
        for number, sentence in enumerate(sentences):
            for place in range(1, len(sentence.tokens)):
                self._places[sentence.tokens[place - 1 : place + 1]].append((number, place))

    def swap(self, sentence: Sentence, share: float) -> Sentence:
        """A share of the slots get the words of another slot of their kind."""
        tokens: list[str] = []
        tags: list[str] = []
        place = 0
        for first, last, kind in decode(sentence.tags):
            tokens += sentence.tokens[place:first]
            tags += [OUTSIDE] * (first - place)
            value = sentence.tokens[first:last]
            if self._chance.random() < share:
                value = self._chance.choice(self._values[kind.split(".")[-1]])
            tokens += value
            tags += [f"B-{kind}"] + [f"I-{kind}"] * (len(value) - 1)
            place = last
        tokens += sentence.tokens[place:]
        tags += [OUTSIDE] * (len(sentence.tokens) - place)
        return Sentence(tuple(tokens), tuple(tags), sentence.intent)

    def splice(self, sentence: Sentence) -> Sentence:
        """The beginning of this one, the end of another; they meet in two words that both have.

        Its intent and tags may be wrong: it is for models to learn from each other, not from these.
        """
        if len(sentence.tokens) < 2:
            return sentence
        cut = self._chance.randrange(1, len(sentence.tokens))
        number, place = self._chance.choice(self._places[sentence.tokens[cut - 1 : cut + 1]])
        other = self._sentences[number]
        return Sentence(
            sentence.tokens[:cut] + other.tokens[place:],
            sentence.tags[:cut] + other.tags[place:],
            sentence.intent,
        )

    def another(self, spliced: float, swapped: float) -> Sentence:
        """One that nobody has written."""
        sentence = self._chance.choice(self._sentences)
        if self._chance.random() < spliced:
            sentence = self.splice(sentence)
        return self.swap(sentence, swapped)


def _values(sentences: Sequence[Sentence]) -> dict[str, list[tuple[str, ...]]]:
    """What has stood in slots of each kind; cities to fly from and to fly to are one kind."""
    found: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for sentence in sentences:
        for first, last, kind in decode(sentence.tags):
            found[kind.split(".")[-1]][sentence.tokens[first:last]] += 1
    return {kind: sorted(values) for kind, values in found.items()}
