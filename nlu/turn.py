"""One message, one turn: all of it is saved, or none."""

from rasa.core.actions.action import Action, ActionExecutionRejection
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import FailSafeTrackerStore, TrackerStore
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException

from nlu.action_endpoint import ActionEndpoint, TurnFailedError
from nlu.graph import DirectRunner
from nlu.replies import Replies
from nlu.snapshot import restore
from nlu.tracker_store import Answer, Opened, SnapshotTrackerStore


def snapshot_store(store: TrackerStore) -> SnapshotTrackerStore:
    """Our store inside Rasa's wrapper, which would hide a broken database and go on in memory."""
    inner = store._tracker_store if isinstance(store, FailSafeTrackerStore) else store
    if not isinstance(inner, SnapshotTrackerStore):
        raise RasaException("endpoints.yml must name nlu.tracker_store.SnapshotTrackerStore.")
    return inner


class TurnProcessor(MessageProcessor):
    """Rasa's processor, except for where it reads and writes, and that a failed action ends the turn."""

    snapshots: SnapshotTrackerStore
    actions: ActionEndpoint

    @classmethod
    def adopt(cls, stock: MessageProcessor, actions: ActionEndpoint) -> "TurnProcessor":
        """Work with the model that Rasa's own processor has loaded."""
        processor = cls.__new__(cls)
        processor.__dict__.update(stock.__dict__)
        processor.snapshots = snapshot_store(stock.tracker_store)
        processor.actions = processor.action_endpoint = actions
        if isinstance(stock.graph_runner, DaskGraphRunner):
            processor.graph_runner = DirectRunner(stock.graph_runner)
        return processor

    async def take_turn(self, message: UserMessage) -> Answer:
        """Answer a message, or repeat the answer if it was handled before."""
        opened = await self.snapshots.open_turn(message.sender_id, message.message_id)
        if opened.answer is not None:
            return opened.answer
        self._check_meaning(message)
        replies = Replies()
        tracker = self._tracker(opened)
        await self._update_tracker_session(tracker, replies)
        await self._handle_message_with_tracker(message, tracker)
        tracker = await self.run_action_extract_slots(replies, tracker)
        await self._run_prediction_loop(replies, tracker)
        return await self.snapshots.close_turn(opened, tracker, replies.collected)

    def _check_meaning(self, message: UserMessage) -> None:
        """A button shown by an older model may name an intent that is gone."""
        if message.parse_data and message.parse_data["intent"]["name"] not in self.domain.intents:
            message.parse_data["intent"] = {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": 1.0}

    def _tracker(self, opened: Opened) -> DialogueStateTracker:
        tracker = restore(opened.conversation_id, opened.snapshot, self.domain)
        tracker.model_id = self.model_metadata.model_id
        tracker.assistant_id = self.model_metadata.assistant_id
        return tracker

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        prediction: PolicyPrediction,
    ) -> bool:
        return await super()._run_action(_Decisive(action), tracker, output_channel, nlg, prediction)


class _Decisive(Action):
    """An action whose failure ends the turn."""

    def __init__(self, action: Action) -> None:
        self._action = action

    def name(self) -> str:
        return self._action.name()

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        try:
            return await self._action.run(output_channel, nlg, tracker, domain)
        except ActionExecutionRejection:
            raise
        except Exception as error:  # the edge where Rasa would swallow it
            raise TurnFailedError(f"action {self.name()}: {type(error).__name__}") from error

    def event_for_successful_execution(self, prediction: PolicyPrediction) -> ActionExecuted:
        return self._action.event_for_successful_execution(prediction)
