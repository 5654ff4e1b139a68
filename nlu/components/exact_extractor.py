"""Phone numbers, addresses, ticket codes and times: rules, no learning."""

import os
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import phonenumbers
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.components.message_words import words_of
from nlu.text.codes import Exact, TicketCodes, find_emails, find_urls, without_overlaps
from nlu.text.times.parser import VIETNAM, find_times

# Cheaper than asking phonenumbers about every message: it takes longer than everything else here.
_MAY_HOLD_PHONE = re.compile(r"\d(?:[\s().-]{0,3}\d){6}")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ExactExtractor(GraphComponent, EntityExtractorMixin):
    """Values are normalised: E.164, ISO 8601 with a precision, the code as printed."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._codes = TicketCodes(config["ticket_prefix"] or os.environ.get("API_TICKET_PREFIX") or "LC")

    @classmethod
    def required_components(cls) -> list[type]:
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"ticket_prefix": None}  # then that of the environment, which the api uses too

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "ExactExtractor":
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = self.add_extractor_name([*self.entities(message)])
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def entities(self, message: Message) -> Iterator[dict[str, Any]]:
        """What is there exactly; classifiers ask too when trained, since examples name only the rest."""
        text = message.get(TEXT)
        exact = without_overlaps(
            [*self._codes.find(text), *find_emails(text), *find_urls(text), *_find_phones(text)]
        )
        for one in exact:
            yield {"entity": one.kind, "start": one.start, "end": one.end, "value": one.value}
        for when in find_times(words_of(message), _arrival(message)):
            if not any(when.start < one.end and one.start < when.end for one in exact):
                value = {"value": when.value, "precision": when.precision}
                yield {"entity": "time", "start": when.start, "end": when.end, "value": value}


def _find_phones(text: str) -> Iterator[Exact]:
    if not _MAY_HOLD_PHONE.search(text):
        return
    for match in phonenumbers.PhoneNumberMatcher(text, "VN"):
        value = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        yield Exact("phone", match.start, match.end, value)


def _arrival(message: Message) -> datetime:
    """When the message came in; a late "hôm qua" is then still right."""
    stamp = (message.get("metadata") or {}).get("received_at")
    if not isinstance(stamp, str):
        return datetime.now(VIETNAM)
    try:
        moment = datetime.fromisoformat(stamp.replace("Z", "+00:00"))
    except ValueError:
        return datetime.now(VIETNAM)
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
