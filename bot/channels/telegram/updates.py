"""What a Telegram update says to us."""

from dataclasses import dataclass
from datetime import UTC, datetime

from telegram import Message, Update
from telegram.constants import ChatType, FileSizeLimit

# The kinds we ask Telegram for; edits of old messages are not among them.
WANTED = ["message", "callback_query"]


@dataclass(frozen=True)
class TelegramFile:
    """A file that still lies at Telegram."""

    file_id: str
    name: str
    size: int | None

    @property
    def too_large(self) -> bool:
        """Whether the Bot API refuses to hand it out (over 20 MB)."""
        return self.size is not None and self.size > FileSizeLimit.FILESIZE_DOWNLOAD


@dataclass(frozen=True)
class Said:
    """One thing a person did in a private chat."""

    chat_id: str
    message_id: str
    text: str
    button_token: str | None
    files: tuple[TelegramFile, ...]
    at: datetime
    query_id: str | None = None


def read(update: Update) -> Said | None:
    """What a person said, or None for what is not for us: groups (others read along), service messages."""
    query = update.callback_query
    if query is not None:
        chat = query.message.chat if query.message else None
        if chat is None or chat.type != ChatType.PRIVATE or not query.data:
            return None
        return Said(str(chat.id), f"press:{query.id}", "", query.data, (), datetime.now(UTC), query.id)
    message = update.message
    if message is None or message.chat.type != ChatType.PRIVATE:
        return None
    return Said(
        chat_id=str(message.chat.id),
        message_id=f"message:{message.message_id}",
        text=message.text or message.caption or place_of(message),
        button_token=None,
        files=files_of(message),
        at=message.date,
    )


def place_of(message: Message) -> str:
    """A shared position as a map link, so that it lands on the ticket like any other answer."""
    if message.location is None:
        return ""
    return f"https://www.google.com/maps?q={message.location.latitude},{message.location.longitude}"


def files_of(message: Message) -> tuple[TelegramFile, ...]:
    """The files of a message; of a photo's sizes the largest."""
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return (TelegramFile(largest.file_id, f"photo-{message.message_id}.jpg", largest.file_size),)
    if message.document:
        name = message.document.file_name or f"document-{message.message_id}"
        return (TelegramFile(message.document.file_id, name, message.document.file_size),)
    for kind, ending in (("video", "mp4"), ("audio", "mp3"), ("voice", "ogg"), ("video_note", "mp4")):
        file = getattr(message, kind)
        if file:
            name = getattr(file, "file_name", None) or f"{kind}-{message.message_id}.{ending}"
            return (TelegramFile(file.file_id, name, file.file_size),)
    return ()
