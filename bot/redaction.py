"""Logging without secrets: tokens and phone numbers are blotted out of every record."""

import logging
import re
from collections.abc import Iterable

BLOT = "[…]"
# Loggers that print addresses with tokens in them, or the arguments of every job.
QUIET = ("httpx", "httpcore", "telegram", "procrastinate", "uvicorn.access", "sse_starlette", "multipart")
PATTERNS = (
    re.compile(r"\b\d{6,12}:[A-Za-z0-9_-]{30,}"),  # a Telegram bot's token
    re.compile(r"(?i)\bbearer\s+\S+"),
    re.compile(r"(?<![\w.-])(?:\+?84|0)(?:[ .-]?\d){8,10}(?![\w-])"),  # a phone number
    re.compile(r"(?<=://)[^/\s:@]+:[^/\s@]+(?=@)"),  # name and password in an address
)


class Redaction(logging.Filter):
    """Belongs on handlers: a filter on a logger does not see the records of its children."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        self._secrets = tuple(secret for secret in secrets if secret)

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = self.redact(record.getMessage())
        record.args = ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self.redact(record.exc_text)
        return True

    def redact(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, BLOT)
        for pattern in PATTERNS:
            text = pattern.sub(BLOT, text)
        return text


def set_up_logging(level: str, secrets: Iterable[str]) -> None:
    """One handler for everything, behind the filter."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.addFilter(Redaction(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)  # it reports every try to connect
