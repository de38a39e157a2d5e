"""Find out why the broker cannot be reached: the client only logs it, so this connects again."""

import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from aiokafka.errors import (
    AuthenticationFailedError,
    IllegalSaslStateError,
    KafkaConnectionError,
    KafkaError,
    SaslAuthenticationFailed,
    UnsupportedSaslMechanismError,
)

from boucle.platform.bus.client import Address, addresses, ask_brokers
from boucle.platform.bus.connection import BusRefused, BusUnavailable, in_our_words

_KNOCK_S = 2.0
_SECURITY = (
    *("client_id", "security_protocol", "ssl_context"),
    *("sasl_mechanism", "sasl_plain_username", "sasl_plain_password"),
)
# OpenSSL's numbers of what is wrong with a certificate (X509_V_ERR_…).
_EXPIRED = 10
_OTHER_NAME = (62, 64)


@asynccontextmanager
async def reaching(action: str, arguments: Mapping[str, Any]) -> AsyncIterator[None]:
    """Wrap a connection. Raises BusRefused if a broker refuses for good, else BusUnavailable, with
    each broker's result."""
    try:
        with in_our_words(action):
            yield
    except BusUnavailable as error:
        cause = await _why(arguments)
        if cause is None:
            raise
        raise BusUnavailable(f"{action}: {cause}") from error


async def _why(arguments: Mapping[str, Any]) -> str | None:
    """Return what prevents a connection; None if every broker accepts. Raises BusRefused."""
    causes = []
    for first in addresses(arguments["bootstrap_servers"]):
        named, cause = await _probe(first, arguments)
        if cause is None:
            # It names the addresses that clients go on with: those are the ones in use.
            others = [(await _probe(address, arguments))[1] for address in named]
            return next((other for other in others if other), None)
        causes.append(cause)
    return "; ".join(causes)


async def _probe(
    address: Address, arguments: Mapping[str, Any]
) -> tuple[list[Address], str | None]:
    """Connect, log in, list the brokers; return their addresses, or the failure. Raises
    BusRefused."""
    security = {name: arguments[name] for name in _SECURITY if name in arguments}
    try:
        return await ask_brokers(address, _KNOCK_S, **security), None
    except (KafkaError, OSError) as error:  # OSError: TimeoutError too
        refused = refusal(error, address, security)
        if refused is not None:
            raise BusRefused(refused) from None
        return [], _words(error, address, security)


def refusal(error: Exception, address: Address, security: Mapping[str, Any]) -> str | None:
    """Return what is wrong and what to do, in one line; None for what may pass by itself."""
    where = f"Kafka at {address[0]}:{address[1]}"
    match error:
        case ssl.SSLCertVerificationError():
            return f"{where}: {_certificate(error)}"
        case SaslAuthenticationFailed() | AuthenticationFailedError():
            return (
                f"{where} refuses user {security.get('sasl_plain_username')!r} or its password: "
                "check BOUCLE_KAFKA_USERNAME and BOUCLE_KAFKA_PASSWORD"
            )
        case UnsupportedSaslMechanismError():
            return (
                f"{where} does not offer {security.get('sasl_mechanism')}: "
                "check BOUCLE_KAFKA_SASL_MECHANISM"
            )
        case IllegalSaslStateError():
            return f"{where} asks for no password: check BOUCLE_KAFKA_SECURITY_PROTOCOL"
    return None


def _certificate(error: ssl.SSLCertVerificationError) -> str:
    reason = error.verify_message
    if error.verify_code == _EXPIRED:
        return f"its certificate or its authority's has ended ({reason}): renew it there"
    if error.verify_code in _OTHER_NAME:
        return (
            f"its certificate is for another name ({reason}): add this one to it, or use the "
            "certificate's in BOUCLE_KAFKA_BOOTSTRAP and the broker's advertised.listeners"
        )
    return (
        f"its certificate is not signed by an authority we know ({reason}): "
        "BOUCLE_KAFKA_CA_FILE must hold the one that signed it"
    )


def _words(error: Exception, address: Address, security: Mapping[str, Any]) -> str:
    where = f"{address[0]}:{address[1]}"
    if isinstance(error, TimeoutError):
        return f"{where}: no answer within {_KNOCK_S:g} s"
    if isinstance(error, ssl.SSLError | KafkaConnectionError | ConnectionResetError):
        protocol = security["security_protocol"]
        return (
            f"{where} hangs up: it starts or stops, or does not speak {protocol} "
            "(BOUCLE_KAFKA_SECURITY_PROTOCOL)"
        )
    return f"{where}: {getattr(error, 'strerror', None) or error}"
