"""Settings that would be dangerous are refused."""

import pytest
from pydantic import ValidationError

from bot.settings import DEMO_SECRETS, BotSettings

GOOD = "a-long-and-random-secret"


def production(**given: str) -> BotSettings:
    return BotSettings.model_validate(
        {"database_url": "postgresql://x", "mode": "production", "api_token": GOOD, "rasa_token": GOOD}
        | given
    )


def test_production_starts_with_real_secrets() -> None:
    assert production().mode == "production"


@pytest.mark.parametrize("name", ["api_token", "rasa_token", "service_token"])
@pytest.mark.parametrize("secret", ["", "short", *DEMO_SECRETS])
def test_production_refuses_weak_secrets(name: str, secret: str) -> None:
    with pytest.raises(ValidationError, match=f"BOT_{name.upper()}"):
        production(**{name: secret})


def test_empty_variables_count_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://x")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "")
    assert BotSettings().telegram_bot_token is None
