"""The web chat's HTTP interface: what it takes in, what it refuses and how it says so."""

import unicodedata
from typing import Any

import httpx
import pytest

from tests.bot.conftest import JPEG, Device, Rows, open_conversation


def assert_problem(response: httpx.Response, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert problem["status"] == status
    assert problem["detail"]
    return problem


class TestOpen:
    async def test_token_is_long_random_and_only_its_hash_is_stored(
        self, http: httpx.AsyncClient, rows: Rows
    ) -> None:
        token = (await http.post("/channels/web/conversations")).json()["token"]
        assert len(token) >= 43
        ((stored,),) = await rows("SELECT token_hash FROM bot.conversations")
        assert token.encode() not in stored

    async def test_too_many_from_one_address_are_refused(self, http: httpx.AsyncClient) -> None:
        for _ in range(5):
            assert (await http.post("/channels/web/conversations")).status_code == 201
        refused = await http.post("/channels/web/conversations")
        assert_problem(refused, 429)
        assert int(refused.headers["retry-after"]) > 0


class TestSend:
    async def test_message_is_accepted_and_can_be_read_back(self, device: Device) -> None:
        response = await device.send(id="m1", text=" Xin chào ")
        assert (response.status_code, response.json()) == (202, {"id": "m1", "seq": 1})
        (message,) = await device.messages()
        assert (message["id"], message["seq"], message["sender"]) == ("m1", 1, "user")
        assert (message["text"], message["buttons"], message["attachments"]) == ("Xin chào", [], [])
        assert await device.messages(after=1) == []

    async def test_repeated_id_is_accepted_again_and_nothing_happens(self, device: Device) -> None:
        for text in ("một", "hai"):
            response = await device.send(id="m1", text=text)
            assert (response.status_code, response.json()["seq"]) == (202, 1)
        assert [message["text"] for message in await device.messages()] == ["một"]

    async def test_text_is_kept_as_typed_also_when_decomposed(self, device: Device) -> None:
        typed = unicodedata.normalize("NFD", "Tiếng Việt")
        await device.send(id="m1", text=typed)
        assert (await device.messages())[0]["text"] == typed

    async def test_characters_nobody_types_are_left_out(self, device: Device) -> None:
        raw = b'{"id": "m1", "text": "a\\u0000b\\u0007c\\ud800d\\r\\ne"}'
        headers = device.headers | {"Content-Type": "application/json"}
        response = await device.http.post("/channels/web/messages", content=raw, headers=headers)
        assert response.status_code == 202
        assert (await device.messages())[0]["text"] == "abcd\ne"

    @pytest.mark.parametrize(
        "body",
        [
            {"id": "m1"},
            {"text": "chào"},
            {"id": "", "text": "chào"},
            {"id": 5, "text": "chào"},
            {"id": "x" * 101, "text": "chào"},
            {"id": "m 1", "text": "chào"},
            {"id": "m1", "text": 5},
            {"id": "m1", "text": ["chào"]},
            {"id": "m1", "text": ""},
            {"id": "m1", "text": " \n "},
            {"id": "m1", "text": "chào", "payload": "x"},
            {"id": "m1", "payload": 5},
            {"id": "m1", "text": "chào", "seen": -1},
            {"id": "m1", "text": "chào", "seen": "1"},
            {"id": "m1", "text": "chào", "seen": True},
            {"id": "m1", "text": "chào", "seen": 2**63},
            {"id": "m1", "payload": "unknown"},
            {"id": "m1", "text": "x" * 100_000},
        ],
    )
    async def test_unacceptable_body_is_explained_and_nothing_is_stored(
        self, device: Device, body: dict[str, Any]
    ) -> None:
        assert_problem(await device.send(**body), 422)
        assert await device.messages() == []

    @pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b"[" * 5000])
    async def test_unreadable_body_is_explained(self, device: Device, raw: bytes) -> None:
        headers = device.headers | {"Content-Type": "application/json"}
        response = await device.http.post("/channels/web/messages", content=raw, headers=headers)
        assert_problem(response, 400)

    @pytest.mark.parametrize("raw", [b"[]", b"null", b'"chao"', b"5"])
    async def test_body_that_is_no_object_is_explained(self, device: Device, raw: bytes) -> None:
        headers = device.headers | {"Content-Type": "application/json"}
        response = await device.http.post("/channels/web/messages", content=raw, headers=headers)
        assert_problem(response, 422)

    async def test_huge_body_is_refused_unread(self, device: Device) -> None:
        async def endless() -> Any:
            for _ in range(100):
                yield b"x" * 100_000

        headers = device.headers | {"Content-Type": "application/json"}
        response = await device.http.post("/channels/web/messages", content=endless(), headers=headers)
        assert_problem(response, 413)
        announced = await device.http.post("/channels/web/messages", content=b"x" * 600_000, headers=headers)
        assert_problem(announced, 413)

    @pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer wrong", "Basic x", "Bearer \xe4"])
    async def test_without_the_token_nothing_is_told(
        self, http: httpx.AsyncClient, device: Device, authorization: str
    ) -> None:
        headers = httpx.Headers([(b"authorization", authorization.encode("latin-1"))])
        for method, path in (
            ("POST", "messages"),
            ("GET", "messages"),
            ("GET", "events"),
            ("DELETE", "conversations"),
        ):
            assert_problem(await http.request(method, f"/channels/web/{path}", headers=headers), 401)

    async def test_conversations_are_apart(self, http: httpx.AsyncClient, device: Device) -> None:
        other = await open_conversation(http)
        await device.send(id="m1", text="của tôi")
        assert await other.messages() == []


