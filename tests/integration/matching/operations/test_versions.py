"""The audit of versions: matching's copies against a real registry's answers over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import httpx
import pytest

from boucle.contract.given import REGISTRY_VERSIONS
from boucle.matching.app import SERVICE as MATCHING
from boucle.matching.operations.audit.versions import audit_versions
from boucle.matching.operations.rebuild.command import rebuild
from boucle.matching.settings import MatchingSettings
from boucle.platform.bus import Bus, Message
from boucle.platform.consuming import halts
from boucle.platform.db import Database
from boucle.platform.identity import Principal
from boucle.platform.process.halts import NotSkipped, skip_halt
from boucle.platform.process.service import Resources
from boucle.platform.recovery.given import GivenVersions, NotAsked
from boucle.platform.recovery.verdict import DIFFERENT, SAME
from boucle.registry.app import SERVICE as REGISTRY
from tests.integration.registry.conftest import FALAISE
from tests.kit import eventually
from tests.kit.kit import TOPICS, Kit, RunningWorker

NAMES = {"name": "Pays de Falaise", "kind": "epci"}


@dataclass
class Both:
    """Registry, served and publishing; matching's worker, which keeps copies."""

    kit: Kit
    bus: Bus
    url: str
    database: Database
    given: GivenVersions
    resources: Resources[MatchingSettings]

    async def declare(self, **changes: object) -> None:
        async with httpx.AsyncClient() as http:
            answer = await http.put(
                f"{self.url}/v1/territories/{FALAISE}",
                json={**NAMES, **changes},
                headers=self.kit.tokens.operator(),
            )
        assert answer.is_success, answer.text

    async def kept(self) -> int | None:
        async with self.database.read() as session:
            found: int | None = await session.fetchval(
                "SELECT version FROM territory_settings WHERE siren = $1", FALAISE
            )
        return found

    async def reaches(self, version: int) -> None:
        async def there() -> bool:
            return await self.kept() == version

        await eventually(there, within=60)

    async def audit(self, wait: float = 0.5) -> tuple[int, list[str]]:
        said: list[str] = []
        return await audit_versions(self.database, self.bus, self.given, wait, said.append), said

    async def forge(self, version: int, siren: str = FALAISE) -> str:
        """Somebody else writes settings of this version; where its event stands."""
        async with self.bus.reader(["territory"]) as reader:
            ends = await reader.end_offsets()
            true, *_ = [it async for some in reader.read_to(ends, 500) for it in some]
        headers = {**true.headers, "ce_entityversion": str(version), "ce_subject": siren}
        body = (true.value or b"").replace(FALAISE.encode(), siren.encode())
        forged = replace(true, key=siren, headers=headers, value=body)
        async with self.bus.producer() as producer:
            message = Message("territory", forged.key, forged.headers, forged.value)
            assert await producer.send([message], 10.0) == [None]
        async with self.bus.reader(["territory"]) as reader:
            ends = await reader.end_offsets()
            records = [it async for some in reader.read_to(ends, 500) for it in some]
        (place,) = {halts.place_text(halts.spot_of(it)) for it in records if it.headers == headers}
        return place


@pytest.fixture
async def both(kit: Kit, bus: Bus, running_worker: RunningWorker) -> AsyncIterator[Both]:
    await bus.ensure_topics(TOPICS)
    token = kit.tokens.token(Principal("operator", "operator", "operator"))
    async with (
        kit.served(REGISTRY) as url,
        running_worker(REGISTRY),
        running_worker(MATCHING, jwks_url=f"{url}/.well-known/jwks.json") as resources,
    ):
        database = await kit.database(MATCHING)
        given = REGISTRY_VERSIONS.asked(resources.settings, token)
        assert given.url == url
        made = Both(kit, bus, url, database, given, resources)
        await made.declare()
        await made.reaches(1)
        yield made


