"""Parameters say where their values are from: a source with its date, or a territory."""

from datetime import timedelta

from boucle.catalogue.sharing import sharing_catalogue
from tests.integration.registry.conftest import FALAISE, Api

KEYS = "key=waste_speed_km_h&key=waste_tonne_eur"


async def test_a_territory_shows_its_own_values_with_who_and_when(declared: Api) -> None:
    path, animator = f"/v1/territories/{FALAISE}", declared.tokens.animator(FALAISE)
    known = await declared.get(path)
    base = {name: known[name] for name in ("name", "kind", "parent")}
    own = {**base, "parameters": {"waste_speed_km_h": "25"}}
    await declared.put(path, own, by=animator, expect=200)
    moment = (await declared.get(path))["updated_at"]
    declared.clock.set(declared.clock() + timedelta(minutes=1))
    await declared.put(path, {**own, "weights": {"distance": 40}}, by=animator, expect=200)

    asked = f"/v1/parameters?{KEYS}&territory={FALAISE}"
    shown = {one["key"]: one for one in (await declared.get(asked, by=declared.tool))["items"]}
    speed, price = shown["waste_speed_km_h"], shown["waste_tonne_eur"]
    assert (speed["value"], speed["default"]) == ("25", "30")
    assert (speed["set_by"], speed["set_at"]) == ("animator", moment)
    assert speed["origin_fr"] == "hypothèse du territoire"
    assert (price["value"], price["set_by"], price["set_at"]) == ("125", None, None)
    assert price["origin_fr"].startswith("https://heyliot.com/")
    assert "lu le" in price["origin_fr"]
    assert (price["least"], price["most"], price["unit"]) == ("20", "1000", "EUR/t")

    plain = {one["key"]: one for one in (await declared.get(f"/v1/parameters?{KEYS}"))["items"]}
    assert plain["waste_speed_km_h"]["value"] == "30"
    assert plain["waste_speed_km_h"]["set_by"] is None


async def test_a_changed_value_is_another_etag(declared: Api) -> None:
    path, asked = f"/v1/territories/{FALAISE}", f"/v1/parameters?territory={FALAISE}"
    before = await declared.http.get(asked, headers=declared.operator)
    known = await declared.get(path)
    base = {name: known[name] for name in ("name", "kind", "parent")}
    own = {**base, "parameters": {"waste_speed_km_h": "25"}}
    await declared.put(path, own, by=declared.operator, expect=200)
    same = {**declared.operator, "If-None-Match": before.headers["etag"]}
    assert (await declared.http.get(asked, headers=same)).status_code == 200
    assert len(sharing_catalogue().parameters) > 50


async def test_no_such_territory(declared: Api) -> None:
    await declared.get("/v1/parameters?territory=200069532", expect=404)
    await declared.get("/v1/parameters?territory=paris", expect=422)
