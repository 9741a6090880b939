"""Every setting in one typed place: ``DEADWAX_…`` in the environment."""

import os
import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from runtime.errors import SettingsError

PREFIX = "DEADWAX_"
_OTHER_VARIABLES = frozenset(
    {"DEADWAX_TRACEBACK", "DEADWAX_NEW_PASSWORD", "DEADWAX_SHARED", "DEADWAX_SKIP_PAGE"}
)
_OTHERS = re.compile(r"DEADWAX_(TEST_|\w*_SERVICE_(HOST|PORT)|\w+_PORT(_\d+_(TCP|UDP)|$))")
"""Variables of the tests, and those that Kubernetes makes of services called ``deadwax-…``."""


class Settings(BaseSettings):
    """The settings of every process. Times are seconds, sizes are named by their unit.

    :meth:`load` turns a wrong value into a sentence that names the variable.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="ignore", validate_default=True, env_ignore_empty=True
    )

    home: Path = Path(".deadwax")
    """Folder for everything that Deadwax keeps on this machine."""
    database_url: str = ""
    """SQLAlchemy URL of the database; SQLite in ``home`` where not set."""
    object_roots: Annotated[tuple[Path, ...], NoDecode] = ()
    """Folders that delivered files may be read from, besides ``home`` and the inbox; ``/a:/b``."""

    log: Literal["embedded", "kafka"] = "embedded"
    log_partitions: int = Field(default=4, ge=1, le=1024)
    """Partitions of a topic that is made anew."""
    log_keep_days: float = Field(default=30.0, gt=0)
    """Embedded log: how long records stay that all their readers are done with."""
    log_lease_s: float = Field(default=30.0, gt=0)
    """Embedded log: who is silent for so long loses its partitions."""
    max_record_bytes: int = Field(default=4_000_000, ge=50_000)
    """Largest record that either log takes, key and headers included."""
    kafka_bootstrap: str = "127.0.0.1:9092"
    """Kafka brokers, ``host:port`` separated by commas."""
    kafka_security: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    kafka_sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = "SCRAM-SHA-512"
    kafka_username: str | None = None
    kafka_password: SecretStr | None = None
    kafka_ca_file: Path | None = None
    """Certificates in PEM that the brokers' are checked against; those of the system where not set."""
    kafka_cert_file: Path | None = None
    """Certificate in PEM that this process shows to the brokers, with its key in ``kafka_key_file``."""
    kafka_key_file: Path | None = None
    kafka_replication: int = Field(default=1, ge=1)
    """Copies of a topic that is made anew; 3 where there are three brokers."""
    kafka_retention_days: float = Field(default=30.0, gt=0)
    """How long a topic that is made anew keeps records; unread ones are lost after it."""
    kafka_session_timeout_s: float = Field(default=30.0, gt=0)
    kafka_max_poll_interval_s: float = Field(default=300.0, gt=0)

    prepare_threads: int = Field(default=4, ge=1)
    """Messages that one stage prepares at the same time."""
    max_in_flight: int = Field(default=16, ge=1)
    """Messages that one stage holds before it pauses its partitions."""
    max_attempts: int = Field(default=6, ge=1)
    """How often a message is tried before it becomes a dead letter."""
    backoff_s: float = Field(default=0.5, ge=0)
    """Pause before the second attempt; doubles with each further one."""
    backoff_max_s: float = Field(default=30.0, ge=0)
    max_consecutive_dead: int = Field(default=25, ge=1)
    """So many dead letters in a row stop the stage."""
    stop_grace_s: float = Field(default=20.0, ge=0)
    """How long a stopping stage waits for the work in hand."""
    outbox_keep_s: float = Field(default=86_400.0, ge=0)
    """How long messages that were sent stay in the outbox."""
    ledger_keep_days: float = Field(default=90.0, gt=0)
    """How long it is remembered that a message was processed: longer than any log keeps messages."""
    idempotency_keep_days: float = Field(default=30.0, gt=0)
    """How long the review API remembers idempotency keys."""
    preview_keep_days: float = Field(default=30.0, gt=0)
    """How long a preview that nobody plays is kept; it is made anew where it is asked for."""

    workers: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1)
    """Worker processes for audio."""
    worker_memory_mb: int = Field(default=2048, ge=64)
    worker_timeout_s: float = Field(default=300.0, gt=0)
    """Wall-clock limit of one call to a worker process."""
    worker_cpu_s: int = Field(default=240, ge=1)
    max_decoded_s: float = Field(default=4 * 3600.0, gt=0)
    """Longest recording that is listened to."""
    decoder_comb: bool = True
    """Look for the traces of neural decoders in the spectrum."""

    marks_path: Path | None = None
    """Marks of AI generators that are looked for in files, besides those that come with Deadwax."""
    trust_anchors_path: Path | None = None
    """Folder of certificates in PEM whose signatures on content credentials (C2PA) are trusted."""

    senders_path: Path | None = None
    """Sender contracts in YAML: severities and agreed places for disclosure; none where not set."""
    schemas_path: Path | None = None
    """Folder with the official ERN schemas, pinned by ``schemas.yaml``; not validated where not set."""
    policy_path: Path | None = None
    """Policy document; the one that comes with Deadwax where not set."""
    party_id: str | None = Field(default=None, pattern=r"^PADPIDA[A-Za-z0-9]+$")
    """The DPID under which this service answers senders; that which they write to where not set."""
    party_name: str | None = None
    api_url: str | None = None
    """Where flags are sent; in one process where not set."""
    api_key: SecretStr | None = None
    webhook_url: str | None = None
    """Where flags are sent instead of to a review API: another moderation system."""
    webhook_secrets: SecretStr | None = None
    """What webhooks are signed with, ``whsec_…``; two with a space between while one replaces the other."""
    check_max_mb: int = Field(default=128, ge=1)
    """Largest delivery that the API takes for a check, in millions of bytes."""
    check_per_minute: int = Field(default=30, ge=1)
    """Checks that the API does for one caller in a minute."""

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["console", "json"] = "console"
    metrics_host: str = "127.0.0.1"
    metrics_port: int | None = Field(default=None, ge=0, le=65_535)
    """Port of ``/metrics``, ``/healthz`` and ``/readyz``; none where not set, a free one where 0."""
    otlp_endpoint: str | None = None
    """Where traces are sent by OTLP over HTTP, ``http://host:4318``; needs the extra ``traces``."""
    silent_s: float = Field(default=180.0, gt=0)
    """A stage that did not poll the log for so long counts as hung: ``/healthz`` says so."""

    @field_validator("object_roots", mode="before")
    @classmethod
    def _split_paths(cls, value: object) -> object:
        return tuple(part for part in value.split(os.pathsep) if part) if isinstance(value, str) else value

    @field_validator("api_url", "webhook_url", "otlp_endpoint", mode="after")
    @classmethod
    def _web_address(cls, url: str | None) -> str | None:
        if url is not None and not re.match(r"https?://[^/\s]", url):
            raise ValueError("should begin with http:// or https:// and a host")
        return url

    @field_validator("home", mode="after")
    @classmethod
    def _absolute(cls, home: Path) -> Path:
        return home.expanduser().absolute()

    @field_validator("database_url", mode="after")
    @classmethod
    def _default_database(cls, url: str, info: object) -> str:
        home: Path | None = getattr(info, "data", {}).get("home")
        return url or f"sqlite:///{home}/deadwax.sqlite3"

    @field_validator("ledger_keep_days", mode="after")
    @classmethod
    def _longer_than_the_log(cls, days: float, info: ValidationInfo) -> float:
        for name in ("log_keep_days", "kafka_retention_days"):
            kept = info.data.get(name)
            if kept is not None and days <= kept:
                raise ValueError(f"must be more than {PREFIX}{name.upper()} ({kept:g})")
        return days

    @property
    def log_path(self) -> Path:
        """The embedded log's file."""
        return self.home / "log.sqlite3"

    @classmethod
    def load(cls) -> "Settings":
        """Read the environment. Raises ``SettingsError`` that names every wrong variable."""
        try:
            return cls()
        except ValidationError as error:
            lines = "; ".join(_sentence(detail) for detail in error.errors(include_url=False))
            raise SettingsError(
                f"Settings are not usable: {lines}.",
                remedy="Correct or unset these environment variables.",
            ) from error


def unknown_settings(environment: Mapping[str, str]) -> dict[str, str | None]:
    """Variables that look like settings and are none, each with the setting that may be meant.

    Nothing reads them, so that whoever misspells a name goes on with a default and is not told.
    """
    known = [name.upper() for name in Settings.model_fields]
    unknown = {}
    for name in sorted(environment):
        own = name.removeprefix(PREFIX)
        if own == name or own in known or name in _OTHER_VARIABLES or _OTHERS.match(name):
            continue
        meant = get_close_matches(own, known, n=1)
        unknown[name] = PREFIX + meant[0] if meant else None
    return unknown


def _sentence(detail: ErrorDetails) -> str:
    name = PREFIX + "_".join(str(part) for part in detail["loc"]).upper()
    return f"{name}: {detail['msg'].removeprefix('Value error, ')}"
