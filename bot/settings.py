"""Settings of the gateway and its worker, read from environment variables."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SHORTEST_SECRET = 16
DEMO_SECRETS = frozenset({"demo-rasa-token-do-not-deploy", "demo-api-token-do-not-deploy"})


@dataclass(frozen=True)
class Patience:
    """How long silence may last: until a reminder (zero: there is none), and until what is erased."""

    reminder: timedelta
    draft: timedelta
    conversation: timedelta


class BotSettings(BaseSettings):
    """One instance is made at start and passed on; nothing else reads the environment."""

    model_config = SettingsConfigDict(
        env_prefix="BOT_", extra="ignore", populate_by_name=True, env_ignore_empty=True
    )

    database_url: str = Field(validation_alias="DATABASE_URL")
    mode: Literal["demo", "production"] = Field(default="demo", validation_alias="DUONGDAY_MODE")
    host: str = "127.0.0.1"
    port: int = 8080
    public_url: str | None = None
    api_url: str = "http://127.0.0.1:8000"
    api_token: SecretStr = SecretStr("demo-api-token-do-not-deploy")
    rasa_url: str = "http://127.0.0.1:5005"
    rasa_token: SecretStr = SecretStr("demo-rasa-token-do-not-deploy")
    # Lets other programs of ours change the mode of a conversation; unset: nobody may.
    service_token: SecretStr | None = None

    telegram_bot_token: SecretStr | None = Field(default=None, validation_alias="TELEGRAM_BOT_TOKEN")
    telegram_api_url: str = Field(default="https://api.telegram.org", validation_alias="TELEGRAM_API_URL")
    telegram_webhook_secret: SecretStr | None = Field(
        default=None, validation_alias="TELEGRAM_WEBHOOK_SECRET"
    )

    # Mobile networks put many people behind one address, so this limit is wide.
    conversation_rate: str = "60/minute"
    # Proxies whose X-Forwarded-For is believed; rate limits count addresses.
    trusted_proxies: str = "127.0.0.1"
    # Pages of other sites that may talk to the web chat, separated by spaces; none by default.
    cors_origins: str = ""
    # Silence: hours until the one reminder of an open draft (0: none), days until the draft is erased, and
    # days until the words of a whole conversation are.
    draft_reminder_hours: int = Field(default=24, ge=0)
    draft_retention_days: int = Field(default=30, ge=1)
    conversation_retention_days: int = Field(default=180, ge=1)
    worker_concurrency: int = 16
    log_level: str = "INFO"

    @model_validator(mode="after")
    def refuse_weak_secrets(self) -> Self:
        """Production must not start with a secret that others know or can guess."""
        if self.mode != "production":
            return self
        for name in ("api_token", "rasa_token", "service_token"):
            given: SecretStr | None = getattr(self, name)
            if given is None:
                continue
            secret = given.get_secret_value()
            if secret in DEMO_SECRETS or len(secret) < SHORTEST_SECRET:
                raise ValueError(
                    f"BOT_{name.upper()} must be set to a secret of {SHORTEST_SECRET} or more characters"
                )
        return self

    @property
    def patience(self) -> Patience:
        """How long to keep what, in silence."""
        return Patience(
            reminder=timedelta(hours=self.draft_reminder_hours),
            draft=timedelta(days=self.draft_retention_days),
            conversation=timedelta(days=self.conversation_retention_days),
        )

    @property
    def sqlalchemy_url(self) -> str:
        """DATABASE_URL with the driver that the job queue's transactions need."""
        return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never appear in a log."""
        given = (
            self.api_token,
            self.rasa_token,
            self.service_token,
            self.telegram_bot_token,
            self.telegram_webhook_secret,
        )
        return tuple(secret.get_secret_value() for secret in given if secret)
