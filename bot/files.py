"""Files people send: what they are is read from their bytes, never believed from their name."""

import unicodedata
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

import puremagic

from bot.messages import Attachment, MessageRefusedError

MOST_FILES = 10
LARGEST_FILE = 20 * 1024 * 1024
LONGEST_NAME = 150
UNNAMED = "tep"

# What puremagic calls it → what we take it for. Anything else is refused: above all HTML, SVG and programs,
# which could act in the browser or on the machine of the official who opens them. The api looks again and
# must take all that is taken here (tests/contracts/test_file_types.py), or evidence would end here.
ACCEPTED = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".jfif": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".bmp": "image/bmp",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".pdf": "application/pdf",
    ".mp3": "audio/mpeg",
    ".mp1": "audio/mpeg",
    ".aac": "audio/aac",
    ".wav": "audio/wav",
    ".amr": "audio/amr",
    ".ogg": "audio/ogg",
    ".flac": "audio/flac",
    ".webm": "video/webm",
    ".avi": "video/x-msvideo",
}
# Files of phones: ISO media, told apart by the brand in bytes 8 to 12.
BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc"), "image/heic"),
    b"avif": "image/avif",
    **dict.fromkeys((b"M4A ", b"M4B ", b"F4A "), "audio/mp4"),
    b"qt  ": "video/quicktime",
}
OFFICE = "application/vnd.openxmlformats-officedocument."
# A member that only this kind of archive has.
ARCHIVES = {
    "word/document.xml": f"{OFFICE}wordprocessingml.document",
    "xl/workbook.xml": f"{OFFICE}spreadsheetml.sheet",
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word and Excel before 2007, told apart by their main stream
OLE_STREAMS = {"WordDocument": "application/msword", "Workbook": "application/vnd.ms-excel"}


@dataclass(frozen=True)
class Upload:
    """A file as a channel got it."""

    name: str
    content: bytes


def identify(upload: Upload) -> Attachment:
    """The upload as an attachment, or MessageRefusedError saying what is wrong with it."""
    name = safe_name(upload.name)
    if not upload.content:
        raise MessageRefusedError("file_empty", name=name)
    if len(upload.content) > LARGEST_FILE:
        raise MessageRefusedError("file_too_large", name=name)
    media_type = sniff(upload.content, PurePath(name).suffix.lower())
    if media_type is None:
        raise MessageRefusedError("file_type", name=name)
    return Attachment(name, media_type, upload.content)


def safe_name(name: str) -> str:
    """The last part of a name, without what a file system or a terminal would act on."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(char for char in last if unicodedata.category(char)[0] != "C").strip(" .")
    if len(kept) > LONGEST_NAME:
        suffix = PurePath(kept).suffix[:10]
        kept = kept[: LONGEST_NAME - len(suffix)] + suffix
    return kept or UNNAMED


def sniff(content: bytes, suffix: str) -> str | None:
    """The media type the bytes speak for, if it is one we accept."""
    if content[4:8] == b"ftyp":
        return _iso_media(content[8:12])
    if content.startswith(b"PK\x03\x04"):
        return _archive(content)
    if content.startswith(OLE):
        return next((kind for name, kind in OLE_STREAMS.items() if name.encode("utf-16-le") in content), None)
    try:
        guesses = puremagic.magic_string(content)
    except puremagic.PureError:
        return _plain_text(content, suffix)
    best = max((guess.confidence for guess in guesses), default=0)
    for guess in guesses:
        if guess.confidence == best and guess.extension in ACCEPTED:
            return ACCEPTED[guess.extension]
    return _plain_text(content, suffix)


def _iso_media(brand: bytes) -> str:
    if brand in BRANDS:
        return BRANDS[brand]
    return "video/3gpp" if brand.startswith(b"3g") else "video/mp4"


def _archive(content: bytes) -> str | None:
    try:
        members = set(zipfile.ZipFile(BytesIO(content)).namelist())
    except (zipfile.BadZipFile, ValueError, UnicodeDecodeError, NotImplementedError):
        return None
    if "word/vbaProject.bin" in members or "xl/vbaProject.bin" in members:
        return None  # macros
    return next((kind for member, kind in ARCHIVES.items() if member in members), None)


def _plain_text(content: bytes, suffix: str) -> str | None:
    """Text has no signature; it must be named so, be UTF-8, and not be a page or a script by its looks."""
    if suffix != ".txt":
        return None
    try:
        written = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if written.lstrip().startswith(("<", "#!")) or "\x00" in written:
        return None
    return "text/plain"
