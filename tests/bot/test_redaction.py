"""No secret and no phone number reaches a log."""

import logging

import pytest

from bot.redaction import Redaction

TELEGRAM = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1"


def logged(message: str, *args: object) -> str:
    record = logging.LogRecord("x", logging.INFO, "x.py", 1, message, args, None)
    Redaction(["my-own-secret"]).filter(record)
    return record.getMessage()


@pytest.mark.parametrize(
    "secret",
    [
        TELEGRAM,
        "0912345678",
        "+84 912 345 678",
        "84912345678",
        "0213.3876.543",
        "my-own-secret",
        "s3cr3t-pa55",
    ],
)
def test_secrets_are_blotted_out(secret: str) -> None:
    shown = {"s3cr3t-pa55": "postgresql://bot:s3cr3t-pa55@db/x"}.get(secret, f"about {secret}, again")
    assert secret not in logged("%s", shown)


def test_bearer_tokens_are_blotted_out() -> None:
    assert "abc" not in logged("Authorization: Bearer abc.def")


@pytest.mark.parametrize(
    "harmless",
    ["job 1234567 ended", "ticket LC-2026-004217", "8a7b6c5d-0912-4345-8678-012345678901", "10.0.84.12"],
)
def test_other_numbers_stay(harmless: str) -> None:
    assert logged(harmless) == harmless


def test_tracebacks_are_covered() -> None:
    try:
        raise ValueError(f"failed for {TELEGRAM}")
    except ValueError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, "x.py", 1, "oops", (), (type(error), error, error.__traceback__)
        )
    Redaction([]).filter(record)
    assert TELEGRAM not in logging.Formatter().format(record)
