"""What all Kafka clients have in common: their settings, and how their errors are named."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kafka import errors

from runtime.errors import LogRefusedError, LogUnavailableError, PartitionLostError
from runtime.log.kafka.steady import steady_client
from runtime.settings import Settings

BATCH_OVERHEAD_BYTES = 65_536
"""What a batch adds to the one record in it, generously."""

LOST = (
    errors.CommitFailedError,
    errors.RebalanceInProgressError,
    errors.IllegalGenerationError,
    errors.UnknownMemberIdError,
)
REFUSED = (
    errors.AuthorizationError,
    errors.SaslAuthenticationFailedError,
    errors.UnsupportedSaslMechanismError,
    errors.KafkaConfigurationError,
    errors.UnsupportedVersionError,
    errors.IncompatibleBrokerVersion,
    errors.InvalidTopicError,
    errors.PolicyViolationError,
)

steady_client()


def connection(settings: Settings) -> dict[str, Any]:
    """The options of kafka-python that say where the brokers are and who we are."""
    options: dict[str, Any] = {
        "bootstrap_servers": [host.strip() for host in settings.kafka_bootstrap.split(",") if host.strip()],
        "client_id": "deadwax",
        "security_protocol": settings.kafka_security,
        "reconnect_backoff_max_ms": 5_000,
        # Two seconds, the client's own value, are too short for TLS and SCRAM with a busy broker.
        "api_version_auto_timeout_ms": 10_000,
    }
    if settings.kafka_security.endswith("SSL"):
        options["ssl_context"] = _tls(settings)
    if settings.kafka_security.startswith("SASL"):
        if settings.kafka_username is None or settings.kafka_password is None:
            raise LogRefusedError(
                f"{settings.kafka_security} needs a user name and a password.",
                remedy="Set DEADWAX_KAFKA_USERNAME and DEADWAX_KAFKA_PASSWORD.",
            )
        options["sasl_mechanism"] = settings.kafka_sasl_mechanism
        options["sasl_plain_username"] = settings.kafka_username
        options["sasl_plain_password"] = settings.kafka_password.get_secret_value()
    return options


def _tls(settings: Settings) -> ssl.SSLContext:
    """Host names are checked; the protocol is TLS 1.2 or newer."""
    try:
        context = ssl.create_default_context(cafile=settings.kafka_ca_file)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if settings.kafka_cert_file is not None:
            context.load_cert_chain(settings.kafka_cert_file, settings.kafka_key_file)
    except (OSError, ssl.SSLError) as error:
        raise LogRefusedError(
            f"The certificates for Kafka cannot be read: {error}.",
            remedy="Check DEADWAX_KAFKA_CA_FILE, DEADWAX_KAFKA_CERT_FILE and DEADWAX_KAFKA_KEY_FILE.",
        ) from error
    return context


@contextmanager
def translated(doing: str) -> Iterator[None]:
    """Turn what kafka-python raises into our errors; ``doing`` says what was tried.

    Anything that is not known to be final counts as passing: the caller closes the client and makes
    a new one, which is the cure for every state that a client can get itself into.
    """
    try:
        yield
    except LOST as error:
        raise PartitionLostError(
            f"{doing}: the group has changed ({_words(error)}).",
            remedy="The new owner reads these records again; nothing is lost.",
        ) from error
    except REFUSED as error:
        raise LogRefusedError(
            f"{doing}: Kafka refused ({_words(error)}).",
            remedy="Check the DEADWAX_KAFKA_… settings and the rights of the user.",
        ) from error
    except (errors.KafkaError, OSError, AssertionError) as error:
        raise LogUnavailableError(
            f"{doing}: Kafka could not be used ({_words(error)}).",
            remedy="Check DEADWAX_KAFKA_BOOTSTRAP and the brokers.",
        ) from error


def _words(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".strip(": ")
