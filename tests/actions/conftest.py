"""A conversation with the actions, without Rasa."""

import pytest

from tests.actions.talker import Talker


@pytest.fixture
def talker() -> Talker:
    talker = Talker()
    talker.slots["notice_shown"] = True
    talker.api.places = {
        "xã bum tở": {
            "outcome": "found",
            "commune": {"code": "03433", "name": "Xã Bum Tở"},
            "candidates": [],
        },
        "nam cha": {
            "outcome": "ambiguous",
            "commune": None,
            "candidates": [
                {"code": "03500", "name": "Xã Nậm Tăm", "note": "Xã Nậm Cha"},
                {"code": "03510", "name": "Xã Mường Mô", "note": "Xã Nậm Chà"},
            ],
        },
    }
    return talker
