"""Changing what was said before: showing what changed, asking for the new value, choosing anonymity."""

from typing import Any

from actions.answers.topics import asks_for_contact
from actions.cues import cues, mentions, says, table, words_of
from actions.intake.answering import chosen_kind
from actions.intake.asking import WHICH, ask
from actions.intake.corrections import Correction, disowns, is_correction, read_corrections
from actions.intake.draft import ANONYMOUS, OPEN, SECRET
from actions.intake.forgetting import forget_reporter
from actions.intake.gathering import go_on
from actions.intake.prefill import SHORT_LINE
from actions.intake.reading import Unclear
from actions.intake.summary import label, show
from actions.intake.talk import Talk

# Parts whose new value is asked for after the one that is open.
_WAITING = "waiting"
_LONG = 10  # words
_SHORT = 15  # words; in a longer message "giấu tên" may be part of the story


def change(talk: Talk, question: str, value: Any) -> bool:
    """Replace an answer, show the old and the new one, and go on."""
    replace_answer(talk, question, value)
    if waiting := talk.draft.typed.pop(_WAITING, ""):
        first, _, rest = waiting.partition(" ")
        if rest:
            talk.draft.typed[_WAITING] = rest
        return start_correction(talk, first)
    return talk.ask_next()


def replace_answer(talk: Talk, question: str, value: Any) -> None:
    turn, draft = talk.turn, talk.draft
    before = show(turn, question, draft.answers[question]) if draft.answered(question) else ""
    if question == "contact" and draft.answered("contact"):
        value = draft.answers["contact"] | value  # a new number leaves the name as it is
    draft.answer(question, value)
    draft.last = question
    after = show(turn, question, value)
    response = "utter_changed" if before else "utter_changed_new"
    turn.say(response, label=label(turn, question), before=before, after=after)
    if question == "anonymity":
        keep_anonymous(talk)


def keep_anonymous(talk: Talk) -> None:
    """What was said about the reporter goes when the reporter wants to stay unknown, and is asked for
    when not."""
    if talk.draft.answers.get("anonymity") == ANONYMOUS:
        forgotten = forget_reporter(talk.draft)
        talk.turn.say("utter_contact_forgotten" if forgotten else "utter_anonymous_keeps")
    elif talk.draft.answers.get("contact") is not None and not talk.draft.answered("contact"):
        del talk.draft.answers["contact"]


def start_correction(talk: Talk, question: str) -> bool:
    """Ask for the new value of a part; the old one stays until there is a new one."""
    draft = talk.draft
    draft.pending = None
    draft.correcting = draft.answered(question)
    ask(talk.turn, draft, question)
    return True


def ask_which(talk: Talk) -> bool:
    talk.draft.pending = WHICH
    ask(talk.turn, talk.draft, talk.question)
    return True


def _only_a_way(words: list[str]) -> bool:
    """Nothing but ways of sending: "nêu tên, giữ kín"."""
    position, met = 0, False
    while position < len(words):
        sizes = [cues("anonymity", kind).at(words, position) for kind in (ANONYMOUS, SECRET, OPEN)]
        step = max(*sizes, cues("filler").at(words, position))
        if not step:
            return False
        met, position = met or max(sizes) > 0, position + step
    return met


async def take_anonymity(talk: Talk) -> bool:
    """The wish to stay unknown is heard at any moment."""
    message, draft = talk.message, talk.draft
    longest = SHORT_LINE if talk.question == "description" else _SHORT
    if talk.question == "anonymity" or message.words > longest:
        return False
    if asks_for_contact(message):  # "số sở y tế, với lại tôi có được giấu tên không": two questions
        return False
    kind, chosen = chosen_kind(message.text), draft.answers.get("anonymity")
    only = _only_a_way(words_of(message.text))
    switched = message.words <= SHORT_LINE and mentions(message.text, "anonymity", "switch")
    if kind is None or (kind != ANONYMOUS and not only and not switched):
        return False
    if kind == chosen or (chosen == ANONYMOUS and kind == SECRET):
        return only and talk.ask_same()  # so already, and no answer to another question
    return change(talk, "anonymity", kind)


async def take_correction(talk: Talk) -> bool:
    message, draft = talk.message, talk.draft
    if draft.pending == WHICH:
        if says("no", message.text) or says("skip", message.text):
            return talk.ask_next()
        if named := _named_alone(talk):
            return start_correction(talk, named)
    if not is_correction(message, talk.question):
        return False
    if talk.question == "anonymity" and mentions(message.text, "anonymity", "open"):
        return False
    return await _correct(talk)


async def _correct(talk: Talk) -> bool:
    """Do all that is clear, and ask about the rest, one after the other."""
    message, draft = talk.message, talk.draft
    open_ones: list[Correction] = []
    found = await read_corrections(message, draft, talk.api)
    draft.typed.pop(_WAITING, None)
    for correction in found:
        if correction.question is None or correction.value is None or isinstance(correction.value, Unclear):
            open_ones.append(correction)
        else:
            replace_answer(talk, correction.question, correction.value)
    _keep_words(talk, found)
    if disowns(message) and any(one.question == "subject" for one in open_ones) and draft.answered("subject"):
        return _remove_subject(talk)
    if not open_ones:
        return talk.ask_next()
    further = [one.question for one in open_ones[1:] if one.question]
    if further:
        draft.typed[_WAITING] = " ".join(further)
    return _ask_value(talk, open_ones[0])


def _keep_words(talk: Talk, found: list[Correction]) -> None:
    """A correction of some length may tell more than what was read: the words join the story.

    Not those about the reporter, who does not belong there.
    """
    draft, last = talk.draft, talk.draft.last
    about = {one.question for one in found}
    if talk.message.words < _LONG or about & {"contact", "anonymity", "description"}:
        return
    if not draft.answered("description") or about == {None}:
        return
    go_on(talk)
    draft.last = last


def _remove_subject(talk: Talk) -> bool:
    """The writer was taken for the one they report."""
    draft = talk.draft
    before = show(talk.turn, "subject", draft.answers["subject"])
    draft.skip("subject")
    talk.turn.say("utter_removed", label=label(talk.turn, "subject"), before=before)
    return talk.ask_next()


def _ask_value(talk: Talk, correction: Correction) -> bool:
    """Ask for what a correction leaves open: the new value, or which part is meant."""
    question = correction.question
    if question is None:
        # At an open question "không phải" and the like may simply belong to the answer.
        return ask_which(talk) if talk.draft.answers else False
    if isinstance(correction.value, Unclear):
        talk.question = question
        talk.draft.correcting = talk.draft.answered(question)
        return talk.ask_same(correction.value)
    return start_correction(talk, question)


def _named_alone(talk: Talk) -> str | None:
    """The part named in answer to "which part?"."""
    words = words_of(talk.message.text)
    sizes = {name: cues("fields", name).find(words) for name in table("cues")["fields"] if name != "last"}
    found = {name: place[1] for name, place in sizes.items() if place and talk.draft.answered(name)}
    return max(found, key=lambda name: found[name]) if found and len(words) <= _SHORT else None
