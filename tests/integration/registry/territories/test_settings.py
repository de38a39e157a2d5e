"""A territory's settings: who changed what, and when, is readable for ever."""

from boucle.catalogue import load_catalogue
from tests.integration.registry.conftest import CAEN, FALAISE, Api
from tests.kit.contact import ANIMATOR, CONTROLLER


async def test_each_change_of_settings_is_kept_with_who_and_when(declared: Api) -> None:
    path = f"/v1/territories/{FALAISE}"
    animator = declared.tokens.animator(FALAISE)
    known = await declared.get(path)
    base = {name: known[name] for name in ("name", "kind", "parent")}
    route = load_catalogue().routes[0].key
    tighter = {"wood_a>fuel_biomass": {"moisture": {"high": "35"}}}
    changed = {
        "limits": {"distance": "80"},
        "route_limits": tighter,
        "routes_off": [route],
        "weights": {"distance": 40},
    }
    await declared.put(path, {**base, **changed}, by=animator, expect=200)
    await declared.put(path, {**base, **changed}, by=animator, expect=200)  # nothing new
    await declared.put(path, {**base, **changed, "routes_off": []}, by=animator, expect=200)

    history = (await declared.get(f"{path}/settings/history", by=animator))["items"]
    assert [one["version"] for one in history] == [1, 2, 3]
    assert history[0]["role"] == "operator"
    assert {one["setting"] for one in history[0]["changes"]} >= {"policy", "k", "weights"}
    assert all(one["before"] is None for one in history[0]["changes"])
    assert history[1]["role"] == "animator"
    assert history[1]["by"]
    assert history[1]["changes"] == [
        {"setting": "weights", "before": {}, "after": {"distance": 40}},
        {"setting": "limits", "before": {}, "after": {"distance": "80"}},
        {"setting": "route_limits", "before": {}, "after": tighter},
        {"setting": "routes_off", "before": [], "after": [route]},
    ]
    assert history[2]["changes"] == [{"setting": "routes_off", "before": [route], "after": []}]
    shown = (await declared.get(path))["route_limits"]
    assert shown == {"wood_a>fuel_biomass": {"moisture": {"low": None, "high": "35"}}}
    assert [one["at"] for one in history] == sorted(one["at"] for one in history)
    assert history == (await declared.get(f"{path}/settings/history"))["items"]


async def test_the_least_share_is_a_setting_like_others(declared: Api) -> None:
    path = f"/v1/territories/{FALAISE}"
    animator = declared.tokens.animator(FALAISE)
    known = await declared.get(path)
    assert known["least_share"] == "0.02"
    base = {name: known[name] for name in ("name", "kind", "parent")}
    for share, shown in (("0.050", "0.05"), (0, "0"), ("1", "1")):
        kept = await declared.put(path, {**base, "least_share": share}, expect=200, by=animator)
        assert kept["least_share"] == shown
    [*_, (type_, version, data)] = await declared.outbox("territory")
    assert (type_, version, data.least_share) == ("territory.revised.v1", 4, "1")
    history = (await declared.get(f"{path}/settings/history"))["items"]
    assert history[1]["changes"] == [{"setting": "least_share", "before": "0.02", "after": "0.05"}]


async def test_the_least_gain_is_a_setting_by_kind(declared: Api) -> None:
    path = f"/v1/territories/{FALAISE}"
    animator = declared.tokens.animator(FALAISE)
    known = await declared.get(path)
    assert known["least_gain"] == {}
    base = {name: known[name] for name in ("name", "kind", "parent")}
    gain = {"substitution": "2500.0", "pooling": 0}
    kept = await declared.put(path, {**base, "least_gain": gain}, expect=200, by=animator)
    assert kept["least_gain"] == {"substitution": "2500", "pooling": "0"}
    [*_, (type_, _, data)] = await declared.outbox("territory")
    assert (type_, data.least_gain) == ("territory.revised.v1", kept["least_gain"])
    assert [data.least_gain_of(kind) for kind in ("substitution", "pooling", "sharing")] == [
        "2500",
        "0",
        "1000",
    ]
    history = (await declared.get(f"{path}/settings/history"))["items"]
    assert history[1]["changes"] == [
        {"setting": "least_gain", "before": {}, "after": kept["least_gain"]}
    ]


async def test_parameters_of_pooling_and_sharing_are_settings(declared: Api) -> None:
    path = f"/v1/territories/{FALAISE}"
    animator = declared.tokens.animator(FALAISE)
    known = await declared.get(path)
    assert known["parameters"] == {}
    base = {name: known[name] for name in ("name", "kind", "parent")}
    body = {**base, "parameters": {"pooling_margin": "0.050", "waste_hour_eur": 60}}
    kept = await declared.put(path, body, by=animator, expect=200)
    assert kept["parameters"] == {"pooling_margin": "0.05", "waste_hour_eur": "60"}
    [*_, (type_, _, data)] = await declared.outbox("territory")
    assert (type_, data.parameters) == ("territory.revised.v1", kept["parameters"])
    history = (await declared.get(f"{path}/settings/history"))["items"]
    assert history[1]["changes"] == [
        {"setting": "parameters", "before": {}, "after": kept["parameters"]}
    ]
    await declared.put(path, base, by=animator, expect=200)
    assert (await declared.get(path))["parameters"] == {}


