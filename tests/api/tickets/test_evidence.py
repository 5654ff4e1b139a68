"""Evidence: kept as it came, typed by content, read with a trace."""

import asyncio
import io
import struct
import unicodedata
import zipfile
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from api.database import Database
from api.tickets import evidence, file_types

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name in names:
            file.writestr(name, "<x/>")
    return buffer.getvalue()


async def upload(
    client: httpx.AsyncClient, code: str, content: bytes = PNG, *, name: str = "anh.png", key: str = "f"
) -> httpx.Response:
    return await client.post(
        f"/v1/tickets/{code}/attachments",
        files={"file": (name, content, "application/x-whatever")},
        headers={"Idempotency-Key": key},
    )


class TestMediaType:
    @pytest.mark.parametrize(
        ("content", "expected"),
        [
            (PNG, "image/png"),
            (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(64) + b"\xff\xd9", "image/jpeg"),
            (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(30), "image/heic"),
            (b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n", "application/pdf"),
            (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(30), "video/mp4"),
            (b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00M4A mp42" + bytes(30), "audio/mp4"),
            (b"OggS\x00\x02" + bytes(20) + b"\x01\x1eOpusHead" + bytes(20), "audio/ogg"),
            (b"#!AMR\n" + bytes(30), "audio/amr"),
            (archive("[Content_Types].xml", "word/document.xml"), file_types.DOCX),
            (archive("[Content_Types].xml", "xl/workbook.xml"), file_types.XLSX),
            (OLE + bytes(600) + "WordDocument".encode("utf-16-le"), "application/msword"),
            (OLE + bytes(600) + "Workbook".encode("utf-16-le"), "application/vnd.ms-excel"),
            ("Xin chào, đây là lời kể.\n".encode(), "text/plain"),
            (b"PK\x03\x04 not an archive", None),
            (archive("virus.exe"), None),
            (OLE + bytes(600), None),
            (b"MZ" + bytes(100), None),
            (b"\x7fELF" + bytes(100), None),
            (b"<!DOCTYPE html><html><script>alert(1)</script></html>", None),
            (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', None),
            (bytes(range(256)), None),
            (b"a\x00b", None),
            (b"", None),
        ],
    )
    def test_content_decides(self, content: bytes, expected: str | None) -> None:
        assert file_types.media_type(content) == expected


class TestCleanName:
    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\May\\anh.png", "anh.png"),
            ("a\x00b\u202egnp.exe", "abgnp.exe"),
            (unicodedata.normalize("NFD", "ảnh.png"), "ảnh.png"),
            ("", "file"),
            ("///", "file"),
            ("x" * 500 + ".png", "x" * 196 + ".png"),
        ],
    )
    def test_only_a_showable_last_part_stays(self, given: str, expected: str) -> None:
        assert evidence.clean_name(given) == expected


class TestUpload:
    async def test_file_is_kept_listed_and_an_event(
        self, client: httpx.AsyncClient, new_ticket: Any, database: Database
    ) -> None:
        code = (await new_ticket())["code"]
        added = await upload(client, code, name="ảnh chụp.png")
        assert added.status_code == 201
        file = added.json()
        assert (file["media_type"], file["size"], file["name"]) == ("image/png", len(PNG), "ảnh chụp.png")
        ticket = (await client.get(f"/v1/tickets/{code}")).json()
        assert ticket["evidence"] == [file]
        assert ticket["thread"][-1]["kind"] == "attachment"
        content = await client.get(f"/v1/tickets/{code}/attachments/{file['id']}")
        assert content.content == PNG
        assert content.headers["content-type"] == "image/png"
        assert content.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%E1%BA%A3nh")
        assert "sandbox" in content.headers["content-security-policy"]
        async with database.session() as session:
            actions = (await session.scalars(text("SELECT action FROM api.audit_log"))).all()
        assert actions == ["evidence_read"]

    async def test_repeats_keep_it_once(self, client: httpx.AsyncClient, new_ticket: Any) -> None:
        code = (await new_ticket())["code"]
        answers = await asyncio.gather(*(upload(client, code) for _ in range(5)))
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json()["id"] for answer in answers}) == 1
        assert (await upload(client, code, PNG + b"x")).status_code == 422

    async def test_unacceptable_files_are_refused(self, client: httpx.AsyncClient, new_ticket: Any) -> None:
        code = (await new_ticket())["code"]
        assert (await upload(client, code, b"MZ" + bytes(99), name="anh.png")).status_code == 415
        assert (await upload(client, code, b"")).status_code == 422
        assert (await upload(client, "LC-2026-999999")).status_code == 404
        assert (await client.get(f"/v1/tickets/{code}")).json()["evidence"] == []

    async def test_twenty_megabytes_are_accepted_and_no_more(
        self, client: httpx.AsyncClient, new_ticket: Any
    ) -> None:
        code = (await new_ticket())["code"]
        largest = PNG + bytes(evidence.LARGEST_FILE - len(PNG))
        for content, expected in ((largest, 201), (largest + b"x", 413), (largest + bytes(2**21), 413)):
            answer = await upload(client, code, content, key=str(len(content)))
            assert answer.status_code == expected
            assert answer.headers["content-type"].startswith("application/")

    async def test_another_tickets_file_is_not_found(
        self, client: httpx.AsyncClient, new_ticket: Any
    ) -> None:
        one, two = (await new_ticket())["code"], (await new_ticket())["code"]
        file = (await upload(client, one)).json()["id"]
        assert (await client.get(f"/v1/tickets/{two}/attachments/{file}")).status_code == 404
