"""Which agencies a question names, as typed, and how a row of names is taken apart."""

import re
from itertools import pairwise

from actions.api import Agency
from actions.cues import cues, words_of
from actions.intake.reading import one_line
from actions.message import Entity, Message
from nlu.text.fold import fold_search

MOST_AGENCIES = 5
LONGEST_NAME = 200
MOST_PARTS = 6
_SIGNS = frozenset(",;+&/")
_TOKEN = re.compile(r"[^\s,;+&/]+|[,;+&/]")


def chosen_agency(message: Message) -> Agency | None:
    """The agency of a button."""
    value = message.button.value if message.button else None
    if isinstance(value, dict) and "id" in value and "name" in value:
        return Agency(str(value["name"]), str(value["id"]))
    return None


def agencies_asked(message: Message, *, whole: bool = False) -> list[Agency]:
    """The agencies named in the question, each once; what is left of the text when none was seen."""
    if message.button:
        chosen = chosen_agency(message)
        return [chosen] if chosen else []
    named = [one_line(entity.text) for entity in _named(message)]
    if not named and (rest := one_line(message.text) if whole else _without_question(message.text)):
        named = [rest]
    return [Agency(name[:LONGEST_NAME]) for name in dict.fromkeys(named)][:MOST_AGENCIES]


def _named(message: Message) -> list[Entity]:
    """Agencies, and places that stand in a row with them ("sở y tế và xã Bum Tở"); else places alone."""
    found = sorted(message.all("agency", "locality"), key=lambda entity: entity.start)
    chosen = {index for index, entity in enumerate(found) if entity.kind == "agency"}
    if not chosen:
        return found
    rows = list(enumerate(pairwise(found)))
    for index, (left, right) in [*rows, *reversed(rows)]:
        if chosen & {index, index + 1} and _only_joins(message.text[left.end : right.start]):
            chosen |= {index, index + 1}
    return [found[index] for index in sorted(chosen)]


def _only_joins(text: str) -> bool:
    """Nothing but commas and "và", "với", "cùng"."""
    words = words_of(text)
    joining = cues("lookup", "joining")
    return len(text) < LONGEST_NAME and (not words or joining.covers(words, joining))


def parts_of(name: str) -> list[tuple[int, int]]:
    """Start and end of what stands between "và", "với", commas; nothing when the name is one part."""
    tokens = list(_TOKEN.finditer(name))
    words = [fold_search(token.group()) for token in tokens]
    joining = cues("lookup", "joining")
    spans: list[tuple[int, int]] = []
    position, apart = 0, True
    while position < len(tokens):
        size = joining.at(words, position) or (words[position] in _SIGNS)
        if size:
            position, apart = position + size, True
            continue
        token = tokens[position]
        if apart:
            spans.append(token.span())
        spans[-1] = (spans[-1][0], token.end())
        position, apart = position + 1, False
    return spans if 1 < len(spans) <= MOST_PARTS else []


def _without_question(text: str) -> str:
    """The text without the words that only ask: "cho xin sđt người phát ngôn … với ạ"."""
    tokens = one_line(text).replace("?", " ").replace(",", " ").split()
    kept: list[str] = []
    position, words = 0, words_of(" ".join(tokens))
    if len(words) != len(tokens):
        return one_line(text)
    while position < len(tokens):
        size = max(cues("lookup", "asking").at(words, position), cues("filler").at(words, position))
        if not size:
            kept.append(tokens[position])
        position += size or 1
    return " ".join(kept)
