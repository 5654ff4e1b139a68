"""One message inside the report form, with everything the handlers need."""

from dataclasses import dataclass

from actions.api import Api
from actions.intake.asking import ask
from actions.intake.draft import Draft
from actions.intake.questions import next_question
from actions.intake.reading import Unclear
from actions.message import Message
from actions.turn import Turn


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

    def ask_next(self) -> bool:
        """Go on with the most important open question."""
        self.draft.correcting = False
        self.draft.pending = None
        ask(self.turn, self.draft, next_question(self.draft))
        return True

    def ask_same(self, unclear: Unclear | None = None) -> bool:
        """Ask the open question again, saying first what was not understood."""
        if unclear:
            self.draft.misses += 1
            self.turn.say(unclear.response)
        ask(self.turn, self.draft, self.question, unclear)
        return True
