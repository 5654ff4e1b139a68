"""Asking the open question, with buttons bound to the question and the draft."""

from rasa_sdk.forms import REQUESTED_SLOT

from actions.conversation import is_emergency
from actions.intake.draft import ANONYMOUS, Draft, slot_of, write_draft
from actions.intake.forgetting import forget_reporter
from actions.intake.places import CANDIDATES_SHOWN, place_choices
from actions.intake.prefill import CATCH_ALL
from actions.intake.questions import (
    asked_together,
    is_optional,
    next_question,
    offered_categories,
    wording,
)
from actions.intake.reading import Unclear
from actions.intake.summary import category_name, label, show, summary
from actions.turn import Choice, Turn, choice

# From here on a question that is not understood comes with ways out; then with a person.
MISSES_BEFORE_CHOICES = 2
MISSES_BEFORE_PERSON = 3
# The part to correct and the stop are questions about the talk; "question" of their buttons.
WHICH, STOP = "which", "stop"
_REMINDERS = {"consent": "utter_remind_consent", "anonymity": "utter_remind_anonymity"}


def open_question(turn: Turn, draft: Draft) -> str:
    """The question that waits for an answer: the one asked last, or the next one."""
    asked = turn.slot(REQUESTED_SLOT)
    if isinstance(asked, str) and asked.startswith("report_"):
        return asked.removeprefix("report_")
    return next_question(draft)


def button(turn: Turn, draft: Draft, question: str, name: str, value: object) -> Choice:
    title = turn.phrase(f"utter_button_{name}")
    return choice(title, "inform", question=question, draft=draft.id, value=value, version=draft.revision)


def ask(turn: Turn, draft: Draft, question: str, unclear: Unclear | None = None) -> None:
    """Say the question and its buttons, and remember the draft."""
    if draft.answers.get("anonymity") == ANONYMOUS:
        forget_reporter(draft)  # whatever this message brought
    turn.set(REQUESTED_SLOT, slot_of(question))
    draft.unasked = turn.message.followed and not draft.pending and not is_emergency(turn.message)
    if draft.unasked:
        _hush(turn)
        write_draft(turn, draft)
        return
    if draft.pending == STOP:
        _ask_stop(turn, draft)
    elif draft.pending == WHICH:
        _ask_which(turn, draft)
    elif question == "consent":
        _ask_consent(turn, draft)
    else:
        _ask_field(turn, draft, question, unclear)
    write_draft(turn, draft)


def remind(turn: Turn, draft: Draft, question: str) -> None:
    """After thanks or a greeting a long question, which stands right above, comes back in one line."""
    shown = not (draft.unasked or draft.pending or draft.correcting or turn.message.followed)
    if question not in _REMINDERS or not shown:
        ask(turn, draft, question)
        return
    turn.set(REQUESTED_SLOT, slot_of(question))
    turn.say(_REMINDERS[question])
    turn.offer(*(_consent_buttons(turn, draft) if question == "consent" else _choices(turn, draft, question)))
    write_draft(turn, draft)


def _hush(turn: Turn) -> None:
    """More of the user's messages wait: they get one reply, to all of them."""
    turn.paragraphs.clear()
    turn.choices.clear()
    turn.changed.pop("notice_shown", None)  # it comes with the reply


def _ask_field(turn: Turn, draft: Draft, question: str, unclear: Unclear | None) -> None:
    if draft.correcting and draft.answered(question):
        shown = show(turn, question, draft.answers[question])
        turn.say("utter_question_correct", label=label(turn, question), value=shown)
    if unclear is None and question == "place" and draft.places and not draft.correcting:
        turn.say("utter_unclear_place")  # it was told, and may be one of several
        draft.explained.append(CANDIDATES_SHOWN)
        turn.offer(*place_choices(draft.places, draft))
        draft.places = []
    elif unclear is None or unclear.choices == ():
        turn.say(_question(turn, draft, question))
    turn.offer(*(unclear.choices if unclear else ()), *_choices(turn, draft, question))
    _offer_person(turn, draft)


def _offer_person(turn: Turn, draft: Draft) -> None:
    if draft.misses >= MISSES_BEFORE_PERSON:
        turn.say("utter_reach_person")
        turn.offer(choice(turn.phrase("utter_button_request_human"), "request_human", value="menu"))


def _question(turn: Turn, draft: Draft, question: str) -> str:
    """The response that asks: two facts at once where both are open, and in words that fit the report."""
    name = f"utter_question_{question}"
    if worded := wording(draft, question):
        return f"{name}_{worded}"
    if question == "description" and draft.typed.get("opening"):
        return f"{name}_more"
    second = asked_together(draft, question)
    # After a first answer that fits nothing, the simpler question.
    if second is None or draft.correcting or draft.misses:
        return name
    if second not in draft.explained:  # what the answer leaves out is asked once more, and then let go
        draft.explained.append(second)
    return f"{name}_{second}"


def _choices(turn: Turn, draft: Draft, question: str) -> list[Choice]:
    if question == "anonymity":
        return [button(turn, draft, question, kind, kind) for kind in ("anonymous", "secret", "open")]
    choices = []
    # Whoever is in danger, or has had enough of questions, may file what there is.
    enough = draft.urgent or (draft.misses > 0 and draft.answered("category"))
    if enough and draft.answered("description") and not draft.correcting and question != "contact":
        choices.append(button(turn, draft, question, "hurry", "hurry"))
    if question == "category":
        return choices + _category_choices(turn, draft)
    if draft.correcting:
        choices.append(button(turn, draft, question, "keep", "keep"))
    elif question in draft.explained:
        choices.append(button(turn, draft, question, "unknown", "skip"))
    elif is_optional(draft, question):
        choices.append(button(turn, draft, question, "skip", "skip"))
    if draft.misses >= MISSES_BEFORE_CHOICES:
        choices.append(button(turn, draft, question, "stop", "stop"))
    return choices


def _category_choices(turn: Turn, draft: Draft) -> list[Choice]:
    further = "category" in draft.explained
    codes = offered_categories(further=further)
    guess = draft.inferred.get("category", {}).get("value")
    if guess in codes and guess != CATCH_ALL:  # what the story most likely is comes first
        codes = [guess, *(code for code in codes if code != guess)]
    choices = [
        choice(category_name(turn, code), "inform", question="category", draft=draft.id, value=code)
        for code in codes
    ]
    return choices if further else [*choices, button(turn, draft, "category", "further", "further")]


def _ask_consent(turn: Turn, draft: Draft) -> None:
    """The long text once, the summary when it has changed: on a phone both fill several screens."""
    if draft.summarised != draft.revision:
        turn.say("utter_summary", lines=summary(turn, draft))
    turn.say("utter_question_consent" if draft.summarised is None else "utter_remind_consent")
    draft.summarised = draft.revision
    turn.offer(*_consent_buttons(turn, draft))
    _offer_person(turn, draft)


def _consent_buttons(turn: Turn, draft: Draft) -> list[Choice]:
    return [
        button(turn, draft, "consent", "agree", "agree"),
        button(turn, draft, "consent", "correct", "correct"),
        button(turn, draft, "consent", "stop", "stop"),
    ]


def _ask_stop(turn: Turn, draft: Draft) -> None:
    turn.say("utter_question_stop")
    turn.offer(button(turn, draft, STOP, "erase", "erase"), button(turn, draft, STOP, "continue", "continue"))


def _ask_which(turn: Turn, draft: Draft) -> None:
    turn.say("utter_question_which")
    turn.offer(
        *(
            choice(label(turn, name), "inform", question=WHICH, draft=draft.id, value=name)
            for name in draft.answers
        )
    )
