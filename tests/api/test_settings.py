"""Production refuses secrets that others know."""

import pytest
from pydantic import ValidationError

from api.settings import DEMO_RECEIPT_KEY, ApiSettings

GOOD = "k" * 16


def production(**secrets: str) -> ApiSettings:
    return ApiSettings.model_validate(
        {"DATABASE_URL": "postgresql://x", "DUONGDAY_MODE": "production", **secrets}
    )


class TestProduction:
    def test_good_secrets_are_accepted(self) -> None:
        assert production(receipt_key=GOOD, session_key=GOOD).mode == "production"

    @pytest.mark.parametrize("bad", [None, "short", DEMO_RECEIPT_KEY])
    def test_missing_short_or_known_secrets_are_refused(self, bad: str | None) -> None:
        secrets = {"session_key": GOOD} | ({"receipt_key": bad} if bad else {})
        with pytest.raises(ValidationError, match="API_RECEIPT_KEY"):
            production(**secrets)

    def test_demo_mode_needs_no_secrets(self) -> None:
        assert ApiSettings.model_validate({"DATABASE_URL": "postgresql://x"}).mode == "demo"

    def test_secrets_do_not_show_in_the_representation(self) -> None:
        assert GOOD not in repr(production(receipt_key=GOOD, session_key=GOOD))
