"""What a file really is: decided by its content, never by its name or what the sender says."""

import io
import zipfile

import puremagic

# By the extension puremagic names; everything else is refused.
ACCEPTED = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".jpe": "image/jpeg",
    ".jfif": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".heif": "image/heif",
    ".heic": "image/heic",
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".pdf": "application/pdf",
    ".mp3": "audio/mpeg",
    ".mp1": "audio/mpeg",
    ".mp2": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".f4a": "audio/mp4",
    ".aac": "audio/aac",
    ".amr": "audio/amr",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".3gp": "video/3gpp",
    ".3ga": "video/3gpp",
    ".webm": "video/webm",
    ".mkv": "video/x-matroska",
    ".avi": "video/x-msvideo",
}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of the main stream in old Word and Excel files, as the directory of the file spells them.
OLE_STREAMS = {"WordDocument": "application/msword", "Workbook": "application/vnd.ms-excel"}
# Files of phones are ISO media; puremagic knows few of the brands (bytes 8 to 12).
ISO_BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"), "image/heic"),
    b"avif": "image/avif",
    **dict.fromkeys((b"M4A ", b"M4B ", b"F4A "), "audio/mp4"),
    b"qt  ": "video/quicktime",
}
ACTIVE = (".html", ".htm", ".svg", ".xml", ".xhtml")
TEXT_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f") | {127}


def media_type(content: bytes) -> str | None:
    """The type of an accepted file; None for any other."""
    if not content:
        return None
    if content.startswith(b"PK\x03\x04"):
        return office_type(content)
    if content.startswith(OLE):
        return next((kind for name, kind in OLE_STREAMS.items() if name.encode("utf-16-le") in content), None)
    if content[4:8] == b"ftyp":
        return iso_media(content[8:12])
    likely = likeliest(content)
    if likely != ".pdf" and is_text(content):
        return None if likely in ACTIVE else "text/plain"
    return ACCEPTED.get(likely)


def iso_media(brand: bytes) -> str:
    return ISO_BRANDS.get(brand) or ("video/3gpp" if brand.startswith(b"3g") else "video/mp4")


def likeliest(content: bytes) -> str:
    try:
        return str(puremagic.magic_string(content)[0].extension)
    except (puremagic.PureError, IndexError, ValueError):
        return ""


def office_type(content: bytes) -> str | None:
    """Word and Excel files are ZIP archives with a known part; other archives are refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    return next((kind for part, kind in ZIP_PARTS.items() if part in names), None)


def is_text(content: bytes) -> bool:
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not TEXT_CONTROLS.intersection(content)
