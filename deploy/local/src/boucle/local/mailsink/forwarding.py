"""Forward mail for one address to Boucle as a mail system does, until it is accepted."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx

_TRIES: Final = 30
_PAUSE_S: Final = 2.0
_LATER: Final = 503


@dataclass(frozen=True)
class Forwarding:
    """``address`` may lack what follows a ``+``; ``hook`` is where messages are posted;
    ``secret_file`` belongs to the client that may."""

    address: str
    hook: str
    token_url: str
    client_id: str
    secret_file: Path

    def concerns(self, recipients: Iterable[str]) -> bool:
        local, _, domain = self.address.lower().rpartition("@")
        for one in recipients:
            name, _, place = one.lower().rpartition("@")
            if place == domain and name.partition("+")[0] == local:
                return True
        return False

    async def forward(self, content: bytes) -> None:
        async with httpx.AsyncClient(timeout=10, trust_env=False) as client:
            for _ in range(_TRIES):
                try:
                    status = await self._post(client, content)
                except httpx.HTTPError as error:
                    print(f"mail sink: {self.hook}: {error!r}", flush=True)
                else:
                    if status != _LATER:
                        return
                await asyncio.sleep(_PAUSE_S)

    async def _post(self, client: httpx.AsyncClient, content: bytes) -> int:
        secret = self.secret_file.read_text(encoding="utf-8").strip()
        granted = await client.post(
            self.token_url,
            data={"grant_type": "client_credentials"},
            auth=(self.client_id, secret),
        )
        token = granted.raise_for_status().json()["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        return (await client.post(self.hook, content=content, headers=headers)).status_code
