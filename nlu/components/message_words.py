"""The words of a message, from the tokens that VietnameseTokenizer made, and the things found among them."""

from rasa.shared.nlu.constants import ENTITIES, METADATA, METADATA_INTENT, TEXT_TOKENS
from rasa.shared.nlu.training_data.message import Message

from nlu.text.words import Word

# The spans the classifiers see as one thing each; the category is what one of them finds out.
_MASKED = frozenset(
    ["agency", "locality", "outlet", "person", "url", "phone", "email", "time", "ticket_code"]
)


def words_of(message: Message) -> list[Word]:
    """Folded text, accented text and place of each token."""
    return [Word(token.text, token.lemma, token.start, token.end) for token in message.get(TEXT_TOKENS) or []]


def spans_of(message: Message) -> list[tuple[int, int, str]]:
    """Start, end and kind of what the extractors found, or of what a training example is annotated with."""
    return [
        (entity["start"], entity["end"], entity["entity"])
        for entity in message.get(ENTITIES) or []
        if entity["entity"] in _MASKED
    ]


def category_of(example: Message) -> str | None:
    """The category in the metadata of a training example's block."""
    metadata = (example.get(METADATA) or {}).get(METADATA_INTENT) or {}
    category = metadata.get("category")
    return str(category) if category else None
