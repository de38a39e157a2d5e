"""The ETag of a synergy is of the view that its reader has: it moves with that, and only then."""

from boucle.matching.app import SERVICE
from tests.integration.matching.lives.building import (
    CAEN,
    HAVRE,
    World,
    detect,
    write_to_both,
)
from tests.kit import ApiClient, ServiceDatabase, Tokens


async def test_a_reader_is_told_when_what_he_sees_changed(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    world, database = World(), await service_database(SERVICE)
    await detect(database, world)
    animator = tokens.animator(CAEN, HAVRE, id="anim")
    offer = tokens.company(world.offer.organisation, id="c-offer")
    need = tokens.company(world.need.organisation, id="c-need")
    path = f"/v1/synergies/{world.synergy_id}"
    async with api_client(SERVICE) as client:
        await client.post(f"{path}/qualification", json={}, headers=animator)
        await write_to_both(database, world)
        first = await client.get(path, headers=offer)
        known = {**offer, "If-None-Match": first.headers["etag"]}
        same = await client.get(path, headers=known)
        assert (same.status_code, same.content) == (304, b"")
        assert same.headers["etag"] == first.headers["etag"]
        others = await client.get(path, headers=need)
        assert others.headers["etag"] != first.headers["etag"]
        # Whether it consents is a company's own: the other sees that it is interested.
        for answer in ({"answer": "interested"}, {"answer": "interested", "consent": True}):
            done = await client.post(f"{path}/answers", json=answer, headers=offer)
            assert done.status_code == 200
            again = await client.get(path, headers=known)
            assert again.status_code == 200
            assert again.headers["etag"] != known["If-None-Match"]
            known["If-None-Match"] = again.headers["etag"]
        views = [(await client.get(path, headers=need)) for _ in range(2)]
        assert views[0].headers["etag"] == views[1].headers["etag"]
        assert views[0].headers["etag"] != others.headers["etag"]
