"""Which addresses and which URLs may be called."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis.strategies import integers, ip_addresses

from boucle.notifications.subscriptions.outbound import (
    Address,
    AddressRefused,
    CallPolicy,
    check_url,
    refusal,
)
from tests.unit.notifications.subscriptions.outbound.forms import PUBLIC_4, PUBLIC_6

LOOPBACK = CallPolicy(allowed=[ip_network("127.0.0.0/8")])


@given(ip_addresses())
def test_what_python_takes_for_special_is_refused(address: Address) -> None:
    if not address.is_global or address.is_multicast:
        assert refusal(address) is not None


@given(integers(0, 2**32 - 1))
def test_ipv4_within_ipv6_is_never_better_than_itself(number: int) -> None:
    for network in ("::ffff:0:0", "::", "64:ff9b:1::"):
        assert refusal(IPv6Address(int(IPv6Address(network)) + number)) is not None
    through_nat64 = IPv6Address(int(IPv6Address("64:ff9b::")) + number)
    assert refusal(through_nat64) == refusal(IPv4Address(number))


@pytest.mark.parametrize("address", ["1.1.1.1", PUBLIC_4, PUBLIC_6, "64:ff9b::1.1.1.1", "2a01::1"])
def test_public_addresses_are_not(address: str) -> None:
    assert refusal(ip_address(address)) is None


def test_a_url_is_read_as_it_is_called() -> None:
    target = check_url("HTTPS://Tool.Example.fr:8443?a=%C3%A9")
    assert (target.scheme, target.host, target.port) == ("https", "tool.example.fr", 8443)
    assert (target.path, target.host_header) == ("/?a=%C3%A9", "tool.example.fr:8443")
    assert check_url(f"https://[{PUBLIC_6}]/a").host_header == f"[{PUBLIC_6}]"
    assert check_url("https://xn--caf-dma.fr/").host == "xn--caf-dma.fr"


def test_what_is_refused_says_what_would_be_right() -> None:
    with pytest.raises(AddressRefused) as caught:
        check_url("https://tool.example.fr:8080/hooks")
    assert caught.value.reason == "port 8080 is not called"
    assert caught.value.expected == "port 443 or 8443"


def test_a_network_that_the_operator_allows_is_called_over_http_at_any_port() -> None:
    assert check_url("http://127.0.0.1:8080/", LOOPBACK).port == 8080
    assert check_url("http://tool:8080/", LOOPBACK).host == "tool"  # judged by where it leads
    for url in ("http://10.0.0.1/", "http://1.1.1.1/", "https://1.1.1.1:22/", "http://[::1]/"):
        with pytest.raises(AddressRefused):
            check_url(url, LOOPBACK)
    with pytest.raises(AddressRefused):  # the same host, in a form that was not allowed
        check_url("http://[::ffff:127.0.0.1]/", LOOPBACK)
