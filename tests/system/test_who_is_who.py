"""Who takes the SIREN, the place and the flows of a company gains nothing by it: of one of the
demo's, declared outside its sandbox too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from tests.kit import eventually
from tests.system.conftest import Played, every

TERRITORY = "200010700"
SIREN = "803806793"  # of SEVEDE, which gives heat to its neighbours
MAILBOX = "decoy@stranger.example"
_COPIED = (
    *("direction", "nature", "family", "quantity", "certainty", "form", "legal_status"),
    *("accepts", "qualities", "availability", "current_route", "current_supply"),
)
_OF_SITE = ("latitude", "longitude", "location_precision", "naf", "networks")


@pytest.fixture
def stranger(played: Played) -> Iterator[httpx.Client]:
    """A tool that nobody trusts to verify; what it declared is gone afterwards."""
    with _tool(played, "stranger", verifies=False) as client:
        yield client


@pytest.fixture
def trusted(played: Played) -> Iterator[httpx.Client]:
    """One that is, which declares for real what the demo declares in its sandbox."""
    with played.client("operator") as operator:
        body = {"name": "Caux Seine Agglo", "kind": "epci"}
        operator.put(f"/v1/territories/{TERRITORY}", json=body).raise_for_status()
    with _tool(played, "trusted", verifies=True) as client:
        yield client


@contextmanager
def _tool(played: Played, source: str, *, verifies: bool) -> Iterator[httpx.Client]:
    body = {"name": source, "role": "tool", "source": source, "verifies": verifies}
    with played.client("operator") as operator:
        made = operator.post("/v1/principals", json=body).raise_for_status().json()
    credentials = (made["client_id"], made["client_secret"])
    form = {"grant_type": "client_credentials"}
    with httpx.Client(base_url=played.entry, timeout=30) as client:
        answer = client.post("/oauth/token", data=form, auth=credentials).raise_for_status()
        client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        yield client
        nothing = {"organisations": [], "sites": [], "flows": [], "confirm": True}
        client.post(f"/v1/sources/{source}/snapshot", json=nothing).raise_for_status()


async def test_a_decoy_gains_nothing(
    played: Played, trusted: httpx.Client, stranger: httpx.Client
) -> None:
    with played.client("operator") as operator, played.client("tool") as tool:
        [there] = tool.get("/v1/organisations", params={"siren": SIREN}).json()["items"]
        (copied, site), other = _matched(operator, there["organisation_id"])
        true = _declare(trusted, "trusted", "true", site, copied, siren=SIREN)
        _declare(trusted, "trusted", "other", {**other[1], "siret": None}, other[0])
        flow = true
        versions = operator.get(f"/v1/flows/{flow['flow_id']}").json()["version"]
        false = _declare(stranger, "stranger", "false", site, copied, siren=SIREN)
        plain = _declare(stranger, "stranger", "plain", {**site, "siret": None}, copied)
        assert list(every(stranger, "/v1/synergies")) == []
        # What a person verifies is matched at once: by then the decoy was read long ago.
        path = f"/v1/organisations/{plain['organisation_id']}/verify"
        said = {"how": "visit", "evidence": "for this test"}
        operator.post(path, json=said).raise_for_status()
        query = {"organisation_id": plain["organisation_id"]}

        def listed() -> list[dict[str, Any]]:
            found = operator.get("/v1/synergies", params=query).raise_for_status().json()
            items: list[dict[str, Any]] = found["items"]
            return items

        found = await eventually(listed, within=60)
        # The same companies in the demo's sandbox are none of its partners, nor it one of theirs.
        assert {side["territory"] for one in found for side in one["sides"]} == {TERRITORY}
        within = operator.get("/v1/synergies", params={"organisation_id": there["organisation_id"]})
        assert TERRITORY not in within.raise_for_status().text
        assert (
            operator.get(
                "/v1/synergies", params={"organisation_id": false["organisation_id"]}
            ).json()["items"]
            == []
        )
        # Both see what could be, and nobody: verified or not, as copies say it.
        for name in ("false", "plain"):
            shown = _possibilities(stranger, name)
            assert true["organisation_id"] not in shown
            assert flow["flow_id"] not in shown
        assert list(every(stranger, "/v1/synergies")) == []
        assert operator.get(f"/v1/flows/{flow['flow_id']}").json()["version"] == versions
        asked = operator.get("/v1/join-requests").json()["items"]
        into = [one["into"] for one in asked if one["request_id"] == false["organisation_id"]]
        assert into == [true["organisation_id"]]
    known = [one["organisation_id"] for one in every(stranger, "/v1/organisations")]
    assert true["organisation_id"] not in known
    assert [one for one in played.sent() if MAILBOX in str(one)] == []


def _possibilities(tool: httpx.Client, name: str) -> str:
    """Of a flow of the stranger, by its own id: there are some."""
    path = f"/v1/sources/stranger/flows/{name}/possibilities"
    answer = tool.get(path, follow_redirects=True).raise_for_status()
    assert answer.json()["possibilities"]
    return answer.text


Declared = tuple[dict[str, Any], dict[str, Any]]


def _matched(operator: httpx.Client, organisation: str) -> tuple[Declared, Declared]:
    """A flow of the organisation that has a synergy, and the other's; each with its site."""
    query = {"organisation_id": organisation}
    found = operator.get("/v1/synergies", params=query).raise_for_status().json()["items"]
    sides = sorted(found[0]["sides"], key=lambda side: side["organisation_id"] != organisation)
    own, other = (_declared(operator, side["flow_id"]) for side in sides)
    return own, other


def _declared(operator: httpx.Client, flow_id: str) -> Declared:
    flow = operator.get(f"/v1/flows/{flow_id}").json()
    return flow, operator.get(f"/v1/sites/{flow['site_id']}").json()


def _declare(
    client: httpx.Client,
    source: str,
    name: str,
    site: dict[str, Any],
    flow: dict[str, Any],
    siren: str | None = None,
) -> dict[str, Any]:
    """A copy of a company under another tool's ids; its flow as answered."""
    person = {"name": "x", "email": MAILBOX, "role": "x"}
    copied = {key: site[key] for key in (*_OF_SITE, "siret")}
    bodies = (
        ("organisations", {"name": name, "siren": siren, "contacts": [person]}),
        ("sites", {**copied, "territory": TERRITORY, "name": name, "organisation": name}),
        ("flows", {**{key: flow[key] for key in _COPIED if flow[key]}, "site": name}),
    )
    bodies[0][1]["territory"] = TERRITORY
    for kind, body in bodies:
        answer = client.put(f"/v1/sources/{source}/{kind}/{name}", json=body)
        assert answer.status_code == 201, answer.text
    answered: dict[str, Any] = answer.json()
    return answered
