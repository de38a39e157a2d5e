"""The catalogue's reference lists over HTTP: who reads them, how they are asked and kept."""

from uuid import uuid4

from boucle.catalogue import load_catalogue
from boucle.registry.api.schemas.reference.reference import Listed
from tests.integration.registry.conftest import FALAISE, Api, Body

PATHS = (
    "/v1/families",
    "/v1/units",
    "/v1/qualities",
    "/v1/routes",
    "/v1/codes/low",
    "/v1/codes/naf",
    "/v1/vocabularies",
)
SHARING = ("/v1/services", "/v1/equipment", "/v1/parameters", "/v1/occupations")
EVERY = (*PATHS, *SHARING, "/v1/communes")


async def _keys(api: Api, path: str, **asked: object) -> list[str]:
    """Of all pages."""
    keys: list[str] = []
    cursor = None
    while True:
        params = {**asked, "limit": 200} | ({"cursor": cursor} if cursor else {})
        answer = await api.http.get(path, params=params, headers=api.tool)  # type: ignore[arg-type]
        assert answer.status_code == 200, answer.text
        page = answer.json()
        keys += [item.get("key") or item["code"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            return keys


async def _problem(api: Api, address: str) -> Body:
    answer = await api.http.get(address, headers=api.tool)
    assert answer.status_code == 422, answer.text
    wrong: Body = answer.json()["errors"][0]
    return wrong


async def test_whoever_has_a_token_reads_them(api: Api) -> None:
    tokens = api.tokens
    everybody = (
        *(tokens.company(uuid4()), tokens.animator(FALAISE), tokens.service()),
        *(api.operator, api.tool),
    )
    for path in EVERY:
        answers = [await api.http.get(path, headers=by) for by in everybody]
        assert [each.status_code for each in answers] == [200] * 5
        assert len({each.content for each in answers}) == 1
        assert (await api.http.get(path)).status_code == 401


async def test_what_is_kept_is_not_sent_again(api: Api) -> None:
    for path in EVERY:
        await _is_kept(api, path)


async def _is_kept(api: Api, path: str) -> None:
    packed = await api.http.get(path, params={"limit": 3}, headers=api.tool)
    plain = {**api.tool, "Accept-Encoding": "identity"}
    first = await api.http.get(path, params={"limit": 3}, headers=plain)
    etag = first.headers["etag"]
    assert etag.startswith('"')
    assert packed.headers["etag"].removeprefix("W/") == etag
    assert first.headers["cache-control"].startswith("private, ")
    for sent in (etag, f'W/{etag}, "other"', "*"):
        again = await api.http.get(
            path, params={"limit": 3}, headers={**api.tool, "If-None-Match": sent}
        )
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
        assert again.headers["cache-control"] == first.headers["cache-control"]
    other = await api.http.get(
        path, params={"limit": 3}, headers={**api.tool, "If-None-Match": '"other"'}
    )
    assert (other.status_code, other.content) == (200, first.content)


async def test_each_list_tells_the_version_of_its_catalogue(api: Api) -> None:
    for path in PATHS:
        answer = await api.get(f"{path}?limit=1")
        assert answer["version"] == load_catalogue().version
        assert set(answer) == set(Listed.model_fields)
        assert len(answer["items"]) == 1


async def test_pages_give_the_whole_list(api: Api) -> None:
    catalogue = load_catalogue()
    assert await _keys(api, "/v1/routes") == [route.key for route in catalogue.routes]
    assert await _keys(api, "/v1/codes/low") == [entry.code for entry in catalogue.low_entries]


async def test_a_cursor_goes_on_after_the_item_that_it_names(api: Api) -> None:
    first = await api.get("/v1/families?nature=water&limit=2")
    rest = await api.get(f"/v1/families?nature=water&limit=200&cursor={first['next']}")
    keys = [item["key"] for page in (first, rest) for item in page["items"]]
    assert keys == [f.key for f in load_catalogue().families if f.nature == "water"]


async def test_a_filter_given_twice_means_any_of_them(api: Api) -> None:
    keys = await _keys(api, "/v1/families", group=["gases", "metals"])
    assert keys == [f.key for f in load_catalogue().families if f.group in ("gases", "metals")]
    assert keys == await _keys(api, "/v1/families", key=keys[:20]) + keys[20:]


FOUND: tuple[tuple[str, Body, list[str]], ...] = (
    ("/v1/codes/low", {"code": "17 02"}, ["17 02 01", "17 02 02", "17 02 03", "17 02 04"]),
    ("/v1/codes/low", {"code": "170204*"}, ["17 02 04"]),
    ("/v1/codes/low", {"code": "17 02", "hazardous": True}, ["17 02 04"]),
    ("/v1/codes/low", {"code": "99"}, []),
    ("/v1/codes/naf", {"code": "17.12"}, ["17.12", "17.12Z"]),
    ("/v1/codes/naf", {"code": "c171", "level": "class"}, ["17.11", "17.12"]),
    ("/v1/codes/naf", {"code": "C 17.12z"}, ["17.12Z"]),
    ("/v1/codes/naf", {"code": "D", "level": "division"}, ["35"]),
    ("/v1/codes/naf", {"code": "A17"}, []),
    ("/v1/codes/naf", {"code": "17", "nomenclature": "naf2025"}, ["17"]),
    ("/v1/codes/naf", {"q": "papier carton", "level": "division"}, ["17"]),
    ("/v1/units", {"nature": "energy", "q": "mega"}, ["MWh", "MJ"]),
    ("/v1/vocabularies", {"key": ["operation", "form"]}, ["form", "operation"]),
)


async def test_codes_are_found_by_how_they_begin(api: Api) -> None:
    for path, asked, keys in FOUND:
        assert await _keys(api, path, **asked) == keys, asked


WRONG = (
    ("/v1/families?group=metal", "query.group", "metals"),
    ("/v1/families?nature=wood", "query.nature", "one of material, water, energy"),
    ("/v1/families?quality=moistur", "query.quality", "one of moisture"),
    ("/v1/families?colour=red", "query.colour", "cursor"),
    ("/v1/families?q=-", "query.q", "words"),
    ("/v1/families?limit=201", "query.limit", "200 or less"),
    ("/v1/routes?output=concrete_ruble", "query.output", "one of concrete_rubble"),
    ("/v1/routes?practice=often", "query.practice", "usual"),
    ("/v1/routes?operation=R99", "query.operation", "one of R"),
    ("/v1/units?key=tonne", "query.key", "one of "),
    ("/v1/codes/low?code=x", "query.code", "17 02"),
    ("/v1/codes/low?hazardous=maybe", "query.hazardous", "true or false"),
    ("/v1/codes/naf?code=17.12.Z.3", "query.code", "17.12Z"),
    ("/v1/codes/naf?nomenclature=NACE+rev.+2", "query.nomenclature", "NAF rév. 2, NAF 2025"),
    ("/v1/codes/naf?nomenclature=x", "query.nomenclature", "NAF rév. 2, NAF 2025"),
    ("/v1/vocabularies?key=forms", "query.key", "one of form"),
    ("/v1/units?cursor=abc", "query.cursor", "`next`"),
)


async def test_what_is_unknown_is_refused_with_what_would_be_right(api: Api) -> None:
    for address, field, right in WRONG:
        wrong = await _problem(api, address)
        assert wrong["field"].startswith(field), address
        assert right in wrong["expected"], address


async def test_a_cursor_of_another_list_is_refused(api: Api) -> None:
    cursor = (await api.get("/v1/families?limit=1"))["next"]
    wrong = await _problem(api, f"/v1/routes?cursor={cursor}")
    assert wrong["field"] == "query.cursor"
    assert (await _problem(api, f"/v1/communes?cursor={cursor}"))["field"] == "query.cursor"


async def test_a_listed_family_unit_and_quality_are_what_a_flow_takes(declared: Api) -> None:
    (family,) = (await declared.get("/v1/families?key=wood_b"))["items"]
    counted = [each["key"] for each in family["qualities"]]
    known = (await declared.get("/v1/qualities?family=wood_b"))["items"]
    qualities = {
        each["key"]: {"low": each["low"], "high": each["high"], "unit": each["unit"]}
        for each in known
    }
    assert set(qualities) == set(counted)
    for number, unit in enumerate(family["units"]):
        flow = {
            "site": "site",
            "direction": "output",
            "nature": family["nature"],
            "family": family["key"],
            "quantity": {"value": "10", "unit": unit},
            "form": family["forms"][0],
            "qualities": qualities,
            "certainty": "estimated",
        }
        await declared.put(f"/v1/sources/tyca/flows/{number}", flow)
