"""The one document of all services, and the page that shows it."""

import json
import re
from typing import Any

import httpx
import pytest
from openapi_spec_validator import validate

from boucle.platform.http.description.merging import ContractError, merged, operations
from boucle.platform.http.description.summaries import SUMMARIES
from boucle.registry.api import documentation
from boucle.registry.api.documentation import guides
from boucle.registry.app import SERVICE as REGISTRY
from tests.contract.openapi.regenerate import WHOLE
from tests.contract.openapi.services import documents
from tests.contract.openapi.test_access import PUBLIC, app_of

DOCUMENT: dict[str, Any] = json.loads(WHOLE.read_text(encoding="utf-8"))


def test_it_is_valid() -> None:
    validate(DOCUMENT)


def test_it_has_every_operation_but_the_internal_ones() -> None:
    public: set[tuple[str, str]] = set()
    internal: set[tuple[str, str]] = set()
    for part in documents().values():
        for method, path, operation in operations(part):
            (internal if operation.get("x-internal") else public).add((method, path))
    assert {(method, path) for method, path, _ in operations(DOCUMENT)} == public - internal
    links = {(method, f"/{kind}/{{token}}") for kind in "rmp" for method in ("GET", "POST")}
    stops = {
        (method, f"/stop/{one}{{token}}") for one in ("", "matin/") for method in ("GET", "POST")
    }
    law = {("GET", path) for path in PUBLIC if path.startswith(("/conf", "/mentions", "/acces"))}
    names: tuple[str, ...] = ("directory", "contacts", "versions", "inbound-mail")
    names += ("qualified", "flow-details")
    names += ("sign-ins", "sign-ins/{sign_in}/mail")
    names += ("sessions", "sessions/all", "sessions/end", "sessions/tokens")
    names += ("passkeys", "passkeys/all", "passkeys/end", "passkeys/options", "passkeys/sessions")
    names += ("passkeys/proofs", "territories/public")
    names += ("openid", "openid/addresses", "openid/left", "openid/sessions")
    inside = {("POST", f"/internal/{one}") for one in names}
    report = {("GET", "/.well-known/security.txt")}
    operated = {one for one in internal if one[1].startswith("/v1/operations/")}
    assert {path.split("/")[3] for _, path in operated} == set(documents())
    assert internal - operated == links | stops | law | inside | report


def test_every_name_of_a_method_is_readable_and_one() -> None:
    ids = [operation["operationId"] for _, _, operation in operations(DOCUMENT)]
    assert len(ids) == len(set(ids))
    assert [name for name in ids if not re.fullmatch("[a-z]+(_[a-z]+)+", name)] == []


VERBS = re.compile(
    "(Answer|Cancel|Change|Compute|Confirm|Create|Declare|Delete|Download|Empty|Enable|Enter|Erase|"
    "Explain|Export|Fill|Find|Follow|Get|Give|Import|Let|List|Make|Measure|Merge|Move|Name|Open|"
    "Plan|Qualify|Read|Record|Refuse|Replace|Report|Require|Revoke|Say|Search|Send|Set|Split|Stop|"
    "Tell|Trust|Verify|Withdraw|Write) .*"
)


def test_every_operation_has_a_title_of_its_own_that_begins_with_what_it_does() -> None:
    titles = {one["operationId"]: one["summary"] for _, _, one in operations(DOCUMENT)}
    assert [name for name, title in titles.items() if not VERBS.fullmatch(title)] == []
    assert max(map(len, titles.values())) <= 60
    assert len(set(titles.values())) == len(titles)
    assert titles == SUMMARIES, "a title of no operation, in description/summaries.py"


def test_everything_is_described() -> None:
    silent = [
        f"{method} {path} {parameter['name']}"
        for method, path, operation in operations(DOCUMENT)
        for parameter in ({"name": "", **operation}, *operation.get("parameters", ()))
        if not parameter.get("description")
    ]
    assert silent == []


def test_a_token_is_asked_for_wherever_it_is_needed() -> None:
    open_to_all = {
        path for _, path, operation in operations(DOCUMENT) if not operation.get("security")
    }
    assert open_to_all == {"/oauth/token", "/.well-known/jwks.json"}
    flow = DOCUMENT["components"]["securitySchemes"]["token"]["flows"]["clientCredentials"]
    assert flow["tokenUrl"] == "/oauth/token"


def _part(schema: dict[str, Any], *, path: str = "/a", name: str = "get_a") -> dict[str, Any]:
    answer = {"$ref": "#/components/schemas/Thing"}
    operation = {"operationId": name, "tags": ["flows"], "responses": {"200": answer}}
    return {"paths": {path: {"get": operation}}, "components": {"schemas": {"Thing": schema}}}


def test_a_name_that_means_two_things_gets_its_service_before_it() -> None:
    whole = merged({
        "registry": _part({"type": "string", "title": "Thing"}),
        "matching": _part({"type": "integer"}, path="/b", name="get_b"),
    })  # fmt: skip
    schemas = whole["components"]["schemas"]
    assert schemas == {
        "RegistryThing": {"type": "string", "title": "RegistryThing"},
        "MatchingThing": {"type": "integer"},
    }
    answer = whole["paths"]["/b"]["get"]["responses"]["200"]
    assert answer == {"$ref": "#/components/schemas/MatchingThing"}


def test_what_is_the_same_stands_once() -> None:
    same = {"type": "string"}
    whole = merged({"registry": _part(same), "matching": _part(same, path="/b", name="get_b")})
    assert whole["components"]["schemas"] == {"Thing": same}


def test_two_operations_of_one_name_make_no_contract() -> None:
    same = {"type": "string"}
    with pytest.raises(ContractError, match="get_a"):
        merged({"registry": _part(same), "matching": _part(same, path="/b")})


def test_each_operation_and_each_tag_has_its_guide() -> None:
    guided = [DOCUMENT, *DOCUMENT["tags"], *(one for _, _, one in operations(DOCUMENT))]
    assert {one["externalDocs"]["url"] for one in guided} <= guides.guides().keys()


async def test_the_page_asks_nothing_of_anybody_else() -> None:
    transport = httpx.ASGITransport(app_of(REGISTRY))
    async with httpx.AsyncClient(transport=transport, base_url="http://boucle") as client:
        page = await client.get("/docs/api")
        assert page.headers["content-type"].startswith("text/html")
        assert "'self'" in page.headers["content-security-policy"]
        addresses = re.findall(r"""(?:src|href)="([^"]+)\"""", page.text)
        asked = [one for one in addresses if not one.startswith("data:")]
        assert len(asked) >= 4
        for address in asked:
            assert address.startswith("/"), address
            answer = await client.get(address)
            assert (answer.status_code, answer.headers["x-content-type-options"]) == (
                200,
                "nosniff",
            )
        assert (await client.get("/openapi.json")).json() == DOCUMENT


def test_its_own_files_name_no_other_origin() -> None:
    own = [file for file in documentation.FILES.values() if "swagger_ui" not in file.parts]
    texts = [file.read_text(encoding="utf-8") for file in own if file.suffix != ".json"]
    assert len(texts) == 3
    assert [text for text in texts if "//" in re.sub(r"(?m)^// .*$", "", text)] == []
