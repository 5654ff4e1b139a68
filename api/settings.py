"""Settings of the api, read from environment variables."""

from typing import Literal, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SHORTEST_SECRET = 16
DEMO_RECEIPT_KEY = "demo-receipt-key-do-not-deploy"
DEMO_SESSION_KEY = "demo-session-key-do-not-deploy"
DEMO_SECRETS = frozenset({DEMO_RECEIPT_KEY, DEMO_SESSION_KEY})


class ApiSettings(BaseSettings):
    """One instance is made at start and passed on; nothing else reads the environment."""

    model_config = SettingsConfigDict(env_prefix="API_", extra="ignore", populate_by_name=True)

    database_url: str = Field(validation_alias="DATABASE_URL")
    mode: Literal["demo", "production"] = Field(default="demo", validation_alias="DUONGDAY_MODE")
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = "http://127.0.0.1:8000"
    receipt_key: SecretStr = SecretStr(DEMO_RECEIPT_KEY)
    session_key: SecretStr = SecretStr(DEMO_SESSION_KEY)
    ticket_prefix: str = Field(default="LC", pattern=r"^[A-Z]{1,8}$")
    # Proxies whose X-Forwarded-For is believed; rate limits count addresses.
    trusted_proxies: str = "127.0.0.1"
    public_rate: str = "120/minute"
    status_rate: str = "10/minute"

    @model_validator(mode="after")
    def refuse_weak_secrets(self) -> Self:
        """Production must not start with a secret that others know or can guess."""
        if self.mode != "production":
            return self
        for name in ("receipt_key", "session_key"):
            secret: str = getattr(self, name).get_secret_value()
            if secret in DEMO_SECRETS or len(secret) < SHORTEST_SECRET:
                raise ValueError(
                    f"API_{name.upper()} must be set to a secret of {SHORTEST_SECRET} or more characters"
                )
        return self

    @property
    def sqlalchemy_url(self) -> str:
        """DATABASE_URL with the driver that the job queue's transactions need."""
        return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)
