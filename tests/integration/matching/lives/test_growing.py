"""A group that runs grows by newcomers that its members accept, over HTTP on a real Postgres."""

from __future__ import annotations

from typing import Any

import pytest

from boucle.contract.events.groups import Group
from boucle.contract.events.registry import Territory
from boucle.matching.app import SERVICE
from boucle.platform.db import Database
from tests.integration.matching.lives.group_building import (
    CONSENT,
    NAMES,
    REFUSAL,
    Market,
    company,
    post,
    read,
    url,
)
from tests.integration.matching.markets.building import stored
from tests.kit import ApiClient, ServiceDatabase, Tokens
from tests.kit.of_groups.detectors import only
from tests.kit.of_groups.groups import SIREN, need, uid
from tests.kit.of_groups.saving_groups import SavingDetector

RUNNING = {"state": "running", "since": "2026-02-01"}


@pytest.fixture(autouse=True)
def detector(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, SavingDetector())


@pytest.fixture
async def database(service_database: ServiceDatabase) -> Database:
    return await service_database(SERVICE)


class Grown:
    """Five that run together, and a sixth that comes."""

    def __init__(self, database: Database, api_client: ApiClient, tokens: Tokens) -> None:
        self.market, self.tokens, self.api_client = Market(database), tokens, api_client

    async def begin(self) -> tuple[Group, Group]:
        """The group, and the proposal that it grows."""
        group = await self.market.found()
        async with self.api_client(SERVICE) as client:
            await post(client, url(group, "/qualification"), {}, self.tokens.operator())
            await self.market.write_to_all(group)
            for name in NAMES:
                who = self.tokens.company(company(name), id=name)
                await post(client, url(group, "/answers"), CONSENT, who)
            await post(client, url(group, "/state"), RUNNING, self.tokens.operator())
        await self.market.looked_at()
        await self.market.declarations.declare(need("f", volume="300"))
        await self.market.looked_at()
        groups = await stored(self.market.database)
        (proposal,) = [one for one in groups.values() if one.growth is not None]
        return groups[group.synergy_id], proposal

    async def ask(self, proposal: Group) -> None:
        async with self.api_client(SERVICE) as client:
            await post(client, url(proposal, "/qualification"), {}, self.tokens.operator())
        await self.market.write_to_all(proposal)
        await self.market.looked_at()

    async def answer(self, proposal: Group, names: str, body: dict[str, Any]) -> None:
        async with self.api_client(SERVICE) as client:
            for name in names:
                who = self.tokens.company(company(name), id=name)
                await post(client, url(proposal, "/answers"), body, who)
        await self.market.looked_at()

    async def states(self, *groups: Group) -> list[str]:
        async with self.api_client(SERVICE) as client:
            shown = [await read(client, url(one), self.tokens.operator()) for one in groups]
        return [one["state"] for one in shown]


@pytest.fixture
def grown(database: Database, api_client: ApiClient, tokens: Tokens) -> Grown:
    return Grown(database, api_client, tokens)


async def test_who_newly_fits_is_proposed_to_the_group_that_runs(grown: Grown) -> None:
    group, proposal = await grown.begin()
    assert (group.state, len(group.members)) == ("running", 5)
    assert (proposal.state, len(proposal.members)) == ("viable", 6)
    assert proposal.growth is not None
    assert (proposal.growth.group, proposal.growth.newcomers) == (group.synergy_id, (uid("f"),))
    assert await grown.states(group, proposal) == ["running", "detected"]
    async with grown.api_client(SERVICE) as client:
        shown = await read(client, url(group, "/replay"), grown.tokens.operator(), status=409)
    assert shown["type"].endswith("no-score")
    assert shown["detail"].partition(":")[0] == "a group has no score"


