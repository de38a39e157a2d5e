"""After a restore: who was revoked since the backup is not let in again by it."""

from datetime import timedelta

import pytest

from boucle.platform.bus import Bus
from boucle.platform.revocation import store, take_back
from boucle.registry.app import TOPICS
from boucle.registry.operations.restore import after_restore
from tests.integration.registry.conftest import FALAISE, Api, api
from tests.integration.restore.log import execute, process, publish
from tests.kit import FrozenClock

__all__ = ["api"]  # a fixture

# As the backup knew it: nobody was revoked, nobody had another secret.
_BACKUP = (
    "UPDATE client SET entity_version = 0, revoked_at = NULL, secret_hash = kept.secret_hash"
    " FROM kept WHERE kept.client_id = client.client_id",
    "DELETE FROM revoked_principal",
    "DELETE FROM outbox",
)


async def _token(api: Api, client_id: str, secret: str) -> int:
    form = {
        "grant_type": "client_credentials",
        "client_id": client_id,
        "client_secret": secret,
    }
    return (await api.http.post("/oauth/token", data=form)).status_code


@pytest.mark.parametrize("discard", [False, True])
async def test_a_revocation_that_the_backup_does_not_know_is_taken_back(
    api: Api, bus: Bus, clock: FrozenClock, discard: bool
) -> None:
    await bus.ensure_topics(TOPICS)
    body = {"name": "p", "role": "animator", "territories": [FALAISE]}
    revoked, rotated, same = [await api.post("/v1/principals", body) for _ in range(3)]
    await execute(api.database, "CREATE TABLE kept AS SELECT client_id, secret_hash FROM client")
    await api.delete(f"/v1/principals/{revoked['client_id']}", by=api.operator)
    await api.post(f"/v1/principals/{rotated['client_id']}/secret", {}, expect=200)
    await publish(api.database, bus)
    said = {data.client_id: data.not_before for _, _, data in await api.outbox("principal")}
    await execute(api.database, *_BACKUP)

    await take_back(api.database, bus)
    restored = await after_restore(process(api.database, bus, clock), discard)

    assert restored.taken["revocations of principals"] == 2
    assert [line for line in restored.lost if "principal" in line] == [
        f"principal {rotated['client_id']}: its secret, replaced since the backup; give it a new "
        "one"
    ]
    for made, status in ((revoked, 401), (rotated, 401), (same, 200)):
        assert await _token(api, made["client_id"], made["client_secret"]) == status
    async with api.database.read() as session:
        assert await store.since(session, clock() - timedelta(hours=1)) == said
    # The operator gives another secret, above the log's version; done again, nothing changes.
    again = await api.post(f"/v1/principals/{rotated['client_id']}/secret", {}, expect=200)
    assert await _token(api, rotated["client_id"], again["client_secret"]) == 200
    assert [version for _, version, _ in await api.outbox("principal")] == [2]
    await publish(api.database, bus)
    twice = await after_restore(process(api.database, bus, clock), discard)
    assert twice.lines() == []


async def test_another_log_hears_of_revocations_again(
    api: Api, bus: Bus, clock: FrozenClock
) -> None:
    await bus.ensure_topics(TOPICS)
    client_id = await api.principal(role="animator", territories=[FALAISE])
    await api.delete(f"/v1/principals/{client_id}", by=api.operator)
    [before] = await api.outbox("principal")
    await execute(api.database, "DELETE FROM outbox")

    restored = await after_restore(process(api.database, bus, clock), False)

    assert restored.republished["revocations of principals"] == 1
    assert await api.outbox("principal") == [before]
