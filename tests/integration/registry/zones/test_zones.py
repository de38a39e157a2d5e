"""Zones by an animator's file: all or none, in either language, and who may."""

import asyncio
from io import BytesIO

from openpyxl import Workbook

from tests.integration.registry.conftest import CAEN, FALAISE, Api, Body, sharing

PATH = f"/v1/territories/{FALAISE}/zones"
FRENCH = "code;nom;latitude;longitude;rayon (km);source\n"
ROWS = "ZA1;Zone de Guibray;48,8850;-0,1900;1,2;Atlas 2025\nZA2;Expansia;48,9100;-0,2100;1;Atlas\n"


async def _put(api: Api, text: str | bytes, by: Body | None = None, status: int = 200) -> Body:
    headers = {**(by or api.tokens.animator(FALAISE)), "content-type": "text/csv"}
    answer = await api.http.put(PATH, content=text, headers=headers)
    assert answer.status_code == status, answer.text
    found: Body = answer.json()
    return found


async def test_a_file_replaces_the_zones(declared: Api) -> None:
    assert (await declared.get(PATH))["items"] == []
    kept = await _put(declared, FRENCH + ROWS)
    assert [each["code"] for each in kept["items"]] == ["ZA1", "ZA2"]
    assert (await declared.get(PATH))["items"] == kept["items"]
    assert (await _put(declared, FRENCH + ROWS))["moved_sites"] == 0
    english = "code,name,latitude,longitude,radius_km,source,colour\nZA1,New,48.885,-0.19,2,Map,x\n"
    kept = await _put(declared, english)
    assert kept["ignored"] == ["colour"]
    assert [each["name"] for each in (await declared.get(PATH))["items"]] == ["New"]


async def test_a_wrong_row_keeps_all_out(declared: Api) -> None:
    await _put(declared, FRENCH + ROWS)
    problem = await _put(declared, FRENCH + ROWS + "ZA1;x;95;0;0;\n", status=422)
    assert [each["field"] for each in problem["errors"]] == ["body.line 4: source"]
    problem = await _put(declared, FRENCH + "ZA3;x;12;0;90;Atlas\n", status=422)
    assert [each["field"] for each in problem["errors"]] == [
        "body.line 2: latitude",
        "body.line 2: radius_km",
    ]
    problem = await _put(declared, "code;nom\nA;B\n", status=422)
    assert "latitude" in problem["errors"][0]["message"]
    assert len((await declared.get(PATH))["items"]) == 2


async def test_a_workbook_is_read_as_well(declared: Api) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["code", "nom", "latitude", "longitude", "rayon_km", "source"])
    sheet.append(["ZA9", "Zone", 48.9, -0.2, 1.5, "Atlas"])
    content = BytesIO()
    book.save(content)
    headers = declared.tokens.animator(FALAISE)
    answer = await declared.http.put(
        PATH, files={"file": ("zones.xlsx", content.getvalue())}, headers=headers
    )
    assert answer.status_code == 200, answer.text
    assert [each["code"] for each in answer.json()["items"]] == ["ZA9"]


async def test_only_the_animator_and_the_operator_declare_zones(declared: Api) -> None:
    await _put(declared, FRENCH + ROWS, by=declared.operator)
    await _put(declared, FRENCH + ROWS, by=declared.tokens.animator(CAEN), status=404)
    await _put(declared, FRENCH + ROWS, by=declared.tool, status=403)
    await declared.get("/v1/territories/999999990/zones", expect=404)


async def _published(api: Api) -> list[tuple[str, int, str | None]]:
    """Of sharings: type, version, zone."""
    events = await api.outbox("sharing")
    return [(type_, version, data.zone and data.zone.code) for type_, version, data in events]


async def test_sharings_of_a_site_say_its_zone_and_follow_it(declared: Api) -> None:
    await declared.put("/v1/sources/tyca/sharings/s1", sharing())
    await _put(declared, FRENCH + ROWS)
    kept = await declared.put("/v1/sources/tyca/sharings/s1", sharing(cost="10"), expect=200)
    assert await _published(declared) == [
        ("sharing.declared.v1", 1, None),
        ("sharing.revised.v1", 2, "ZA1"),
        ("sharing.revised.v1", 3, "ZA1"),
    ]
    # Another name and a wider circle: the site is where it was.
    await _put(declared, FRENCH + ROWS.replace("1,2", "1,4").replace("Guibray", "G."))
    assert len(await _published(declared)) == 3
    await _put(declared, FRENCH + "ZB;Autre;48,8851;-0,1901;1;Atlas\n")
    await _put(declared, FRENCH + "ZB;Autre;48,7;-0,1901;1;Atlas\n")
    assert (await _published(declared))[3:] == [
        ("sharing.revised.v1", 4, "ZB"),
        ("sharing.revised.v1", 5, None),
    ]
    read = await declared.get(f"/v1/sharings/{kept['sharing_id']}")
    assert (read["version"], read["cost"]) == (5, "10")


async def test_what_is_withdrawn_follows_no_zone(declared: Api) -> None:
    await declared.put("/v1/sources/tyca/sharings/s1", sharing())
    await declared.delete("/v1/sources/tyca/sharings/s1")
    kept = await _put(declared, FRENCH + ROWS)
    assert kept["moved_sites"] == 1
    assert [version for _, version, _ in await _published(declared)] == [1, 2]


async def test_zones_and_declarations_at_once_end_alike(declared: Api) -> None:
    """Whoever comes first: the last event of each sharing says the zone that its site is in."""
    for round_ in range(6):
        rows = ROWS if round_ % 2 else ROWS.replace("ZA1", "ZC")
        await asyncio.gather(
            _put(declared, FRENCH + rows),
            *(
                declared.http.put(
                    f"/v1/sources/tyca/sharings/r{round_}-{one}",
                    json=sharing(),
                    headers=declared.tool,
                )
                for one in range(4)
            ),
        )
    last = {data.sharing_id: data.zone for _, _, data in await declared.outbox("sharing")}
    assert len(last) == 24
    assert {zone and zone.code for zone in last.values()} == {"ZA1"}


async def test_zones_go_out_as_files_that_come_in_again(declared: Api) -> None:
    await _put(declared, FRENCH + ROWS)
    by = declared.tokens.animator(FALAISE)
    kept = (await declared.get(PATH))["items"]
    drawn = (await declared.http.get(f"{PATH}?format=geojson", headers=by)).json()["features"]
    assert [one["id"] for one in drawn] == ["ZA1", "ZA2"]
    assert drawn[0]["geometry"] == {"type": "Point", "coordinates": [-0.19, 48.885]}
    assert drawn[0]["properties"]["radius_km"] == 1.2
    for language in ("fr", "en"):
        headers = {**by, "Accept-Language": language}
        table = await declared.http.get(f"{PATH}?format=csv", headers=headers)
        assert (await _put(declared, table.content))["items"] == kept
    hidden = await declared.http.get("/v1/territories/999999990/zones?format=geojson", headers=by)
    assert hidden.status_code == 404
