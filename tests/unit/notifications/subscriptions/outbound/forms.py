"""Addresses that must never be called, in the forms that they are written or hidden in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

PUBLIC_4, PUBLIC_6 = "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"
NETWORKS_4 = (
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
    *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16"),
    *("198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
    *("168.63.129.16/32", "192.31.196.0/24", "192.52.193.0/24", "192.175.48.0/24"),
)
NETWORKS_6 = (
    *("::/128", "::1/128", "::ffff:0:0/96", "::/96", "64:ff9b:1::/48", "100::/64"),
    *("2001::/32", "2001:2::/48", "2001:10::/28", "2001:20::/28", "2001:db8::/32"),
    *("2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10"),
    *("ff00::/8", "4000::/3", "2620:4f:8000::/48"),
)
WANTED = (
    *("127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.1.1", "100.100.100.200"),
    "0.0.0.0",  # noqa: S104
)
"""Those that attackers ask for."""


@dataclass(frozen=True)
class Form:
    """``url`` holds {port}; ``resolved``: what a name in it leads to."""

    url: str
    resolved: tuple[str, ...] = (PUBLIC_4,)


def all_forms() -> list[Form]:
    hosts = dict.fromkeys([*_in_networks(), *_spelled(), *_embedded(), *_local_names()])
    return [
        *(Form(f"https://{host}:{{port}}/hooks") for host in hosts),
        *(Form(url) for url in dict.fromkeys([*_tricks(), *_other_ports_and_schemes()])),
        *_led_to(),
    ]


def _in_networks() -> Iterator[str]:
    for each in NETWORKS_4:
        four = IPv4Network(each)
        yield from map(str, dict.fromkeys([four[0], four[four.num_addresses // 2], four[-1]]))
    for each in NETWORKS_6:
        six = IPv6Network(each)
        for address in dict.fromkeys([six[0], six[six.num_addresses // 2], six[-1]]):
            yield f"[{address}]"
    yield from ("[::1%lo]", "[::1%25lo]", "[fe80::1%eth0]", "[fe80::1%25eth0]", "[fe80::1%1]")
    yield from (f"[{PUBLIC_6}%eth0]", "[0000:0000:0000:0000:0000:0000:0000:0001]", "[0::0:1]")
    yield from ("[v1.fe80::a]", "[::1", "::1]", "::1", "[]", "[127.0.0.1]", "[::1].fr", "a.fr[::1]")


def _spelled() -> Iterator[str]:
    """As inet_aton, browsers or careless programs read them."""
    for each in WANTED:
        number, parts = int(IPv4Address(each)), [int(part) for part in each.split(".")]
        a, b, c, d = parts
        yield from (str(number), hex(number), f"0X{number:X}", f"0{number:o}", f"0x0000{number:x}")
        yield from (f"{number + 2**32}", f"+{number}", f"{number}.")
        yield ".".join(map(hex, parts))
        yield ".".join(f"0{part:o}" for part in parts)
        yield ".".join(f"{part:03}" for part in parts)
        yield f"{a}.{b}.0{c:o}.{hex(d)}"
        yield f"{a}.{number & 0xFFFFFF}"
        yield f"{a}.{b}.{number & 0xFFFF}"
        yield f"{hex(a)}.{number & 0xFFFFFF}"
        yield from (f"{each}.", f"{each}..", f".{each}", f"{a}..{b}.{c}.{d}", f"{each}.0")
        yield f"{a + 256}.{b}.{c}.{d}"
        yield f"%3{each[0]}{each[1:]}"
        yield "".join(chr(0xFF10 + int(sign)) if sign.isdigit() else sign for sign in each)
        yield each.replace(".", "。")
        yield each.replace(".", "．")
        yield each.replace(".", "%2e")
        yield each.replace("1", "①")
        yield each.replace("1", "١")
    yield from ("127.1", "127.0.1", "0", "0x0", "0x", "0x7f.1", "0177.1", "1", "00", "127.0.0.0x1")
    yield from (f"{PUBLIC_4}.", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.04", "a.fr.1", "a.fr.0x1")


def _embedded() -> Iterator[str]:
    """IPv4 within IPv6: what a gateway or the system itself would unpack."""
    for each in WANTED:
        number = int(IPv4Address(each))
        words = f"{number >> 16:x}:{number & 0xFFFF:x}"
        yield from (f"[::ffff:{each}]", f"[::ffff:{words}]", f"[0:0:0:0:0:FFFF:{words}]")
        yield from (f"[::{each}]", f"[::{words}]", f"[::ffff:0:{words}]")
        yield from (f"[64:ff9b::{each}]", f"[64:ff9b::{words}]", f"[64:ff9b:1::{each}]")
        yield f"[64:ff9b:1:{number >> 16:x}:{number >> 8 & 0xFF:x}:{number & 0xFF:x}00::]"
        yield from (f"[2002:{words}::1]", f"[2002:{words}::{each}]")
        yield f"[{IPv6Address(0x20010000 << 96 | number << 64 | (~number & 0xFFFFFFFF))}]"
    yield from (f"[::ffff:{PUBLIC_4}]", f"[::{PUBLIC_4}]", f"[64:ff9b:1::{PUBLIC_4}]")


def _local_names() -> Iterator[str]:
    yield from ("localhost", "LOCALHOST", "localhost.", "a.localhost", "localhost.localdomain")
    yield from ("kafka", "postgres", "registry", "a.local", "metadata.google.internal", "nas.lan")
    yield from ("router.home", "box.home.arpa", "wiki.corp", "a_b.fr", "-a.fr", "a-.fr", "a..fr")
    yield from (".fr", "a.fr.", "%61.fr", "tool%2efr", "é.fr", "ｌocalhost", "ⓛocalhost", "a.fr%00")
    yield from (
        f"{'a' * 64}.fr",
        f"{'a.' * 130}fr",
        "a,fr",
        "a;fr",
        "a fr",
        "a\tfr",
        "a\nfr",
        "*.fr",
    )


def _tricks() -> Iterator[str]:
    at, good = "127.0.0.1:{port}", "tool.example.fr"
    yield from (f"https://{good}@{at}/", f"https://{good}:443@{at}/", f"https://@{at}/")
    yield from (f"https://a:b@{good}:{{port}}/", f"https://{at}@{good}/", f"https://{good}%40{at}/")
    yield from (f"https://{good}\\@{at}/", f"https:\\\\{at}/", f"https://{good}\\.{at}/")
    yield from (f"https://{at}#@{good}/", f"https://{at}?@{good}/", f"https://{at}/@{good}")
    yield from (f"https://{good}#@{at}/", f"https:///{at}/", f"https:{at}/", f"//{at}/", at)
    yield from (f" https://{at}/", f"https://{at}/ ", f"ht\ntps://{at}/", f"https://\t{at}/")
    yield from (f"https://{at}\r\nHost: {good}/", f"https://{good}:{{port}}/\r\nX: y", "")
    yield from (f"https://[{good}]:{{port}}/", f"https://{good} {at}/", f"https://{good},{at}/")
    yield from (f"https://{good}:{{port}}/{'a' * 2100}", f"https://{good}&@{at}/", "https://")


def _other_ports_and_schemes() -> Iterator[str]:
    for port in (0, 1, 22, 25, 80, 5432, 6379, 8080, 9092, 65535, 65536, 99999):
        yield f"https://tool.example.fr:{port}/"
    for odd in ("", "-1", "+{port}", "0{port}", "0x1bb", "{port}.0", "{port}a", "４４３", "1:1"):
        yield f"https://tool.example.fr:{odd}/"
    for scheme in ("http", "HTTP", "ftp", "file", "gopher", "ws", "wss", "data", "unix", "https+x"):
        yield f"{scheme}://tool.example.fr:{{port}}/"
        yield f"{scheme}://127.0.0.1:{{port}}/"


def _led_to() -> Iterator[Form]:
    """Names with a good look."""
    url = "https://tool.example.fr:{port}/hooks"
    for network in (*NETWORKS_4, *NETWORKS_6):
        found = IPv6Network(network) if ":" in network else IPv4Network(network)
        yield Form(url, (str(found[-1]),))
        yield Form(url, (PUBLIC_4, PUBLIC_6, str(found[0])))
    for each in WANTED:
        yield Form(url, (f"64:ff9b::{each}",))
        yield Form(url, (f"::ffff:{each}", PUBLIC_4))
    yield from (Form(url, (one,)) for one in ("fe80::1%eth0", "::1%1", "127.1", "0x7f.1", ""))
