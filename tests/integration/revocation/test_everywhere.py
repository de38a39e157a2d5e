"""From the word of the operator to a refusal elsewhere: over a real log, within five seconds."""

from typing import Any
from uuid import uuid4

import pytest

from boucle.indicators.app import SERVICE as INDICATORS
from boucle.matching.app import SERVICE as MATCHING
from boucle.notifications.app import SERVICE as NOTIFICATIONS
from boucle.platform.bus import Bus
from boucle.platform.process.service import Service
from boucle.registry.app import SERVICE as REGISTRY
from tests.integration.registry.conftest import FALAISE, Api, api
from tests.kit import ApiClient, RunningWorker, ServiceDatabase, eventually

__all__ = ["api"]  # a fixture

_OF_NOTIFICATIONS = {
    "link_key": "k" * 32,
    "public_url": "https://boucle.example",
    "registry_url": "http://127.0.0.1:9",
    "client_id": "notifications",
    "client_secret": "secret",
}
_PLACES = [
    (MATCHING, "/v1/synergies", {}),
    (NOTIFICATIONS, "/v1/introductions", _OF_NOTIFICATIONS),
    (INDICATORS, f"/v1/territories/{FALAISE}/indicators", {}),
]
_BAR_S = 5.0


@pytest.mark.parametrize(
    ("service", "path", "settings"), _PLACES, ids=["matching", "notifications", "indicators"]
)
async def test_a_revoked_principal_is_refused_everywhere(
    api: Api,
    bus: Bus,
    api_client: ApiClient,
    running_worker: RunningWorker,
    service_database: ServiceDatabase,
    service: Service[Any],
    path: str,
    settings: dict[str, object],
) -> None:
    body = {"name": "p", "role": "animator", "territories": [FALAISE]}
    client_id = (await api.post("/v1/principals", body))["client_id"]
    revoked = api.tokens.animator(FALAISE, id=client_id)
    bystander = api.tokens.animator(FALAISE, id=f"animator-{uuid4().hex}")
    async with (
        running_worker(REGISTRY),
        running_worker(service, **settings),
        api_client(service, **settings) as client,
    ):

        async def status(by: dict[str, str]) -> int:
            return (await client.get(path, headers=by)).status_code

        async def follows() -> bool:
            database = await service_database(service)
            rows = await database.fetch(
                "SELECT FROM progress WHERE consumer LIKE '%.principals' AND epoch > 0"
            )
            return len(rows) == len(await bus.places(["principal"]))

        await eventually(follows, within=60)  # partitions are shared out

        async def alike() -> bool:
            return await status(revoked) == await status(bystander) != 401

        await eventually(alike, within=60)  # figures may be made between the two
        await api.delete(f"/v1/principals/{client_id}", by=api.operator)

        async def is_refused() -> bool:
            return await status(revoked) == 401

        await eventually(is_refused, within=_BAR_S)
        assert await status(bystander) != 401