async def test_history_comes_in_pages(declared: Api) -> None:
    path = f"/v1/territories/{FALAISE}"
    known = await declared.get(path)
    base = {name: known[name] for name in ("name", "kind", "parent")}
    for k in range(1, 6):
        await declared.put(path, {**base, "k": k}, by=declared.operator, expect=200)
    seen, cursor = [], ""
    while cursor is not None:
        page = await declared.get(f"{path}/settings/history?limit=2{cursor and '&cursor='}{cursor}")
        seen += [one["version"] for one in page["items"]]
        cursor = page["next"]
    assert seen == [1, 2, 3, 4, 5, 6]
    answer = await declared.http.get(
        f"{path}/settings/history?cursor=WyIyMDI2LTAxLTAxVDAwOjAwOjAwWiIsIngiXQ",
        headers=declared.operator,
    )
    assert answer.status_code == 422


async def test_history_is_for_the_animator_and_the_operator(declared: Api) -> None:
    path = f"/v1/territories/{FALAISE}/settings/history"
    await declared.get(path, by=declared.tokens.animator(CAEN), expect=404)
    await declared.get(path, by=declared.tool, expect=403)
    await declared.get("/v1/territories/999999999/settings/history", expect=404)


async def test_who_writes_and_who_answers_for_data(declared: Api) -> None:
    """Kept in one form, shown to whom it is for, inherited from the federation, in no event."""
    path = f"/v1/territories/{FALAISE}"
    animator = declared.tokens.animator(FALAISE)
    base = {"name": (await declared.get(path))["name"], "kind": "epci"}
    events = len(await declared.outbox("territory"))
    kept = await declared.put(path, base, expect=200, by=animator)
    assert [one["field"] for one in kept["warnings"]] == ["body.animator", "body.controller"]
    federation = {"name": "Région", "kind": "federation", "controller": CONTROLLER}
    await declared.put("/v1/territories/200010700", federation, expect=201, by=declared.operator)
    written = {**ANIMATOR, "phone": "+33 (0)2.61.91.00.11"}
    body = {**base, "parent": "200010700", "animator": written}
    kept = await declared.put(path, body, expect=200, by=declared.operator)
    assert kept["animator"] == ANIMATOR
    assert (kept["controller"], kept["warnings"]) == (None, [])
    asked = {"territories": [FALAISE, CAEN]}
    service = declared.tokens.service()
    told = (await declared.post("/internal/directory", asked, by=service, expect=200))[
        "territories"
    ]
    own = {"name": base["name"], "animator": ANIMATOR, "controller": CONTROLLER}
    assert told[FALAISE] == {**own, "parameters": {}}
    assert told[CAEN]["controller"] is None
    own = {key: CONTROLLER[key] for key in ("address", "rights")} | {"name": "Pays de Falaise"}
    kept = await declared.put(path, {**body, "controller": own}, expect=200, by=declared.operator)
    assert kept["controller"]["kept_months"] == 36
    assert [one["field"] for one in kept["warnings"]] == [
        *("body.controller.basis", "body.controller.publisher", "body.controller.host")
    ]
    told = (await declared.post("/internal/directory", asked, by=service, expect=200))[
        "territories"
    ]
    assert told[FALAISE]["controller"]["name"] == "Pays de Falaise"
    assert "6.1.f" in told[FALAISE]["controller"]["basis"]
    for by in (declared.tool, declared.tokens.animator(CAEN)):
        [listed] = [
            one
            for one in (await declared.get("/v1/territories", by=by))["items"]
            if one["siren"] == FALAISE
        ]
        assert (listed["animator"], listed["warnings"]) == (None, [])
        assert (
            listed["controller"]
            == kept["controller"]
            == (await declared.get(path, by=by))["controller"]
        )
    published = (await declared.outbox("territory"))[events:]
    assert len(published) == 2  # the federation, and its new member: people are no settings


async def test_a_contact_that_cannot_be_used_is_refused(declared: Api) -> None:
    path = f"/v1/territories/{FALAISE}"
    base = {"name": "Pays de Falaise", "kind": "epci"}
    for part, field, value in (
        ("animator", "phone", "02 61"),
        ("animator", "address", "1 rue\nde l'Exemple"),
        ("controller", "rights", "nobody"),
        ("controller", "kept_months", 0),
    ):
        known = {"animator": ANIMATOR, "controller": CONTROLLER}[part]
        answer = await declared.put(
            path, {**base, part: {**known, field: value}}, by=declared.operator, expect=422
        )
        assert answer["errors"][0]["field"] == f"body.{part}.{field}"
