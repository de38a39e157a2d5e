"""Two tenants far from all others: company A with its tool; companies B and C with theirs.

B is what strangers knock at: declared in full, in a synergy with A (introduced) and one with C
(running), in a meeting, asked to let somebody join, with a duplicate and a *bilan* of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID

import asyncpg
import httpx

from tests.kit import eventually
from tests.kit.contact import ANIMATOR, CONTROLLER
from tests.system.conftest import every
from tests.system.doors.people import Json, People, sent

HOME, AWAY = "200010718", "200010726"
"""The territories of A, and of B and C."""
NAMES = {HOME: "Doors, home", AWAY: "Doors, away"}
SOURCES = {"a": "doors-a", "b": "doors-b", "x": "doors-x"}
KEY = "doors-idempotency-key"
B_SIREN, B_SIRET = "732829320", "73282932000074"
_PLACE = {"a": (43.271, 0.113), "b": (43.31719, 0.15337), "c": (43.38843, 0.20951)}
_QUANTITY = {"wood": "30141.7", "feed": "48217.39", "pomace": "61873.53", "compost": "72931.17"}


@dataclass
class Tenants:
    """``ids``: of what is B's, by the names that paths and bodies have for them. ``shared``: of
    what A and B share. ``own``: of what is A's. ``links``: tokens of A's mails, by kind of page.
    ``canaries``: by the tenant they are of (``a``; ``b``, with C), what no stranger may see."""

    people: People
    ids: dict[str, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    canaries: dict[str, dict[str, str]] = field(default_factory=lambda: {"a": {}, "b": {}})


async def prepared(people: People) -> Tenants:
    """All of it, through the front door. Raises AssertionError, TimeoutError."""
    made = Tenants(people)
    _settle(made)
    _declare(made)
    _enter(made)
    await _introduce(made)
    await _meet(made)
    _leave_open(made)
    _hook(made)
    made.canaries["a"] |= {f"id of A ({name})": value for name, value in made.own.items()}
    made.canaries["b"] |= {
        **{f"id of B ({name})": value for name, value in made.ids.items() if name in _HIDDEN},
        "SIREN of B": B_SIREN,
        "place of B": "43.317",
        "longitude of B": "0.15337",
        "place of C": "43.388",
    }
    return made


_HIDDEN = (
    *(
        "organisation_id",
        "site_id",
        "flow_id",
        "sharing_id",
        "need",
        "import_id",
        "request_id",
        "synergy_id",
    ),
    *("introduction_id", "meeting_id", "client_id", "person", "tool", "sandbox_id"),
    *("contact_id", "proposal_id", "note_id", "question_id", "lead_id"),
)


def _settle(made: Tenants) -> None:
    operator = made.people.operator
    for siren, name in NAMES.items():
        contact = {"animator": ANIMATOR, "controller": CONTROLLER}
        body: Json = {"name": name, "kind": "epci", **contact}
        sent(operator, "PUT", f"/v1/territories/{siren}", body)
    _, made.people.callers["next_door"] = made.people.principal(role="animator", territories=[HOME])
    _, made.people.callers["territory"] = made.people.principal(role="animator", territories=[AWAY])
    person = {"name": "Personne-Canari", "email": "canari@anime.example", "territories": [AWAY]}
    made.ids["sign_in"] = str(UUID(int=7))  # whose id is in no answer: of nobody
    made.ids["box"] = "0,43,0.3,43.5"
    made.ids |= {"letter_id": "9999990", "topic": "flow", "partition": "0", "offset": "9999999"}
    made.ids["person"] = sent(operator, "POST", "/v1/animators", person)["client_id"]
    made.canaries["b"] |= {"who animates": "Personne-Canari", "its account": made.ids["person"]}
    for name, source in SOURCES.items():
        fields = {"role": "tool", "source": source, "verifies": name != "x"}
        client_id, made.people.own[f"tool {name}"] = made.people.principal(**fields)
        made.ids["tool" if name == "b" else f"tool {name}"] = client_id
    made.people.callers["tool"] = made.people.own["tool a"]
    asked = sent(made.people.own["tool b"], "POST", "/v1/sandboxes", {"name": "Essai-Canari"})
    made.ids["sandbox_id"] = asked["sandbox_id"]
    made.canaries["b"] |= {"sandbox": "Essai-Canari", "its tool": asked["tool"]["client_id"]}


def _company(made: Tenants, name: str, territory: str, **numbers: str) -> Json:
    """An organisation with a site, by its tool; the site as answered. All it says is a canary."""
    tool = made.people.own[f"tool {name if name == 'a' else 'b'}"]
    base = f"/v1/sources/{SOURCES['a' if name == 'a' else 'b']}"
    said = {
        "name": f"Canari-{name} SARL",
        "contact": f"Personne-{name}",
        "email": f"environnement@canari-{name}.example",
        "phone": f"+33 2 31 99 99 0{ord(name) - ord('a')}",
        "site": f"Atelier-Canari-{name}",
        "address": f"{ord(name)} rue du Canari",
    }
    person = {key: said[key] for key in ("email", "phone")} | {"role": "QSE"}
    body: Json = {"name": said["name"], "territory": territory, "evidence": f"vu-canari-{name}"}
    body["contacts"] = [{**person, "name": said["contact"]}]
    if numbers:
        body["siren"] = numbers["siren"]
    sent(tool, "PUT", f"{base}/organisations/{name}", body)
    latitude, longitude = _PLACE[name]
    site: Json = {
        "organisation": name,
        "name": said["site"],
        "address": said["address"],
        "latitude": latitude,
        "longitude": longitude,
        "location_precision": "address",
        "territory": territory,
        "treatments": ["R1", "R3", "R5"],
        "naf": {"code": "16.10A", "version": "NAF rév. 2"},
        **({"siret": numbers["siret"]} if numbers else {}),
    }
    side = made.canaries["a" if name == "a" else "b"]
    side |= {f"{key} of {name}": value for key, value in said.items()}
    side[f"evidence of {name}"] = f"vu-canari-{name}"
    return sent(tool, "PUT", f"{base}/sites/{name}", site)


def _flow(
    made: Tenants, owner: str, name: str, family: str, quantity: str, **fields: object
) -> Json:
    output = fields.pop("output", False)
    body: Json = {
        "site": owner,
        "direction": "output" if output else "input",
        "nature": "material",
        "family": family,
        "quantity": {"value": quantity, "unit": "t"},
        "certainty": "measured",
        "text": f"mots-canari-{owner}-{name}",
        **({"legal_status": "by_product"} if output else {}),
        **fields,
    }
    tool = "a" if owner == "a" else "b"
    made.canaries[tool] |= {
        f"quantity of {owner} ({name})": quantity.partition(".")[0],
        f"text of {owner} ({name})": body["text"],
    }
    path = f"/v1/sources/{SOURCES[tool]}/flows/{f'{owner}-{name}' if name else owner}"
    return sent(made.people.own[f"tool {tool}"], "PUT", path, body)


def _sharing(made: Tenants) -> Json:
    """What B could pool, of which all is a canary."""
    body: Json = {
        "site": "b",
        "kind": "service",
        "direction": "need",
        "subject": "waste_collection",
        "figures": {"tonnes": "8317.93"},
        "choices": {"container": "bin", "low": "15 01 01"},
        "certainty": "measured",
        "description": "mots-canari-b-partage",
    }
    made.canaries["b"] |= {"tonnes of b": "8317", "text of what b could pool": body["description"]}
    path = f"/v1/sources/{SOURCES['b']}/sharings/b"
    return sent(made.people.own["tool b"], "PUT", path, body)


def _declare(made: Tenants) -> None:
    clean = {"qualities": {"contaminants": {"low": "0", "high": "0.5", "unit": "%"}}}
    site_a = _company(made, "a", HOME)
    site_b = _company(made, "b", AWAY, siren=B_SIREN, siret=B_SIRET)
    site_c = _company(made, "c", AWAY)
    wood = _flow(made, "a", "wood", "wood_a", _QUANTITY["wood"], output=True, form="chips")
    feed = _flow(made, "b", "feed", "wood_panel_feed", _QUANTITY["feed"], form="chips")
    pomace = _flow(made, "b", "", "apple_pomace", _QUANTITY["pomace"], output=True, **clean)
    compost = _flow(made, "c", "compost", "compost_feedstock", _QUANTITY["compost"])
    shared = _sharing(made)
    made.own = {
        "organisation_id": site_a["organisation_id"],
        "site_id": site_a["site_id"],
        "flow_id": wood["flow_id"],
    }
    made.ids |= {
        "organisation_id": site_b["organisation_id"],
        "site_id": site_b["site_id"],
        "flow_id": pomace["flow_id"],
        "sharing_id": shared["sharing_id"],
        "offer": pomace["flow_id"],
        "need": compost["flow_id"],
        "feed": feed["flow_id"],
        "third": site_c["organisation_id"],
        "source": SOURCES["b"],
        "siren": AWAY,
        "siret": B_SIRET,
    }
    made.canaries["b"] |= {
        "id of the need that A could serve": feed["flow_id"],
        "id of C": site_c["organisation_id"],
        "site of C": site_c["site_id"],
    }


def _enter(made: Tenants) -> None:
    """The companies themselves; B declares a flow once more, by a key of its own, and a *bilan*."""
    people = made.people
    _, people.callers["company"] = people.principal(
        role="company", organisations=[made.own["organisation_id"]]
    )
    b = {"role": "company", "organisations": [made.ids["organisation_id"]]}
    made.ids["client_id"], people.own["company b"] = people.principal(**b)
    body = {
        "site_id": made.ids["site_id"],
        "direction": "output",
        "nature": "material",
        "family": "apple_pomace",
        "quantity": {"value": "61874.2", "unit": "t"},
        "certainty": "measured",
        "legal_status": "by_product",
        "text": "deux-fois-canari",
    }
    client = people.own["company b"]
    again = client.post("/v1/flows", json=body, headers={"Idempotency-Key": KEY})
    assert again.status_code == 201, again.text
    made.canaries["b"] |= {
        "duplicate of B": again.json()["flow_id"],
        "its text": "deux-fois-canari",
    }
    made.canaries["b"]["its quantity"] = "61874"
    made.ids["duplicate"] = again.json()["flow_id"]
    rows = "site;sens;famille;quantité;unité;désignation\n"
    rows += "Atelier-Canari-b;sortie;wood_b;53719,3;t;bilan-canari\n"
    rows += "Atelier-Canari-b;sortie;wood_b;douze;t;rejet-canari\n"
    csv = {"Content-Type": "text/csv"}
    bilan = client.post("/v1/imports", content=rows.encode(), headers=csv)
    assert bilan.status_code == 201, bilan.text
    made.ids["import_id"] = bilan.json()["import_id"]
    made.canaries["b"] |= {"bilan of B": "bilan-canari", "its reject": "rejet-canari"}
    made.canaries["b"]["quantity of the bilan"] = "53719"


async def _introduce(made: Tenants) -> None:
    """A and B are introduced; B gives to C, which know each other."""
    operator = made.people.operator
    shared = await _qualified(operator, made.own["flow_id"], made.ids["feed"])
    made.shared["synergy_id"] = shared
    await eventually(partial(_is_introduced, operator, shared), within=90)
    await _let_a_day_pass(made)
    made.ids["synergy_id"] = await _qualified(operator, made.ids["offer"], made.ids["need"])
    await eventually(partial(_is_introduced, operator, made.ids["synergy_id"]), within=90)
    (introduction,) = every(operator, f"/v1/introductions?synergy_id={made.ids['synergy_id']}")
    made.ids["introduction_id"] = introduction["introduction_id"]
    answers = f"/v1/synergies/{made.ids['synergy_id']}/answers"
    for one in (made.ids["organisation_id"], made.ids["third"]):
        yes = {"answer": "interested", "consent": True, "organisation_id": one}
        sent(operator, "POST", answers, yes)
    await eventually(partial(_is_named, operator, made.ids["synergy_id"]), within=90)
    run = {
        "state": "running",
        "since": "2026-01-01",
        "quantity": {"value": "39713.11", "unit": "t"},
    }
    made.canaries["b"]["what B agreed with C"] = "39713"
    sent(operator, "POST", f"/v1/synergies/{made.ids['synergy_id']}/state", run)
    said = {"period_start": "2026-01-01", "period_end": "2026-01-31", "eur": "27183.5"}
    sent(operator, "POST", f"/v1/synergies/{made.ids['synergy_id']}/results", said)
    animator, note = made.people.callers["territory"], {"text": "note-canari-b"}
    made.ids["note_id"] = sent(
        animator, "POST", f"/v1/synergies/{made.ids['synergy_id']}/notes", note
    )["note_id"]
    calls = f"/v1/organisations/{made.ids['organisation_id']}/calls"
    sent(animator, "POST", calls, {"text": "appel-canari-b"})
    made.canaries["b"] |= {"its note": "note-canari-b", "its call": "appel-canari-b"}
    made.canaries["b"]["what it brought"] = "27183"
    path = f"/v1/synergies/{made.ids['synergy_id']}"
    asked = sent(
        made.people.own["company b"], "POST", f"{path}/questions", {"question": "Question-Canari"}
    )
    made.ids["question_id"] = asked["question_id"]
    made.canaries["b"] |= {"what B asks": "Question-Canari"}


async def _let_a_day_pass(made: Tenants) -> None:
    """Since the mails that left: B's second introduction of a day would wait for the morning."""
    connection = await asyncpg.connect(made.people.system.database_url("notifications"))
    try:
        await connection.execute("update mail set sent_at = sent_at - interval '1 day'")
    finally:
        await connection.close()


