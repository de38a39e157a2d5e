"""Check declared URLs as far as possible without a look-up.

It is stricter than RFC 3986: what two programs could read in two ways is refused, not repaired.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv6Address
from urllib.parse import urlsplit

from boucle.notifications.subscriptions.outbound.addresses import (
    Address,
    CallPolicy,
    read_address,
    refusal,
)
from boucle.notifications.subscriptions.outbound.refusals import AddressRefused
from boucle.platform.translating import either, tr

_LONGEST = 2048
_ASCII = re.compile(r"[\x21-\x7e]+")
_HOST_AND_PORT = re.compile(r"(\[[^\[\]]*\]|[^\[\]:]*)(?::([1-9][0-9]{0,4}))?")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_LOCAL = ("localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp")
_DEFAULT_PORTS = {"https": 443, "http": 80}
PUBLIC = CallPolicy()


@dataclass(frozen=True, slots=True)
class Target:
    """A URL as it will be called. ``path`` includes the query; ``host`` has no brackets."""

    scheme: str
    host: str
    port: int
    path: str
    address: Address | None
    """The address, where the host is no name."""

    @property
    def host_header(self) -> str:
        """Return it as RFC 9110 writes it: the port only where it is not the scheme's."""
        host = f"[{self.host}]" if isinstance(self.address, IPv6Address) else self.host
        usual = _DEFAULT_PORTS[self.scheme] == self.port
        return host if usual else f"{host}:{self.port}"


def check_url(url: str, policy: CallPolicy = PUBLIC) -> Target:
    """Read ``url``, or raise :class:`AddressRefused`. A name that passes may still lead to an
    address that is refused: each call checks that."""
    if len(url) > _LONGEST:
        raise AddressRefused("it is too long", tr("at most {longest} characters", longest=_LONGEST))
    if not _ASCII.fullmatch(url) or "\\" in url:
        raise AddressRefused(
            "it has characters that an address cannot have",
            "ASCII without spaces or backslashes; a name with accents as xn--…, a path as %C3%A9",
        )
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise AddressRefused("it cannot be read", _right(policy)) from error
    scheme = parts.scheme
    if scheme not in _DEFAULT_PORTS or not parts.netloc:
        raise AddressRefused("it is not an address of the web", _right(policy))
    if "@" in parts.netloc:
        raise AddressRefused("it has a user or an @ before the host", _right(policy))
    if "#" in url:
        raise AddressRefused("it has a fragment", "the same without # and what follows")
    host, port, address = _host(parts.netloc, policy)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    target = Target(scheme, host, port or _DEFAULT_PORTS[scheme], path, address)
    if address is not None:
        check_reach(target, address, policy)
    elif not policy.allowed:
        check_public(target, policy)
    return target


def check_reach(target: Target, address: Address, policy: CallPolicy) -> None:
    """Raise :class:`AddressRefused` unless ``target`` may be called at ``address``."""
    if policy.allows(address):
        return
    kind = refusal(address)
    if kind is not None:
        # Say no more of a name: whoever declares one could learn where our own names lead.
        what = (
            tr("its name leads to {kind}", kind="an address that is not public")
            if target.address is None
            else tr("it is {kind}", kind=kind)
        )
        raise AddressRefused(what, "a host of the public internet")
    check_public(target, policy)


def check_public(target: Target, policy: CallPolicy) -> None:
    """Require https, and a port of ``policy``, for a public host."""
    if target.scheme != "https":
        raise AddressRefused("it is http", _right(policy))
    if target.port not in policy.ports:
        ports = either(map(str, policy.ports))
        raise AddressRefused(
            tr("port {port} is not called", port=target.port), tr("port {ports}", ports=ports)
        )


def _host(netloc: str, policy: CallPolicy) -> tuple[str, int | None, Address | None]:
    found = _HOST_AND_PORT.fullmatch(netloc)
    if found is None:
        raise AddressRefused("its host or port cannot be read", _right(policy))
    host, port = found[1].lower(), int(found[2]) if found[2] else None
    if port is not None and port > 65535:
        raise AddressRefused(tr("there is no port {port}", port=port), _right(policy))
    if host.startswith("["):
        address = read_address(host[1:-1])
        if not isinstance(address, IPv6Address) or address.scope_id is not None:
            raise AddressRefused("what stands in brackets is not IPv6", "such as [2a01:e0a::1]")
        return str(address), port, address
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]) or (labels[-1] == "" and len(labels) > 1):
        address = read_address(host)
        if address is None:
            raise AddressRefused(
                "its host is a number or ends in a dot",
                "a name such as tool.example.fr, or four decimal numbers such as 1.2.3.4",
            )
        return host, port, address
    _check_name(host, labels, policy)
    return host, port, None


def _check_name(host: str, labels: list[str], policy: CallPolicy) -> None:
    if len(host) > 253 or not all(map(_LABEL.fullmatch, labels)):
        raise AddressRefused("its host is not a name", "a name such as tool.example.fr")
    if not policy.allowed and (len(labels) == 1 or labels[-1] in _LOCAL or _home(labels)):
        raise AddressRefused("its host is a name of a local network", "a public name")


def _home(labels: list[str]) -> bool:
    return labels[-2:] == ["home", "arpa"]


def _right(policy: CallPolicy) -> str:
    ports = either(map(str, policy.ports))
    return tr("such as https://tool.example.fr/hooks, port {ports}", ports=ports)
