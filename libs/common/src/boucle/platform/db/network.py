"""Open connections that notice a dead network."""

import socket
from typing import Any

# A network that is cut says nothing: the system gives a connection up by itself when no one has
# acknowledged anything on it for 10 s. Left alone it would knock for a quarter of an hour.
_DEAD_NETWORK = {
    "TCP_USER_TIMEOUT": 10_000,
    "TCP_KEEPIDLE": 5,
    "TCP_KEEPINTVL": 2,
    "TCP_KEEPCNT": 3,
}


def notice_a_dead_network(driver: Any) -> None:
    connection = driver._transport.get_extra_info("socket")  # the driver has no option for it
    if connection.family == socket.AF_UNIX:
        return
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in _DEAD_NETWORK.items():
        if hasattr(socket, name):  # Linux has them all
            connection.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
