"""Where it happened: a commune as typed, looked up in the directory."""

from actions.api import Api
from actions.cues import mentions
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
from nlu.text.fold import fold_search

CANDIDATES_SHOWN = "place candidates"
MOST_PLACES = 3  # looked up for one message


async def read_place(message: Message, draft: Draft, api: Api) -> Reading:
    if message.button and isinstance(message.button.value, dict):
        return dict(message.button.value)
    named = [one_line(found.text) for found in message.all("locality")]
    # A date or a name of a paper beside the place is no part of it.
    rest = without_filler(without(message, "time", "outlet", "url"))
    typed = short(named[0] if named else rest)
    if isinstance(typed, Unclear):
        return typed
    place, candidates = await look_up_places(named or [typed], api)
    if chosen := _chosen(typed, candidates, draft):
        return chosen
    if candidates and CANDIDATES_SHOWN not in draft.explained:
        draft.explained.append(CANDIDATES_SHOWN)
        return Unclear("utter_unclear_place", place_choices(candidates, draft))
    known = named or "commune_code" in place or message.words <= FEW_WORDS
    if not known and draft.misses == 0 and not mentions(message.text, "answers", "place"):
        return Unclear("utter_unclear_place_unknown")
    # Where the place was named among other words, the words are kept: "gần chợ xã Bum Tở".
    whole = short(rest)
    return place if isinstance(whole, Unclear) else place | {"text": whole}


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
