"""How the small network comes about: teachers learn from what people wrote, it learns from them."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from nlu.benchmark.corpus import Sentence
from nlu.benchmark.encoding import Encoder
from nlu.benchmark.joint import save
from nlu.benchmark.layers import log_softmax
from nlu.benchmark.learning import Example, Learner, Plan, answers
from nlu.benchmark.made import Maker
from nlu.benchmark.network import Network

_LONGEST = 40  # tokens; splicing makes some sentences very long


@dataclass(frozen=True)
class Curriculum:
    """Who learns what; chosen on the dev part."""

    teacher: Plan = field(default_factory=Plan)
    student: Plan = field(default_factory=lambda: Plan(epochs=8, batch=64, dropout=(0.3, 0.2, 0.4)))
    made: int = 2  # for each sentence, others that nobody wrote: the teachers say how they take them
    spliced: float = 0.7
    swapped: float = 0.5

    def shortened(self, epochs: int) -> "Curriculum":
        """Each network with as many passes, to try whether everything works."""
        teacher, student = (replace(plan, epochs=epochs) for plan in (self.teacher, self.student))
        return replace(self, teacher=teacher, student=student)


class School:
    """Of one corpus; the same seed makes the same network."""

    def __init__(self, sentences: Sequence[Sentence], curriculum: Curriculum, seed: int) -> None:
        self._sentences, self._curriculum, self._seed = sentences, curriculum, seed
        self._encoder = Encoder.of(sentences)
        self._counts = Counter(token for one in sentences for token in one.tokens)

    def train(self, folder: Path, teachers: int) -> None:
        """Keeps what the student has learnt."""
        plan = self._curriculum.student
        examples = self._examples([self._teacher(self._seed + number) for number in range(teachers)])
        student = Network(self._encoder, plan.width, plan.dropout, self._seed)
        Learner(student, plan, self._counts, random.Random(self._seed)).learn(lambda: examples)  # noqa: S311
        save(self._encoder, student.weights(), folder)

    def _teacher(self, seed: int) -> Network:
        """In each epoch the slots have other words."""
        plan = self._curriculum.teacher
        network = Network(self._encoder, plan.width, plan.dropout, seed)
        chance = random.Random(seed)  # noqa: S311  # training, not secrets
        maker = Maker(self._sentences, chance)

        def examples() -> list[Example]:
            return [self._written(maker.swap(one, plan.swapped), plan) for one in self._sentences]

        Learner(network, plan, self._counts, chance).learn(examples)
        return network

    def _written(self, sentence: Sentence, plan: Plan) -> Example:
        return Example(sentence.tokens, *self._encoder.wanted(sentence, plan.smoothing))

    def _examples(self, teachers: Sequence[Network]) -> list[Example]:
        """What people wrote with what they meant, and what nobody wrote with what the teachers think."""
        curriculum = self._curriculum
        maker = Maker(self._sentences, random.Random(self._seed))  # noqa: S311
        count = curriculum.made * len(self._sentences)
        made = [maker.another(curriculum.spliced, curriculum.swapped).tokens for _ in range(count)]
        made = [tokens for tokens in made if len(tokens) <= _LONGEST]
        examples = [self._written(one, curriculum.student) for one in self._sentences]
        told = zip(*(answers(teacher, made) for teacher in teachers), strict=True)
        for tokens, each in zip(made, told, strict=True):
            means = (np.mean(rows, axis=0) for rows in zip(*each, strict=True))
            examples.append(Example(tokens, *(np.exp(log_softmax(mean)) for mean in means)))
        return examples
