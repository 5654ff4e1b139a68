"""One of our messages in Telegram's form, and Telegram's refusals in ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import MessageLimit
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.messages import Button, ChannelRefusedError, ChannelUnavailableError

SECONDS_AFTER_BAD_TOKEN = 60.0


def units(text: str) -> int:
    """Length as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, limit: int = MessageLimit.MAX_TEXT_LENGTH) -> list[str]:
    """Parts of at most `limit` units, cut at a line or word where there is one."""
    parts: list[str] = []
    rest = text
    while units(rest) > limit:
        head = cut(rest, limit)
        for mark in ("\n\n", "\n", " "):
            at = head.rfind(mark)
            if at > len(head) // 2:
                head = head[:at]
                break
        parts.append(head)
        rest = rest[len(head) :].lstrip(" \n")
    return [*parts, rest] if rest else parts


def cut(text: str, limit: int) -> str:
    """The longest beginning of at most `limit` units, never half a character."""
    return text.encode("utf-16-le")[: limit * 2].decode("utf-16-le", errors="ignore")


def keyboard(buttons: tuple[Button, ...]) -> InlineKeyboardMarkup | None:
    """One button a row: Vietnamese titles are long and phones are narrow."""
    if not buttons:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(button.title, callback_data=button.token)] for button in buttons]
    )


@contextmanager
def refusals() -> Iterator[None]:
    """Turn Telegram's errors into what delivery understands: give up, or try again later."""
    try:
        yield
    except RetryAfter as error:
        wait = error.retry_after
        seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
        raise ChannelUnavailableError("too many requests", seconds) from None
    except InvalidToken:
        raise ChannelUnavailableError("Telegram refuses the bot token", SECONDS_AFTER_BAD_TOKEN) from None
    except (Forbidden, BadRequest) as error:  # BadRequest is a NetworkError too, so it comes first
        raise ChannelRefusedError(type(error).__name__) from None
    except NetworkError as error:
        raise ChannelUnavailableError(type(error).__name__) from None
    except TelegramError as error:
        raise ChannelRefusedError(type(error).__name__) from None
