"""A person signs in by mail, acts, and signs out; nobody else does."""

from datetime import timedelta

import pytest

from boucle.registry.accounts.sessions import GRACE, ROTATED_EVERY
from boucle.registry.accounts.signing_in import LASTS, MOST_AN_HOUR
from tests.integration.registry.accounts.conftest import NADIA, OTHER, PAUL, Portal
from tests.integration.registry.conftest import CAEN, FALAISE, organisation

EMAIL = str(NADIA["email"])


async def test_an_animator_signs_in_and_acts_in_its_territory(portal: Portal) -> None:
    acting = await portal.act(await portal.session(EMAIL))
    assert acting["account"]["name"] == "Nadia Benali"
    (role,) = acting["roles"]
    assert role["client_id"] == acting["role"]
    assert role["territories"] == [{"siren": FALAISE, "name": "Pays de Falaise"}]
    by = portal.by(acting)
    own = await portal.api.get(f"/v1/territories/{FALAISE}/animators", by=by)
    assert [one["client_id"] for one in own["items"]] == [acting["role"]]
    await portal.api.get(f"/v1/territories/{CAEN}/animators", by=by, expect=404)
    await portal.api.get("/v1/principals", by=by, expect=403)


async def test_a_contact_of_a_verified_company_acts_for_it(portal: Portal) -> None:
    session = await portal.session(str(PAUL["email"]).lower())
    acting = await portal.act(session)
    (role,) = acting["roles"]
    assert [one["name"] for one in role["organisations"]] == ["Scierie Normande"]
    by = portal.by(acting)
    page = await portal.api.get("/v1/organisations", by=by)
    assert [one["name"] for one in page["items"]] == ["Scierie Normande"]
    # Who is no contact any more acts for nobody.
    await portal.api.put(
        "/v1/sources/tyca/organisations/org", organisation(contacts=[]), expect=200
    )
    await portal.act(session, expect=410)


async def test_a_contact_of_a_company_that_nobody_vouches_for_is_nobody(portal: Portal) -> None:
    eve = {**PAUL, "email": "eve@scierie.example"}
    client = await portal.api.principal(role="tool", source="tiers")
    body = organisation(contacts=[eve])
    by = portal.api.tokens.tool(client)
    await portal.api.put("/v1/sources/tiers/organisations/o", body, by=by)
    before = await portal.asked(EMAIL)
    assert await portal.asked("eve@scierie.example") == before


async def test_nobody_learns_who_has_an_account_and_no_mailbox_is_filled(portal: Portal) -> None:
    before = len(await portal.asked("personne@falaise.example"))
    for _ in range(MOST_AN_HOUR + 3):
        await portal.asked(EMAIL.upper())
    assert len(await portal.asked(EMAIL)) == before + MOST_AN_HOUR
    portal.api.clock.advance(timedelta(hours=1, seconds=1))
    assert len(await portal.asked(EMAIL)) == before + MOST_AN_HOUR + 1


async def test_a_link_serves_once_in_its_browser_and_for_a_quarter_of_an_hour(
    portal: Portal,
) -> None:
    link = await portal.link(EMAIL)
    assert (await portal.open(link, OTHER, expect=409))["type"].endswith("other-browser")
    await portal.open(link)
    assert (await portal.open(link, expect=410))["type"].endswith("link-used")
    late = await portal.link(EMAIL)
    portal.api.clock.advance(LASTS + timedelta(seconds=1))
    assert (await portal.open(late, expect=410))["type"].endswith("link-ended")
    for wrong in ("x", link[:-1] + ("A" if link[-1] != "A" else "B"), link + "A"):
        assert (await portal.open(wrong, expect=410))["type"].endswith("link-ended")


async def test_a_stolen_secret_ends_the_session(portal: Portal) -> None:
    session = await portal.session(EMAIL)
    assert (await portal.act(session))["session"] == session
    portal.api.clock.advance(ROTATED_EVERY)
    fresh = str((await portal.act(session))["session"])
    assert fresh != session
    assert (await portal.act(fresh))["session"] == fresh
    assert (await portal.act(session))["session"] == session  # a page that loads beside
    portal.api.clock.advance(GRACE + timedelta(seconds=1))
    assert (await portal.act(session, expect=410))["type"].endswith("session-ended")
    await portal.act(fresh, expect=410)


async def test_sessions_are_listed_and_ended_by_their_owner_alone(portal: Portal) -> None:
    first, second = await portal.session(EMAIL), await portal.session(EMAIL)
    others = await portal.session(str(PAUL["email"]))
    ids = await portal.sessions(first)
    assert len(ids) == 2
    (foreign,) = await portal.sessions(others)
    await portal.ask("sessions/end", {"session": first, "id": foreign}, expect=204)
    await portal.act(others)
    mine = [one for one in ids if one != (await portal.sessions(second))[0]] or ids[:1]
    await portal.ask("sessions/end", {"session": first, "id": mine[0]}, expect=204)
    left = [one for one in (first, second) if await portal.sessions(one)]
    assert len(left) == 1
    await portal.ask("sessions/end", {"session": left[0]}, expect=204)
    await portal.act(left[0], expect=410)
    assert await portal.sessions("x") == []


async def test_a_person_without_a_secret_gets_no_token_by_one(portal: Portal) -> None:
    acting = await portal.act(await portal.session(EMAIL))
    for secret in ("x", " "):
        form = {
            "grant_type": "client_credentials",
            "client_id": acting["role"],
            "client_secret": secret,
        }
        answer = await portal.api.http.post("/oauth/token", data=form)
        assert answer.status_code == 401


@pytest.mark.parametrize("wrong", ["", "zz", "g" * 64, "a" * 63])
async def test_a_browser_is_a_hash(portal: Portal, wrong: str) -> None:
    await portal.ask("sign-ins", {"email": EMAIL, "browser": wrong}, expect=422)
