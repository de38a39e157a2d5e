"""A group of every kind from its qualification to its end, over HTTP on a real Postgres."""

from __future__ import annotations

from random import Random
from uuid import UUID

import pytest

from boucle.contract.events.groups import Group
from boucle.matching.app import SERVICE
from boucle.platform.db import Database
from tests.integration.matching.lives.building import write_to
from tests.integration.matching.lives.group_building import CONSENT, post, read, url
from tests.integration.matching.markets.building import Declarations, at_rest, stored, worker
from tests.kit import ApiClient, ServiceDatabase, Tokens
from tests.kit.of_groups.drawn import SUBJECTS, market_of


@pytest.fixture
async def database(service_database: ServiceDatabase) -> Database:
    return await service_database(SERVICE)


@pytest.mark.parametrize("subject", SUBJECTS)
async def test_a_group_is_qualified_answered_runs_and_ends(
    database: Database, subject: str, api_client: ApiClient, tokens: Tokens
) -> None:
    declarations = Declarations(database)
    await declarations.declare(*market_of(Random(3), subject, 8))
    await _looked_at(declarations)
    viable = [one for one in (await stored(database)).values() if one.state == "viable"]
    assert viable
    async with api_client(SERVICE) as client:
        for group in viable:
            shown = await post(client, url(group, "/qualification"), {}, tokens.operator())
            assert shown["state"] == "qualified"
        await _looked_at(declarations)
        group = viable[0]
        await write_to(database, group.synergy_id, *_parties(group))
        shown = await read(client, url(group), tokens.operator())
        assert shown["state"] == "introduced"
        for one in _parties(group):
            who = tokens.company(one, id=str(one))
            own = await read(client, url(group), who)
            assert (own["state"], own["eur"]["unit"]) == ("introduced", "EUR")
            await post(client, url(group, "/answers"), CONSENT, who)
        shown = await read(client, url(group), tokens.operator())
        assert (shown["state"], shown["disclosed"]) == ("consented", True)
        door = url(group, "/state")
        await post(client, door, {"state": "running", "since": "2026-02-01"}, tokens.operator())
        await _looked_at(declarations)
        shown = await read(client, url(group), tokens.operator())
        assert (shown["state"], shown["at_risk"]) == ("running", False)
        await post(client, door, {"state": "stopped", "on": "2026-03-01"}, tokens.operator())
        await _looked_at(declarations)
        shown = await read(client, url(group), tokens.operator())
        assert shown["state"] == "stopped"


def _parties(group: Group) -> list[UUID]:
    return [one.organisation_id for one in group.members if one.role != "carrier"]


async def _looked_at(declarations: Declarations) -> None:
    async with worker(declarations.database, declarations.wake):
        await at_rest(declarations.database)
