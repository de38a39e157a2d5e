"""Persons of a territory: invited, listed, taken away, erased."""

from boucle.contract.persons import PersonKey
from tests.integration.registry.accounts.conftest import NADIA, Portal
from tests.integration.registry.conftest import CAEN, FALAISE, FEDERATION, Body, territory
from tests.kit import eventually
from tests.kit.whole_database import whole

EMAIL = str(NADIA["email"])
LOU: Body = {"name": "Lou Ferri", "email": "lou@falaise.example", "territories": [FALAISE]}


async def _names(portal: Portal, by: dict[str, str], siren: str = FALAISE) -> list[str]:
    shown = await portal.api.get(f"/v1/territories/{siren}/animators", by=by)
    return [one["name"] for one in shown["items"]]


async def _signed_in(portal: Portal, email: str) -> dict[str, str]:
    acting = await portal.act(await portal.session(email))
    return portal.by(acting)


async def test_an_animator_invites_a_colleague_whom_a_mail_tells_by_whom(portal: Portal) -> None:
    nadia = await _signed_in(portal, EMAIL)
    made = await portal.api.post("/v1/animators", LOU, by=nadia)
    asked = [data.sign_in for _, _, data in await portal.api.outbox("sign_in")]
    mail = await portal.ask(f"sign-ins/{asked[-1]}/mail", {}, expect=200)
    assert (mail["invited_by"], mail["link"]) == ("Nadia Benali", None)
    assert mail["places"] == ["Pays de Falaise"]
    again = await portal.api.post("/v1/animators", LOU, by=nadia)
    assert again == made
    assert len(await portal.api.outbox("sign_in")) == len(asked)
    assert await _names(portal, nadia) == ["Nadia Benali", "Lou Ferri"]
    elsewhere = {**LOU, "territories": [FALAISE, CAEN]}
    refused = await portal.api.post("/v1/animators", elsewhere, by=nadia, expect=422)
    assert [one["value"] for one in refused["errors"]] == [CAEN]


async def test_more_territories_are_one_role(portal: Portal) -> None:
    both = {**NADIA, "territories": [CAEN]}
    made = await portal.api.post("/v1/animators", both)
    assert made["territories"] == [FALAISE, CAEN]
    acting = await portal.act(await portal.session(EMAIL))
    assert [one["siren"] for one in acting["roles"][0]["territories"]] == sorted([CAEN, FALAISE])


async def test_who_is_taken_away_acts_no_more(portal: Portal) -> None:
    session = await portal.session(EMAIL)
    acting = await portal.act(session)
    own = portal.by(acting)
    path = f"/v1/territories/{FALAISE}/animators/{acting['role']}"
    await portal.api.delete(path, by=portal.api.tokens.animator(CAEN), expect=404)
    await portal.api.delete(path, by=portal.api.tokens.animator(FALAISE))
    await portal.api.delete(path, by=portal.api.operator, expect=404)
    await portal.act(session, expect=410)

    async def is_refused() -> bool:
        return (await portal.api.http.get("/v1/flows", headers=own)).status_code == 401

    await eventually(is_refused, within=5)
    assert await _names(portal, portal.api.operator) == []


async def test_who_is_erased_is_in_no_account(portal: Portal) -> None:
    session = await portal.session(EMAIL)
    kept = await portal.api.post("/v1/persons/export", {"address": EMAIL}, expect=200)
    assert (kept["account"]["name"], kept["account"]["browsers"]) == (
        "Nadia Benali",
        ["Firefox, Linux"],
    )
    await portal.api.post("/v1/persons/erase", {"address": EMAIL.upper()}, expect=200)
    await portal.act(session, expect=410)
    (*_, (_, _, erased)) = await portal.api.outbox("person")
    key = PersonKey(b"0" * 32)
    assert set(erased.mentions) == key.of_mentions("Nadia Benali", None)
    said = await whole(portal.api.database)
    assert "nadia" not in str(said).lower()


async def _animating(portal: Portal, **asked: object) -> dict[str, list[str]]:
    question = {"every_epci": True, "animators": True, **asked}
    service = portal.api.tokens.service()
    answer = await portal.api.post("/internal/directory", question, by=service, expect=200)
    return {one["email"]: one["territories"] for one in answer["animators"]}


async def test_the_directory_names_who_animates_now_for_mails_to_them(portal: Portal) -> None:
    operator = portal.api.operator
    for siren, body in (
        (FEDERATION, territory("Pôle", kind="federation")),
        (FALAISE, territory(parent=FEDERATION)),
        (CAEN, territory("Caen", parent=FEDERATION)),
    ):
        path = f"/v1/territories/{siren}"
        known = await portal.api.http.get(path, headers=operator)
        expect = 200 if known.status_code == 200 else 201
        await portal.api.put(path, body, by=operator, expect=expect)
    everywhere = {"name": "Zoé", "email": "zoe@region.example", "territories": [FEDERATION]}
    await portal.api.post("/v1/animators", everywhere, by=operator)
    both = sorted([FALAISE, CAEN])
    assert await _animating(portal) == {EMAIL: [FALAISE], "zoe@region.example": both}
    only = {"every_epci": False, "territories": [CAEN]}
    assert await _animating(portal, **only) == {"zoe@region.example": [CAEN]}
    assert await _animating(portal, animators=False) == {}
    acting = await portal.act(await portal.session(EMAIL))
    path = f"/v1/territories/{FALAISE}/animators/{acting['role']}"
    await portal.api.delete(path, by=portal.api.operator)
    assert await _animating(portal) == {"zoe@region.example": both}
