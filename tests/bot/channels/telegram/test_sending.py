"""Messages in Telegram's form: nothing lost in splitting, refusals understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TimedOut

from bot.channels.telegram.sending import keyboard, refusals, split, units
from bot.messages import Button, ChannelRefusedError, ChannelUnavailableError

WORDS = st.text(alphabet="ạbc đ\n😀", max_size=300)


class TestSplit:
    @given(text=WORDS, limit=st.integers(min_value=4, max_value=60))
    def test_any_text_keeps_its_words_and_the_limit(self, text: str, limit: int) -> None:
        parts = split(text, limit)
        assert all(units(part) <= limit for part in parts)
        assert "".join("".join(parts).split()) == "".join(text.split())

    def test_long_text_is_cut_between_words(self) -> None:
        text = "phản ánh " * 1000
        parts = split(text)
        assert len(parts) == 3
        assert all(part.endswith(("phản", "ánh", "ánh ")) for part in parts)

    def test_short_text_stays_whole(self) -> None:
        assert split("Chào Anh/Chị.\n\nMời nói.") == ["Chào Anh/Chị.\n\nMời nói."]


class TestKeyboard:
    def test_each_button_has_a_row_and_its_token(self) -> None:
        markup = keyboard((Button("Đồng ý", "t1"), Button("Không", "t2")))
        assert markup is not None
        assert [[button.callback_data for button in row] for row in markup.inline_keyboard] == [
            ["t1"],
            ["t2"],
        ]

    def test_no_buttons_no_keyboard(self) -> None:
        assert keyboard(()) is None


class TestRefusals:
    @pytest.mark.parametrize("error", [Forbidden("blocked"), BadRequest("chat not found")])
    def test_final_refusals_are_not_repeated(self, error: Exception) -> None:
        with pytest.raises(ChannelRefusedError), refusals():
            raise error

    @pytest.mark.parametrize("error", [TimedOut(), InvalidToken(), RetryAfter(7)])
    def test_passing_troubles_are_repeated(self, error: Exception) -> None:
        with pytest.raises(ChannelUnavailableError), refusals():
            raise error

    def test_telegrams_waiting_time_is_kept(self) -> None:
        with pytest.raises(ChannelUnavailableError) as caught, refusals():
            raise RetryAfter(7)
        assert caught.value.retry_after == 7
