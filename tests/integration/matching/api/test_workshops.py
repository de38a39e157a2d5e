"""Whom a workshop invites: told by the list of synergies that its reader sees."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any
from uuid import UUID, uuid4

import msgspec

from boucle.contract.events.groups import Group, GroupMember
from boucle.matching.app import SERVICE
from boucle.platform.db import Database
from tests.integration.matching.lives.building import (
    CAEN,
    HAVRE,
    NOW,
    Company,
    World,
    declare,
    detect,
    hold,
    introduce,
)
from tests.kit import ApiClient, ServiceDatabase, Tokens

_PATH = "/v1/workshop-tables"
_NOT_TO_TALK_ABOUT = {"refused", "stopped", "already_done", "contract_until", "running"}
Headers = dict[str, str]


def _pair(latitude: float, need: str = CAEN) -> World:
    whole = World()
    return World(
        offer=replace(whole.offer, territory=CAEN, latitude=latitude, tool=""),
        need=replace(whole.need, territory=need, latitude=latitude + 0.05),
    )


def _like(one: Company) -> Company:
    """Another company that has the same."""
    return replace(one, organisation=uuid4(), site=uuid4(), flow=uuid4())


async def test_a_workshop_is_of_living_synergies_of_own_companies(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    database = await service_database(SERVICE)
    pairs = [_pair(40.0 + step) for step in range(4)]
    border, refused, met = _pair(47.0, need=HAVRE), _pair(48.0), _pair(49.0)
    for world in (*pairs, border, refused, met):
        await detect(database, world)
    also = _like(pairs[0].need)
    await declare(database, also)
    await hold(database, pairs[0].offer, also)
    await introduce(database, met)
    await introduce(database, refused)
    here, both = tokens.animator(CAEN), tokens.animator(CAEN, HAVRE)
    async with api_client(SERVICE) as client:
        answer = {"answer": "refused", "reason": "price"}
        who = tokens.company(refused.offer.organisation)
        path = f"/v1/synergies/{refused.synergy_id}/answers"
        assert (await client.post(path, json=answer, headers=who)).is_success

        async def composed(by: Headers, **query: Any) -> dict[str, Any]:
            got = await client.get(_PATH, params={"seats": 3, **query}, headers=by)
            assert got.status_code == 200, got.text
            return dict(got.json())

        async def listed(by: Headers, own: set[str]) -> dict[str, list[str]]:
            """What the reader's list shows whole, of own companies, to talk about."""
            got = await client.get("/v1/synergies", params={"limit": 200}, headers=by)
            return {
                one["synergy_id"]: sorted(side["organisation_id"] for side in one["sides"])
                for one in got.json()["items"]
                if one["state"] not in _NOT_TO_TALK_ABOUT
                and not one["masked"]
                and {side["territory"] for side in one["sides"]} <= own
            }

        for by, own in ((here, {CAEN}), (both, {CAEN, HAVRE})):
            expected = await listed(by, own)
            everybody = {one for sides in expected.values() for one in sides}
            whole = await composed(by, companies=50)
            seated = [table["organisations"] for table in whole["tables"]]
            assert {one for table in seated for one in table} == everybody
            assert whole["considered"] == len(everybody) == sum(map(len, seated))
            for table in whole["tables"]:
                there = set(table["organisations"])
                told = {
                    one["synergy_id"]: sorted(one["organisations"]) for one in table["synergies"]
                }
                assert told == {id_: s for id_, s in expected.items() if set(s) <= there}
                assert table["total"] == len(told)
                for one in table["synergies"]:
                    assert one["gives"] in {
                        str(world.offer.organisation) for world in [*pairs, border, met]
                    }
            assert str(met.synergy_id) in expected
            assert str(refused.synergy_id) not in expected
            assert (str(border.synergy_id) in expected) == (HAVRE in own)
        few = await composed(here, companies=3)
        invited = [one for table in few["tables"] for one in table["organisations"]]
        trio = {pairs[0].offer.organisation, pairs[0].need.organisation, also.organisation}
        assert len(invited) <= 3
        assert set(invited) == {str(one) for one in trio}
        coming = [str(pairs[0].offer.organisation), str(pairs[1].need.organisation), str(uuid4())]
        apart = await composed(here, organisation_id=coming, seats=2)
        assert sorted(one for t in apart["tables"] for one in t["organisations"]) == sorted(coming)
        assert all(t["synergies"] == [] and t["subject"] is None for t in apart["tables"])
        assert not any(set(c) <= set(s) for c in combinations(coming, 2) for s in expected.values())
        for by, query, status in (
            (tokens.company(also.organisation), {}, 403),
            (tokens.operator(), {}, 422),
            (here, {"territory": HAVRE}, 403),
            (here, {"seats": 1}, 422),
            ({}, {}, 401),
        ):
            refusal = await client.get(_PATH, params=query, headers=by)
            assert refusal.status_code == status, refusal.text
        anywhere = await composed(tokens.operator(), territory=HAVRE)
        assert anywhere == {"tables": [], "considered": 0}


_GROUP = """
INSERT INTO synergy_group (synergy_id, version, market, kind, subject, state, organisations,
                           territories, body, changed_at)
VALUES ($1, 1, 'market', 'pooling', 'cardboard', $2, $3, $4, $5, $6)
"""


async def _keep_group(database: Database, state: str, members: dict[UUID, str]) -> UUID:
    """As its market's worker stores it."""
    territories = sorted(set(members.values()))
    group = Group(
        synergy_id=uuid4(),
        kind="pooling",
        subject="cardboard",
        anchor="cell:1/1",
        stream="cardboard",
        state=state,  # type: ignore[arg-type]
        territory=territories[0],
        members=tuple(
            GroupMember(sharing_id=uuid4(), organisation_id=one, site_id=uuid4(), territory=where)
            for one, where in members.items()
        ),
        measure="volume",
        value="40",
        threshold="50",
        unit="t",
    )
    body = msgspec.json.encode(group)
    values = group.synergy_id, state, sorted(members), territories, body, NOW
    async with database.write() as session:
        driver = await session.driver()
        await driver.execute(_GROUP, *values)
    return group.synergy_id


async def test_groups_of_own_companies_bring_them_to_one_table(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    database = await service_database(SERVICE)
    three, across, running = [uuid4(), uuid4(), uuid4()], uuid4(), [uuid4(), uuid4()]
    near = await _keep_group(database, "near", dict.fromkeys(three, CAEN))
    await _keep_group(database, "viable", {three[0]: CAEN, across: HAVRE})
    await _keep_group(database, "running", dict.fromkeys(running, CAEN))
    async with api_client(SERVICE) as client:
        by = tokens.animator(CAEN)
        got = await client.get(_PATH, params={"seats": 3}, headers=by)
        (table,) = got.json()["tables"]
        assert table["organisations"] == sorted(map(str, three))
        assert table["subject"] == "cardboard"
        (one,) = table["synergies"]
        assert one["synergy_id"] == str(near)
        assert (one["kind"], one["gives"]) == ("pooling", None)
        asked = [str(one) for one in [*three[:2], *running]]
        got = await client.get(_PATH, params={"seats": 2, "organisation_id": asked}, headers=by)
        tables = {tuple(one["organisations"]): one["total"] for one in got.json()["tables"]}
        assert tables == {tuple(sorted(asked[:2])): 1, tuple(sorted(asked[2:])): 0}
