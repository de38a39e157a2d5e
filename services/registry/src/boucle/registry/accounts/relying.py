"""For whom passkeys are: the name in Boucle's public address. Pure."""

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

_OWN_MACHINE: Final = "localhost"


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """``id``: a host's name; ``origin``: the one whose pages may ask for a passkey."""

    id: str
    origin: str


def relying_party(public_url: str) -> RelyingParty | None:
    """Return whose passkeys are asked for at this address; None of an IP address, which cannot have
    any. One's own machine has a name."""
    parts = urlsplit(public_url)
    host = parts.hostname or ""
    try:
        if not ip_address(host).is_loopback:
            return None
        host = _OWN_MACHINE
    except ValueError:
        pass
    port = "" if parts.port is None else f":{parts.port}"
    return RelyingParty(host, f"{parts.scheme}://{host}{port}")
