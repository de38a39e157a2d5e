"""A kind that is found from flows: over Kafka and Postgres, qualified by the API."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec
import pytest

from boucle.contract.events.groups import Group
from boucle.contract.events.matching import Life
from boucle.contract.events.registry import Direction, Flow, Quantity, SiteFacts
from boucle.contract.masking import Viewer, mask_synergy
from boucle.contract.views import view_of
from boucle.matching.app import SERVICE
from boucle.matching.kinds.declarations import coarse
from boucle.matching.kinds.detector import Declared
from boucle.matching.kinds.markets import groups_of, market_of
from boucle.matching.operations.audit.groups import audit_groups
from boucle.notifications.letters.group_words.chosen import words_of
from boucle.platform import outbox
from boucle.platform.db import Database
from tests.integration.matching.lives.building import NOW, lives
from tests.integration.matching.lives.group_building import post, read, url
from tests.integration.matching.markets.building import stored
from tests.kit import ApiClient, RunningWorker, ServiceDatabase, Tokens, eventually
from tests.kit.groups import SIREN, uid

NAMES = ("a", "b", "c", "d")


def output(name: str, tonnes: str, direction: Direction = "output", version: int = 1) -> Flow:
    return Flow(
        flow_id=uid(f"{name}/flow"),
        organisation_id=uid(f"{name}/organisation"),
        site_id=uid(f"{name}/site"),
        territory=SIREN,
        direction=direction,
        nature="material",
        family="wood_b",
        catalogue_version="1",
        quantity=Quantity(tonnes, "t"),
        site=SiteFacts(49.4511 + ord(name) / 10_000, 1.0712, "address"),
        certainty="measured",
        valid_from=date(2026, 1, 1),
    )


@pytest.fixture
async def database(service_database: ServiceDatabase) -> Database:
    return await service_database(SERVICE)


async def declare(database: Database, *flows: Flow, version: int = 1) -> None:
    step = "declared" if version == 1 else "revised"
    events = [
        outbox.new_event(f"flow.{step}.v1", subject=one.flow_id, version=version, data=one, now=NOW)
        for one in flows
    ]
    async with database.write() as session:
        await outbox.add(session, "flow", *events)


async def found(database: Database, state: str) -> Group:
    async def there() -> Group | None:
        return next((one for one in (await stored(database)).values() if one.state == state), None)

    async def is_there() -> bool:
        return await there() is not None

    await eventually(is_there, within=60)
    group = await there()
    assert group is not None
    return group


async def test_it_is_found_from_flows_previewed_by_copies_and_qualified(
    database: Database, running_worker: RunningWorker, api_client: ApiClient, tokens: Tokens
) -> None:
    flows = [output(name, "347.25") for name in NAMES]
    async with running_worker(SERVICE), api_client(SERVICE) as client:
        await declare(database, *flows[:3])
        near = await found(database, "viable")
        assert (near.kind, near.subject, len(near.members)) == ("new_activity", "wood_b", 3)
        await declare(database, flows[3])

        async def of_four() -> bool:
            return [len(one.members) for one in (await stored(database)).values()] == [4]

        await eventually(of_four, within=60)
        group = await found(database, "viable")
        assert Decimal(group.value) == 1389
        animator = tokens.animator(SIREN)
        page = await read(client, "/v1/synergies?kind=new_activity", animator)
        assert [one["synergy_id"] for one in page["items"]] == [str(group.synergy_id)]
        shown = await post(client, url(group, "/qualification"), {}, animator)
        assert shown["state"] == "qualified"
        (life,) = (await lives(database)).values()
        assert [one.companies for one in life.previews] == [3] * 4
        member_sees_no_other(life, flows)
        said: list[str] = []
        assert await audit_declared(database, said) == 0, said


def member_sees_no_other(life: Life, flows: list[Flow]) -> None:
    own = flows[0].organisation_id
    view = mask_synergy(view_of(life), viewer=Viewer.company(own))
    text = msgspec.json.encode(view).decode()
    for other in flows[1:]:
        assert str(other.organisation_id) not in text
        assert str(other.flow_id) not in text
    copy = msgspec.json.encode(coarse(Declared(flows[1], 1)).body).decode()
    assert "347.25" not in copy
    assert "49.46" not in copy


async def audit_declared(database: Database, said: list[str]) -> int:
    return await audit_groups(database, 5, said.append)


def test_its_letters_have_words() -> None:
    kind, words = words_of("new_activity", "wood_b", None)
    assert kind == "new_activity"
    assert words.wording("wood_b", None).name == "Une activité nouvelle"


def test_where_somebody_takes_it_there_is_none() -> None:
    flows = [output(name, "400") for name in NAMES]
    market = market_of(flows[0])
    assert market == "new_activity/wood_b/any"
    taker = output("t", "20", "input")
    assert market_of(taker) == market
    some = [Declared(one, 1) for one in flows]
    assert len(groups_of(market)(market, some, (), lambda _: {})) == 1
    assert groups_of(market)(market, [*some, Declared(taker, 1)], (), lambda _: {}) == ()
    assert groups_of(market)(market, some[:2], (), lambda _: {}) == ()
    assert UUID(int=1) not in {one.id for one in some}
