"""Rasa's conversations in PostgreSQL: one snapshot each, and the replies to its last messages."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException

from nlu.database import Database
from nlu.snapshot import Snapshot, restore, take

Reply = dict[str, Any]

KEPT_REPLIES = 20  # a message comes again within a few messages or never

READ = """
SELECT c.turn, c.snapshot, h.turn, h.replies
FROM rasa.conversations c
LEFT JOIN rasa.handled_messages h ON h.conversation_id = c.id AND h.message_id = %s
WHERE c.id = %s
"""

# Snapshot and replies in one statement, so in one transaction. No row comes back if the conversation is
# not at the turn it was read at: another replica was faster, or it was erased.
WRITE = """
WITH first AS (
  INSERT INTO rasa.conversations (id, turn, snapshot)
  SELECT %(id)s, 1, %(snapshot)s::jsonb WHERE %(turn)s = 0
  ON CONFLICT (id) DO NOTHING RETURNING id, turn
), next AS (
  UPDATE rasa.conversations SET turn = turn + 1, snapshot = %(snapshot)s, updated_at = now()
  WHERE id = %(id)s AND turn = %(turn)s RETURNING id, turn
), saved AS (
  SELECT * FROM first UNION ALL SELECT * FROM next
), pruned AS (
  DELETE FROM rasa.handled_messages h USING saved
  WHERE h.conversation_id = saved.id AND h.turn <= saved.turn - %(kept)s
)
INSERT INTO rasa.handled_messages (conversation_id, message_id, turn, replies)
SELECT id, %(message_id)s, turn, %(replies)s FROM saved RETURNING turn
"""


class TurnConflictError(Exception):
    """The conversation moved on, or was erased, while this turn was worked out."""


@dataclass(frozen=True)
class Answer:
    """What a turn said, for the channel now and for the same message if it comes again."""

    turn: int
    replies: list[Reply]


@dataclass(frozen=True)
class Opened:
    """A conversation as read at the start of a turn; `answer` if the message was handled before."""

    conversation_id: str
    message_id: str
    turn: int
    snapshot: Snapshot | None
    answer: Answer | None


class SnapshotTrackerStore(TrackerStore):
    """The store that endpoints.yml names. A turn is one read and one write, however long the conversation."""

    def __init__(
        self,
        domain: Domain | None,
        event_broker: EventBroker | None = None,
        host: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker, **kwargs)
        url = host or os.environ.get("DATABASE_URL")
        if not url:
            raise RasaException("DATABASE_URL is not set: Rasa keeps its conversations there.")
        self.database = Database(url)

    async def open_turn(self, conversation_id: str, message_id: str) -> Opened:
        """Read a conversation, and the answer to the message if it was given already."""
        rows = await self.database.run(READ, (message_id, conversation_id))
        if not rows:
            return Opened(conversation_id, message_id, 0, None, None)
        turn, snapshot, handled_turn, replies = rows[0]
        answer = None if handled_turn is None else Answer(handled_turn, replies)
        return Opened(conversation_id, message_id, turn, snapshot, answer)

    async def close_turn(self, opened: Opened, tracker: DialogueStateTracker, replies: list[Reply]) -> Answer:
        """Save the turn if nobody else has taken one since it was opened."""
        parameters = {
            "id": opened.conversation_id,
            "turn": opened.turn,
            "snapshot": json.dumps(take(tracker), ensure_ascii=False),
            "message_id": opened.message_id,
            "replies": json.dumps(replies, ensure_ascii=False),
            "kept": KEPT_REPLIES,
        }
        rows = await self.database.run(WRITE, parameters)
        if rows:
            return Answer(rows[0][0], replies)
        # The same message may have been handled elsewhere meanwhile (or by us, and the connection broke).
        again = await self.open_turn(opened.conversation_id, opened.message_id)
        if again.answer is None:
            raise TurnConflictError
        return again.answer

    async def erase(self, conversation_id: str) -> None:
        """Forget a conversation and every reply kept for it."""
        await self.database.run("DELETE FROM rasa.conversations WHERE id = %s", (conversation_id,))

    async def check(self) -> None:
        """Raise if the database does not answer or is not migrated."""
        await self.database.run("SELECT FROM rasa.conversations LIMIT 0")

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Rasa's own HTTP API may look at a conversation."""
        opened = await self.open_turn(sender_id, "")
        return restore(sender_id, opened.snapshot, self.domain) if opened.snapshot else None

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Refuse: without a message id and a turn number a conversation must not change."""
        raise RasaException("Conversations change only by messages to the channel.")

    async def keys(self) -> Iterable[str]:
        """Ids of all conversations."""
        return [row[0] for row in await self.database.run("SELECT id FROM rasa.conversations")]
