"""Sharings follow their sites, zones and organisations, and end after their last day."""

from datetime import timedelta
from uuid import UUID

from boucle.contract.events.sharing import Sharing, Zone
from boucle.registry.declarations.exclusions import exclusions
from boucle.registry.declarations.last_days import last_days
from tests.integration.registry.conftest import (
    FALAISE,
    Api,
    Body,
    organisation,
    sharing,
    site,
)

SOURCE = "/v1/sources/tyca"
SHARING = f"{SOURCE}/sharings/s"
ZONES = f"/v1/territories/{FALAISE}/zones"
HEAD = "code;name;latitude;longitude;radius_km;source\n"
COMPETITOR = "732829320"


async def _last(api: Api) -> tuple[str, Sharing]:
    type_, _, data = (await api.outbox("sharing"))[-1]
    assert isinstance(data, Sharing)
    return type_, data


async def test_a_site_that_moves_takes_them_along(declared: Api) -> None:
    await declared.put(SHARING, sharing())
    await declared.put(f"{SOURCE}/sites/site", site(latitude=48.95), expect=200)
    type_, data = await _last(declared)
    assert (type_, data.site.latitude) == ("sharing.revised.v1", 48.95)
    shown = await declared.get(SHARING)
    assert shown["version"] == 2
    await declared.delete(f"{SOURCE}/sites/site")
    assert (await _last(declared))[0] == "sharing.withdrawn.v1"


async def test_grants_are_told(declared: Api) -> None:
    made = await declared.put(SHARING, sharing())
    grants = f"/v1/organisations/{made['organisation_id']}/grants"
    await declared.post(grants, {"tool": declared.other_tool_id})
    _, data = await _last(declared)
    assert set(data.tools) == {declared.tool_id, declared.other_tool_id}


async def test_after_its_last_day_it_is_withdrawn(declared: Api) -> None:
    await declared.put(SHARING, sharing(valid_until="2026-03-02"))
    await declared.put(f"{SOURCE}/sharings/open", sharing())
    ending = last_days(declared.database, declared.clock)
    assert await ending.work() == 0, "its last day is today"
    declared.clock.advance(timedelta(days=1))
    assert [await ending.work() for _ in range(2)] == [1, 0]
    assert (await _last(declared))[0] == "sharing.withdrawn.v1"
    again = await declared.put(SHARING, sharing(valid_until="2026-03-02"), expect=200)
    assert again["withdrawn_at"] is not None
    on = await declared.put(SHARING, sharing(valid_until="2026-12-31"))
    assert on["withdrawn_at"] is None


async def _put_zones(api: Api, *rows: str) -> Body:
    answer = await api.http.put(
        ZONES,
        content=(HEAD + "\n".join(rows)).encode(),
        headers={**api.operator, "content-type": "text/csv"},
    )
    assert answer.status_code == 200, answer.text
    shown: Body = answer.json()
    return shown


async def test_they_are_in_the_zone_of_their_site_as_it_is_drawn(declared: Api) -> None:
    await declared.put(SHARING, sharing())
    assert (await _last(declared))[1].zone is None
    kept = await _put_zones(declared, "ZA1;Guibray;48.89;-0.19;1;a plan")
    assert kept["moved_sites"] == 1
    assert (await _last(declared))[1].zone == Zone("ZA1", 48.89, -0.19)
    await declared.put(SHARING, sharing(cost="1"), expect=200)
    assert (await _last(declared))[1].zone == Zone("ZA1", 48.89, -0.19)
    told = len(await declared.outbox("sharing"))
    await _put_zones(declared, "ZA1;Guibray;48.89;-0.19;1;a plan", "ZA2;Loin;48.6;-0.5;1;a plan")
    assert len(await declared.outbox("sharing")) == told, "its zone is as it was"
    await _put_zones(declared, "ZA2;Loin;48.6;-0.5;1;a plan")
    assert (await _last(declared))[1].zone is None
    assert (await declared.get(SHARING))["version"] == told + 1


async def test_a_competitor_is_excluded_once_it_is_known_and_verified(declared: Api) -> None:
    body = sharing(kind="workforce", subject="N1101", months=["0.5"] * 12, excluded=[COMPETITOR])
    for name in ("figures", "choices"):
        del body[name]
    made = await declared.put(SHARING, body)
    assert (made["excluded"], (await _last(declared))[1].excluded) == ([COMPETITOR], ())
    looking = exclusions(declared.database, declared.clock)
    assert await looking.work() == 0
    path = f"{SOURCE}/organisations/competitor"
    rival = await declared.put(path, organisation(siren=COMPETITOR))
    assert await looking.work() == 1
    assert (await _last(declared))[1].excluded == (UUID(rival["organisation_id"]),)
    assert await looking.work() == 0
    again = await declared.put(SHARING, body, expect=200)
    assert again["version"] == 2
    await declared.delete(path)
    assert await looking.work() == 1
    assert (await _last(declared))[1].excluded == ()


async def test_one_that_is_merged_stays_excluded(declared: Api) -> None:
    for name in ("one", "other"):
        await declared.put(f"{SOURCE}/organisations/{name}", organisation(name=name))
    ids = [
        (await declared.get(f"{SOURCE}/organisations/{name}"))["organisation_id"]
        for name in ("one", "other")
    ]
    await declared.put(SHARING, sharing(excluded=[ids[0]]))
    assert (await _last(declared))[1].excluded == (UUID(ids[0]),)
    await declared.post(f"/v1/organisations/{ids[0]}/merge", {"into": ids[1]}, expect=200)
    assert await exclusions(declared.database, declared.clock).work() == 1
    assert (await _last(declared))[1].excluded == (UUID(ids[1]),)
