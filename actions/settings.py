"""Settings of the action server, read from environment variables."""

from typing import Literal, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SHORTEST_SECRET = 16
DEMO_API_TOKEN = "demo-actions-token-do-not-deploy"  # noqa: S105 - refused outside the demo mode


class ActionsSettings(BaseSettings):
    """One instance is made at start and passed on; nothing else reads the environment."""

    model_config = SettingsConfigDict(env_prefix="ACTIONS_", extra="ignore", populate_by_name=True)

    mode: Literal["demo", "production"] = Field(default="demo", validation_alias="DUONGDAY_MODE")
    host: str = "127.0.0.1"
    port: int = 5055
    api_url: str = "http://127.0.0.1:8000"
    api_token: SecretStr = SecretStr(DEMO_API_TOKEN)
    # Where users find the public directory; api's own address as the public sees it.
    public_url: str = Field(default="http://127.0.0.1:8000", validation_alias="API_PUBLIC_URL")

    @model_validator(mode="after")
    def refuse_weak_secrets(self) -> Self:
        """Production must not start with a token that others know or can guess."""
        token = self.api_token.get_secret_value()
        if self.mode == "production" and (token == DEMO_API_TOKEN or len(token) < SHORTEST_SECRET):
            raise ValueError(
                f"ACTIONS_API_TOKEN must be set to a secret of {SHORTEST_SECRET} or more characters"
            )
        return self
