"""A conversation kept as a snapshot goes on as it would with all its events."""

import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    ConversationPaused,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from nlu.snapshot import restore, take

LINES = ("xin chào", "tôi muốn phản ánh", "Bum Tở", "có giữ bí mật không", "hôm qua", "0912")

DOMAIN = Domain.from_yaml(
    """
    version: "3.1"
    intents: [report]
    slots:
      place: {type: text, mappings: [{type: custom}]}
      time: {type: any, mappings: [{type: custom}]}
      level: {type: text, initial_value: low, mappings: [{type: custom}]}
    forms: {report_form: {required_slots: [place]}}
    actions: [action_submit]
    """
)


def tracker(*events: Any) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("c", list(events), DOMAIN.slots)


def after(*events: Any) -> DialogueStateTracker:
    """The tracker the next turn would start from."""
    return restore("c", json.loads(json.dumps(take(tracker(*events)))), DOMAIN)


def test_slots_come_back_with_their_values_and_only_those_that_were_set() -> None:
    time = {"value": "2026-11-22", "precision": "day"}
    back = after(SlotSet("place", "Bum Tở"), SlotSet("time", time), SlotSet("level", None))
    assert back.current_slot_values()["place"] == "Bum Tở"
    assert back.get_slot("time") == time
    assert back.get_slot("level") is None
    assert not after(SlotSet("place", "x")).slots["time"].has_been_set


def test_an_open_form_stays_open_and_knows_whether_it_was_rejected() -> None:
    opened = (ActionExecuted("report_form"), ActiveLoop("report_form"), SlotSet("requested_slot", "place"))
    back = after(*opened)
    assert (back.active_loop_name, back.get_slot("requested_slot")) == ("report_form", "place")
    assert not back.is_active_loop_rejected
    assert after(*opened, ActionExecutionRejected("report_form")).is_active_loop_rejected


def test_a_paused_conversation_stays_paused() -> None:
    assert after(ConversationPaused()).is_paused()
    assert not after().is_paused()


def test_the_next_turn_starts_after_listening_and_is_no_start_of_the_conversation() -> None:
    back = after(ActionExecuted("action_submit"), ActionExecuted("action_listen"))
    assert back.latest_action_name == "action_listen"
    assert [state.get("prev_action") for state in back.past_states(DOMAIN)] == [
        None,
        {"action_name": "action_submit"},
        {"action_name": "action_listen"},
    ]


def test_a_copy_is_the_same() -> None:
    """Rasa copies trackers by replaying their events."""
    back = after(ActionExecuted("report_form"), ActiveLoop("report_form"), SlotSet("place", "Bum Tở"))
    copied = back.copy()
    assert copied.current_slot_values() == back.current_slot_values()
    assert copied.active_loop_name == "report_form"


def test_what_the_user_wrote_is_not_kept() -> None:
    kept = take(tracker(UserUttered("tôi sợ lắm", {"name": "report"})))
    assert "sợ" not in json.dumps(kept, ensure_ascii=False)


def test_slots_and_forms_that_a_newer_model_lacks_are_dropped() -> None:
    newer = Domain.from_yaml("version: '3.1'\nintents: [report]")
    kept = take(tracker(ActionExecuted("report_form"), ActiveLoop("report_form"), SlotSet("place", "x")))
    back = restore("c", kept, newer)
    assert back.active_loop_name is None
    assert "place" not in back.slots


@pytest.mark.parametrize("seed", range(6))
async def test_replies_are_those_of_stock_rasa_with_all_events(
    rasa: Any, stock: Callable[..., Any], seed: int
) -> None:
    """Random walks through the assistant: greetings, side questions, forms again and again."""
    whole = stock(InMemoryTrackerStore(Domain.empty()))
    walk = random.Random(seed).choices(LINES, k=40)  # noqa: S311 - a test's dice
    for step, line in enumerate(walk):
        ours = await rasa.say(line)
        theirs = "\n\n".join(await whole.say(line))
        assert "\n\n".join(text for text in ours if text) == theirs, walk[: step + 1]
