"""Where it happened: a commune as typed, looked up in the directory."""

import re

from actions.api import Api
from actions.cues import cues, mentions, words_of
from actions.intake.draft import Draft
from actions.intake.reading import (
    FEW_WORDS,
    LONGEST_LINE,
    Reading,
    Unclear,
    one_line,
    short,
    without,
    without_filler,
)
from actions.message import Message
from actions.turn import Choice, choice
from nlu.text.fold import fold, fold_search

CANDIDATES_SHOWN = "place candidates"
MOST_PLACES = 3  # looked up for one message
LONGEST_PLACE, LONGEST_PREFIX = 14, 5  # words
_COMMUNE = re.compile(r"\b(?:xa|phuong|thi tran) \S")


async def read_place(message: Message, draft: Draft, api: Api) -> Reading:
    if message.button and isinstance(message.button.value, dict):
        return dict(message.button.value)
    named = [one_line(found.text) for found in message.all("locality")] or _authorities(message)
    # A date or a name of a paper beside the place is no part of it.
    rest = without_filler(without(message, "time", "outlet", "url"))
    typed = short(named[0] if named else rest)
    if isinstance(typed, Unclear):
        return typed
    place, candidates = await look_up_places([_commune_in(one) for one in named] or [typed], api)
    if chosen := _chosen(typed, candidates, draft):
        return chosen
    if candidates and CANDIDATES_SHOWN not in draft.explained:
        draft.explained.append(CANDIDATES_SHOWN)
        return Unclear("utter_unclear_place", place_choices(candidates, draft))
    known = named or "commune_code" in place or message.words <= FEW_WORDS
    if not known and draft.misses == 0 and not mentions(message.text, "answers", "place"):
        return Unclear("utter_unclear_place_unknown")
    # Where the place was named among other words, the words are kept: "gần chợ xã Bum Tở".
    whole = short(_place_words(rest, named) if named and _is_talk(rest, named) else rest)
    return place if isinstance(whole, Unclear) else place | {"text": whole}


def _authorities(message: Message) -> list[str]:
    """The office of a commune is a place as well: "ở UBND xã Bum Tở"."""
    agencies = (one_line(found.text) for found in message.all("agency"))
    return [name for name in agencies if _COMMUNE.search(fold(name).lower())]


def _commune_in(name: str) -> str:
    """ "xã Bum Tở" of "UBND xã Bum Tở"."""
    plain = fold(name).lower()
    found = _COMMUNE.search(plain) if len(plain) == len(name) else None
    return name[found.start() :] if found and _is_office(plain[: found.start()]) else name


def _is_office(plain: str) -> bool:
    return mentions(plain, "places", "offices")


def _is_talk(rest: str, named: list[str]) -> bool:
    """Whether the words say more than a place: "tôi vừa nói là ở …"."""
    for name in named:
        rest = rest.replace(name, "")
    return mentions(rest, "places", "talk") or len(words_of(rest)) > LONGEST_PLACE


def _place_words(rest: str, named: list[str]) -> str:
    """The names as typed, from the first to the last, with the words before that belong to them."""
    spots = [(rest.find(name), len(name)) for name in named if name in rest]
    if not spots:
        return ", ".join(named)
    start, end = spots[0][0], spots[-1][0] + spots[-1][1]
    if start > end or len(words_of(rest[start:end])) > LONGEST_PLACE:
        return ", ".join(named)
    before = re.split(r"[,.;:!?\n]", rest[:start])[-1].split()[-LONGEST_PREFIX:]
    for at, word in reversed(list(enumerate(before))):
        if mentions(word, "places", "talk") or mentions(word, "places", "breaks"):
            before = before[at + 1 :]
            break
    first = next(
        (at for at in range(len(before)) if cues("places", "begins").at(words_of(" ".join(before)), at)), None
    )
    return " ".join([*(before[first:] if first is not None else []), rest[start:end]])


def _chosen(typed: str, candidates: list[dict[str, str]], draft: Draft) -> dict[str, str] | None:
    """One of the places that were offered, typed by its name."""
    if CANDIDATES_SHOWN not in draft.explained:
        return None
    for one in candidates:
        if fold_search(typed) == fold_search(one["name"]):
            return {"text": one["name"], "commune_code": one["code"], "name": one["name"]}
    return None


async def look_up_places(names: list[str], api: Api) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The commune among the places of one message: "bản Nậm Cầy, xã Bum Tở". All are kept as typed."""
    whole = ", ".join(dict.fromkeys(names))[:LONGEST_LINE]
    uncertain: list[dict[str, str]] = []
    for name in names[:MOST_PLACES]:
        place, candidates = await look_up_place(name, api)
        if "commune_code" in place:
            return place | {"text": whole}, []
        uncertain = uncertain or candidates
    return {"text": whole}, uncertain


async def look_up_place(typed: str, api: Api) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The place as far as it is certain, and the communes it might be when it is not."""
    found = await api.find_commune(typed)
    commune, candidates = found.get("commune"), found.get("candidates") or []
    if commune is None and len(candidates) == 1:
        commune = candidates[0]
    if commune:
        return {"text": typed, "commune_code": commune["code"], "name": commune["name"]}, []
    return {"text": typed}, candidates


def place_choices(candidates: list[dict[str, str]], draft: Draft) -> tuple[Choice, ...]:
    return tuple(
        choice(
            item["name"],
            "inform",
            question="place",
            draft=draft.id,
            value={"text": item["name"], "commune_code": item["code"], "name": item["name"]},
        )
        for item in candidates[:10]
    )
