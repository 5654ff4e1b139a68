"""What the directory knows about an agency, now and at the time asked about, said in the right order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from actions.api import Agency, Api
from actions.cues import cues, words_of
from actions.dates import show_date
from actions.directory.entries import (
    agency_name,
    say_briefly,
    say_found,
    say_stale,
    say_successors,
    say_then,
)
from actions.directory.naming import parts_of
from actions.directory.periods import Period, asked_period, day_of
from actions.message import Message
from actions.turn import Turn

type Answer = dict[str, Any]

TODAY: tuple[None] = (None,)
_CLEAR = ("found", "vacant", "succeeded")
MOST_SUCCESSORS = 4


@dataclass(frozen=True)
class Question:
    """What is asked about the agencies beside their names."""

    period: Period | None
    # The words that ask for the time before a merger.
    former: str | None

    @classmethod
    def of(cls, message: Message) -> "Question":
        words = words_of(message.text)
        found = cues("lookup", "former").find(words)
        former = " ".join(words[found[0] : sum(found)]) if found else None
        return cls(None if former else asked_period(message), former)

    @property
    def days(self) -> Sequence[str | None]:
        """On which days an agency is looked for; the first on which it is clear counts."""
        if self.period is None:
            return TODAY
        return tuple(dict.fromkeys(day.isoformat() for day in (self.period.last, self.period.first)))


@dataclass(frozen=True)
class Found:
    """An agency as typed and what the directory answered."""

    typed: str
    answer: Answer

    @property
    def outcome(self) -> str:
        return str(self.answer.get("outcome"))

    @property
    def is_clear(self) -> bool:
        return self.outcome in _CLEAR

    @property
    def has_ended(self) -> bool:
        """A body whose territory was divided: known, but what takes its place has to be asked."""
        agency = self.answer.get("agency")
        return self.outcome == "ambiguous" and isinstance(agency, dict) and not agency.get("active", True)

    @property
    def agency(self) -> Agency:
        """What was found, by its id, so that the answer for another day is about the same."""
        known = self.answer.get("agency")
        if isinstance(known, dict) and known.get("id"):
            return Agency(agency_name(known), str(known["id"]))
        return Agency(agency_name(known) or self.typed)

    @property
    def current_name(self) -> str | None:
        """The agency of today that a complaint about this answer would be about."""
        successors = self.answer.get("successors") or []
        if self.outcome == "succeeded":
            return agency_name(successors[0]) if len(successors) == 1 else None
        return agency_name(self.answer.get("agency")) if self.is_clear else None


async def find(api: Api, agency: Agency, question: Question) -> list[Found]:
    """What the directory says; of each part where a name joins several ("Sở Y tế và Công an tỉnh")."""
    whole = await _find_one(api, agency, question)
    parts = [] if not needs_asking(whole, question) or agency.id else parts_of(agency.name)
    each: list[Found] = []
    at = 0
    while at < len(parts):
        # The longest clear name first: "và" is also part of names.
        for end in range(len(parts) - (at == 0), at, -1):
            found = await _find_one(api, Agency(agency.name[parts[at][0] : parts[end - 1][1]]), question)
            if found.is_clear or end == at + 1:
                each.append(found)
                at = end
                break
    return each if any(found.is_clear for found in each) else [whole]


def needs_asking(found: Found, question: Question) -> bool:
    """Whether only the user knows which agency is meant."""
    return not found.is_clear and not (found.has_ended and question.former is not None)


async def _find_one(api: Api, agency: Agency, question: Question) -> Found:
    answers = []
    for day in question.days:
        found = Found(agency.name, await api.find_spokespersons(agency, day))
        if found.is_clear:
            return found
        answers.append(found)
    return answers[0]


async def say_one(turn: Turn, api: Api, found: Found, question: Question) -> None:
    """An answer that is no question back."""
    if question.former:
        await _say_former(turn, api, found, question.former)
    elif question.period:
        await _say_then_and_now(turn, api, found, question.period)
    else:
        await _say_now(turn, api, found.answer)


async def say_several(turn: Turn, api: Api, found: list[Found], question: Question) -> None:
    """Several agencies in one message, each in a few lines."""
    if question.former or question.period:
        for one in found:
            await say_one(turn, api, one, question)
        return
    if any(one.answer.get("spokespersons") for one in found):
        turn.say("utter_spokespersons_several", date=show_date(day_of(turn.message).isoformat()))
    for one in found:
        await _say_now(turn, api, one.answer, brief=True)
    say_stale(turn, [entry for one in found for entry in one.answer.get("spokespersons") or []])


async def _say_now(turn: Turn, api: Api, answer: Answer, *, brief: bool = False) -> None:
    say = say_briefly if brief else say_found
    if answer.get("outcome") == "found":
        say(turn, answer)
    elif answer.get("outcome") == "succeeded":
        say_successors(turn, answer)
        if answer.get("spokespersons"):
            say(turn, answer | {"agency": answer["successors"][0]})
            return
        for successor in (answer.get("successors") or [])[:MOST_SUCCESSORS]:
            after = await api.find_spokespersons(Agency(successor["name"], successor["id"]), None)
            if after.get("outcome") == "found":
                say(turn, after)
            else:
                turn.say("utter_spokesperson_vacant", agency=agency_name(successor))
    elif answer.get("outcome") == "vacant":
        turn.say("utter_spokesperson_vacant", agency=agency_name(answer.get("agency")))
    elif agency := answer.get("agency"):
        turn.say("utter_agency_ended", agency=agency_name(agency), date=show_date(agency.get("valid_to")))


async def _say_then_and_now(turn: Turn, api: Api, found: Found, period: Period) -> None:
    """Both: whoever meant something else by the date still gets today's number."""
    agency = found.agency
    first = await api.find_spokespersons(agency, period.first.isoformat())
    last = first if period.is_day else await api.find_spokespersons(agency, period.last.isoformat())
    now = await api.find_spokespersons(agency, None)
    if _people(first) and _people(first) == _people(last) == _people(now):
        await _say_now(turn, api, now)
        turn.say("utter_spokespersons_same", period=period.words(turn))
        return
    if _people(first) == _people(last):
        say_then(turn, "utter_spokespersons_then", agency.name, last, period)
    else:
        say_then(turn, "utter_spokespersons_first", agency.name, first, period)
        say_then(turn, "utter_spokespersons_last", agency.name, last, period)
    turn.say("utter_now", date=show_date(day_of(turn.message).isoformat()))
    await _say_now(turn, api, now, brief=True)
    say_stale(turn, now.get("spokespersons") or [])


async def _say_former(turn: Turn, api: Api, found: Found, words: str) -> None:
    """The body before it was merged, on its last day as far as that is known; then who does the work now."""
    former = found
    if found.outcome in ("found", "vacant"):
        former = Found(found.typed, await api.find_spokespersons(Agency(f"{found.typed} {words}"), None))
    if former.outcome != "succeeded" and not former.has_ended:
        turn.say("utter_former_unknown", agency=found.current_name or found.typed)
        await _say_now(turn, api, found.answer)
        return
    day = (former.answer.get("agency") or {}).get("valid_to")
    then = await api.find_spokespersons(former.agency, day) if day else {}
    if day and then.get("spokespersons"):
        last = date.fromisoformat(day)
        say_then(turn, "utter_spokespersons_then", former.agency.name, then, Period(last, last, "day"))
    else:
        turn.say("utter_former_vacant", agency=former.agency.name)
    await _say_now(turn, api, former.answer)


def _people(answer: Answer) -> list[tuple[str, str]]:
    return [(entry["name"], entry.get("title") or "") for entry in answer.get("spokespersons") or []]
