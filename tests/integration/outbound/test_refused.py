"""No form of a private address opens a connection, whatever a name answers at the second look."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from ipaddress import ip_network

import httpcore
import pytest

from boucle.notifications.subscriptions.outbound import (
    AddressRefused,
    CallPolicy,
    DeliveryFailed,
    OutboundClient,
)
from tests.kit import eventually
from tests.unit.notifications.subscriptions.outbound.forms import PUBLIC_4, PUBLIC_6, all_forms

EVERYWHERE = CallPolicy(allowed=[ip_network("0.0.0.0/0"), ip_network("::/0")])


class Counted(httpcore.AsyncNetworkBackend):
    """The real network, except that what is public does not answer; every attempt is kept."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._real = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (httpcore's signature)
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        self.asked.append(host)
        if host in (PUBLIC_4, PUBLIC_6):
            raise httpcore.ConnectError
        return await self._real.connect_tcp(host, port, timeout, local_address, socket_options)


class Names:
    """A resolver that gives its answers one after the other, the last one again and again."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers, self.asked = list(answers), 0

    async def __call__(self, _name: str, _port: int) -> Sequence[str]:
        self.asked += 1
        return self.answers[min(self.asked, len(self.answers)) - 1]


@asynccontextmanager
async def listening() -> AsyncIterator[tuple[int, list[str]]]:
    """A port on every address of this machine, and who came."""
    came: list[str] = []

    def accept(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        came.append(str(writer.get_extra_info("peername")))
        writer.close()

    listener = socket.create_server(("", 0), family=socket.AF_INET6, dualstack_ipv6=True)
    async with await asyncio.start_server(accept, sock=listener):
        yield listener.getsockname()[1], came


async def test_no_form_opens_a_connection() -> None:
    forms = all_forms()
    assert len({*forms}) >= 300
    network = Counted()
    names = Names()
    async with listening() as (port, came):
        client = OutboundClient(CallPolicy(ports=[port]), resolve=names, network=network)
        for form in forms:
            names.answers = [form.resolved]
            with pytest.raises(AddressRefused):
                await client.post(form.url.replace("{port}", str(port)), headers={}, body=b"{}")
        assert (network.asked, came) == ([], [])


async def test_unguarded_many_of_them_do() -> None:
    """The table holds what it should: names and odd numbers that lead here."""
    names, network = Names(), Counted()
    async with listening() as (port, came):
        client = OutboundClient(EVERYWHERE, resolve=names, network=network)
        for form in all_forms():
            if {"::1", "::ffff:127.0.0.1"} & {*form.resolved}:
                names.answers = [form.resolved]
                with pytest.raises(DeliveryFailed):
                    await client.post(form.url.replace("{port}", str(port)), headers={}, body=b"")
        for odd in ("127.1", "0x7f.1", "2130706433", "0177.0.0.1", "0", "localhost"):
            _, writer = await asyncio.open_connection(odd, port)
            writer.close()
        await eventually(lambda: len(came) > 6)
        assert network.asked


async def test_a_name_that_changes_its_answer_is_called_where_it_was_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with listening() as (port, came):
        url = f"https://tool.example.fr:{port}/"
        for second in ("127.0.0.1", "::1", "::ffff:127.0.0.1"):
            names, network = Names([PUBLIC_4], [second]), Counted()
            client = OutboundClient(CallPolicy(ports=[port]), resolve=names, network=network)
            with monkeypatch.context() as patched:
                patched.setattr(socket, "getaddrinfo", _no_second_look_up)
                with pytest.raises(DeliveryFailed):
                    await client.post(url, headers={}, body=b"{}")
                assert (names.asked, network.asked) == (1, [PUBLIC_4])
                with pytest.raises(AddressRefused):  # the next call looks it up, and checks it
                    await client.post(url, headers={}, body=b"{}")
            assert (names.asked, network.asked) == (2, [PUBLIC_4])
        assert came == []


async def test_the_systems_own_look_up_is_checked() -> None:
    async with listening() as (port, came), OutboundClient(_behind(port)) as client:
        with pytest.raises(AddressRefused, match="not public"):
            await client.post(f"https://localhost:{port}/", headers={}, body=b"{}")
        assert came == []


async def test_what_is_refused_does_not_say_where_a_name_leads() -> None:
    client = OutboundClient(resolve=Names(["10.9.8.7"]))
    with pytest.raises(AddressRefused) as caught:
        await client.post("https://db.example.fr/", headers={}, body=b"{}")
    assert "10.9" not in f"{caught.value.reason} {caught.value.expected}"
    assert caught.value.reason == "its name leads to an address that is not public"


async def test_every_public_address_of_a_name_is_tried() -> None:
    network = Counted()
    client = OutboundClient(resolve=Names([PUBLIC_6, PUBLIC_4]), network=network)
    with pytest.raises(DeliveryFailed, match="does not answer"):
        await client.post("https://tool.example.fr/", headers={}, body=b"{}")
    assert network.asked == [PUBLIC_6, PUBLIC_4]


def _behind(port: int) -> CallPolicy:
    """Some network is allowed, so that local names are judged by where they lead."""
    return CallPolicy(allowed=[ip_network("10.0.0.0/8")], ports=[port])


def _no_second_look_up(*_args: object, **_named: object) -> None:
    raise AssertionError("a name was looked up again")
