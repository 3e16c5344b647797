"""Settings: read from the environment, checked as a whole, and never quoting a value in an error."""

from __future__ import annotations

import os

import pytest
from pydantic import ValidationError

from stream_scanner.config import PREFIX, Settings, SettingsError


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.upper().startswith(PREFIX):
            monkeypatch.delenv(name)


def test_the_environment_is_read_and_overrides_win(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCANNER_BROKERS", "a:1, b:2")
    monkeypatch.setenv("SCANNER_THREADS", "3")
    settings = Settings.load(threads=4)
    assert settings.brokers == ("a:1", "b:2")
    assert settings.threads == 4
    assert settings.bundle.name == "models"


def test_they_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().threads = 2  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("TREADS", "1", "SCANNER_TREADS: unknown setting"),
        ("THREADS", "many-hunter2", "SCANNER_THREADS: Input should be a valid integer"),
        ("BROKERS", "hunter2", "SCANNER_BROKERS: expected host:port"),
        ("MEMORY_KEY", "hunter2", "SCANNER_MEMORY_KEY: expected hexadecimal digits"),
        ("MEMORY_KEY", "", "SCANNER_MEMORY_KEY: is empty; leave it out for no encryption"),
        ("MEMORY_KEY", "0011", "SCANNER_MEMORY_KEY: expected 16, 24 or 32 bytes in hex, found 2"),
        ("REDIS_URL", "http://hunter2", "SCANNER_REDIS_URL: String should match pattern"),
        ("DRAIN_DEADLINE", "59", "drain_deadline must be over 5 s under rebalance_timeout"),
        ("SESSION_TIMEOUT", "500", "session_timeout must not exceed request_timeout"),
        ("DLQ_TOPIC", "dlp.events", "must differ"),
        ("REDACT", "true", "redact needs memory_hmac_key"),
        ("MAX_EVENT_BYTES", "99999999", "SCANNER_MAX_EVENT_BYTES: Input should be less than"),
    ],
)
def test_what_is_wrong_is_named_but_not_quoted(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, message: str
) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    assert message in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_keys_do_not_show() -> None:
    settings = Settings(memory_key="00" * 32, memory_hmac_key="hunter2")
    assert "hunter2" not in repr(settings)
    assert "00" * 32 not in repr(settings)