async def test_what_registry_gave_is_as_it_is_here(both: Both) -> None:
    await both.declare(k=7)
    await both.reaches(2)
    status, said = await both.audit()
    assert status == SAME
    assert said[-1].startswith("1 copies compared with registry in ")


async def test_a_version_that_registry_never_gave_is_named_skipped_and_rebuilt_away(
    both: Both,
) -> None:
    place = await both.forge(900)
    stranger = await both.forge(1, siren="200065597")
    await both.reaches(900)
    await both.declare(k=7)

    async def seen() -> bool:
        status, said = await both.audit()
        return (status, said[:-1]) == (
            DIFFERENT,
            [
                "territory 200065597: version 1 here, registry never had it; "
                f"its event: {stranger}",
                f"territory {FALAISE}: version 900 here, registry gave version 2 at most; "
                f"its event: {place}",
            ],
        )

    await eventually(seen, within=60)
    assert await both.kept() == 900  # the true change is ignored

    who = ("A. Martin", "forged", both.given.token)
    for one in (place, stranger):
        await skip_halt(both.resources, one, *who)
    assert await rebuild(both.resources, 60, False, lambda _line: None) == DIFFERENT
    await both.reaches(2)
    assert (await both.audit())[0] == SAME


async def test_what_registry_gave_is_never_skipped(both: Both) -> None:
    async with both.bus.reader(["territory"]) as reader:
        ends = await reader.end_offsets()
        (true,) = [it async for some in reader.read_to(ends, 500) for it in some]
    place = halts.place_text(halts.spot_of(true))
    with pytest.raises(NotSkipped, match=f"{place} decodes .* Correct the entity"):
        await skip_halt(both.resources, place, "A. Martin", "why not", both.given.token)
    for given, why in (
        (replace(both.given, token="none"), "answered 401: is BOUCLE_OPERATOR_TOKEN"),
        (replace(both.given, url="http://127.0.0.1:1"), "does not answer"),
    ):
        with pytest.raises(NotAsked, match=why):
            await given.ask("territory", [FALAISE])


async def test_a_copy_that_stays_behind_has_missed_a_change(both: Both) -> None:
    """Sites, flows and sharings: each of their changes is published."""
    ids = await _a_flow(both)
    assert (await both.audit(wait=30))[0] == SAME
    async with both.database.write() as session:
        driver = await session.driver()
        await driver.execute(
            "UPDATE owned_flow SET version = 0 WHERE flow_id = $1::text::uuid", ids
        )
    status, said = await both.audit()
    assert status == DIFFERENT
    assert said[0] == f"flow {ids}: version 0 here, registry gave 1"


async def _a_flow(both: Both) -> str:
    """Declared at registry, and kept here; its id."""
    headers = both.kit.tokens.operator()
    async with httpx.AsyncClient(base_url=both.url, headers=headers) as http:
        ids: list[str] = []
        bodies: list[tuple[str, dict[str, object]]] = [
            ("organisation", {"name": "Scierie Normande", "territory": FALAISE}),
            (
                "site",
                {
                    "name": "Atelier",
                    "latitude": 48.89,
                    "longitude": -0.19,
                    "location_precision": "commune",
                    "territory": FALAISE,
                },
            ),
            (
                "flow",
                {
                    "direction": "output",
                    "nature": "material",
                    "family": "wood_b",
                    "quantity": {"value": "500", "unit": "t"},
                    "certainty": "estimated",
                },
            ),
        ]
        for kind, body in bodies:
            parent = {f"{('', 'organisation', 'site')[len(ids)]}_id": ids[-1]} if ids else {}
            answer = await http.post(f"/v1/{kind}s", json={**body, **parent})
            assert answer.is_success, answer.text
            ids.append(answer.json()[f"{kind}_id"])

    async def kept() -> bool:
        async with both.database.read() as session:
            sql = "SELECT EXISTS (SELECT FROM owned_flow WHERE flow_id = $1::text::uuid)"
            return bool(await session.fetchval(sql, ids[-1]))

    await eventually(kept, within=60)
    return str(ids[-1])
