#!/usr/bin/env python3
"""Check a container's health: exit 0 when its process is ready, else print /readyz's answer.

It uses sockets and nothing else: it runs every few seconds in each container.
"""

import socket
import sys

port = int(sys.argv[1])
try:
    with socket.create_connection(("127.0.0.1", port), timeout=4) as connection:
        connection.sendall(b"GET /readyz HTTP/1.0\r\nHost: localhost\r\n\r\n")
        answer = b""
        while part := connection.recv(4096):
            answer += part
except OSError as error:
    sys.exit(f"nothing answers on port {port}: {error}")
head, _, body = answer.partition(b"\r\n\r\n")
if head.split(b" ", 2)[1:2] != [b"200"]:
    sys.exit(body.decode(errors="replace")[:1000] or "no answer")
