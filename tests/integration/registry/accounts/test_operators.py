"""Operators who are persons: whoever has the machine invites them."""

from datetime import timedelta

from boucle.registry.accounts.operators import invite_operator
from boucle.registry.accounts.sessions import PROVEN
from boucle.registry.app import SERVICE
from tests.integration.registry.accounts.conftest import NADIA, Portal
from tests.kit import RunningWorker

ODILE = "odile@exploitant.example"
_PROVEN = "UPDATE session SET proven_at = $1"
_ASKED = "SELECT id FROM sign_in WHERE kind = 'operator'"


async def _prove(portal: Portal) -> None:
    """As a passkey does."""
    async with portal.api.database.write() as session:
        driver = await session.driver()
        await driver.execute(_PROVEN, portal.api.clock())


async def test_an_operator_is_invited_once_and_acts(
    portal: Portal, running_worker: RunningWorker
) -> None:
    async with running_worker(SERVICE) as resources:
        for _ in range(2):
            await invite_operator(resources, ODILE, "Odile Ortiz", "fr")
        (asked,) = await portal.api.fetch(_ASKED)
        mail = await portal.ask(f"sign-ins/{asked['id']}/mail", {}, expect=200)
        assert (mail["link"], mail["places"], mail["invited_by"]) == (None, [], None)
    session = await portal.session(ODILE)
    assert (await portal.act(session, expect=409))["type"].endswith("proof-wanted")
    await _prove(portal)
    acting = await portal.act(session)
    assert [one["role"] for one in acting["roles"]] == ["operator"]
    await portal.api.get("/v1/principals", by=portal.by(acting))
    portal.api.clock.advance(PROVEN + timedelta(seconds=1))
    await portal.act(session, expect=409)


async def test_an_animator_may_be_an_operator_too(
    portal: Portal, running_worker: RunningWorker
) -> None:
    email = str(NADIA["email"])
    async with running_worker(SERVICE) as resources:
        await invite_operator(resources, email.upper(), "Nadia", "fr")
        (asked,) = await portal.api.fetch(_ASKED)
        mail = await portal.ask(f"sign-ins/{asked['id']}/mail", {}, expect=200)
    assert mail["places"] == []
    session = await portal.session(email)
    acting = await portal.act(session)
    assert [one["role"] for one in acting["roles"]] == ["animator"]
    assert acting["proof_wanted"]
    await _prove(portal)
    acting = await portal.act(session)
    assert sorted(one["role"] for one in acting["roles"]) == ["animator", "operator"]
    assert acting["account"]["name"] == NADIA["name"]
