"""Which channels are set up."""

from bot.channels.base import Channel, Receive
from bot.settings import BotSettings


def push_channels(settings: BotSettings, receive: Receive) -> list[Channel]:
    """The channels, beside web chat, that the settings ask for."""
    channels: list[Channel] = []
    if settings.telegram_bot_token is not None:
        from bot.channels.telegram.channel import TelegramChannel  # its library is slow to load

        channels.append(TelegramChannel(settings, receive))
    return channels
