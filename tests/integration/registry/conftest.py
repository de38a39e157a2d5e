"""A registry with one territory, one tool and its source, ready to be written to."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from boucle.contract.events import EVENTS
from boucle.platform.db import Database
from boucle.registry.app import SERVICE
from boucle.registry.parties.organisations import source_ids
from tests.kit import ApiClient, FrozenClock, ServiceDatabase, Tokens

FALAISE, CAEN, FEDERATION = "241400514", "200065597", "200067023"

Body = dict[str, Any]


@dataclass
class Api:
    """The service's app and those who speak to it."""

    http: httpx.AsyncClient
    tokens: Tokens
    database: Database
    clock: FrozenClock
    tool_id: str = ""
    other_tool_id: str = ""

    @property
    def operator(self) -> dict[str, str]:
        return self.tokens.operator()

    @property
    def tool(self) -> dict[str, str]:
        return self.tokens.tool(self.tool_id)

    @property
    def other_tool(self) -> dict[str, str]:
        return self.tokens.tool(self.other_tool_id)

    async def put(
        self, path: str, body: Body, *, by: dict[str, str] | None = None, expect: int = 201
    ) -> Body:
        self.clock.advance(timedelta(milliseconds=1))
        answer = await self.http.put(path, json=body, headers=by or self.tool)
        assert answer.status_code == expect, answer.text
        shown: Body = answer.json()
        return shown

    async def post(
        self, path: str, body: Body, *, by: dict[str, str] | None = None, expect: int = 201
    ) -> Body:
        self.clock.advance(timedelta(milliseconds=1))
        answer = await self.http.post(path, json=body, headers=by or self.operator)
        assert answer.status_code == expect, answer.text
        shown: Body = answer.json()
        return shown

    async def get(self, path: str, *, by: dict[str, str] | None = None, expect: int = 200) -> Body:
        answer = await self.http.get(path, headers=by or self.operator)
        assert answer.status_code == expect, answer.text
        shown: Body = answer.json()
        return shown

    async def delete(
        self, path: str, *, by: dict[str, str] | None = None, expect: int = 204
    ) -> None:
        answer = await self.http.delete(path, headers=by or self.tool)
        assert answer.status_code == expect, answer.text

    async def principal(self, **fields: object) -> str:
        made = await self.post("/v1/principals", {"name": "p", **fields})
        return str(made["client_id"])

    async def outbox(self, topic: str | None = None) -> list[tuple[str, int, Any]]:
        """(type, entity version, data) of every event, in order."""
        async with self.database.read() as session:
            driver = await session.driver()
            rows = await driver.fetch("SELECT topic, headers, payload FROM outbox ORDER BY seq")
        events = [
            EVENTS.decode(row["headers"], row["payload"])
            for row in rows
            if topic in (None, row["topic"])
        ]
        return [(event.type, event.entity_version, event.data) for event in events]

    async def fetch(self, statement: str, *parameters: object) -> list[Any]:
        async with self.database.read() as session:
            driver = await session.driver()
            return list(await driver.fetch(statement, *parameters))


def organisation(**changes: object) -> Body:
    return {"name": "Scierie Normande", "territory": FALAISE, **changes}


def site(**changes: object) -> Body:
    return {
        "organisation": "org",
        "name": "Atelier",
        "latitude": 48.89,
        "longitude": -0.19,
        "location_precision": "commune",
        "territory": FALAISE,
        **changes,
    }


def flow(**changes: object) -> Body:
    return {
        "site": "site",
        "direction": "output",
        "nature": "material",
        "family": "wood_b",
        "quantity": {"value": "500", "unit": "t"},
        "certainty": "estimated",
        "valid_from": "2026-01-01",
        **changes,
    }


def sharing(**changes: object) -> Body:
    return {
        "site": "site",
        "kind": "service",
        "direction": "need",
        "subject": "waste_collection",
        "figures": {"tonnes": "12", "pickups": "26"},
        "choices": {"container": "bin", "low": "15 01 01"},
        "cost": "2400",
        "contract_end": "2027-12-31",
        "notice_months": 3,
        "certainty": "estimated",
        "valid_from": "2026-01-01",
        **changes,
    }


def territory(name: str = "Pays de Falaise", **changes: object) -> Body:
    return {"name": name, "kind": "epci", **changes}


async def published_states(api: Api) -> dict[UUID, tuple[bool, UUID | None]]:
    """Of each flow as last published: whether it is on trial, and which it repeats."""
    return {
        data.flow_id: (data.on_trial, data.duplicate_of) for _, _, data in await api.outbox("flow")
    }


async def known_to_both(api: Api, **place: object) -> None:
    """One organisation and its site, which both tools know as ``org`` and ``site``."""
    made = await api.put("/v1/sources/tyca/organisations/org", organisation())
    shown = await api.put("/v1/sources/tyca/sites/site", site(**place))
    organisation_id = made["organisation_id"]
    await api.post(f"/v1/organisations/{organisation_id}/grants", {"tool": api.other_tool_id})
    async with api.database.write() as session:
        await source_ids.name(session, "autre", "organisation", "org", UUID(organisation_id))
        await source_ids.name(session, "autre", "site", "site", UUID(shown["site_id"]))


@pytest.fixture
async def api(
    api_client: ApiClient, service_database: ServiceDatabase, tokens: Tokens, clock: FrozenClock
) -> AsyncIterator[Api]:
    """Two territories, two tools with a source each; no organisation yet."""
    async with api_client(SERVICE) as client:
        made = Api(client, tokens, await service_database(SERVICE), clock)
        for siren, name in ((FALAISE, "Pays de Falaise"), (CAEN, "Caen la Mer")):
            await made.put(f"/v1/territories/{siren}", territory(name), by=made.operator)
        made.tool_id = await made.principal(role="tool", source="tyca", verifies=True)
        made.other_tool_id = await made.principal(role="tool", source="autre", verifies=True)
        yield made


@pytest.fixture
async def declared(api: Api) -> Api:
    """... and an organisation with a site, under the first tool's ids ``org`` and ``site``."""
    await api.put("/v1/sources/tyca/organisations/org", organisation())
    await api.put("/v1/sources/tyca/sites/site", site())
    return api
