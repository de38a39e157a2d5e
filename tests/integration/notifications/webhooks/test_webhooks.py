"""Webhooks on real Postgres and real HTTP: what arrives, signed how, in which order, and what
becomes of receivers that fail. Time is moved, not waited for."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from standardwebhooks import Webhook

from boucle.notifications.app import SERVICE
from boucle.notifications.seams import PostMailer
from boucle.notifications.subscriptions.feeds.retention import forgetting
from boucle.notifications.subscriptions.sealing import Sealer
from boucle.notifications.subscriptions.webhooks import log
from boucle.notifications.subscriptions.webhooks.decisions import RETRIES
from boucle.notifications.subscriptions.webhooks.notice_sender import Notices
from tests.integration.notifications.support import KEY, Registry, Sink, a_site, hear, post_to
from tests.integration.notifications.webhooks.support import (
    Desk,
    Receiver,
    Says,
    a_company,
    a_desk,
    receiving,
)
from tests.kit import ApiClient, FrozenClock, ServiceDatabase, Tokens

MERGE = {"Content-Type": "application/merge-patch+json"}


@dataclass
class World:
    """One company, its API, a receiver, a desk."""

    client: httpx.AsyncClient
    desk: Desk
    receiver: Receiver
    registry: Registry
    tokens: Tokens
    organisation: UUID

    @property
    def me(self) -> dict[str, str]:
        return self.tokens.company(self.organisation)

    async def ask(self, method: str, path: str, status: int, **more: Any) -> dict[str, Any]:
        headers = {**self.me, **more.pop("headers", {})}
        answer = await self.client.request(method, path, headers=headers, **more)
        assert answer.status_code == status, answer.text
        found: dict[str, Any] = answer.json() if answer.content else {}
        return found

    async def webhook(self, path: str = "/", **more: Any) -> dict[str, Any]:
        body = {"url": self.receiver.url(path), **more}
        made = await self.client.post("/v1/webhooks", headers=self.me, json=body)
        assert made.status_code == 201, made.text
        kept = await self.client.get(made.headers["location"], headers=self.me)
        assert kept.headers["etag"] == made.headers["etag"]
        shown: dict[str, Any] = made.json()
        return shown

    async def change(self, site: UUID, *versions: int) -> None:
        clock = self.desk.clock
        events = [a_site(site, one, self.organisation) for one in versions]
        await hear(self.desk.database, clock, *events)

    async def deliveries(self, webhook: dict[str, Any], **query: Any) -> list[dict[str, Any]]:
        path = f"/v1/webhooks/{webhook['webhook_id']}/deliveries"
        return list((await self.ask("GET", path, 200, params=query))["items"])


@pytest.fixture
async def world(
    service_database: ServiceDatabase,
    api_client: ApiClient,
    clock: FrozenClock,
    tokens: Tokens,
    registry: Registry,
) -> AsyncIterator[World]:
    clock.set(datetime.now(UTC).replace(microsecond=0))
    organisation = uuid4()
    a_company(registry, organisation)
    database = await service_database(SERVICE)
    async with (
        api_client(
            SERVICE,
            link_key=KEY.decode(),
            public_url="https://boucle.example",
            registry_url=registry.url,
            webhook_networks="127.0.0.0/8",
        ) as client,
        receiving() as receiver,
        a_desk(database, clock, registry, seconds=0.5) as desk,
    ):
        yield World(client, desk, receiver, registry, tokens, organisation)


async def test_what_changes_arrives_signed_as_the_feed_has_it(world: World) -> None:
    made = await world.webhook(types=["site"])
    begin = (await world.ask("GET", "/v1/changes", 200))["next"]
    site = uuid4()
    await world.change(site, 1)
    await hear(world.desk.database, world.desk.clock, a_site(uuid4(), 1, uuid4()))  # another's
    assert await world.desk.run() == 1
    [got] = world.receiver.got
    body = Webhook(made["secret"]).verify(got.body, dict(got.headers))
    feed = await world.ask("GET", "/v1/changes", 200, params={"after": begin, "wait": 1})
    [item] = feed["items"]
    item.pop("cursor")
    assert body == {"type": "site.revised", "timestamp": item["at"], "data": item}
    [told] = await world.deliveries(made)
    assert (told["message_id"], told["state"], told["body"]) == (got.id, "delivered", body)
    assert [one["status"] for one in told["attempts"]] == [204]


async def test_two_secrets_sign_for_a_day(world: World) -> None:
    made = await world.webhook()
    path = f"/v1/webhooks/{made['webhook_id']}"
    turned = await world.ask("POST", f"{path}/secret", 200)
    assert turned["secret"] != made["secret"]
    assert turned["secret"].startswith("whsec_")
    await world.ask("POST", f"{path}/test", 202)
    await world.desk.run()
    world.desk.clock.advance(timedelta(hours=24))
    await world.ask("POST", f"{path}/test", 202)
    await world.desk.run()
    signed = [
        (one.is_signed_by(made["secret"]), one.is_signed_by(turned["secret"]))
        for one in world.receiver.got
    ]
    assert signed == [(True, True), (False, True)]
    kept = await world.desk.rows("select * from webhook")
    assert made["secret"].removeprefix("whsec_") not in repr(kept)
    assert "secret" not in await world.ask("GET", path, 200)


async def test_a_receiver_that_was_down_gets_all_in_the_order_of_each_thing(world: World) -> None:
    made = await world.webhook()
    one, other = uuid4(), uuid4()
    down = True
    world.receiver.answer = lambda _got: Says(503) if down else Says()
    for version in (1, 2, 3):
        await world.change(one, version)
        await world.change(other, version)
    tried = 0
    for wait in RETRIES[:3]:
        tried += await world.desk.run()
        world.desk.clock.advance(wait * 1.2)
    # of each thing the first is tried, and of a webhook that fails one at a time
    assert {got.version for got in world.receiver.got} == {1}
    [kept] = [one for one in await world.deliveries(made, state="due") if one["attempts"]][:1]
    assert {attempt["outcome"] for attempt in kept["attempts"]} == {"refused"}
    down = False
    world.receiver.got.clear()
    await world.desk.run()
    for site in (one, other):
        versions = [
            got.version for got in world.receiver.got if got.json["data"]["id"] == str(site)
        ]
        assert versions == [1, 2, 3]
    assert len(await world.deliveries(made, state="delivered")) == 6


async def test_one_that_hangs_does_not_hold_up_others(world: World) -> None:
    hanging, well = await world.webhook("/hangs"), await world.webhook("/well")
    world.receiver.answer = lambda got: Says(hangs=got.path == "/hangs")
    for number in range(30):
        await world.change(uuid4(), 1 + number)
    await world.desk.queue()
    await world.desk.deliverer.begin()
    while len(world.receiver.at("/well")) < 30:  # before the first of the others has timed out
        await world.desk.deliverer.record()
        await world.desk.deliverer.begin()
    assert all(not one["attempts"] for one in await world.deliveries(hanging))
    await world.desk.deliverer.deliver_due()
    assert len(await world.deliveries(well, state="delivered")) == 30
    [first] = {
        one["outcome"] for all_ in await world.deliveries(hanging) for one in all_["attempts"]
    }
    assert first == "unreachable"
    assert len(world.receiver.at("/hangs")) <= 9


async def test_gone_disables_at_once_and_a_redirect_is_not_followed(world: World) -> None:
    gone, elsewhere = await world.webhook("/gone"), await world.webhook("/moved")
    at = {
        "/gone": Says(410, body=b"bye"),
        "/moved": Says(307, {"location": world.receiver.url("/x")}),
    }
    world.receiver.answer = lambda got: at[got.path]
    await world.change(uuid4(), 1)
    await world.desk.run()
    path = f"/v1/webhooks/{gone['webhook_id']}"
    shown = await world.ask("GET", path, 200)
    assert (shown["state"], shown["reason"]) == ("disabled", "gone")
    assert world.receiver.at("/x") == []
    [moved] = await world.deliveries(elsewhere)
    assert [one["status"] for one in moved["attempts"]] == [307]
    refused = await world.ask("POST", f"{path}/test", 409)
    assert refused["type"].endswith("webhook-disabled")
    world.receiver.answer = lambda _got: Says()
    assert (await world.ask("POST", f"{path}/enable", 200))["missed"] is None
    await world.desk.run()
    assert [one["state"] for one in await world.deliveries(gone)] == ["delivered"]


async def test_five_days_of_failures_disable_tell_and_lose_nothing(
    world: World, sink: Sink
) -> None:
    made = await world.webhook(contact="dev@tool.example")
    world.receiver.answer = lambda _got: Says(500)
    site = uuid4()
    await world.change(site, 1, 2)
    for _ in range(20):
        await world.desk.run()
        world.desk.clock.advance(timedelta(hours=11))
        await world.change(uuid4(), 1)
    path = f"/v1/webhooks/{made['webhook_id']}"
    shown = await world.ask("GET", path, 200)
    assert (shown["state"], shown["reason"]) == ("disabled", "failing")
    await _written_about(world, sink)
    world.receiver.answer = lambda _got: Says()
    world.receiver.got.clear()
    assert (await world.ask("POST", f"{path}/enable", 200))["missed"] is None
    await world.desk.run()
    assert [one.version for one in world.receiver.got if one.json["data"]["id"] == str(site)] == [
        1,
        2,
    ]
    assert len({one.id for one in world.receiver.got}) == 22
    assert (await world.ask("GET", path, 200))["failing_since"] is None


async def _written_about(world: World, sink: Sink) -> None:
    post = post_to(sink)
    notices = Notices(
        database=world.desk.database,
        mailer=PostMailer(post),
        sealer=Sealer(KEY),
        clock=world.desk.clock,
        operator="operator@boucle.example",
        public_url="https://boucle.example",
        days=30,
    )
    assert await notices.send() == 2
    assert await notices.send() == 0
    await post.close()
    assert {one.to for one in sink.received()} == {"dev@tool.example", "operator@boucle.example"}
    assert all("127.0.0.1" in one.subject for one in sink.received())


async def test_after_more_than_is_kept_it_says_what_is_missed(world: World) -> None:
    made = await world.webhook("/gone")
    world.receiver.answer = lambda _got: Says(410)
    await world.change(uuid4(), 1)
    await world.desk.run()
    await world.change(uuid4(), 1)
    world.desk.clock.advance(timedelta(days=31))
    await world.change(uuid4(), 1)
    await forgetting(world.desk.database, world.desk.clock, 30).work()
    await log.forgetting(world.desk.database, world.desk.clock, 30).work()
    assert await world.deliveries(made) == []
    world.receiver.answer = lambda _got: Says()
    world.receiver.got.clear()
    answer = await world.ask("POST", f"/v1/webhooks/{made['webhook_id']}/enable", 200)
    assert answer["missed"]["code"] == "cursor-expired"
    await world.desk.run()
    assert len(world.receiver.got) == 1


async def test_what_was_delivered_is_replayed_with_its_id_and_body(world: World) -> None:
    made = await world.webhook()
    site = uuid4()
    await world.change(site, 1, 2)
    await world.desk.run()
    world.desk.clock.advance(timedelta(hours=1))
    since = world.desk.clock().isoformat()
    await world.change(site, 3)
    await world.desk.run()
    first, second, third = world.receiver.got
    path = f"/v1/webhooks/{made['webhook_id']}"
    again = await world.ask("POST", f"{path}/deliveries/{first.id}/replay", 202)
    assert again["state"] == "due"
    await world.desk.run()
    assert await world.ask("POST", f"{path}/replay", 202, json={"since": since}) == {"queued": 1}
    await world.desk.run()
    assert await world.ask(
        "POST", f"{path}/replay", 202, json={"since": "2020-01-01T00:00:00Z"}
    ) == {"queued": 3}
    await world.desk.run()
    sent = [(one.id, one.body) for one in world.receiver.got[3:]]
    assert sent == [(one.id, one.body) for one in (first, third, first, second, third)]
    await world.ask("POST", f"{path}/deliveries/msg_{uuid4().hex}/replay", 404)


async def test_retry_after_holds_the_whole_webhook(world: World) -> None:
    await world.webhook()
    world.receiver.answer = lambda _got: Says(429, {"retry-after": "120"})
    await world.change(uuid4(), 1)
    await world.desk.run()
    await world.change(uuid4(), 1)
    world.receiver.answer = lambda _got: Says()
    world.desk.clock.advance(timedelta(seconds=119))
    assert await world.desk.run() == 0
    world.desk.clock.advance(timedelta(seconds=2))
    assert await world.desk.run() == 2


async def test_one_that_waits_for_its_next_try_is_tried_when_its_owner_asks(world: World) -> None:
    made = await world.webhook()
    world.receiver.answer = lambda _got: Says(500)
    await world.change(uuid4(), 1)
    await world.desk.run()
    world.desk.clock.advance(timedelta(seconds=6))
    await world.desk.run()
    world.receiver.answer = lambda _got: Says()
    assert await world.desk.run() == 0
    [waiting] = await world.deliveries(made, state=["due", "failed"])
    path = f"/v1/webhooks/{made['webhook_id']}/deliveries/{waiting['message_id']}/replay"
    await world.ask("POST", path, 202)
    assert await world.desk.run() == 1


async def test_a_webhook_is_its_owners(world: World, tokens: Tokens) -> None:
    made = await world.webhook(description="mine", contact="dev@tool.example")
    path = f"/v1/webhooks/{made['webhook_id']}"
    for method, where, body in (
        ("GET", path, None),
        ("DELETE", path, None),
        ("GET", f"{path}/deliveries", None),
        ("POST", f"{path}/test", None),
        ("POST", f"{path}/secret", None),
        ("POST", f"{path}/enable", None),
        ("POST", f"{path}/replay", {"since": "2026-01-01T00:00:00Z"}),
    ):
        answer = await world.client.request(method, where, headers=tokens.tool("t-2"), json=body)
        assert answer.status_code == 404, (method, where)
    other = await world.client.get("/v1/webhooks", headers=tokens.tool("t-2"))
    assert other.json()["items"] == []
    patch = {"types": ["flow", "site"], "description": None}
    stale = {**MERGE, "If-Match": '"7"'}
    await world.ask("PATCH", path, 412, json=patch, headers=stale)
    changed = await world.ask("PATCH", path, 200, json=patch, headers={**MERGE, "If-Match": '"1"'})
    assert (changed["types"], changed["description"]) == (["flow", "site"], None)
    assert (changed["contact"], changed["url"]) == (made["contact"], made["url"])
    [listed] = (await world.ask("GET", "/v1/webhooks", 200))["items"]
    assert listed == changed
    await world.ask("DELETE", path, 204)
    await world.ask("GET", path, 404)


@pytest.mark.parametrize(
    "url",
    ["http://93.184.216.34/", "https://10.0.0.1/", "https://[::ffff:127.0.0.1]/", "ftp://x.example/",
     "https://user@tool.example/", "not a url", "https://169.254.169.254/latest"],
)  # fmt: skip
async def test_an_address_that_must_not_be_called_is_refused(world: World, url: str) -> None:
    answer = await world.ask("POST", "/v1/webhooks", 422, json={"url": url})
    [error] = answer["errors"]
    assert error["field"] == "body.url"
    assert error["expected"]


async def test_a_contact_that_is_no_address_is_refused_in_plain_words(world: World) -> None:
    body = {"url": "https://tool.example/boucle", "contact": "dev"}
    [error] = (await world.ask("POST", "/v1/webhooks", 422, json=body))["errors"]
    assert (error["field"], error["message"]) == ("body.contact", "is not an e-mail address")


async def test_who_is_revoked_is_sent_nothing_more(world: World) -> None:
    made = await world.webhook()
    del world.registry.principals["company"]
    await world.change(uuid4(), 1)
    await world.desk.run()
    assert world.receiver.got == []
    shown = await world.ask("GET", f"/v1/webhooks/{made['webhook_id']}", 200)
    assert (shown["state"], shown["reason"]) == ("disabled", "revoked")


async def test_a_change_met_again_after_a_restore_is_the_same_message(world: World) -> None:
    """What a backup gives back: the place, the feed and the queue as they were."""
    await world.webhook()
    site = uuid4()
    [before] = await world.desk.rows("select number from feed")
    await world.change(site, 1, 2)
    await world.desk.run()
    async with world.desk.database.write() as session:
        driver = await session.driver()
        for table in ("webhook_message", "change", "followed"):
            await driver.execute(f"delete from {table}")
        await driver.execute("update webhook set position = $1", before["number"])
    world.desk.clock.advance(timedelta(hours=1))
    await world.change(uuid4(), 1)  # its place in the feed is another
    await world.change(site, 1, 2)
    await world.desk.run()
    first = [(one.id, one.body) for one in world.receiver.got[:2]]
    again = [(one.id, one.body) for one in world.receiver.got[2:]]
    assert set(first) < set(again)
