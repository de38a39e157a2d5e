"""Persons who sign in: what the portal and the sender of mails ask registry."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest

from boucle.platform.identity import Principal
from tests.integration.registry.conftest import FALAISE, Api, Body, organisation

BROWSER, OTHER = "a" * 64, "b" * 64
NADIA: Body = {"name": "Nadia Benali", "email": "nadia@falaise.example", "territories": [FALAISE]}
PAUL: Body = {"name": "Paul Martin", "email": "Paul@Scierie.example", "role": "direction"}


@dataclass
class Portal:
    """Asks as the principal ``portal``."""

    api: Api

    async def ask(self, path: str, body: Body, *, expect: int) -> Body:
        answer = await self.api.http.post(
            f"/internal/{path}", json=body, headers=self.api.tokens.service()
        )
        assert answer.status_code == expect, answer.text
        return dict(answer.json()) if answer.content and answer.text != "null" else {}

    async def asked(self, email: str, browser: str = BROWSER) -> list[UUID]:
        """The sign-ins that mails were asked for so far."""
        await self.ask("sign-ins", {"email": email, "browser": browser}, expect=202)
        return [data.sign_in for _, _, data in await self.api.outbox("sign_in")]

    async def link(self, email: str, browser: str = BROWSER) -> str:
        """The link that a mail holds."""
        id_ = (await self.asked(email, browser))[-1]
        mail = await self.ask(f"sign-ins/{id_}/mail", {}, expect=200)
        assert mail["email"].lower() == email.lower()
        return str(mail["link"])

    async def open(self, link: str, browser: str = BROWSER, *, expect: int = 201) -> Body:
        body = {"link": link, "browser": browser, "agent": "Firefox, Linux"}
        return await self.ask("sessions", body, expect=expect)

    async def session(self, email: str) -> str:
        return str((await self.open(await self.link(email)))["session"])

    async def act(self, session: str, *, expect: int = 200, **fields: str) -> Body:
        self.api.clock.advance(timedelta(milliseconds=1))
        return await self.ask("sessions/tokens", {"session": session, **fields}, expect=expect)

    def by(self, acting: Body) -> dict[str, str]:
        """A token as the one that was given, which is signed by a key of registry's own."""
        role = next(one for one in acting["roles"] if one["client_id"] == acting["role"])
        return self.api.tokens.of(
            Principal(
                role["client_id"],
                role["role"],
                role["client_id"],
                frozenset(UUID(one["id"]) for one in role["organisations"]),
                frozenset(one["siren"] for one in role["territories"]),
            )
        )

    async def sessions(self, session: str) -> list[str]:
        found = await self.ask("sessions/all", {"session": session}, expect=200)
        return [one["id"] for one in found["items"]]


@pytest.fixture
async def portal(api: Api) -> Portal:
    """A verified company with a contact; Nadia animates the territory."""
    await api.put("/v1/sources/tyca/organisations/org", organisation(contacts=[PAUL]))
    await api.post("/v1/animators", NADIA)
    return Portal(api)
