"""Facts in the feed: each follower's own, by pattern; and flows that expire, said once."""

from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from msgspec.structs import replace

from boucle.contract.events.matching import Life, Standing
from boucle.contract.events.registry import Availability, Flow, Quantity, SiteFacts
from boucle.notifications.subscriptions.feeds.retention import announcing
from boucle.platform.db import Database
from boucle.platform.outbox import new_event
from tests.integration.notifications.feeds.test_feed import changes, client, database
from tests.integration.notifications.support import CAUX, a_life, hear, published
from tests.kit import FrozenClock, Tokens

__all__ = ["client", "database"]  # fixtures


def at_version(life: Life, version: int, *standings: Standing, disclosed: bool = False) -> Life:
    """Both see it."""
    parties = tuple(
        replace(party, standing=one, introduced_at=life.opened_at, seen=version, shown=version)
        for party, one in zip(life.parties, standings, strict=True)
    )
    state = "consented" if disclosed else "introduced"
    return replace(life, parties=parties, state=state, disclosed=disclosed)


async def test_each_step_is_a_fact_and_may_be_asked_for(
    database: Database, clock: FrozenClock, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    mine = uuid4()
    company, animator = tokens.company(mine), tokens.animator(CAUX)
    life = a_life(mine, uuid4())
    begin = [(await changes(client, one))["next"] for one in (company, animator)]
    steps = (
        life,
        at_version(life, 2, "pending", "pending"),
        at_version(life, 3, "interested", "pending"),
        at_version(life, 4, "consented", "consented", disclosed=True),
        at_version(life, 5, "consented", "consented", disclosed=True),
    )
    for version, step in enumerate(steps, 1):
        await hear(database, clock, published(step, "answered", version))

    async def heard(index: int, **query: str) -> list[str]:
        who = (company, animator)[index]
        items = (await changes(client, who, after=begin[index], **query))["items"]
        return [one["change"] for one in items]

    mine_now = ["introduced", "interested", "disclosed", "changed"]
    assert await heard(0) == await heard(0, types="synergy.*") == mine_now
    assert await heard(1) == ["changed", *mine_now]
    assert await heard(0, types="synergy.disclosed") == ["disclosed"]
    assert await heard(0, types="*.interested") == ["interested"]
    assert await heard(0, types="meeting.*") == []
    narrow = await changes(client, company, after=begin[0], types="*.disclosed", limit=1)
    assert (narrow["items"], narrow["more"]) == ([], True), "one that is not asked for: go on"


@pytest.mark.parametrize("pattern", ["synergies", "synergy.won", "", "x" * 41, "synergy.*.*"])
async def test_a_pattern_that_selects_nothing_is_told(
    client: httpx.AsyncClient, tokens: Tokens, pattern: str
) -> None:
    me = tokens.company(uuid4())
    asked = await client.get("/v1/changes", params={"types": pattern}, headers=me)
    body = {"url": "https://tool.example/b", "types": ["flow", pattern]}
    made = await client.post("/v1/webhooks", json=body, headers=me)
    for answer, field in ((asked, "query.types"), (made, "body.types[1]")):
        assert answer.status_code == 422
        (error,) = answer.json()["errors"]
        assert (error["field"], error["value"]) == (field, pattern)
        assert "synergy.running" in error["expected"] or "40" in error["expected"]


async def test_a_flow_that_expires_is_said_once_to_its_followers(
    database: Database, clock: FrozenClock, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    mine, flow = uuid4(), uuid4()
    me, other = tokens.company(mine, id="me"), tokens.company(uuid4(), id="other")
    last = (clock() + timedelta(days=60)).date()
    declared = Flow(
        flow_id=flow,
        organisation_id=mine,
        site_id=uuid4(),
        territory=CAUX,
        direction="output",
        nature="material",
        family="wood",
        catalogue_version="1",
        quantity=Quantity("30", "t"),
        site=SiteFacts(latitude=49.5, longitude=0.5, location_precision="address"),
        certainty="measured",
        valid_from=clock().date(),
        availability=Availability(end=last),
    )
    event = new_event("flow.declared.v1", subject=flow, version=1, data=declared, now=clock())
    await hear(database, clock, event)
    begin = [(await changes(client, one))["next"] for one in (me, other)]
    announce = announcing(database, clock).work
    assert await announce() == 0
    clock.advance(timedelta(days=30))
    assert [await announce(), await announce()] == [1, 0]
    me, other = tokens.company(mine, id="me"), tokens.company(uuid4(), id="other")  # not expired
    (item,) = (await changes(client, me, after=begin[0], types="flow.expiring"))["items"]
    assert (item["id"], item["version"], item["change"]) == (str(flow), 1, "expiring")
    assert (await changes(client, other, after=begin[1]))["items"] == []
