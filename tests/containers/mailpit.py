"""Mailpit, read as the sink of ``boucle up`` is: what came, to whom, with which links."""

from __future__ import annotations

import re
from typing import Any

import httpx

_LINK = re.compile(r"https?://[^\s<>\"')\]]+")
_MOST = 10_000


class AsSink(httpx.AsyncBaseTransport):
    """Answers ``GET /api/messages[?to=]`` from Mailpit's own API."""

    def __init__(self, url: str) -> None:
        self._mailpit = httpx.AsyncClient(base_url=url, timeout=20, trust_env=False)
        self._seen: dict[str, dict[str, Any]] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        to = request.url.params.get("to")
        query: dict[str, str | int] = {"limit": _MOST, **({"query": f'to:"{to}"'} if to else {})}
        path = "/api/v1/search" if to else "/api/v1/messages"
        page = (await self._mailpit.get(path, params=query)).raise_for_status().json()
        found = [await self._message(one["ID"]) for one in reversed(page["messages"])]
        return httpx.Response(200, json=found)

    async def aclose(self) -> None:
        await self._mailpit.aclose()

    async def _message(self, identity: str) -> dict[str, Any]:
        if identity not in self._seen:
            told = (await self._mailpit.get(f"/api/v1/message/{identity}")).raise_for_status()
            message = told.json()
            self._seen[identity] = {
                "to": ", ".join(one["Address"] for one in message["To"]),
                "message_id": f"<{message['MessageID'].strip('<>')}>",
                "links": [link.rstrip(".,;:!?") for link in _LINK.findall(message["Text"])],
            }
        return self._seen[identity]
