"""Tokens are folded, and point into the text as typed."""

import unicodedata
from collections.abc import Callable

from rasa.shared.nlu.training_data.message import Message

Tokenise = Callable[..., Message]


def test_tokens_are_folded_and_the_message_stays(tokenise: Tokenise) -> None:
    message = tokenise("Sở Nội vụ ko trả lời")
    tokens = message.get("text_tokens")
    assert [token.text for token in tokens] == ["so", "noi", "vu", "khong", "tra", "loi"]
    assert [token.lemma for token in tokens][:4] == ["sở", "nội", "vụ", "không"]
    assert message.get("text") == "Sở Nội vụ ko trả lời"


def test_offsets_point_into_decomposed_text(tokenise: Tokenise) -> None:
    typed = unicodedata.normalize("NFD", "xã Sìn Hồ")
    tokens = tokenise(typed).get("text_tokens")
    assert [unicodedata.normalize("NFC", typed[token.start : token.end]) for token in tokens] == [
        "xã",
        "Sìn",
        "Hồ",
    ]


def test_training_data_is_tokenised_alike(tokenise: Tokenise) -> None:
    assert [token.text for token in tokenise("PHẢN ÁNH", intent="report_violation").get("text_tokens")] == [
        "phan",
        "anh",
    ]
