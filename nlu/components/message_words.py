"""The words of a message, from the tokens that VietnameseTokenizer made."""

from rasa.shared.nlu.constants import TEXT_TOKENS
from rasa.shared.nlu.training_data.message import Message

from nlu.text.words import Word


def words_of(message: Message) -> list[Word]:
    """Folded text, accented text and place of each token."""
    return [Word(token.text, token.lemma, token.start, token.end) for token in message.get(TEXT_TOKENS) or []]
