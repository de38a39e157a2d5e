"""Files of sharings: of a company or a tool, and of offers that an animator read somewhere."""

from io import BytesIO
from typing import Any

from openpyxl import Workbook

from tests.integration.registry.conftest import CAEN, FALAISE, Api, Body

PATH = "/v1/imports/sharings?site=site"
OFFERS = f"/v1/territories/{FALAISE}/offers"
FRENCH = (
    "Référence;Sens;Sujet;Description;Tonnes par an;Enlèvements par an;Contenant;Code déchet;"
    "Créneaux;Mois;Jours;Horaires;Coût;Fin de contrat\n"
)
ROWS = (
    "c1;besoin;collecte de déchets;cartons;12,5;26;bac roulant;15 01 01;;;lun-ven;6-14;2 400 €;"
    "31/12/2027\n"
    "p1;besoin;N1101;cariste;;;;;;octobre à mars = 1;;;;\n"
    "v1;offre;vapeur;;;;;;hiver = 800 | été = 2000;;;;;\n"
    "t1;besoin;;soudeur;;;;;;0,5;;;;\n"
)
WRONG = (
    "w1;besoin;collecte de déchets;;douze;26;bac roulant;15 01 01;;;;;;\n"
    "w2;besoin;vapeur;;;;;;-3;;;;;\n"
    "w3;besoin;N9999;;;;;;;1;;;;\n"
    "w4;besoin;N1101;;;;;;;1 1 1;;;;\n"
    "w5;besoin;collecte de déchets;;12;;bac roulant;15 01 01;;;;;;01/01/2020\n"
    "w6;besoin;collecte de déchets;;12;;;15 01 01;;;demain;;;\n"
)
FRENCH_WORDS = {"un", "une", "le", "la", "les", "des", "est", "pas", "ou", "tel", "jours", "mois"}
CARRIER = (
    "référence;organisation;siren;nom du site;latitude;longitude;sujet;charge utile;contenant;"
    "source\n"
)
CARRIERS = (
    "t1;Transports Dupont;;Dépôt de Falaise;48,89;-0,20;collecte de déchets;9;bac roulant;"
    "registre des transporteurs, 2026\n"
    "t2;Transports Dupont;;Dépôt de Falaise;48,89;-0,20;transport de marchandises;24;;annuaire\n"
)


async def _send(
    api: Api, path: str, text: str, by: Body | None = None, status: int = 201
) -> dict[str, Any]:
    headers = {**(by or api.tool), "content-type": "text/csv"}
    answer = await api.http.post(path, content=text.encode(), headers=headers)
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def _sharings(api: Api) -> dict[str, Body]:
    page = await api.get("/v1/sharings?limit=100")
    return {one["sources"][0]["external_id"]: one for one in page["items"]}


async def test_a_french_file_is_taken_once(declared: Api) -> None:
    done = await _send(declared, PATH, FRENCH + ROWS)
    assert (done["created"], done["rejected"], done["errors"]) == (4, 0, []), done
    kept = await _sharings(declared)
    waste = kept["c1"]
    assert (waste["kind"], waste["subject"]) == ("service", "waste_collection")
    assert waste["figures"] == {"pickups": "26", "tonnes": "12.5"}
    assert waste["choices"] == {"container": "bin", "low": "15 01 01"}
    assert (waste["weekdays"], waste["hours"]) == ([1, 2, 3, 4, 5], [6, 14])
    assert (waste["cost"], waste["contract_end"]) == ("2400", "2027-12-31")
    assert kept["p1"]["months"] == ["1"] * 3 + ["0"] * 6 + ["1"] * 3
    assert [slot["season"] for slot in kept["v1"]["slots"]] == [1, 3]
    assert (kept["t1"]["kind"], kept["t1"]["subject"]) == ("workforce", "H2913")
    again = await _send(declared, PATH, FRENCH + ROWS)
    assert (again["created"], again["unchanged"]) == (0, 4)
    revised = await _send(declared, PATH, FRENCH + ROWS.replace("12,5", "13"))
    assert (revised["revised"], revised["unchanged"]) == (1, 3)


async def test_an_english_file_and_a_workbook_say_the_same(declared: Api) -> None:
    header = "reference,direction,subject,tonnes,container,low"
    row = "e1,need,waste_collection,12.5,bin,15 01 01"
    assert (await _send(declared, PATH, f"{header}\n{row}\n"))["created"] == 1
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(header.split(","))
    sheet.append(["e1", "besoin", "collecte de déchets", 12.5, "bac roulant", "150101"])
    content = BytesIO()
    book.save(content)
    answer = await declared.http.post(
        PATH, files={"file": ("sharings.xlsx", content.getvalue())}, headers=declared.tool
    )
    assert answer.status_code == 201, answer.text
    assert answer.json()["unchanged"] == 1, answer.text


