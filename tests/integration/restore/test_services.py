"""Each service beside its own topics, its database put back to before what it told."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from boucle.notifications.meetings import use_cases as meeting_use_cases
from boucle.notifications.meetings.decisions import Invitee, MeetingRecord
from boucle.notifications.operations.restore import after_restore as notifications_after
from boucle.platform.bus import Bus
from boucle.registry.operations.restore import after_restore as registry_after
from boucle.registry.reference.establishments.counting import Companies
from boucle.registry.reference.establishments.use_cases import publish_companies
from tests.integration.notifications.conftest import office, registry, sink
from tests.integration.notifications.support import CAUX, Office, a_life, link, published
from tests.integration.registry.conftest import FALAISE, Api, api, declared, flow, site, territory
from tests.integration.restore.log import execute, process, publish
from tests.kit import FrozenClock
from tests.kit.kit import TOPICS

__all__ = ["api", "declared", "office", "registry", "sink"]  # fixtures

NOTHING_YET = (
    "DELETE FROM mail",
    "DELETE FROM introduction_side",
    "DELETE FROM introduction",
    "DELETE FROM invitee",
    "DELETE FROM meeting",
    "DELETE FROM life",
    "DELETE FROM outbox",
)


@pytest.fixture
async def topics(bus: Bus) -> Bus:
    await bus.ensure_topics(TOPICS)
    return bus


async def test_settings_and_withdrawals_come_back(
    declared: Api, topics: Bus, clock: FrozenClock
) -> None:
    await declared.put("/v1/sources/tyca/flows/f", flow(text="palettes"))
    federation = "200067023"
    await declared.put(
        f"/v1/territories/{federation}", territory(kind="federation"), by=declared.operator
    )
    settings = territory(k=7, policy="auto", parent=federation)
    await declared.put(f"/v1/territories/{FALAISE}", settings, by=declared.operator, expect=200)
    await declared.delete("/v1/sources/tyca/flows/f")
    await publish(declared.database, topics)
    await execute(
        declared.database,
        "UPDATE flow SET withdrawn_at = NULL, entity_version = 1",
        f"UPDATE territory SET k = 10, policy = 'animator', parent = NULL, entity_version = 1"
        f" WHERE siren = '{FALAISE}'",
        f"DELETE FROM territory_change WHERE siren = '{federation}' OR version > 1",
        f"DELETE FROM territory WHERE siren = '{federation}'",
        "DELETE FROM outbox",
    )

    restored = await registry_after(process(declared.database, topics, clock), False)

    assert +restored.taken == {"territories": 2, "flows": 1}
    assert restored.lost == [f"territory {federation}: its name, its animator and controller"]
    [kept] = await declared.fetch(
        "SELECT k, policy, parent, entity_version FROM territory WHERE siren = $1", FALAISE
    )
    assert tuple(kept) == (7, "auto", federation, 2)
    [gone] = await declared.fetch("SELECT withdrawn_at, entity_version, draft FROM flow")
    assert gone["withdrawn_at"] is not None
    assert gone["entity_version"] == 2
    assert gone["draft"]["text"] == "palettes"
    again = await registry_after(process(declared.database, topics, clock), False)
    assert again.lines() == []


async def test_no_signing_key_of_a_backup_serves_again(
    api: Api, topics: Bus, clock: FrozenClock
) -> None:
    """Not even one that cannot be decrypted here is in the way."""
    [before] = await _kids(api)
    await execute(api.database, "UPDATE signing_key SET sealed = 'of another key'")
    await registry_after(process(api.database, topics, clock), False)
    [after] = await _kids(api)
    assert after != before


async def _kids(api: Api) -> list[str]:
    return [key["kid"] for key in (await api.get("/.well-known/jwks.json"))["keys"]]


async def test_a_site_comes_back_on_its_networks_with_their_lengths(
    declared: Api, topics: Bus, clock: FrozenClock
) -> None:
    address = "/v1/sources/tyca/sites/site"
    networks = [{"code": "heat", "length_km": 12.5}, {"code": "steam", "length_km": None}]
    await declared.put(address, site(networks=networks), expect=200)
    await publish(declared.database, topics)
    await execute(
        declared.database,
        "UPDATE site SET networks = '{}', network_km = '{}', entity_version = 1",
        "DELETE FROM outbox",
    )

    restored = await registry_after(process(declared.database, topics, clock), False)

    assert +restored.taken == {"sites": 1}
    assert (await declared.get(address))["networks"] == networks


@pytest.mark.parametrize("discard", [False, True])
async def test_companies_of_cells_come_back_or_are_published_again(
    api: Api, topics: Bus, clock: FrozenClock, discard: bool
) -> None:
    for companies in ((1, 2), (3,)):
        counted = Companies()
        for siren in companies:
            counted.add(f"{siren:09d}", "16.10", 49.18, -0.37)
        await publish_companies(api.database, counted, clock())
    await publish(api.database, topics)
    await execute(
        api.database,
        """UPDATE establishments_cell SET version = 1, body = '{"16.10": [1, 2]}'""",
        "INSERT INTO establishments_cell VALUES (1, 1, 1, '{}')",
        "DELETE FROM outbox",
    )

    restored = await registry_after(process(api.database, topics, clock), discard)

    assert +restored.taken == ({} if discard else {"cells of places": 1})
    said = [(v, data.companies) for _, v, data in await api.outbox("establishments")]
    again = [(3, {"16.10": (1, 2)})] if discard else []
    assert said == [*again, (1, {})]
    [kept] = await api.fetch("SELECT version, body FROM establishments_cell WHERE north = 491")
    assert tuple(kept) == ((3, {"16.10": [1, 2]}) if discard else (2, {"16.10": [3]}))


async def test_an_introduction_that_left_is_known_and_its_link_works(
    office: Office, topics: Bus, clock: FrozenClock
) -> None:
    pair = uuid4(), uuid4()
    office.registry.add(*pair)
    event = published(a_life(*pair))
    await office.hear(event)
    assert await office.send() == 2
    sent = await office.rows("select mail_id from mail order by 1")
    await publish(office.database, topics)
    await execute(office.database, *NOTHING_YET)

    restored = await notifications_after(process(office.database, topics, clock), False)
    await office.hear(event)  # from where the backup had read

    assert +restored.taken == {"introductions": 1}
    assert await office.rows("select mail_id from mail order by 1") == sent
    assert await office.send() == 0
    assert [row["state"] for row in await office.rows("select state from introduction")] == ["sent"]
    assert all("/r/" in link(message, "r") for message in office.sink.received())
    shown = await office.rows("select seen, shown from introduction_side")
    assert shown == [{"seen": 1, "shown": 1}] * 2


async def test_what_companies_are_shown_of_an_introduction_counts_on_from_the_log(
    office: Office, topics: Bus, clock: FrozenClock
) -> None:
    """The backup is from before its mails left, which is undone."""
    pair = uuid4(), uuid4()
    office.registry.add(*pair)
    await office.hear(published(a_life(*pair)))
    backup = await office.rows("select * from introduction_side order by 2")
    assert await office.send() == 2
    await publish(office.database, topics)
    await execute(
        office.database,
        "UPDATE introduction SET entity_version = 0, state = 'due'",
        "UPDATE introduction_side SET sent_at = NULL, seen = 0, shown = 0, changed_at = NULL",
    )
    assert await office.rows("select * from introduction_side order by 2") == backup

    await notifications_after(process(office.database, topics, clock), True)

    shown = await office.rows("select sent_at, seen, shown from introduction_side")
    assert shown == [{"sent_at": None, "seen": 2, "shown": 2}] * 2


async def test_what_happened_before_the_restore_is_written_only_once_released(
    office: Office, topics: Bus, clock: FrozenClock
) -> None:
    pair = uuid4(), uuid4()
    office.registry.add(*pair)
    before = published(a_life(*pair))
    clock.advance(timedelta(minutes=1))
    await notifications_after(process(office.database, topics, clock), False)

    await office.hear(before)
    assert await office.send() == 0
    assert [row["state"] for row in await office.rows("select state from mail")] == ["kept", "kept"]
    await execute(office.database, "UPDATE mail SET state = 'due' WHERE state = 'kept'")
    assert await office.send() == 2


async def test_a_meeting_comes_back_without_its_title_and_place(
    office: Office, topics: Bus, clock: FrozenClock
) -> None:
    guest = uuid4()
    office.registry.add(guest)
    meeting = MeetingRecord(
        meeting_id=uuid4(),
        version=1,
        territory=CAUX,
        kind="workshop",
        title="Chaleur",
        place="Mairie",
        starts_at=clock() + timedelta(days=9),
        ends_at=clock() + timedelta(days=9, hours=2),
        synergy_ids=(),
        invitees=(Invitee(guest, CAUX),),
    )
    async with office.database.write() as session:
        await meeting_use_cases.plan_meeting(session, meeting, created_by="animator", now=clock())
    assert await office.send() == 1
    [sent] = await office.rows("select mail_id from mail")
    await publish(office.database, topics)
    await execute(office.database, *NOTHING_YET)

    restored = await notifications_after(process(office.database, topics, clock), False)

    assert restored.lost == [f"meeting {meeting.meeting_id}: its title, place, programme and host"]
    assert await office.rows("select mail_id, state from mail") == [{**sent, "state": "sent"}]
    [row] = await office.rows("select title, entity_version from meeting")
    assert row == {"title": "(à redire)", "entity_version": 2}
    [line] = await office.rows("select invited_at from invitee")
    assert line["invited_at"] is not None
