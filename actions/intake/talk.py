"""One message inside the report form, with everything the handlers need."""

from dataclasses import dataclass

from actions.api import Api
from actions.intake.asking import ask
from actions.intake.draft import Draft
from actions.intake.leaving import leave
from actions.intake.questions import next_question, place_date
from actions.intake.reading import Unclear
from actions.intake.summary import understood
from actions.message import Message
from actions.turn import Turn

# So often one question is asked; when nothing is understood over several questions, less often.
MOST_MISSES, FEW_MISSES = 4, 2
MANY_VAGUE = 6
# In the list of what a message filled: the story itself, and that the report was opened by it.
STORY, OPENED = "story", "opened"
NEEDED = ("description", "anonymity", "consent")


@dataclass
class Talk:
    """Handlers get this, and return True when they have dealt with the message."""

    turn: Turn
    draft: Draft
    api: Api
    question: str
    conversation_id: str

    @property
    def message(self) -> Message:
        return self.turn.message

    @property
    def _hopeless(self) -> bool:
        """Whether the open question has been asked often enough, and the report can do without its answer."""
        draft = self.draft
        often = draft.misses >= MOST_MISSES or (draft.misses >= FEW_MISSES and draft.vague > MANY_VAGUE)
        needed = self.question in NEEDED or draft.correcting or draft.pending
        return often and not needed

    def tell(self, filled: list[str]) -> None:
        """Say what was understood, also of the messages before that had no reply of their own."""
        draft, turn = self.draft, self.turn
        if turn.message.followed:
            draft.noted += [name for name in filled if name not in draft.noted]
            return
        noted = [*draft.noted, *filled]
        opened, draft.noted = OPENED in noted, []
        if facts := understood(turn, draft, noted):
            turn.say("utter_understood" if opened else "utter_noted", facts=facts)
        elif opened:
            turn.say("utter_started")
        if STORY in noted and not opened:
            turn.say("utter_added")
        if "evidence" in noted and draft.typed.get("evidence") and not draft.answers.get("evidence"):
            turn.say("utter_evidence_welcome")

    def ask_next(self) -> bool:
        """Go on with the most important open question."""
        if self.draft.noted:
            self.tell([])
        place_date(self.draft)
        self.draft.correcting = False
        self.draft.pending = None
        ask(self.turn, self.draft, next_question(self.draft))
        return True

    def ask_same(self, unclear: Unclear | None = None) -> bool:
        """Ask the open question again, saying first what was not understood."""
        if unclear:
            self.draft.misses += 1
            self.draft.vague += 1
            self.turn.say(unclear.response)
            if self._hopeless:
                # Asking for ever helps nobody; staff can ask later.
                self.turn.say("utter_left_open")
                leave(self.draft, self.question)
                return self.ask_next()
        ask(self.turn, self.draft, self.question, unclear)
        return True
