"""A bilan as a CSV file or a workbook: good rows pass, bad rows come back, a file twice is one."""

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import httpx
from openpyxl import Workbook

from tests.integration.registry.conftest import Api, flow, organisation, site

HEADER = (
    "Référence;Site;Sens;Famille;Code déchet;Désignation;Quantité;Unité;Forme;Qualités;Mois;Coût;"
    "Commentaire\n"
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BILAN = f"""{HEADER}\
b1;Atelier;Sortie;wood_b;;bois de déchèterie;1 234,5;t;copeaux;humidité = 15..25 %;1-3, 12;-12,5;RAS
b2;Atelier;entrée;;;granulés de bois, pour la chaudière;80;t;;;;;
b3;Atelier;sortie;wood_b;;palettes;douze;t;;;;;
b4;Ailleurs;sortie;wood_b;;palettes;12;t;;;;;
b5;Atelier;sortie;wood_b;;palettes;12;MWh;;;;;
b1;Atelier;sortie;wood_b;;deux fois;1;t;;;;;
;;;;;;;;;;;;
"""


async def _send(
    api: Api, content: bytes, expect: int = 201, **by: dict[str, str]
) -> httpx.Response:
    headers = {**by.get("by", api.tool), "Content-Type": "text/csv"}
    answer = await api.http.post("/v1/imports", content=content, headers=headers)
    assert answer.status_code == expect, answer.text
    return answer


async def test_good_rows_pass_and_bad_rows_come_back(declared: Api) -> None:
    done = (await _send(declared, BILAN.encode("cp1252"))).json()
    assert (done["rows"], done["created"], done["rejected"]) == (6, 2, 4)
    assert [(error["line"], error["column"], error["value"]) for error in done["errors"]] == [
        (4, "Quantité", "douze"),
        (5, "Site", "Ailleurs"),
        (6, "Unité", "MWh"),
        (7, "Référence", "b1"),
    ]
    assert all(error["expected"] for error in done["errors"])
    [notice] = done["notices"]
    assert (notice["line"], "« Commentaire »" in notice["message"]) == (None, True)
    answer = await declared.http.get(done["rejects"], headers=declared.tool)
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [row["ligne"] for row in rows] == ["4", "5", "6", "7"]
    assert "un nombre tel que 1234,5" in rows[0]["erreur"]
    assert rows[0]["Désignation"] == "palettes"
    shown = await declared.get("/v1/sources/tyca/flows/b1", by=declared.tool)
    assert shown["quantity"] == {"value": "1234.5", "unit": "t"}
    assert shown["form"] == "chips"
    assert shown["availability"]["months"] == [1, 2, 3, 12]
    assert shown["qualities"]["moisture"] == {"low": "15", "high": "25", "unit": "%"}
    assert shown["current_route"]["cost_eur_per_unit"] == "-12.5"


async def test_the_same_file_twice_changes_nothing_more(declared: Api) -> None:
    await _send(declared, BILAN.encode())
    published = len(await declared.outbox())
    again = (await _send(declared, BILAN.encode())).json()
    assert (again["created"], again["revised"], again["unchanged"]) == (0, 0, 2)
    assert len(await declared.outbox()) == published


async def test_rows_without_a_reference_are_known_by_what_they_say(declared: Api) -> None:
    shown = await declared.get("/v1/sources/tyca/organisations/org", by=declared.tool)
    company = declared.tokens.company(UUID(shown["organisation_id"]))
    file = (
        "site,sens,famille,quantité,unité\natelier,sortie,wood_b,12,t\natelier,sortie,wood_b,13,t\n"
    )
    done = (await _send(declared, ("\ufeff" + file).encode(), by=company)).json()
    assert done["created"] == 2
    again = (await _send(declared, file.replace("13", "14").encode(), by=company)).json()
    assert (again["created"], again["unchanged"]) == (1, 1)
    page = await declared.get("/v1/flows", by=company)
    assert [each["sources"] for each in page["items"]] == [[], [], []]


async def test_a_file_sent_as_a_form_is_read_too(declared: Api) -> None:
    files = {"file": ("bilan.csv", BILAN.encode(), "application/vnd.ms-excel")}
    answer = await declared.http.post("/v1/imports", files=files, headers=declared.tool)
    assert answer.status_code == 201, answer.text
    assert answer.json()["created"] == 2


async def test_a_bilan_flags_a_duplicate_of_what_a_tool_declared(declared: Api) -> None:
    await declared.put("/v1/sources/tyca/flows/f", flow(quantity={"value": "12", "unit": "t"}))
    shown = await declared.get("/v1/sources/tyca/organisations/org", by=declared.tool)
    company = declared.tokens.company(UUID(shown["organisation_id"]))
    file = "site;sens;famille;quantité;unité\nAtelier;sortie;wood_b;12,1;t\n"
    await _send(declared, file.encode(), by=company)
    assert len((await declared.get("/v1/duplicates"))["items"]) == 1


async def test_what_is_no_csv_file_is_refused(declared: Api) -> None:
    archive = BytesIO()
    with ZipFile(archive, "w") as zipped:
        zipped.writestr("xl/workbook.xml", "<x/>")
    header = b"site;sens;quantit\xc3\xa9;unit\xc3\xa9\n"
    cases = [
        (archive.getvalue(), 422),
        (archive.getvalue().replace(b"xl/workbook.xml", b"xl/workbook.txt"), 415),
        (archive.getvalue()[:-30], 422),
        (b"%PDF-1.7 ...", 415),
        (b"a;b\x00c\n", 415),
        (b"a;b;\x81\x8d\xff\n", 415),
        (b"", 422),
        (b"un;deux\n1;2\n", 422),
        (header + b'"open;1;2\n', 422),
        (header.replace(b"site", b"unite"), 422),
        (header + b"A;sortie;1;t\n" * 5001, 413),
        (header + b"x" * 10_000_001, 413),
    ]
    for content, status in cases:
        answer = await _send(declared, content, expect=status)
        assert answer.json()["status"] == status
    for name in ("bilan.xlsx", "bilan.pdf"):
        files = {"file": (name, b"a;b\n", "text/csv")}
        answer = await declared.http.post("/v1/imports", files=files, headers=declared.tool)
        assert answer.status_code == 415
    answer = await declared.http.post("/v1/imports", json={}, headers=declared.tool)
    assert answer.status_code == 415
    answer = await declared.http.post("/v1/imports", files={"x": b"a"}, headers=declared.tool)
    assert answer.json()["errors"][0]["field"] == "body.file"
    assert await declared.outbox("flow") == []
    assert await declared.fetch("SELECT 1 FROM bilan") == []


async def test_a_workbook_is_read_as_a_csv_file_is(declared: Api) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Sorties"
    rows: list[list[Any]] = [
        ["Bilan 2026"],
        ["Référence", "Site", "Sens", "Famille", "Quantité (t/an)", "Fin"],
        ["x1", "Atelier", "sortie", "wood_b", 1234.5, date(2090, 1, 31)],
        ["x2", "Atelier", "sortie", "wood_b", "=2*6", None],
        ["Total", None, None, None, 1246.5, None],
    ]
    for row in rows:
        sheet.append(row)
    out = BytesIO()
    workbook.save(out)
    headers = {**declared.tool, "Content-Type": XLSX}
    answer = await declared.http.post("/v1/imports", content=out.getvalue(), headers=headers)
    assert answer.status_code == 201, answer.text
    done = answer.json()
    assert (done["rows"], done["created"], done["rejected"]) == (2, 1, 1)
    [error] = done["errors"]
    assert (error["line"], error["cell"], error["column"]) == (4, "E4", "Quantité (t/an)")
    assert [notice["line"] for notice in done["notices"]] == [5]
    assert await declared.get(f"/v1/imports/{done['import_id']}", by=declared.tool) == done
    shown = await declared.get("/v1/sources/tyca/flows/x1", by=declared.tool)
    assert shown["quantity"] == {"value": "1234.5", "unit": "t"}
    assert shown["availability"]["end"] == "2090-01-31"
    files = {"file": ("Bilan.XLSX", out.getvalue(), "application/octet-stream")}
    address = "/v1/imports?sheet=sorties"
    answer = await declared.http.post(address, files=files, headers=declared.tool)
    assert answer.json()["unchanged"] == 1
    address = "/v1/imports?sheet=autre"
    answer = await declared.http.post(address, files=files, headers=declared.tool)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "query.sheet"


async def test_a_row_without_a_site_learns_how_to_name_one(declared: Api) -> None:
    done = (await _send(declared, "sens;quantité;unité\nsortie;1;t\n".encode())).json()
    [error] = done["errors"]
    assert error["column"] == "site"
    assert "?site=" in error["expected"]


async def test_a_header_that_lacks_a_column_is_refused_in_french(declared: Api) -> None:
    answer = await _send(declared, "sens;quantité\nsortie;1\n".encode(), expect=422)
    assert answer.json()["detail"] == "il manque à l'en-tête : unité"


async def test_an_import_is_its_authors(declared: Api) -> None:
    done = (await _send(declared, BILAN.encode())).json()
    address = f"/v1/imports/{done['import_id']}"
    assert await declared.get(address, by=declared.tool) == done
    await declared.get(address, by=declared.operator)
    await declared.get(address, by=declared.other_tool, expect=404)


async def test_a_file_reaches_no_site_of_others(declared: Api) -> None:
    await declared.put(
        "/v1/sources/autre/organisations/org", organisation(), by=declared.other_tool
    )
    await declared.put("/v1/sources/autre/sites/theirs", site(name="Leur"), by=declared.other_tool)
    file = "site;sens;famille;quantité;unité\nLeur;sortie;wood_b;12;t\ntheirs;sortie;wood_b;1;t\n"
    done = (await _send(declared, file.encode())).json()
    assert (done["created"], done["rejected"]) == (0, 2)
