"""Tell which network addresses may be called: those of the public internet, and no other.

The source is IANA's registries, "IPv4 Special-Purpose Address Space" and "IPv6 Special-Purpose
Address Space" (RFC 6890). Only IPv6 addresses in use (``2000::/3``) can be public; all else
(mapped, compatible, unique local, link-local, multicast …) is refused for not being in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_REFUSED_4 = [
    (IPv4Network(network), kind)
    for network, kind in (
        ("0.0.0.0/8", "an unspecified address"),
        ("10.0.0.0/8", "a private address"),
        ("100.64.0.0/10", "an address shared behind a carrier's NAT"),
        ("127.0.0.0/8", "a loopback address"),
        ("168.63.129.16/32", "an address of a cloud's own services"),
        ("169.254.0.0/16", "a link-local address"),
        ("172.16.0.0/12", "a private address"),
        ("192.0.0.0/24", "an address of protocols"),
        ("192.0.2.0/24", "an address for documentation"),
        ("192.31.196.0/24", "an address of AS112"),
        ("192.52.193.0/24", "an address of multicast relays"),
        ("192.88.99.0/24", "a 6to4 relay"),
        ("192.168.0.0/16", "a private address"),
        ("192.175.48.0/24", "an address of AS112"),
        ("198.18.0.0/15", "an address for benchmarks"),
        ("198.51.100.0/24", "an address for documentation"),
        ("203.0.113.0/24", "an address for documentation"),
        ("224.0.0.0/4", "a multicast address"),
        ("240.0.0.0/4", "a reserved address"),
    )
]
_GIVEN_OUT_6 = IPv6Network("2000::/3")
_REFUSED_6 = [
    (IPv6Network(network), kind)
    for network, kind in (
        ("2001::/32", "a Teredo address"),
        ("2001::/23", "an address of protocols"),
        ("2001:db8::/32", "an address for documentation"),
        ("2002::/16", "a 6to4 address"),
        ("2620:4f:8000::/48", "an address of AS112"),
        ("3fff::/20", "an address for documentation"),
    )
]
_OTHERS_6 = [
    (IPv6Network(network), kind)
    for network, kind in (
        ("::/128", "an unspecified address"),
        ("::1/128", "a loopback address"),
        ("::ffff:0:0/96", "an IPv4 address written as IPv6"),
        ("::/96", "an IPv4 address written as IPv6"),
        ("64:ff9b:1::/48", "an address of a local NAT64"),
        ("fc00::/7", "a private address"),
        ("fe80::/10", "a link-local address"),
        ("fec0::/10", "a private address"),
        ("ff00::/8", "a multicast address"),
    )
]
_NAT64 = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class CallPolicy:
    """What an operator allows outgoing calls to reach. ``allowed`` networks are reached although
    not public, also over http and at any port. ``ports`` are those of public addresses."""

    allowed: Sequence[Network] = ()
    ports: Sequence[int] = (443, 8443)

    def allows(self, address: Address) -> bool:
        if isinstance(address, IPv6Address) and address.scope_id is not None:
            return False
        return any(
            address.version == network.version and address in network for network in self.allowed
        )


def read_address(text: str) -> Address | None:
    """Read four decimal numbers or IPv6 in full; none of the forms that only some programs read."""
    try:
        return ip_address(text)
    except ValueError:
        return None


def refusal(address: Address) -> str | None:
    """Return what the address is, if it is not a public one."""
    if isinstance(address, IPv4Address):
        return _kind(address, _REFUSED_4)
    if address.scope_id is not None:
        return "an address with a zone"
    if address in _NAT64:
        return refusal(IPv4Address(int(address) & 0xFFFF_FFFF))
    if address not in _GIVEN_OUT_6:
        return _kind(address, _OTHERS_6) or "a reserved address"
    return _kind(address, _REFUSED_6)


def _kind(address: Address, table: Sequence[tuple[Network, str]]) -> str | None:
    return next((kind for network, kind in table if address in network), None)
