"""Password hashing with Argon2id and the rules a password must meet."""

import unicodedata

from anyio import CapacityLimiter, to_thread
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from api.staff.errors import PasswordRefusedError

MIN_LENGTH = 10
MAX_LENGTH = 256  # hashing is dear on purpose; nobody may feed it megabytes
AT_ONCE = 2  # each hashing takes 64 MiB


class Passwords:
    """Hashes and checks passwords in threads, a few at a time."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        self._limit = CapacityLimiter(AT_ONCE)
        # Checked when there is no such user, so that an unknown name takes as long as a known one.
        self._nobody = self._hasher.hash("nobody has this password")

    async def hash(self, password: str) -> str:
        return await to_thread.run_sync(self._hasher.hash, normalise(password), limiter=self._limit)

    async def matches(self, password_hash: str | None, password: str) -> bool:
        """False for a wrong password and for an unknown user (None), after the same work."""
        typed = normalise(password)
        if len(typed) > MAX_LENGTH:
            password_hash, typed = None, ""
        same = await to_thread.run_sync(
            self._verify, password_hash or self._nobody, typed, limiter=self._limit
        )
        return same and password_hash is not None

    def _verify(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False


def normalise(password: str) -> str:
    """Vietnamese keyboards send the same letters composed or decomposed."""
    return unicodedata.normalize("NFC", password)


def check_rules(password: str, name: str) -> None:
    length = len(normalise(password))
    if length < MIN_LENGTH:
        raise PasswordRefusedError("short")
    if length > MAX_LENGTH:
        raise PasswordRefusedError("long")
    if normalise(password).casefold() == name or len(set(password)) < 4:
        raise PasswordRefusedError("obvious")
