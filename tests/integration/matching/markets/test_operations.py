"""Groups checked, found again from nothing, and told again after a restore."""

from __future__ import annotations

import pytest

from boucle.matching.operations.audit.groups import audit_groups
from boucle.matching.operations.rebuild.groups import declarations as consumed
from boucle.matching.operations.rebuild.groups import rebuild_groups
from boucle.matching.operations.restore import after_restore
from boucle.platform.bus import Bus
from boucle.platform.db import Database
from boucle.platform.recovery.verdict import DIFFERENT, NOT_DONE, SAME, NotComparable
from tests.integration.matching.markets.building import (
    NOW,
    Declarations,
    folded,
    looked_at,
    published,
    row,
    stored,
)
from tests.integration.restore.log import execute, process, publish
from tests.kit import FrozenClock
from tests.kit.kit import TOPICS
from tests.kit.of_groups.groups import need


@pytest.fixture
async def settled(declarations: Declarations) -> Declarations:
    """Two groups, in two markets."""
    await declarations.declare(*(need(name) for name in "abc"))
    await declarations.declare(*(need(name, product="gas") for name in "de"))
    await looked_at(declarations)
    return declarations


async def audited(database: Database, wait: float = 0.3) -> tuple[int, list[str]]:
    said: list[str] = []
    return await audit_groups(database, wait, said.append), said


async def rebuilt(database: Database, *, dry: bool = False, wait: float = 5) -> list[str]:
    found = await rebuild_groups(database, lambda: NOW, wait=wait, dry=dry)
    return [str(one) for one in found]


SPOILT = [
    "UPDATE synergy_group SET body = convert_to(replace(convert_from(body, 'UTF8'), "
    "'viable', 'near'), 'UTF8') WHERE state = 'viable'",
    "DELETE FROM synergy_group WHERE state = 'near'",
]


async def test_what_is_right_is_said_to_be(settled: Declarations) -> None:
    status, said = await audited(settled.database)
    assert status == SAME
    assert said[-1].startswith("5 declarations, 2 markets, 2 groups compared in ")
    before = await published(settled.database)
    assert await rebuilt(settled.database) == []
    assert await published(settled.database) == before


@pytest.mark.parametrize("spoilt", SPOILT)
async def test_a_group_that_was_spoilt_is_found_and_put_right(
    settled: Declarations, spoilt: str
) -> None:
    await execute(settled.database, spoilt)
    status, said = await audited(settled.database)
    assert (status, len(said)) == (DIFFERENT, 2)
    assert "expected" in said[0]
    assert len(await rebuilt(settled.database, dry=True)) == 1
    assert (await audited(settled.database))[0] == DIFFERENT
    assert len(await rebuilt(settled.database)) == 1
    assert await stored(settled.database) == settled.expected()
    assert await folded(settled.database) == settled.expected()
    assert (await audited(settled.database))[0] == SAME


async def test_a_column_that_was_spoilt_is_found(settled: Declarations) -> None:
    await execute(
        settled.database,
        "UPDATE declared_sharing SET market = 'pooling/purchasing/fuel' WHERE market LIKE '%gas'",
    )
    status, said = await audited(settled.database)
    assert status == DIFFERENT
    assert sum("its columns are not" in line for line in said) == 2


async def test_what_waits_is_waited_for(settled: Declarations) -> None:
    await settled.declare(need("d", product="gas", volume="7"))
    status, said = await audited(settled.database)
    assert status == NOT_DONE
    assert said[-1].startswith("not comparable now: 1 markets wait")
    with pytest.raises(NotComparable):
        await rebuilt(settled.database, dry=True, wait=0.3)
    assert await rebuilt(settled.database) == []  # looked at as a worker would
    assert await stored(settled.database) == settled.expected()


async def test_where_declarations_were_wrong_every_market_is_looked_at(
    settled: Declarations,
) -> None:
    follow = consumed(lambda: NOW).follow
    assert follow is not None
    async with settled.database.write() as session:
        await follow(session)
    assert await row(settled.database, "SELECT count(*) FROM stale_market") == (2,)


@pytest.mark.parametrize("discard", [False, True])
async def test_beside_a_log_that_is_ahead_groups_are_told_again_as_they_are_stored(
    settled: Declarations, bus: Bus, clock: FrozenClock, discard: bool
) -> None:
    """One changed since the backup, one came since, one is as it was."""
    database = settled.database
    await bus.ensure_topics(TOPICS)
    before = await row(database, "SELECT last_value FROM synergy_group_version")
    await settled.declare(need("d", product="gas", volume="7"))
    await settled.declare(need("f", product="fuel"), need("g", product="fuel"))
    await looked_at(settled)
    ahead = await folded(database)
    assert len(ahead) == 3
    await publish(database, bus)
    await back_to(database, before[0])

    restored = await after_restore(process(database, bus, clock), discard)

    assert restored.republished["groups"] == 2
    told = {
        group.synergy_id: (type_, version) for type_, version, group in await published(database)
    }
    assert sorted(type_ for type_, _ in told.values()) == ["group.lost.v1", "group.near.v1"]
    assert min(version for _, version in told.values()) > 4
    stale = await row(database, "SELECT count(DISTINCT market) FROM stale_market")
    assert stale == (2,)


async def back_to(database: Database, last: int) -> None:
    """The tables of groups at that version, no event waiting."""
    await execute(
        database,
        "DELETE FROM outbox",
        "DELETE FROM declared_sharing WHERE market LIKE '%fuel'",
        "DELETE FROM synergy_group WHERE market LIKE '%fuel'",
        f"UPDATE synergy_group SET version = least(version, {last})",
        f"SELECT setval('synergy_group_version', {last})",
    )
