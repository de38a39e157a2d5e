"""Whatever is done, in whatever order, by several at once: what is published is what is kept."""

import asyncio
from random import Random

import pytest

from tests.integration.registry.conftest import Api, flow, organisation, sharing, site
from tests.integration.registry.organisations.conftest import (
    OTHER_SIREN,
    OTHER_SIRET,
    SIREN,
    SIRET,
    ensure_published_as_kept,
)

_SOURCES = ("tyca", "autre", "stranger")
_STEPS = 60


class _Anybody:
    """One of those who declare and decide; what is refused is refused."""

    def __init__(self, api: Api, stranger: dict[str, str], seed: int) -> None:
        self.api, self.random = api, Random(seed)
        self.by = dict(zip(_SOURCES, (api.tool, api.other_tool, stranger), strict=True))

    async def act(self) -> None:
        await self.random.choice((self._declare, self._declare, self._decide, self._regroup))()

    async def _declare(self) -> None:
        source, name = self.random.choice(_SOURCES), self.random.choice("pq")
        siren = self.random.choice((SIREN, OTHER_SIREN, None))
        siret = self.random.choice((SIRET, OTHER_SIRET, None))
        amount = {"value": str(self.random.choice((100, 110, 500))), "unit": "t"}
        what, body = self.random.choice(
            (
                ("organisations", organisation(siren=siren)),
                ("sites", site(organisation=name, siret=siret)),
                ("flows", flow(site=name, quantity=amount)),
                ("sharings", sharing(site=name, cost=amount["value"])),
            )
        )
        path = f"/v1/sources/{source}/{what}/{name}"
        if self.random.random() < 0.1:
            await self._ask("DELETE", path, self.by[source])
        else:
            await self._ask("PUT", path, self.by[source], body)

    async def _decide(self) -> None:
        id_ = await self._any("organisations", "organisation_id")
        what, body = self.random.choice(
            (
                ("verify", {"how": "call", "evidence": "x"}),
                ("refuse", {"reason": "x"}),
                ("grants", {"tool": self.api.other_tool_id}),
            )
        )
        await self._ask("POST", f"/v1/organisations/{id_}/{what}", self.api.operator, body)

    async def _regroup(self) -> None:
        id_ = await self._any("organisations", "organisation_id")
        other = await self._any("organisations", "organisation_id")
        path, body = self.random.choice(
            (
                (f"/v1/join-requests/{id_}/confirm", {}),
                (f"/v1/organisations/{id_}/merge", {"into": other}),
                (
                    f"/v1/organisations/{id_}/split",
                    {"sites": [await self._any("sites", "site_id")], "name": "Autre"},
                ),
            )
        )
        await self._ask("POST", path, self.api.operator, body)

    async def _any(self, what: str, key: str) -> str:
        items = (await self.api.get(f"/v1/{what}"))["items"]
        return str(self.random.choice(items)[key]) if items else "0" * 32

    async def _ask(
        self, method: str, path: str, by: dict[str, str], body: object | None = None
    ) -> None:
        answer = await self.api.http.request(method, path, json=body, headers=by)
        assert answer.status_code < 500 or answer.status_code == 503, answer.text


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_what_is_published_is_what_is_kept(
    api: Api, stranger: dict[str, str], seed: int
) -> None:
    everybody = [_Anybody(api, stranger, seed * 10 + each) for each in range(3)]
    for source, by in everybody[0].by.items():
        for name, siren, siret in (("p", SIREN, SIRET), ("q", None, None)):
            base = f"/v1/sources/{source}"
            await api.put(f"{base}/organisations/{name}", organisation(siren=siren), by=by)
            await api.put(f"{base}/sites/{name}", site(organisation=name, siret=siret), by=by)
            await api.put(f"{base}/flows/{name}", flow(site=name), by=by)
            await api.put(f"{base}/sharings/{name}", sharing(site=name), by=by)

    async def go_on(one: _Anybody) -> None:
        for _ in range(_STEPS):
            await one.act()

    await asyncio.gather(*map(go_on, everybody))
    await ensure_published_as_kept(api)
    twice = await api.fetch(
        "SELECT siren FROM organisation WHERE state = 'verified' AND withdrawn_at IS NULL"
        " AND siren IS NOT NULL GROUP BY siren HAVING count(*) > 1"
    )
    assert twice == []
    states = await api.fetch(
        "SELECT id FROM organisation WHERE state <> (SELECT state FROM organisation_verification"
        " WHERE organisation_id = id ORDER BY version DESC LIMIT 1)"
    )
    assert states == [], "the history ends with the state"
