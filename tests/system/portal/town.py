"""A territory of its own beside the demo: animators, two companies that have a synergy, and two of
a group near its threshold."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Any

import httpx

from tests.system.conftest import Played

SIREN = "241400514"
ANIMATOR, COMPANY = "nadia@falaise.example", "lou@scierie.example"
COLLEAGUE, LEAVER = "camille@falaise.example", "alex@falaise.example"
_ANIMATORS = ("Nadia Benali", ANIMATOR), ("Camille Roy", COLLEAGUE), ("Alex Petit", LEAVER)
_SOURCE = "portail"
_PATIENCE_S, _PAUSE_S = 30.0, 0.1
_SETTLED: dict[str, Town] = {}
"""By the entry of the system that it is in."""


@dataclass(frozen=True)
class Town:
    """``synergy``: between the two companies; ``elsewhere``: one of the demo's."""

    played: Played
    synergy: str
    organisation: str
    elsewhere: str

    def link(self, address: str, known: int) -> str:
        """The link of the mail that follows the ``known`` first ones to an address."""
        return link_of(self.played, address, known)

    def invite(self) -> None:
        """Have the companies of the synergy invited, if they are not yet."""
        path = f"/v1/synergies/{self.synergy}"
        with self.played.client("operator") as operator:
            if operator.get(path).json()["state"] == "detected":
                operator.post(f"{path}/qualification", json={}).raise_for_status()
            deadline = time.monotonic() + _PATIENCE_S
            while operator.get(path).json()["state"] in ("detected", "qualified"):
                assert time.monotonic() < deadline, "nobody is invited"
                time.sleep(_PAUSE_S)

    def links(self, address: str) -> list[str]:
        return links_in(self.played, address)


def links_in(played: Played, address: str) -> list[str]:
    """The links to sign in that were mailed to an address."""
    mails = [one for one in played.sent() if one["to"] == address]
    found = [re.findall(r"http\S+/connexion/[\w-]+", one["text"] or "") for one in mails]
    return [one[0] for one in found if one]


def link_of(played: Played, address: str, known: int) -> str:
    """The link of the mail that follows the ``known`` first ones to an address."""
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        mails = links_in(played, address)
        if len(mails) > known:
            return mails[-1]
        time.sleep(_PAUSE_S)
    raise AssertionError(f"no mail to {address}")


def settled(played: Played) -> Town:
    """Make it, once for each system."""
    if played.entry not in _SETTLED:
        _SETTLED[played.entry] = _made(played)
    return _SETTLED[played.entry]


def _made(played: Played) -> Town:
    with played.client("operator") as operator:
        _ask(operator, "PUT", f"/v1/territories/{SIREN}", {"name": "Falaise", "kind": "epci"})
        for name, email in _ANIMATORS:
            person = {"name": name, "email": email, "territories": [SIREN]}
            _ask(operator, "POST", "/v1/animators", person)
        with _tool(played, operator, "inconnu", verifies=False) as stranger:
            unknown = {"name": "Inconnue", "territory": SIREN, "siren": "552100554"}
            _ask(stranger, "PUT", "/v1/sources/inconnu/organisations/i", unknown)
        elsewhere = operator.get("/v1/synergies", params={"state": "detected", "limit": 1}).json()
        with _tool(played, operator, _SOURCE, verifies=True) as client:
            organisation = _companies(client)
            _commuters(client)
        _synergy(operator, "pooling")
        synergy = _synergy(operator, "substitution")
        return Town(played, synergy, organisation, elsewhere["items"][0]["synergy_id"])


def _tool(played: Played, operator: httpx.Client, source: str, *, verifies: bool) -> httpx.Client:
    """A client of a tool that was just made."""
    tool = {"role": "tool", "name": f"Outil {source}", "source": source, "verifies": verifies}
    made = _ask(operator, "POST", "/v1/principals", tool)
    form = {"grant_type": "client_credentials"}
    who = (made["client_id"], made["client_secret"])
    token = httpx.post(f"{played.entry}/oauth/token", data=form, auth=who).json()
    bearer = {"Authorization": f"Bearer {token['access_token']}"}
    return httpx.Client(base_url=played.entry, headers=bearer, timeout=30)


def _companies(client: httpx.Client) -> str:
    """The id of the first one."""
    base, place = f"/v1/sources/{_SOURCE}", {"location_precision": "commune", "territory": SIREN}
    ids = []
    body: dict[str, Any]
    for name, latitude, email in (("Scierie", 48.89, COMPANY), ("Panneaux", 48.9, "p@p.example")):
        contact = {"name": f"Contact {name}", "email": email, "role": "direction"}
        body = {"name": name, "territory": SIREN, "contacts": [contact]}
        ids.append(_ask(client, "PUT", f"{base}/organisations/{name}", body)["organisation_id"])
        body = {"organisation": name, "name": f"Site {name}", "treatments": ["R3"], **place}
        body |= {"latitude": latitude, "longitude": -0.19}
        _ask(client, "PUT", f"{base}/sites/{name}", body)
    wood: dict[str, Any] = {"nature": "material", "certainty": "measured"}
    for site, direction, family in (
        ("Scierie", "output", "wood_a"),
        ("Panneaux", "input", "wood_panel_feed"),
    ):
        flow = {
            **wood,
            "site": site,
            "direction": direction,
            "family": family,
            "quantity": {"value": "900", "unit": "t"},
        }
        _ask(client, "PUT", f"{base}/flows/{site}", flow)
    return str(ids[0])


def _commuters(client: httpx.Client) -> None:
    """Two more, whose staff together is nearly enough for a common plan."""
    base, place = f"/v1/sources/{_SOURCE}", {"location_precision": "commune", "territory": SIREN}
    for name, latitude in (("Moulin", 48.85), ("Tissage", 48.851)):
        body: dict[str, Any] = {"name": name, "territory": SIREN}
        _ask(client, "PUT", f"{base}/organisations/{name}", body)
        body = {"organisation": name, "name": f"Site {name}", "longitude": -0.2, **place}
        _ask(client, "PUT", f"{base}/sites/{name}", {**body, "latitude": latitude})
        body = {"site": name, "kind": "service", "direction": "need", "subject": "mobility"}
        body |= {"figures": {"staff": "20"}, "certainty": "estimated"}
        body["origin"] = {"latitude": 48.87, "longitude": -0.25}
        _ask(client, "PUT", f"{base}/sharings/{name}", body)


def _synergy(client: httpx.Client, kind: str) -> str:
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        answer = client.get("/v1/synergies", params={"territory": SIREN, "kind": kind})
        found = answer.raise_for_status().json()["items"]
        if found:
            return str(found[0]["synergy_id"])
        time.sleep(_PAUSE_S)
    raise AssertionError("no synergy was found")


def _ask(client: httpx.Client, method: str, path: str, body: Any) -> dict[str, Any]:
    answer = client.request(method, path, json=body)
    assert answer.is_success, (path, answer.text)
    found: dict[str, Any] = answer.json()
    return found