async def test_most_members_agree_and_the_grown_group_takes_the_place(grown: Grown) -> None:
    """Three of five; the one that refused stays, the silent one too. The newcomer and who refused
    it learn nothing of each other."""
    group, proposal = await grown.begin()
    await grown.ask(proposal)
    await grown.answer(proposal, "f", CONSENT)
    await grown.answer(proposal, "a", REFUSAL)
    await grown.answer(proposal, "bc", CONSENT)
    assert (await grown.states(group, proposal))[0] == "running"
    await grown.answer(proposal, "d", CONSENT)
    assert await grown.states(group, proposal) == ["stopped", "running"]
    now = (await stored(grown.market.database))[proposal.synergy_id]
    assert (now.state, len(now.members), now.value) == ("running", 6, "6")
    async with grown.api_client(SERVICE) as client:
        known = {}
        for name in "abf":
            who = grown.tokens.company(company(name), id=name)
            shown = await read(client, url(proposal), who)
            assert shown["disclosed"]
            known[name] = {one["organisation_id"] for one in shown["group"]["members"]}
        apart = {name: {str(company(other)) for other in "abcdef"} for name in "abf"}
        apart["a"].remove(str(company("f")))
        apart["f"].remove(str(company("a")))
        assert known == apart
        shown = await read(client, url(proposal), grown.tokens.operator())
        assert {side["standing"] for side in shown["sides"]} == {"consented"}
        former = await read(client, url(group), grown.tokens.operator())
    assert former["group"]["grown_into"] == str(proposal.synergy_id)


async def test_a_grown_group_begins_once_the_one_before_has_ended(grown: Grown) -> None:
    group, proposal = await grown.begin()
    await grown.ask(proposal)
    operator = grown.tokens.operator()
    async with grown.api_client(SERVICE) as client:
        refused = await post(client, url(proposal, "/state"), RUNNING, operator, status=422)
        assert "that one runs" in refused["errors"][0]["expected"]
        await grown.answer(proposal, "fabcde", CONSENT)
        ended = (await read(client, url(group), operator))["stopped_on"]
        refused = await post(client, url(proposal, "/state"), RUNNING, operator, status=422)
        assert refused["errors"][0]["field"] == "body.since"
        right = f"a date from {ended} on: the other group of its members ran until then"
        assert refused["errors"][0]["expected"] == right
        again = await post(client, url(group, "/state"), RUNNING, operator, status=422)
        assert "that one runs" in again["errors"][0]["expected"]


async def test_a_grown_group_shrinks_and_grows_again(grown: Grown) -> None:
    _, proposal = await grown.begin()
    await grown.ask(proposal)
    await grown.answer(proposal, "fabcde", CONSENT)
    await grown.answer(proposal, "b", REFUSAL)
    now = (await stored(grown.market.database))[proposal.synergy_id]
    assert (now.state, len(now.members), now.value) == ("running", 5, "5")
    await grown.market.declarations.declare(need("g"))
    await grown.market.looked_at()
    groups = (await stored(grown.market.database)).values()
    (again,) = [one for one in groups if one.growth and one.growth.group == proposal.synergy_id]
    assert again.growth is not None
    assert again.growth.newcomers == (uid("g"),)


async def test_a_newcomer_that_refuses_leaves_the_group_as_it_is(grown: Grown) -> None:
    group, proposal = await grown.begin()
    await grown.ask(proposal)
    await grown.answer(proposal, "f", REFUSAL)
    assert await grown.states(group, proposal) == ["running", "stopped"]
    assert (await stored(grown.market.database))[group.synergy_id] == group


async def test_where_most_refuse_the_newcomer_is_free(grown: Grown) -> None:
    group, proposal = await grown.begin()
    await grown.ask(proposal)
    await grown.answer(proposal, "f", CONSENT)
    await grown.answer(proposal, "abc", REFUSAL)
    assert await grown.states(group, proposal) == ["running", "stopped"]
    assert (await stored(grown.market.database))[group.synergy_id] == group


async def test_the_share_that_must_agree_is_the_territory_s(grown: Grown) -> None:
    group, proposal = await grown.begin()
    own = {"joining_share_least": "0.2"}
    await grown.market.declarations.settle(
        Territory(siren=SIREN, kind="epci", policy="animator", parameters=own)
    )
    await grown.ask(proposal)
    await grown.answer(proposal, "fa", CONSENT)
    assert await grown.states(group, proposal) == ["stopped", "running"]


async def test_a_group_that_ends_takes_its_proposal_with_it(grown: Grown) -> None:
    group, proposal = await grown.begin()
    await grown.ask(proposal)
    async with grown.api_client(SERVICE) as client:
        ended = {"state": "stopped", "on": "2026-03-01"}
        await post(client, url(group, "/state"), ended, grown.tokens.operator())
    await grown.market.looked_at()
    assert await grown.states(group, proposal) == ["stopped", "stopped"]
