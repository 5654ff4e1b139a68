"""What a file is, by its bytes."""

import unicodedata
import zipfile
from io import BytesIO

import pytest

from bot.files import OLE, Upload, identify, safe_name
from bot.messages import MessageRefusedError
from tests.bot.conftest import JPEG


def archive(*members: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        for member in members:
            opened.writestr(member, "x")
    return made.getvalue()


def iso_media(brand: bytes) -> bytes:
    return b"\x00\x00\x00\x18ftyp" + brand + b"\x00\x00\x02\x00isom" + b"x" * 50


OFFICE = "application/vnd.openxmlformats-officedocument"
ACCEPTED = [
    ("a.jpg", JPEG, "image/jpeg"),
    ("a.jpg", b"\xff\xd8\xff\xe1\x00\x10Exif\x00\x00" + b"x" * 50, "image/jpeg"),
    ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"x" * 50, "image/png"),
    ("a.webp", b"RIFF\x24\x00\x00\x00WEBPVP8 " + b"x" * 50, "image/webp"),
    ("a.heic", iso_media(b"heic"), "image/heic"),
    ("a.heic", iso_media(b"mif1"), "image/heic"),
    ("a.mp4", iso_media(b"isom"), "video/mp4"),
    ("a.mov", iso_media(b"qt  "), "video/quicktime"),
    ("a.3gp", iso_media(b"3gp4"), "video/3gpp"),
    ("a.m4a", iso_media(b"M4A "), "audio/mp4"),
    ("a.ogg", b"OggS\x00\x02" + b"\x00" * 20 + b"\x01\x13OpusHead" + b"x" * 30, "audio/ogg"),
    ("a.mp3", b"ID3\x03\x00\x00" + b"x" * 50, "audio/mpeg"),
    ("a.amr", b"#!AMR\n" + b"x" * 50, "audio/amr"),
    ("a.pdf", b"%PDF-1.7\n" + b"x" * 50, "application/pdf"),
    ("a.docx", archive("[Content_Types].xml", "word/document.xml"), f"{OFFICE}.wordprocessingml.document"),
    ("a.xlsx", archive("[Content_Types].xml", "xl/workbook.xml"), f"{OFFICE}.spreadsheetml.sheet"),
    ("a.doc", OLE + b"\x00" * 600 + "WordDocument".encode("utf-16-le"), "application/msword"),
    ("a.xls", OLE + b"\x00" * 600 + "Workbook".encode("utf-16-le"), "application/vnd.ms-excel"),
    ("a.txt", "xin chào".encode(), "text/plain"),
    ("a.exe", JPEG, "image/jpeg"),  # the name says nothing
]
REFUSED = [
    ("a.jpg", b"MZ\x90\x00" + b"x" * 500),
    ("a.jpg", b"\x7fELF" + b"x" * 500),
    ("a.html", b"<!doctype html><html><script>"),
    ("a.txt", b"<!doctype html><html><script>"),
    ("a.txt", b"  <script>alert(1)</script>"),
    ("a.svg", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
    ("a.txt", b"#!/bin/sh\nrm -r x"),
    ("a.txt", b"\xff\xfe\xfd\x00"),
    ("a.sh", b"echo"),
    ("a.zip", archive("a.txt")),
    ("a.docx", archive("word/document.xml", "word/vbaProject.bin")),
    ("a.docx", b"PK\x03\x04" + b"x" * 50),
    ("a.msi", OLE + b"\x00" * 600),
]


@pytest.mark.parametrize(("name", "content", "media_type"), ACCEPTED)
def test_accepted_files_are_recognised(name: str, content: bytes, media_type: str) -> None:
    assert identify(Upload(name, content)).media_type == media_type


@pytest.mark.parametrize(("name", "content"), REFUSED)
def test_other_files_are_refused(name: str, content: bytes) -> None:
    with pytest.raises(MessageRefusedError, match="file_type"):
        identify(Upload(name, content))


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Lan\\ảnh.jpg", "ảnh.jpg"),
        ("a\x00b\n\u202egpj.exe", "abgpj.exe"),
        ("  .. ", "tep"),
        ("", "tep"),
        (unicodedata.normalize("NFD", "biên bản.pdf"), "biên bản.pdf"),
    ],
)
def test_names_are_made_harmless(given: str, safe: str) -> None:
    assert safe_name(given) == safe


def test_long_names_keep_their_ending() -> None:
    name = safe_name("x" * 500 + ".jpg")
    assert (len(name), name[-4:]) == (150, ".jpg")