class TestSeen:
    async def test_what_the_device_had_seen_is_kept(self, device: Device, rows: Rows) -> None:
        await device.send(id="m1", text="một")
        await device.send(id="m2", text="hai", seen=1)
        await device.upload({"id": "m3", "text": "ba", "seen": "2"}, ("a.jpg", JPEG))
        assert (
            await device.upload({"id": "m4", "text": "", "seen": "x"}, ("a.jpg", JPEG))
        ).status_code == 422
        assert await rows("SELECT seen FROM bot.inbox ORDER BY seq") == [(None,), (1,), (2,)]


class TestFiles:
    async def test_files_come_with_the_message(self, device: Device, rows: Rows) -> None:
        fields = {"id": "m1", "text": "ảnh đây"}
        response = await device.upload(
            fields, ("../../biên bản.JPG", JPEG), ("ghi chú.txt", "nội dung".encode())
        )
        assert response.status_code == 202
        (message,) = await device.messages()
        assert message["text"] == "ảnh đây"
        assert [(file["name"], file["media_type"], file["size"]) for file in message["attachments"]] == [
            ("biên bản.JPG", "image/jpeg", len(JPEG)),
            ("ghi chú.txt", "text/plain", len("nội dung".encode())),
        ]

    @pytest.mark.parametrize(
        ("name", "content", "media_type"),
        [
            ("a.jpg", JPEG, "image/jpeg"),
            ("Ghi âm mới.m4a", b"\x00\x00\x00\x18ftypM4A \x00\x00\x02\x00" + b"x" * 50, "audio/mp4"),
            ("ghi am.amr", b"#!AMR\n" + b"x" * 50, "audio/amr"),
        ],
    )
    async def test_file_without_words_is_a_message(
        self, device: Device, name: str, content: bytes, media_type: str
    ) -> None:
        assert (await device.upload({"id": "m1", "text": ""}, (name, content))).status_code == 202
        (message,) = await device.messages()
        assert [file["media_type"] for file in message["attachments"]] == [media_type]

    @pytest.mark.parametrize(
        ("name", "content", "status"),
        [
            ("anh.jpg", b"MZ\x90\x00" + b"x" * 100, 415),
            ("anh.jpg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", 415),
            ("trang.html", b"<!doctype html><script>x()</script>", 415),
            ("rong.jpg", b"", 422),
            ("lon.jpg", JPEG + b"x" * (20 * 1024 * 1024), 413),
        ],
    )
    async def test_unwanted_file_is_named_and_nothing_is_stored(
        self, device: Device, rows: Rows, name: str, content: bytes, status: int
    ) -> None:
        response = await device.upload({"id": "m1", "text": "đây"}, ("tot.jpg", JPEG), (name, content))
        assert name in assert_problem(response, status)["detail"]
        assert await rows("SELECT (SELECT count(*) FROM bot.inbox) + (SELECT count(*) FROM bot.files)") == [
            (0,)
        ]

    async def test_more_than_ten_files_are_refused(self, device: Device) -> None:
        files = [(f"{number}.jpg", JPEG) for number in range(11)]
        problem = assert_problem(await device.upload({"id": "m1", "text": ""}, *files), 422)
        assert "10" in problem["detail"]

    @pytest.mark.parametrize(
        ("kind", "raw"),
        [
            ("multipart/form-data", b"x"),
            ("multipart/form-data; boundary=b", b"--b\r\ngarbage"),
            ("text/plain", b"chao"),
        ],
    )
    async def test_form_that_is_none_is_explained(self, device: Device, kind: str, raw: bytes) -> None:
        headers = device.headers | {"Content-Type": kind}
        response = await device.http.post("/channels/web/messages", content=raw, headers=headers)
        assert response.status_code in (400, 422)
        assert_problem(response, response.status_code)


class TestRead:
    @pytest.mark.parametrize("after", ["-1", "x", "9999999999999999999999"])
    async def test_wrong_position_is_explained(self, device: Device, after: str) -> None:
        response = await device.http.get(
            "/channels/web/messages", params={"after": after}, headers=device.headers
        )
        assert_problem(response, 422)


class TestForget:
    async def test_token_is_void_and_words_are_gone(self, device: Device, rows: Rows) -> None:
        await device.send(id="m1", text="bí mật")
        response = await device.http.delete("/channels/web/conversations", headers=device.headers)
        assert response.status_code == 204
        assert_problem(await device.send(id="m2", text="còn không"), 401)
        assert await rows("SELECT text FROM bot.inbox") == [("",)]


class TestPage:
    async def test_everything_carries_the_security_headers(self, http: httpx.AsyncClient) -> None:
        for path in ("/", "/static/none", "/health", "/nowhere", "/channels/web/messages"):
            response = await http.get(path)
            policy = response.headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert response.headers["x-content-type-options"] == "nosniff"

    async def test_other_sites_may_not_read(self, http: httpx.AsyncClient) -> None:
        response = await http.get("/health", headers={"Origin": "https://example.com"})
        assert "access-control-allow-origin" not in response.headers

    async def test_unknown_paths_and_methods_are_problems(self, http: httpx.AsyncClient) -> None:
        assert_problem(await http.get("/nowhere"), 404)
        assert_problem(await http.put("/channels/web/messages"), 405)
