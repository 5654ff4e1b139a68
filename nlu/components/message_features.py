"""From a message to the features of the linear classifiers, in training as at run time."""

from collections.abc import Sequence

from rasa.shared.nlu.training_data.message import Message

from nlu.components.exact_extractor import ExactExtractor
from nlu.components.linear_model import LinearModel
from nlu.components.message_words import spans_of, words_of
from nlu.text.features import masked, text_features


def message_features(message: Message) -> list[str]:
    """The features of a message whose entities have been found."""
    return text_features(masked(words_of(message), spans_of(message)))


def fit_on_messages(examples: Sequence[Message], labels: Sequence[str], strength: float) -> LinearModel:
    """Learn from each example twice: with its names hidden, and as if the extractors had found nothing."""
    exact = ExactExtractor(ExactExtractor.get_default_config())
    texts: list[list[str]] = []
    wanted: list[str] = []
    groups: list[int] = []
    for number, (example, label) in enumerate(zip(examples, labels, strict=True)):
        words = words_of(example)
        annotated = spans_of(example)
        found = [(one["start"], one["end"], one["entity"]) for one in exact.entities(example)]
        free = [
            span
            for span in found
            if not any(span[0] < other[1] and other[0] < span[1] for other in annotated)
        ]
        versions = {tuple(masked(words, annotated + free)), tuple(masked(words, []))}
        for version in sorted(versions):
            texts.append(text_features(version))
            wanted.append(label)
            groups.append(number)
    return LinearModel.fit(texts, wanted, groups, strength)
