"""A person signs in by an OpenID Connect provider, which answers over HTTP; nobody else does."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from boucle.registry.accounts.challenges import OPENID_LASTS
from boucle.registry.accounts.operators import invite_operator
from boucle.registry.app import SERVICE
from tests.integration.registry.accounts.conftest import BROWSER, NADIA, OTHER, PAUL, Portal
from tests.integration.registry.conftest import FALAISE, Api, Body, organisation, territory
from tests.kit import ApiClient, FrozenClock, RunningWorker, ServiceDatabase, Tokens
from tests.kit.openid_provider import CLIENT, SECRET, OpenIdProvider, serving

EMAIL = str(NADIA["email"])
PUBLIC = "https://boucle.example"
STRONG = "https://proconnect.gouv.fr/assurance/consistency-checked-2fa"
ODILE = "odile@exploitant.example"

Started = Callable[..., AbstractAsyncContextManager["Arriving"]]


@dataclass
class Arriving:
    """A browser between the portal and the provider."""

    portal: Portal
    provider: OpenIdProvider

    async def asked(self, browser: str = BROWSER, *, expect: int = 200) -> str:
        self.portal.api.clock.advance(timedelta(milliseconds=1))
        body = {"browser": browser}
        found = await self.portal.ask("openid/addresses", body, expect=expect)
        return str(found.get("url", found.get("type")))

    async def returned(self, browser: str = BROWSER) -> dict[str, str]:
        """What the provider sends the browser back with."""
        async with httpx.AsyncClient() as http:
            answer = await http.get(await self.asked(browser))
        assert answer.status_code == 303, answer.text
        address = answer.headers["Location"]
        assert address.startswith(f"{PUBLIC}/connexion/openid/retour?")
        return dict(parse_qsl(urlsplit(address).query))

    async def opened(self, brought: Body, browser: str = BROWSER, *, expect: int = 201) -> str:
        body = {"browser": browser, "agent": "Firefox, Linux", **brought}
        found = await self.portal.ask("openid/sessions", body, expect=expect)
        return str(found.get("session") or found["type"].rpartition(":")[2])

    async def refused(self, expect: int = 409) -> str:
        return await self.opened(await self.returned(), expect=expect)

    async def session(self) -> str:
        return await self.opened(await self.returned())


@pytest.fixture
def provider(clock: FrozenClock) -> Iterator[OpenIdProvider]:
    person = {"sub": "nadia-1", "email": EMAIL.upper(), "email_verified": True}
    made = OpenIdProvider(clock, person=person)
    made.redirect_uri, made.left_uri = f"{PUBLIC}/connexion/openid/retour", f"{PUBLIC}/connexion"
    with serving(made):
        yield made


@pytest.fixture
def started(
    provider: OpenIdProvider,
    api_client: ApiClient,
    service_database: ServiceDatabase,
    tokens: Tokens,
    clock: FrozenClock,
) -> Started:
    @asynccontextmanager
    async def start(**settings: object) -> AsyncIterator[Arriving]:
        given: dict[str, Any] = {
            "public_url": PUBLIC,
            "openid_issuer": provider.issuer,
            "openid_client_id": CLIENT,
            "openid_client_secret": SECRET,
            **settings,
        }
        async with api_client(SERVICE, **given) as client:
            api = Api(client, tokens, await service_database(SERVICE), clock)
            await api.put(f"/v1/territories/{FALAISE}", territory(), by=api.operator)
            api.tool_id = await api.principal(role="tool", source="tyca", verifies=True)
            await api.put("/v1/sources/tyca/organisations/org", organisation(contacts=[PAUL]))
            await api.post("/v1/animators", NADIA)
            yield Arriving(Portal(api), provider)

    return start


async def test_without_a_provider_there_is_none(portal: Portal) -> None:
    assert await portal.ask("openid", {}, expect=200) == {"name": None}
    await portal.ask("openid/addresses", {"browser": BROWSER}, expect=404)
    session = await portal.session(EMAIL)
    left = await portal.ask("openid/left", {"session": session}, expect=200)
    assert left == {"url": None, "name": None}


async def test_a_person_who_was_invited_comes_in_and_stays_known(started: Started) -> None:
    async with started(openid_name="ProConnect") as arriving:
        portal, provider = arriving.portal, arriving.provider
        assert await portal.ask("openid", {}, expect=200) == {"name": "ProConnect"}
        acting = await portal.act(await arriving.session())
        assert acting["account"]["email"] == EMAIL
        assert [one["role"] for one in acting["roles"]] == ["animator"]
        # Its address at the provider may change, even to another person's: the subject stays.
        provider.person["email"] = PAUL["email"]
        again = await portal.act(await arriving.session())
        assert again["account"]["email"] == EMAIL
        provider.person = {"sub": "nadia-1"}
        assert (await portal.act(await arriving.session()))["account"]["email"] == EMAIL


async def test_a_contact_of_a_verified_company_comes_in_as_by_mail(started: Started) -> None:
    async with started() as arriving:
        arriving.provider.person |= {"sub": "paul", "email": str(PAUL["email"]).lower()}
        acting = await arriving.portal.act(await arriving.session())
        (role,) = acting["roles"]
        assert [one["name"] for one in role["organisations"]] == ["Scierie Normande"]


async def test_nobody_is_made_who_was_not_invited(started: Started) -> None:
    async with started() as arriving:
        arriving.provider.person["email"] = "personne@falaise.example"
        assert await arriving.refused() == "nobody-invited"
        count = "SELECT (SELECT count(*) FROM account), (SELECT count(*) FROM openid_subject)"
        (found,) = await arriving.portal.api.fetch(count)
        assert tuple(found) == (1, 0)


async def test_who_may_do_nothing_any_more_comes_in_no_more(started: Started) -> None:
    async with started() as arriving:
        api, acting = arriving.portal.api, await arriving.portal.act(await arriving.session())
        await api.delete(f"/v1/territories/{FALAISE}/animators/{acting['role']}", by=api.operator)
        assert await arriving.refused() == "nobody-invited"


async def test_who_is_erased_is_known_no_more(started: Started) -> None:
    async with started() as arriving:
        await arriving.session()
        await arriving.portal.api.post("/v1/persons/erase", {"address": EMAIL}, expect=200)
        assert await arriving.portal.api.fetch("SELECT * FROM openid_subject") == []
        assert await arriving.refused() == "nobody-invited"


@pytest.mark.parametrize(
    ("verified", "trusted", "opens"),
    [(None, True, True), (None, False, False), (False, True, False), ("true", True, False)],
)
async def test_an_address_counts_only_if_it_is_vouched_for(
    started: Started, verified: object, trusted: bool, opens: bool
) -> None:
    async with started(openid_trusts_email=trusted) as arriving:
        arriving.provider.person["email_verified"] = verified
        if verified is None:
            del arriving.provider.person["email_verified"]
        if opens:
            await arriving.portal.act(await arriving.session())
        else:
            assert await arriving.refused() == "email-unverified"


async def test_a_state_serves_once_in_its_browser_and_for_a_quarter_of_an_hour(
    started: Started,
) -> None:
    async with started() as arriving:
        brought = await arriving.returned()
        assert await arriving.opened(brought, OTHER, expect=409) == "other-browser"
        for wrong in ("x", brought["state"][:-2] + "AA", "A" * 54):
            stolen = {**brought, "state": wrong}
            assert await arriving.opened(stolen, expect=409) == "other-browser"
        await arriving.opened(brought)
        assert await arriving.opened(brought, expect=410) == "state-used"
        late = await arriving.returned()
        arriving.portal.api.clock.advance(OPENID_LASTS + timedelta(seconds=1))
        assert await arriving.opened(late, expect=410) == "state-ended"


async def test_a_code_serves_once_and_with_its_own_state_alone(started: Started) -> None:
    async with started() as arriving:
        first = await arriving.returned()
        theirs = await arriving.returned(OTHER)
        # Another's code, slipped under a state of this browser: PKCE tells.
        mixed = {**first, "code": theirs["code"]}
        assert await arriving.opened(mixed, expect=409) == "provider-refused"
        second = await arriving.returned()
        await arriving.opened(second)
        third = {**await arriving.returned(), "code": second["code"]}
        assert await arriving.opened(third, expect=409) == "provider-refused"


async def test_the_nonce_tells_anothers_code_where_there_is_no_pkce(started: Started) -> None:
    async with started() as arriving:
        arriving.provider.proconnect = True
        first = await arriving.returned()
        theirs = await arriving.returned(OTHER)
        mixed = {**first, "code": theirs["code"]}
        assert await arriving.opened(mixed, expect=409) == "provider-refused"


_WRONG: list[dict[str, Any]] = [
    {"nonce": "another"},
    {"nonce": None},
    {"aud": "another-client"},
    {"aud": None},
    {"aud": [CLIENT, "another-client"]},
    {"aud": CLIENT, "azp": "another-client"},
    {"aud": "another-client", "azp": CLIENT},
    {"iss": "https://another.example"},
    {"iss": None},
    {"exp": 1},
    {"exp": None},
    {"iat": None},
    {"sub": None},
    {"sub": "somebody else than userinfo"},
    {"at_hash": "d3Jvbmc"},
]


@pytest.mark.parametrize("wrong", _WRONG, ids=str)
async def test_a_wrong_id_token_opens_nothing(started: Started, wrong: dict[str, Any]) -> None:
    async with started() as arriving:
        arriving.provider.claims = wrong
        assert await arriving.refused() == "provider-refused"
        assert await arriving.portal.api.fetch("SELECT id FROM session") == []


@pytest.mark.parametrize("signs", ["none", "HS256"])
async def test_a_signature_that_anybody_can_make_is_none(started: Started, signs: str) -> None:
    async with started() as arriving:
        arriving.provider.signs = signs
        assert await arriving.refused() == "provider-refused"


async def test_a_new_key_is_asked_for_and_a_foreign_one_refused(started: Started) -> None:
    async with started() as arriving:
        await arriving.session()
        before = arriving.provider.key
        arriving.provider.new_key()
        await arriving.session()
        arriving.provider.published = before
        arriving.provider.new_key()
        assert await arriving.refused() == "provider-refused"


async def test_proconnect_signs_what_it_says_of_people(started: Started) -> None:
    async with started(openid_trusts_email=True, openid_acr_values="eidas1") as arriving:
        provider = arriving.provider
        provider.proconnect = True
        provider.person = {
            "sub": "p-1",
            "email": EMAIL,
            "given_name": "Nadia",
            "usual_name": "Benali",
            "siret": "13002526500013",
        }
        assert "acr_values=eidas1" in await arriving.asked()
        await arriving.portal.act(await arriving.session())
        for wrong in ({"aud": "another"}, {"iss": "https://another.example"}, {"sub": "p-2"}):
            provider.userinfo = wrong
            assert await arriving.refused() == "provider-refused"


async def test_an_operator_needs_a_second_factor_all_the_same(
    started: Started, running_worker: RunningWorker
) -> None:
    async with started(openid_trusts_email=True, openid_strong_acrs=f"eidas3 {STRONG}") as arriving:
        provider, portal = arriving.provider, arriving.portal
        provider.proconnect = True
        async with running_worker(SERVICE) as resources:
            await invite_operator(resources, ODILE, "Odile Ortiz", "fr")
        provider.person = {"sub": "odile", "email": ODILE}
        for weak in (None, "eidas1"):
            provider.claims = {"acr": weak}
            refused = await portal.act(await arriving.session(), expect=409)
            assert refused["type"].endswith("proof-wanted")
        provider.claims = {}
        provider.userinfo = {"acr": STRONG}  # not in the id token
        await portal.act(await arriving.session(), expect=409)
        provider.claims = {"acr": STRONG}
        acting = await portal.act(await arriving.session())
        assert [one["role"] for one in acting["roles"]] == ["operator"]


async def test_a_provider_that_is_away_is_named(started: Started) -> None:
    async with started() as arriving:
        arriving.provider.away = True
        assert (await arriving.asked(expect=503)).endswith("provider-away")
        arriving.provider.away = False
        brought = await arriving.returned()
        arriving.provider.away = True
        assert await arriving.opened(brought, expect=503) == "provider-away"


@pytest.mark.parametrize("issuer", ["http://127.0.0.1:9", "http://localhost:9/realm"])
async def test_a_provider_of_nowhere_is_away(started: Started, issuer: str) -> None:
    async with started(openid_issuer=issuer) as arriving:
        assert (await arriving.asked(expect=503)).endswith("provider-away")


async def test_an_answer_of_another_issuer_is_refused(started: Started) -> None:
    async with started() as arriving:
        brought = await arriving.returned()
        mixed = {**brought, "issuer": "https://another.example"}
        assert await arriving.opened(mixed, expect=409) == "provider-refused"
        right = {**await arriving.returned(), "issuer": arriving.provider.issuer}
        await arriving.opened(right)


async def test_who_leaves_may_end_the_providers_session_too(started: Started) -> None:
    async with started() as arriving:
        portal = arriving.portal
        session = await arriving.session()
        left = await portal.ask("openid/left", {"session": session}, expect=200)
        async with httpx.AsyncClient() as http:
            answer = await http.get(left["url"])
        assert answer.headers["Location"].startswith(f"{PUBLIC}/connexion?state=")
        by_mail = await portal.session(EMAIL)
        left = await portal.ask("openid/left", {"session": by_mail}, expect=200)
        assert left["url"] is None
        assert (await portal.ask("openid/left", {"session": "x"}, expect=200))["url"] is None
