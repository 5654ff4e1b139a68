"""Tokens whose text is normalised and folded, and whose offsets point into the text as typed."""

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from nlu.text.teencode import Lexicon
from nlu.text.words import split_words


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class VietnameseTokenizer(Tokenizer):
    """Puts the folded form into a token's text and the accented form into its lemma."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        self._lexicon = Lexicon.load()

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_"}

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The text itself stays as it is: Rasa cuts values out of it by offsets."""
        return [
            Token(word.folded, word.start, end=word.end, lemma=word.accented)
            for word in split_words(message.get(attribute), self._lexicon)
        ]
