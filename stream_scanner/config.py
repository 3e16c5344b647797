"""The service's settings: environment variables with the prefix ``SCANNER_``, read once at start."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from stream_scanner.events import MAX_EVENT_BYTES

PREFIX = "SCANNER_"
MODELS = Path(__file__).resolve().parent.parent / "models"
Topic = Annotated[str, Field(min_length=1, max_length=249, pattern=r"^[A-Za-z0-9._-]+$")]
Seconds = Annotated[float, Field(gt=0)]


class SettingsError(ValueError):
    """A setting is unknown, or holds a value of the wrong type or range. Never repeats the value: it may be a key."""


class Settings(BaseSettings):
    """Everything an operator can choose. Durations are seconds, sizes are bytes."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        validate_default=True,
    )

    # Kafka
    brokers: Annotated[tuple[str, ...], NoDecode] = Field(("localhost:9092",), description="host:port, by comma.")
    events_topic: Topic = "dlp.events"
    verdicts_topic: Topic = "dlp.verdicts"
    dlq_topic: Topic = "dlp.events.dlq"
    group_id: str = Field("stream-scanner", min_length=1, max_length=255)
    group_instance_id: str | None = Field(None, description="Static membership (KIP-345): one name per replica.")
    auto_offset_reset: Literal["earliest", "latest"] = "earliest"
    session_timeout: Seconds = Field(45.0, description="Silence after which the group gives a member up.")
    heartbeat_interval: Seconds = 3.0
    rebalance_timeout: Seconds = Field(60.0, description="Longest that a rebalance waits for this member.")
    drain_deadline: Seconds = Field(25.0, description="Longest that shutdown and rebalance finish work in flight.")
    commit_interval: Seconds = 0.5
    request_timeout: Seconds = Field(90.0, description="One consumer request; at least the session timeout.")
    produce_timeout: Seconds = Field(30.0, description="One produce request, before it is tried again.")
    max_request_bytes: int = Field(6 * 1024 * 1024, ge=1024, description="Largest record produced or fetched.")

    # work
    bundle: Path = Field(MODELS, description="Directory of the model bundle.")
    policy: Path | None = Field(None, description="Policy file; none means the one built in.")
    shadow_policy: Path | None = Field(None, description="Policy whose decision is recorded and not enforced.")
    detectors: Path | None = Field(None, description="File of own patterns, value sets and allow lists.")
    reload_interval: float = Field(5.0, ge=0, description="Seconds between looks at those files; 0 is never.")
    redact: bool = Field(False, description="Whether verdicts hold the content with its values replaced.")
    threads: int = Field(1, ge=1, le=256, description="Steps of the network at the same time.")
    concurrent_scans: int = Field(64, ge=1, le=1024, description="Events begun at the same time, taking turns.")
    in_flight: int = Field(256, ge=1, le=100_000, description="Events held in memory, waiting or scanned.")
    in_flight_bytes: int = Field(64 * 1024 * 1024, ge=1024)
    batch_events: int = Field(16, ge=1, le=1024)
    batch_bytes: int = Field(64 * 1024, ge=1, description="Padded size of one batch: events times the longest.")
    max_event_bytes: int = Field(MAX_EVENT_BYTES, ge=1, le=MAX_EVENT_BYTES)
    scan_attempts: int = Field(2, ge=1, le=10, description="Failures of one event before it is dead-lettered.")
    dlq_consecutive: int = Field(100, ge=1, description="Dead letters in a row that stop the worker.")
    dlq_ratio: float = Field(0.5, gt=0, le=1, description="Share of dead letters in the window that stops it.")
    dlq_window: int = Field(1000, ge=1, description="Events; the ratio is not judged before it is full.")

    # memory
    redis_url: str = Field("redis://localhost:6379/0", pattern=r"^(rediss?|unix)://")
    memory_ttl: int = Field(30 * 86_400, ge=1, description="Life of a thread's memory after its last event.")
    verdict_ttl: int = Field(7 * 86_400, ge=1, description="How long a replayed event finds its verdict.")
    memory_key: SecretStr | None = Field(None, description="AES key in hex: 32, 48 or 64 digits. None: not encrypted.")
    memory_hmac_key: SecretStr = Field(SecretStr(""), description="Hides thread and event ids in the names of keys.")
    memory_unavailable: Literal["degrade", "stall"] = "stall"
    memory_wait: float = Field(5.0, ge=0, description="Seconds of outage before degrading.")
    memory_timeout: Seconds = Field(1.0, description="One attempt to reach Redis.")

    health_port: int = Field(0, ge=0, le=65_535, description="HTTP for /live, /ready and /metrics; 0 is off.")
    health_host: str = "0.0.0.0"

    @field_validator("brokers", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",")) if isinstance(value, str) else value

    @field_validator("brokers")
    @classmethod
    def _host_and_port(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for broker in value:
            host, _, port = broker.rpartition(":")
            if not host or not port.isdigit():
                raise ValueError("expected host:port[,host:port]")
        if not value:
            raise ValueError("expected at least one host:port")
        return value

    @field_validator("memory_key")
    @classmethod
    def _hex_key(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            try:
                size = len(bytes.fromhex(value.get_secret_value()))
            except ValueError:
                raise ValueError("expected hexadecimal digits") from None
            if size not in (16, 24, 32):
                raise ValueError(f"expected 16, 24 or 32 bytes in hex, found {size}")
        return value

    @model_validator(mode="after")
    def _deadlines(self) -> Settings:
        # The commit that follows the drain has five seconds of its own.
        if self.drain_deadline + 5 >= self.rebalance_timeout:
            raise ValueError("drain_deadline must be over 5 s under rebalance_timeout, or a rebalance drops the member")
        if self.session_timeout > self.request_timeout:
            raise ValueError("session_timeout must not exceed request_timeout")
        if self.heartbeat_interval * 2 > self.session_timeout:
            raise ValueError("heartbeat_interval must be at most half of session_timeout")
        if self.redact and not self.memory_hmac_key.get_secret_value():
            raise ValueError("redact needs memory_hmac_key: without it a value could be guessed from its stored hash")
        if len({self.events_topic, self.verdicts_topic, self.dlq_topic}) != 3:
            raise ValueError("events_topic, verdicts_topic and dlq_topic must differ")
        if self.max_event_bytes > self.max_request_bytes:
            raise ValueError("max_event_bytes must not exceed max_request_bytes: its dead letter could not be sent")
        return self

    @classmethod
    def load(cls, **overrides: Any) -> Settings:
        """Read the process's environment; ``overrides`` win over it.

        Raises:
            SettingsError: naming the setting and what is wrong with it, without its value.
        """
        # The environment source of pydantic-settings passes over names it does not know: a typo would go unseen.
        named = {name[len(PREFIX) :].lower(): v for name, v in os.environ.items() if name.upper().startswith(PREFIX)}
        if unknown := sorted(set(named) - set(cls.model_fields)):
            raise SettingsError(f"{PREFIX}{unknown[0].upper()}: unknown setting")
        # Of an empty variable nothing is set, but who names a key must not be left without encryption.
        if named.get("memory_key") == "":
            raise SettingsError(f"{PREFIX}MEMORY_KEY: is empty; leave it out for no encryption")
        try:
            return cls(**overrides)
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False, include_context=False)[0]
            message = first["msg"].removeprefix("Value error, ")
            name = ".".join(map(str, first["loc"]))
            raise SettingsError(f"{PREFIX}{name.upper()}: {message}" if name else message) from None
