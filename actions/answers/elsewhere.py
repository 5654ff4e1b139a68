"""What this hotline does not handle: says so, and names the right place where it is known."""

from functools import cache

from actions.cues import Phrases, table, words_of
from actions.menu import offer_menu
from actions.turn import Turn, choice


@cache
def _topics() -> dict[str, Phrases]:
    return {name: Phrases.of(topic["words"]) for name, topic in table("elsewhere")["topics"].items()}


@cache
def _press() -> dict[str, Phrases]:
    return {name: Phrases.of(entries) for name, entries in table("elsewhere")["press"].items()}


def say_elsewhere(turn: Turn) -> None:
    """For the rules outside a report, and for the report form when it declines (NG-PV)."""
    topic = topic_of(turn.message.text)
    turn.say(f"utter_elsewhere_{topic}" if topic else "utter_out_of_scope")
    if not turn.slot("draft"):
        turn.offer(choice(turn.phrase("utter_button_still_report"), "report_violation", value="press"))


def topic_of(text: str) -> str | None:
    """The topic whose words are the longest run found; the earlier in the table among equals."""
    words = words_of(text)
    if accuses_press(words):
        return None
    best, longest = None, 0
    for name, phrases in _topics().items():
        found = phrases.find(words)
        if found and found[1] > longest:
            best, longest = name, found[1]
    return best


def accuses_press(words: list[str]) -> bool:
    """ "Bọn nhà báo lừa đảo": wrongs of press people are for this hotline, whatever they are called."""
    press = _press()
    named = press["people"].find(words) and not press["not_people"].find(words)
    return bool(named) and press["wrongs"].find(words) is not None


def offer_other_ways(turn: Turn) -> None:
    """The menu without its first entry: to report all the same is offered by its own name."""
    offer_menu(turn, but="report_violation")
