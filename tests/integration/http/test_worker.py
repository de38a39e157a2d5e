"""A worker in the test: from a request to an event applied, with one correlation id."""

from uuid import UUID, uuid4

import httpx

from boucle.platform.bus import Bus
from boucle.platform.http.app import create_app
from tests.integration.http.toy import SERVICE
from tests.kit import ApiClient, RunningWorker, ServiceDatabase, Tokens, eventually, logged

ORGANISATION = uuid4()
NOTE = {"organisation_id": str(ORGANISATION), "text": "chaleur"}


async def test_a_request_and_what_follows_share_one_correlation_id(
    bus: Bus,
    api_client: ApiClient,
    running_worker: RunningWorker,
    service_database: ServiceDatabase,
    tokens: Tokens,
) -> None:
    correlation = uuid4()
    database = await service_database(SERVICE)
    async with api_client(SERVICE) as client, running_worker(SERVICE):
        headers = {**tokens.company(ORGANISATION), "X-Correlation-ID": str(correlation)}
        made = (await client.post("/v1/notes", json=NOTE, headers=headers)).json()

        async def applied() -> list[tuple[str, UUID, UUID]]:
            async with database.read() as session:
                rows = await (await session.driver()).fetch("SELECT * FROM seen")
            return [(row["subject"], row["correlation_id"], row["causation_id"]) for row in rows]

        [(subject, followed, caused_by)] = await eventually(applied, within=60)
        [event] = await logged(database, bus, "territory")
    assert (subject, followed) == (made["id"], correlation)
    assert str(caused_by) == event.headers["ce_id"]


async def test_a_worker_is_ready_when_all_it_stands_on_answers(
    running_worker: RunningWorker,
) -> None:
    async with running_worker(SERVICE) as resources:
        app = create_app("toy worker", resources, ())
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://toy") as client:

            async def ready() -> httpx.Response | None:
                response = await client.get("/readyz")
                return response if response.status_code == 200 else None

            response = await eventually(ready, within=60)
    checks = response.json()["checks"]
    assert set(checks) == {"database", "broker", "relay_backlog", "consumer_toy"}
    assert checks["consumer_toy"]["lag"] == 0


async def test_an_api_serves_without_its_broker_and_says_so(api_client: ApiClient) -> None:
    async with api_client(SERVICE) as client:
        response = await client.get("/readyz")
    assert response.status_code == 200
    checks = response.json()["checks"]
    assert checks["database"]["ok"]
    assert not checks["broker"]["ok"]
    assert not checks["broker"]["required"]
