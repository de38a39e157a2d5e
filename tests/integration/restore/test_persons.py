"""An erasure survives a restore of an older backup, and reaches another log."""

import pytest

from boucle.contract.persons import PersonKey
from boucle.platform.bus import Bus
from boucle.registry.operations.restore import after_restore as registry_after
from tests.integration.registry.conftest import Api, api, flow, organisation, site
from tests.integration.restore.log import execute, process, publish
from tests.integration.restore.test_services import topics
from tests.kit import FrozenClock
from tests.kit.whole_database import whole

__all__ = ["api", "topics"]  # fixtures

ADDRESS = "canari.claire@scierie.example"
CLAIRE = {"name": "Canari Dupré", "email": ADDRESS, "role": "achats"}
ORG = "/v1/sources/tyca/organisations/org"


@pytest.mark.parametrize("discard", [False, True])
async def test_who_was_erased_since_the_backup_is_erased_again(
    api: Api, topics: Bus, clock: FrozenClock, discard: bool
) -> None:
    made = await api.put(ORG, organisation(contacts=[CLAIRE]))
    contact = made["contacts"][0]["contact_id"]
    await api.post("/v1/persons/erase", {"address": ADDRESS}, expect=200)
    await publish(api.database, topics)
    await execute(
        api.database,
        "DELETE FROM erased_person",
        "DELETE FROM outbox",
        "INSERT INTO contact (id, organisation_id, name, email, language, role) VALUES "
        f"('{contact}', '{made['organisation_id']}', 'Canari Dupré', '{ADDRESS}', 'fr', 'achats')",
    )

    restored = await registry_after(process(api.database, topics, clock), discard)

    assert restored.taken["erasures"] == 1
    assert "canari" not in (await whole(api.database)).lower()
    again = await api.put(ORG, organisation(contacts=[CLAIRE]), expect=200)
    assert again["contacts"] == [], "its tool is not heard"
    assert await api.outbox("person") == []
    [kept] = await api.fetch("SELECT person, version FROM erased_person")
    assert tuple(kept) == (PersonKey(b"0" * 32).of_address(ADDRESS), 1)


async def test_texts_too_where_nobody_has_the_address_any_more(
    api: Api, topics: Bus, clock: FrozenClock
) -> None:
    made = await api.put(ORG, organisation(contacts=[{**CLAIRE, "phone": "+33 6 12 34 56 78"}]))
    await api.put("/v1/sources/tyca/sites/site", site())
    await api.put("/v1/sources/tyca/flows/f", flow(text="des copeaux"))
    await api.post("/v1/persons/erase", {"address": ADDRESS}, expect=200)
    await publish(api.database, topics)
    says = f"voir CANARI Dupre, {ADDRESS}, 06 12 34 56 78"
    await execute(
        api.database,
        "DELETE FROM erased_person",
        "DELETE FROM outbox",
        f"UPDATE flow SET draft = jsonb_set(draft, '{{text}}', '\"{says}\"')",
    )

    await registry_after(process(api.database, topics, clock), False)

    said = (await whole(api.database)).lower()
    assert [one for one in ("canari", "06 12 34") if one in said] == []
    assert made["organisation_id"] in said


async def test_another_log_gets_every_erasure(api: Api, topics: Bus, clock: FrozenClock) -> None:
    await api.put(ORG, organisation(contacts=[CLAIRE]))
    await api.post("/v1/persons/erase", {"address": ADDRESS}, expect=200)
    before = await api.outbox("person")
    await execute(api.database, "DELETE FROM outbox")

    restored = await registry_after(process(api.database, topics, clock), False)

    assert restored.republished["erasures"] == 1
    assert await api.outbox("person") == before