async def _qualified(operator: httpx.Client, offer: str, need: str) -> str:
    """The synergy of the two, once matching has it."""

    def found() -> str | None:
        for one in every(operator, f"/v1/synergies?flow_id={offer}"):
            if {side["flow_id"] for side in one["sides"]} == {offer, need}:
                return str(one["synergy_id"])
        return None

    synergy = await eventually(found, within=90, every=0.2)
    sent(operator, "POST", f"/v1/synergies/{synergy}/qualification", {})
    return synergy


def _is_named(operator: httpx.Client, synergy: str) -> bool:
    return operator.get(f"/v1/synergies/{synergy}/parties").status_code == 200


def _is_introduced(operator: httpx.Client, synergy: str) -> bool:
    return bool(sent(operator, "GET", f"/v1/synergies/{synergy}")["state"] == "introduced")


def _link(made: Tenants, kind: str) -> str | None:
    """The token of a page of A's own, from its mail."""
    address = made.people.system.addresses().mail_url
    query = {"to": "environnement@canari-a.example"}
    messages = httpx.get(f"{address}/api/messages", params=query, timeout=10).json()
    links = [link for one in messages for link in one["links"] if f"/{kind}/" in link]
    return str(links[-1]).rpartition("/")[2] if links else None


async def _meet(made: Tenants) -> None:
    """B and C are to meet, elsewhere A and B: a link of each kind is in a mail of A's."""
    starts = datetime.now(UTC) + timedelta(days=30)
    meeting: Json = {
        "kind": "workshop",
        "starts_at": starts.isoformat(),
        "ends_at": (starts + timedelta(hours=2)).isoformat(),
    }
    away: Json = {
        "title": "Rencontre-Canari",
        "place": "Salle-Canari",
        "territory": AWAY,
        "organisations": [made.ids["organisation_id"], made.ids["third"]],
        "synergy_ids": [made.ids["synergy_id"]],
    }
    home = {"title": "Bois", "place": "Mairie", "synergy_ids": [made.shared["synergy_id"]]}
    for role, more, ids in (("territory", away, made.ids), ("next_door", home, made.shared)):
        client = made.people.callers["territory" if role == "territory" else "next_door"]
        planned = sent(client, "POST", "/v1/meetings", {**meeting, **more})
        ids["meeting_id"] = planned["meeting_id"]
    leads = f"/v1/meetings/{made.ids['meeting_id']}/leads"
    said = {"what": "piste-canari-b", "parties": [{"organisation_id": made.ids["organisation_id"]}]}
    lead = sent(made.people.callers["territory"], "POST", leads, said)
    made.ids["lead_id"], made.canaries["b"]["its lead"] = lead["lead_id"], "piste-canari-b"
    made.canaries["b"] |= {"meeting": "Rencontre-Canari", "its place": "Salle-Canari"}
    for kind in ("r", "m", "p", "stop"):
        made.links[kind] = await eventually(partial(_link, made, kind), within=60)