async def test_a_wrong_row_comes_back_with_what_would_be_right(declared: Api) -> None:
    done = await _send(declared, PATH, FRENCH + ROWS + WRONG)
    assert (done["created"], done["rejected"]) == (4, 6)
    errors = {(each["line"], each["column"]): each for each in done["errors"]}
    assert errors.keys() >= {
        (6, "Tonnes par an"),
        (7, "Créneaux"),
        (8, "Sujet"),
        (9, "Mois"),
        (10, "Fin de contrat"),
        (11, "Jours"),
    }, done["errors"]
    assert errors[6, "Tonnes par an"]["value"] == "douze"
    assert "ROME" in errors[8, "Sujet"]["message"]
    assert "jours" in errors[11, "Jours"]["message"]
    rejects = await declared.http.get(done["rejects"], headers=declared.tool)
    assert rejects.status_code == 200
    assert len(rejects.text.splitlines()) == 7
    assert "w3" in rejects.text


async def test_each_fault_and_doubt_is_said_in_english_to_who_asks(declared: Api) -> None:
    unsure = "u1;besoin;;camion pour nos palettes, ou carton à enlever;;;;;;;;;;\n"
    english = {**declared.tool, "accept-language": "en"}
    done = await _send(declared, PATH, FRENCH + WRONG + unsure, english)
    again = await declared.get(f"/v1/imports/{done['import_id']}")
    for kind, least in (("errors", 6), ("warnings", 1)):
        assert len(done[kind]) == len(again[kind]) >= least
        for said, in_french in zip(done[kind], again[kind], strict=True):
            assert said["message"] != in_french["message"], said
            assert said["expected"] != in_french["expected"], said
            assert not FRENCH_WORDS & {*said["message"].split(), *said["expected"].split()}, said


async def test_what_is_not_classified_is_taken_with_what_it_may_be(declared: Api) -> None:
    header = "référence;genre;sens;description\n"
    row = "u1;service;besoin;camion pour nos palettes, ou carton à enlever\n"
    done = await _send(declared, PATH, header + row)
    assert (done["created"], done["unclassified"]) == (1, 1)
    [warning] = [each for each in done["warnings"] if "sujet" in each["expected"]]
    assert "waste_collection" in warning["expected"]


async def test_a_carrier_comes_with_its_organisation_site_and_source(declared: Api) -> None:
    animator = declared.tokens.animator(FALAISE)
    before = await declared.fetch("SELECT count(*) FROM organisation")
    done = await _send(declared, OFFERS, CARRIER + CARRIERS, animator)
    assert (done["created"], done["errors"]) == (1, done["errors"]), done
    assert [each["line"] for each in done["errors"]] == [3]  # freight asks for a temperature
    right = CARRIERS.replace(";transport de marchandises;24;;", ";collecte de déchets;12;benne;")
    done = await _send(declared, OFFERS, CARRIER + right, animator)
    assert (done["created"], done["unchanged"], done["rejected"]) == (1, 1, 0), done
    again = await _send(declared, OFFERS, CARRIER + right, animator)
    assert (again["created"], again["unchanged"]) == (0, 2)
    after = await declared.fetch("SELECT count(*) FROM organisation")
    assert after[0][0] == before[0][0] + 1
    [made] = await declared.fetch(
        "SELECT state, name, territory FROM organisation WHERE name = 'Transports Dupont'"
    )
    assert tuple(made) == ("verified", "Transports Dupont", FALAISE)
    events = [data for _, _, data in await declared.outbox("sharing")]
    assert {data.source for data in events} == {"registre des transporteurs, 2026", "annuaire"}
    assert {data.on_trial for data in events} == {False}
    assert {data.figures["payload"] for data in events} == {"9", "12"}


async def test_a_refused_row_of_offers_leaves_nothing(declared: Api) -> None:
    animator = declared.tokens.animator(FALAISE)
    rows = (
        "a1;Alpha;;;12;0;collecte de déchets;9;benne;annuaire\n"
        "a2;Beta;123;;48,89;-0,2;collecte de déchets;9;benne;annuaire\n"
        "a3;Gamma;;;48,89;-0,2;collecte de déchets;9;benne;\n"
        "a4;Delta;;;48,89;-0,2;collecte de déchets;900;benne;annuaire\n"
    )
    done = await _send(declared, OFFERS, CARRIER + rows, animator)
    assert (done["created"], done["rejected"]) == (0, 4), done
    where = {(each["line"], each["column"]) for each in done["errors"]}
    assert where >= {
        (2, "latitude"),
        (3, "siren"),
        (4, "source"),
        (5, "charge utile"),
    }, done["errors"]
    [found] = await declared.fetch(
        "SELECT count(*) FROM organisation WHERE name IN ('Alpha', 'Beta', 'Gamma', 'Delta')"
    )
    assert found[0] == 0


async def test_offers_are_of_the_territory_of_who_sends_them(declared: Api) -> None:
    await _send(declared, OFFERS, CARRIER + CARRIERS, declared.tokens.animator(CAEN), 404)
    await _send(declared, OFFERS, CARRIER + CARRIERS, declared.tool, 403)
    problem = await _send(declared, OFFERS, "a;b\n1;2\n", declared.operator, 422)
    assert "organisation" in problem["errors"][0]["message"]
