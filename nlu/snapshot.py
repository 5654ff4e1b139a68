"""What of a conversation survives a turn, and how a tracker is made of it again."""

from typing import Any

from rasa.shared.core.constants import (
    ACTION_LISTEN_NAME,
    ACTION_SESSION_START_NAME,
    SESSION_START_METADATA_SLOT,
)
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    ConversationPaused,
    Event,
    SessionStarted,
    SlotSet,
)
from rasa.shared.core.trackers import DialogueStateTracker

Snapshot = dict[str, Any]


def take(tracker: DialogueStateTracker) -> Snapshot:
    """Reduce a tracker at the end of its turn to a size that does not grow with the conversation."""
    slots = {
        name: slot.value
        for name, slot in tracker.slots.items()
        if slot.has_been_set and name != SESSION_START_METADATA_SLOT
    }
    snapshot: Snapshot = {"action": _last_action(tracker), "slots": slots}
    if tracker.active_loop_name:
        snapshot["loop"] = {"name": tracker.active_loop_name, "rejected": tracker.is_active_loop_rejected}
    if tracker.is_paused():
        snapshot["paused"] = True
    return snapshot


def _last_action(tracker: DialogueStateTracker) -> str | None:
    for event in reversed(tracker.events):
        if isinstance(event, ActionExecuted) and event.action_name != ACTION_LISTEN_NAME:
            name: str | None = event.action_name
            return name
    return None


def restore(conversation_id: str, snapshot: Snapshot | None, domain: Domain) -> DialogueStateTracker:
    """Make the tracker that the next turn starts from; without a snapshot, a new one.

    Events, not attributes: Rasa copies trackers by replaying their events, several times in a turn.
    """
    tracker = DialogueStateTracker(conversation_id, domain.slots)
    if snapshot is not None:
        for event in _events(snapshot, domain):
            tracker.update(event, domain)
    return tracker


def _events(snapshot: Snapshot, domain: Domain) -> list[Event]:
    known = {slot.name for slot in domain.slots}  # a newer model may have dropped slots and forms
    events: list[Event] = [SessionStarted()]
    # Without an action before the listening, each turn would look like the start of the conversation to
    # rules; and a form's earlier run is what lets RulePolicy hide its happy path, as in a full tracker.
    events.append(ActionExecuted(snapshot["action"] or ACTION_SESSION_START_NAME))
    events += [SlotSet(name, value) for name, value in snapshot["slots"].items() if name in known]
    loop = snapshot.get("loop")
    if loop and loop["name"] in domain.form_names:
        events.append(ActiveLoop(loop["name"]))
        if loop["rejected"]:
            events.append(ActionExecutionRejected(loop["name"]))
    if snapshot.get("paused"):
        events.append(ConversationPaused())
    events.append(ActionExecuted(ACTION_LISTEN_NAME))
    return events