def _leave_open(made: Tenants) -> None:
    """Somebody asks to join B; somebody is named on a page as its contact."""
    body = {"name": "Autre", "territory": AWAY, "siren": B_SIREN}
    people = made.people
    asking = sent(people.own["tool x"], "PUT", f"/v1/sources/{SOURCES['x']}/organisations/b", body)
    asked = sent(people.callers["territory"], "GET", "/v1/join-requests")["items"]
    [request] = [one for one in asked if one["into"] == made.ids["organisation_id"]]
    made.ids["request_id"] = request["request_id"]
    made.canaries["b"]["who asks to join"] = asking["organisation_id"]
    path = f"/v1/organisations/{made.ids['organisation_id']}/contacts"
    made.ids["contact_id"] = sent(people.operator, "GET", path)["items"][0]["contact_id"]
    named = {"contact_id": made.ids["contact_id"], "email": "nomme@canari-ailleurs.example"}
    sent(people.inside("registry", "service"), "POST", "/internal/contacts", named)
    [waiting] = sent(people.callers["territory"], "GET", "/v1/contact-proposals")["items"]
    made.ids["proposal_id"] = waiting["proposal_id"]
    made.canaries["b"]["who was named as contact of B"] = named["email"]


def _hook(made: Tenants) -> None:
    """A webhook of B's, with a message."""
    client = made.people.own["company b"]
    body = {"url": "https://canari-b.example/recu", "types": ["meeting"]}
    made.ids["webhook_id"] = sent(client, "POST", "/v1/webhooks", body)["webhook_id"]
    tested = sent(client, "POST", f"/v1/webhooks/{made.ids['webhook_id']}/test", {})
    made.ids["message_id"] = tested["message_id"]
