"""What a Telegram update says to us."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from telegram import Message, Update
from telegram.constants import ChatType, FileSizeLimit, MessageEntityType

from bot import texts

# The kinds we ask Telegram for.
WANTED = ["message", "edited_message", "callback_query"]
COMMAND = re.compile(r"/(\w+)(?:@\w+)?(?:\s.*)?", re.DOTALL)
FILES = (
    ("video", "mp4"),
    ("audio", "mp3"),
    ("voice", "ogg"),
    ("video_note", "mp4"),
    ("live_photo", "mp4"),
)


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
    wordless: bool = False  # a sticker, a poll: something was sent, but nothing that can be read
    edited: bool = False  # not said anew: the text of an old message was changed


def read(update: Update) -> Said | None:
    """What a person said, or None for what is not for us: groups (others read along), service messages."""
    query = update.callback_query
    if query is not None:
        chat = query.message.chat if query.message else None
        if chat is None or chat.type != ChatType.PRIVATE or not query.data:
            return None
        return Said(str(chat.id), f"press:{query.id}", "", query.data, (), datetime.now(UTC), query.id)
    message = update.message or update.edited_message
    if message is None or message.chat.type != ChatType.PRIVATE:
        return None
    words, files = words_of(message), files_of(message)
    if not words and not files and not message.effective_attachment:
        return None  # a pinned message, a changed setting
    edited = update.edited_message is not None
    if edited and message.effective_attachment and not message.caption:
        return None  # a shared position moves by itself every few seconds
    return Said(
        chat_id=str(message.chat.id),
        message_id=f"message:{message.message_id}",
        text=words,
        button_token=None,
        files=files,
        at=message.date,
        wordless=not words and not files,
        edited=edited,
    )


def words_of(message: Message) -> str:
    """What a message says, or what a shared contact or place says in words."""
    if message.text:
        return command_in_words(message.text) + hidden_links(message)
    if message.caption:
        return message.caption + hidden_links(message)
    if message.contact:
        name = " ".join(filter(None, (message.contact.first_name, message.contact.last_name)))
        number = message.contact.phone_number
        return ", ".join(filter(None, (name, f"+{number}" if number.startswith("84") else number)))
    return place_of(message)


def command_in_words(text: str) -> str:
    """The commands that Telegram offers or people know, as someone would type them."""
    command = COMMAND.fullmatch(text)
    return texts.COMMANDS.get(command[1].lower(), text) if command else text


def hidden_links(message: Message) -> str:
    """Addresses behind words of a forwarded post: the link is often what is reported."""
    entities = message.entities or message.caption_entities
    links = [entity.url for entity in entities if entity.type == MessageEntityType.TEXT_LINK and entity.url]
    return "".join(f"\n{link}" for link in dict.fromkeys(links))


def place_of(message: Message) -> str:
    """A shared place in words, so that it is an answer like any other. Not as a map link: links are what
    reports are about."""
    location = message.venue.location if message.venue else message.location
    if location is None:
        return ""
    shared = texts.PLACE.format(latitude=f"{location.latitude:.5f}", longitude=f"{location.longitude:.5f}")
    if message.venue is None:
        return shared
    return ", ".join(filter(None, (message.venue.title, message.venue.address, shared)))


def files_of(message: Message) -> tuple[TelegramFile, ...]:
    """The files of a message; of a photo's sizes the largest."""
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return (TelegramFile(largest.file_id, f"photo-{message.message_id}.jpg", largest.file_size),)
    if message.document:
        name = message.document.file_name or f"document-{message.message_id}"
        return (TelegramFile(message.document.file_id, name, message.document.file_size),)
    for kind, ending in FILES:
        file = getattr(message, kind)
        if file:
            name = getattr(file, "file_name", None) or f"{kind}-{message.message_id}.{ending}"
            return (TelegramFile(file.file_id, name, file.file_size),)
    return ()
