"""Introductions of groups: no pair of a larger one rests, and who left hears no more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from boucle.contract.events.matching import Life
from boucle.matching.lives.commands import Answer
from boucle.matching.lives.decisions import decide
from tests.integration.notifications.support import START, Office, a_life, published
from tests.kit.of_groups.made_groups import KINDS, a_group

MORNING = datetime(2026, 3, 3, 6, tzinfo=UTC)
"""Seven in Paris, on the day after START."""


@pytest.fixture
def members(office: Office) -> list[UUID]:
    made = [uuid4() for _ in KINDS["waste"].declared]
    office.registry.add(*made)
    return made


def group(office: Office, members: list[UUID]) -> Life:
    made = a_group("waste", members, now=START)
    office.registry.sharings |= made.own
    return made.life


async def states(office: Office, life: Life) -> list[str]:
    found = await office.rows(
        "select m.state from mail m join introduction i using (introduction_id) "
        "where i.synergy_id = $1 order by m.state",
        life.synergy_id,
    )
    return [row["state"] for row in found]


async def test_no_pair_of_a_larger_group_rests(office: Office, members: list[UUID]) -> None:
    await office.hear(published(a_life(members[0], members[1])))
    await office.send()
    office.clock.set(MORNING + timedelta(hours=2))
    life = group(office, members)
    await office.hear(published(life))
    await office.send()
    assert await states(office, life) == ["sent"] * 5
    office.clock.set(MORNING + timedelta(days=1, hours=2))
    after = a_life(members[2], members[3])
    await office.hear(published(after))
    await office.send()
    assert await states(office, after) == ["sent", "sent"]


async def test_who_left_is_not_written_to_when_the_others_are(
    office: Office, members: list[UUID]
) -> None:
    other = uuid4()
    office.registry.add(other)
    await office.hear(published(a_life(members[0], other)))
    await office.send()
    life = group(office, members)
    await office.hear(published(life))
    await office.send()
    assert await states(office, life) == ["held"] * 5, "one of them had a mail today"
    refused = Answer(members[4], "refused", office.clock(), reason="other")
    after = decide(life, refused, who="animator", now=office.clock()).life
    await office.hear(published(after, "answered", 2))
    assert await states(office, life) == ["held"] * 4 + ["withdrawn"]
    office.clock.set(MORNING)
    await office.digest_task.work()
    await office.send()
    assert await states(office, life) == ["sent"] * 4 + ["withdrawn"]
    to = {one.to for one in office.sink.received()}
    assert office.registry.email(members[4]) not in to
