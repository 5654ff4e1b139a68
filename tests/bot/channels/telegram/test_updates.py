"""Every kind of message a phone can send is dealt with: stored, explained, or known to say nothing."""

from typing import Any

import pytest
from telegram import Update

from bot import texts
from bot.channels.telegram.updates import Said, read
from tests.fake_telegram import FakeTelegram

CHAT = 77
POSITION = {"latitude": 22.386412, "longitude": 103.470251}
FILE: dict[str, Any] = {"file_id": "f1", "file_unique_id": "u1", "file_size": 10}
STICKER = FILE | {
    "type": "regular",
    "width": 1,
    "height": 1,
    "is_animated": False,
    "is_video": False,
    "emoji": "👍",
}


def sent(content: dict[str, Any]) -> Said | None:
    return read(Update.de_json(FakeTelegram().user_sends(CHAT, content)))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ({"voice": FILE | {"duration": 3, "mime_type": "audio/ogg"}}, "voice-2.ogg"),
        ({"video_note": FILE | {"duration": 3, "length": 240}}, "video_note-2.mp4"),
        ({"video": FILE | {"duration": 3, "width": 1, "height": 1}}, "video-2.mp4"),
        ({"audio": FILE | {"duration": 3, "file_name": "ghi âm.m4a"}}, "ghi âm.m4a"),
        ({"document": FILE | {"file_name": "đơn.pdf"}}, "đơn.pdf"),
        ({"animation": FILE | {"duration": 3, "width": 1, "height": 1}, "document": FILE}, "document-2"),
        ({"live_photo": FILE | {"duration": 3, "width": 1, "height": 1}}, "live_photo-2.mp4"),
        ({"photo": [FILE | {"width": 9, "height": 9}, FILE | {"width": 1, "height": 1}]}, "photo-2.jpg"),
    ],
)
def test_files_are_files_without_words(content: dict[str, Any], name: str) -> None:
    said = sent(content)
    assert said is not None
    assert [file.name for file in said.files] == [name]
    assert (said.text, said.wordless) == ("", False)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ({"contact": {"phone_number": "84912345678", "first_name": "Lò", "last_name": "Thị Mẫu"}},
         "Lò Thị Mẫu, +84912345678"),
        ({"contact": {"phone_number": "0912345678", "first_name": "Lò"}}, "Lò, 0912345678"),
        ({"location": POSITION}, "vị trí trên bản đồ 22.38641, 103.47025"),
        (
            {"venue": {"location": POSITION, "title": "Chợ Mẫu", "address": "Bum Tở"}, "location": POSITION},
            "Chợ Mẫu, Bum Tở, vị trí trên bản đồ 22.38641, 103.47025",
        ),
        ({"text": "/start"}, texts.COMMANDS["start"]),
        ({"text": "/start@duongday_bot ref7"}, texts.COMMANDS["start"]),
        ({"text": "/STOP"}, texts.COMMANDS["stop"]),
        ({"text": "/la"}, "/la"),
        ({"text": "/ha nội"}, "/ha nội"),
    ],
)  # fmt: skip
def test_contacts_places_and_commands_become_words(content: dict[str, Any], text: str) -> None:
    said = sent(content)
    assert said is not None
    assert (said.text, said.wordless) == (text, False)


def test_addresses_behind_words_are_kept() -> None:
    link = {"type": "text_link", "offset": 0, "length": 3, "url": "https://bao.example/1"}
    said = sent({"text": "bài này, xem bài", "entities": [link, link | {"offset": 9}]})
    assert said is not None
    assert said.text == "bài này, xem bài\nhttps://bao.example/1"
    said = sent({"caption": "bài", "caption_entities": [link], "photo": [FILE | {"width": 1, "height": 1}]})
    assert said is not None
    assert said.text == "bài\nhttps://bao.example/1"


@pytest.mark.parametrize(
    "content",
    [
        {"sticker": STICKER},
        {"dice": {"emoji": "🎲", "value": 3}},
        {"story": {"id": 1, "chat": {"id": 5, "type": "private"}}},
    ],
    ids=lambda content: next(iter(content)),
)
def test_what_cannot_be_read_is_still_a_message(content: dict[str, Any]) -> None:
    said = sent(content)
    assert said is not None
    assert (said.text, said.files, said.wordless) == ("", (), True)


@pytest.mark.parametrize(
    "content",
    [
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}},
        {"delete_chat_photo": True},
    ],
    ids=lambda content: next(iter(content)),
)
def test_messages_of_telegram_itself_say_nothing(content: dict[str, Any]) -> None:
    assert sent(content) is None


def test_an_edit_is_known_as_one_and_a_moving_position_is_none() -> None:
    edited = read(Update.de_json(FakeTelegram().user_edits(CHAT, {"text": "15/10"})))
    assert edited is not None
    assert edited.edited
    assert read(Update.de_json(FakeTelegram().user_edits(CHAT, {"location": POSITION}))) is None
