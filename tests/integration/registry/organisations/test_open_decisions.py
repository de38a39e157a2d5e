"""What waits for an animator, as the directory counts it, is what the animator's lists hold."""

from typing import Any
from uuid import uuid4

from tests.integration.registry.conftest import CAEN, FALAISE, Api, site
from tests.integration.registry.declarations.test_passing_on import ACCUEIL
from tests.integration.registry.organisations.conftest import OTHER_SIRET, declare

LISTS = {
    "claim": "/v1/organisations?state=claimed",
    "contact": "/v1/contact-proposals",
    "join_request": "/v1/join-requests",
}


async def _counted(api: Api, *territories: str) -> list[dict[str, Any]]:
    asked = {"territories": territories, "decisions": True}
    answer = await api.post("/internal/directory", asked, by=api.tokens.service(), expect=200)
    return list(answer["decisions"])


async def test_the_counts_are_those_of_the_lists(api: Api, stranger: dict[str, str]) -> None:
    await declare(api, "tyca", api.tool, contacts=[ACCUEIL])
    await declare(api, "stranger", stranger)
    people = [
        one["contact_id"]
        for company in (await api.get("/v1/organisations"))["items"]
        for one in (await api.get(f"/v1/organisations/{company['organisation_id']}/contacts"))[
            "items"
        ]
    ]
    for number, contact in enumerate(people):
        body = {"contact_id": contact, "name": "Claire", "email": f"claire{number}@gmail.com"}
        await api.post("/internal/contacts", body, by=api.tokens.service(), expect=200)
    elsewhere = site(organisation="o", territory=CAEN, siret=OTHER_SIRET)
    await api.put("/v1/sources/stranger/sites/t", elsewhere, by=stranger)
    for territories in ((FALAISE,), (CAEN,), (FALAISE, CAEN)):
        animator = api.tokens.animator(*territories)
        listed = {
            about: len((await api.get(path, by=animator))["items"]) for about, path in LISTS.items()
        }
        found = await _counted(api, *territories)
        counted = {one["about"]: one["count"] for one in found}
        assert {**dict.fromkeys(LISTS, 0), **counted} == listed, territories
        assert all(one["newest"] for one in found)
    assert set(counted) == {*LISTS}


async def test_nothing_is_counted_that_is_not_asked_for(api: Api, stranger: dict[str, str]) -> None:
    await declare(api, "tyca", api.tool)
    await declare(api, "stranger", stranger)
    assert await _counted(api) == []
    asked = {"territories": [FALAISE], "organisations": [str(uuid4())]}
    answer = await api.post("/internal/directory", asked, by=api.tokens.service(), expect=200)
    assert answer["decisions"] == []
