"""From a message to the features of the linear classifiers, in training as at run time."""

from collections.abc import Sequence

from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.components.exact_extractor import ExactExtractor
from nlu.components.linear_model import LinearModel
from nlu.components.message_words import spans_of, words_of
from nlu.text.concepts import Concepts
from nlu.text.emergency import sounds_urgent
from nlu.text.features import SHORT, masked, text_features
from nlu.text.words import Word

# Where a training example keeps what the rules found in it.
_EXACT = "exact_spans"


class FeatureMaker:
    """Words, names and concepts of a message as the linear classifiers see them."""

    def __init__(self) -> None:
        self._concepts = Concepts.load()

    def features(self, message: Message) -> list[str]:
        """Of a message whose entities have been found."""
        words = words_of(message)
        return self._features(masked(words, spans_of(message)), message, _with_marks(words))

    def fit(self, examples: Sequence[Message], labels: Sequence[str], strength: float) -> LinearModel:
        """Learn from each example with its marks and without, with its names hidden and not."""
        exact = ExactExtractor(ExactExtractor.get_default_config())
        texts: list[list[str]] = []
        wanted: list[str] = []
        groups: list[int] = []
        for number, (example, label) in enumerate(zip(examples, labels, strict=True)):
            words = words_of(example)
            spans = spans_of(example)
            if example.get(_EXACT) is None:  # the other classifier may have asked
                example.set(
                    _EXACT, [(one["start"], one["end"], one["entity"]) for one in exact.entities(example)]
                )
            for first, last, kind in example.get(_EXACT):
                if not any(first < end and start < last for start, end, _ in spans):
                    spans.append((first, last, kind))
            hidden, plain, marks = tuple(masked(words, spans)), tuple(masked(words, [])), _with_marks(words)
            for version, accented in sorted({(hidden, marks), (hidden, ()), (plain, ())}):
                texts.append(self._features(version, example, accented))
                wanted.append(label)
                groups.append(number)
        return LinearModel.fit(texts, wanted, groups, strength)

    def _features(self, syllables: Sequence[str], message: Message, accented: Sequence[str]) -> list[str]:
        if not syllables:
            return []
        features = text_features(syllables, self._concepts, accented)
        return [*features, "urgent"] if sounds_urgent(message.get(TEXT)) else features


def _with_marks(words: Sequence[Word]) -> tuple[str, ...]:
    """Only of a short message: there they decide."""
    if len(words) > SHORT:
        return ()
    return tuple(word.accented for word in words if word.accented != word.folded)
