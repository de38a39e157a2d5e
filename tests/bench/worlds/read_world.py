"""The system that the bench of reads asks: its base, what happened in it, and who reads it.

Registry's rows are written in bulk; from its outbox on it is the real way, so that every service
has what it would have. Three territories of sixty introduce by themselves; what else people did
(meetings, answers, settings, an import) comes over the API. The animator and the company are of the
first of the three.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from itertools import islice
from pathlib import Path
from uuid import uuid4

from boucle.catalogue import load_catalogue
from boucle.local.services import OPERATOR
from boucle.matching.scoring import Rules
from boucle.notifications.letters.links import Links
from boucle.registry.outlets.prospects import store as prospects
from tests.bench.support.base import SOURCE
from tests.bench.support.lean import LeanCaller
from tests.bench.support.published import chunks, live_pairs
from tests.bench.support.running import Caller, Json, Running
from tests.bench.worlds.read_routes import PAGE, Role
from tests.bench.worlds.regional_base import RegionalBase, establishments
from tests.bench.worlds.regional_companies import FEDERATION, TERRITORIES, bilan, regional_companies
from tests.bench.worlds.seeding import seed
from tests.bench.worlds.sizes import settle

_INTRODUCING = TERRITORIES[:3]
_HOME = _INTRODUCING[0]
_OTHER_SEED = 2
_MEETINGS, _PRINCIPALS, _ANSWERS, _SETTINGS = 120, 60, 100, 60
_IMPORTED = 100
_INVITED = 5
_LARGEST_PAGE = 200
_DEEP = 10
"""Pages before the cursor that is asked for."""
_WITHIN_S = 7200.0
_MAILED_WITHIN_S = 600.0
_LINK = re.compile(r"/(r|m|p|stop)/([A-Za-z0-9_=-]+)")
_TOKENS = {"r": "answer_token", "m": "meeting_token", "p": "settings_token", "stop": "stop_token"}
FILLED = frozenset(
    {
        *("territory", "federation", "since", "month_before", "source", "company", "flow"),
        *("organisation_id", "site_id", "flow_id", "family", "offer_id", "need_id"),
        *(
            "synergy_id",
            "life_id",
            "named_id",
            "introduction_id",
            "meeting_id",
            "import_id",
            "webhook_id",
        ),
        *("flows_cursor", "synergies_cursor", "changes_cursor", "sandbox_id", *_TOKENS.values()),
        "morning_token",
        *("sharing_id", "sharing", "guide"),
    }
)
"""What may stand in an address that is asked."""
_FRESH_S = 300.0
_HOOK: Json = {"url": "https://reader.example/", "types": ["meeting"]}


@dataclass
class Reader:
    """``things``: what it asks about, one after the other. Tokens last for a quarter of an hour."""

    role: Role
    things: Sequence[Mapping[str, str]]
    client_id: str = ""
    secret: str = ""
    _lean: LeanCaller | None = None
    _until: float = 0.0

    async def lean(self, system: Running) -> LeanCaller:
        if self._lean is None or (self.client_id and time.monotonic() > self._until):
            caller = None
            if self.client_id:
                caller = await system.caller(self.client_id, self.secret)
            entry = system.system.addresses().entry_url
            self._lean = LeanCaller(entry, caller.headers if caller else {})
            self._until = time.monotonic() + _FRESH_S
        return self._lean


async def prepared(system: Running, flows: int) -> list[Reader]:
    """The base, read by everybody; then the readers, each with what it may ask about."""
    tool = await _write_base(system, flows)
    began = datetime.now(UTC)
    operator = await system.operator()
    path = f"/v1/introductions?limit={_LARGEST_PAGE}&territory={_HOME}"
    introductions = list((await operator.get(path))["items"])
    company = _company_of(introductions)
    told = {"name": "Reader", "role": "animator", "territories": [_HOME]}
    animator = await operator.post("/v1/principals", told)
    told = {"name": "Reader", "role": "company", "organisations": [company]}
    reading = await operator.post("/v1/principals", told)
    shared = await _share(await _of(system, tool), operator, company)
    imported = await _import(await _of(system, reading), company)
    await _act(operator, introductions, company)
    await system.until_quiet(_WITHIN_S)
    await _until_all_is_mailed(system)
    for database in system.databases.values():
        await settle(database)
    sandbox = await operator.post("/v1/sandboxes", {"name": "Reader"})
    await operator.post(f"/v1/sandboxes/{sandbox['sandbox_id']}/example", {})
    common = {
        **_common(began),
        **shared,
        "import_id": imported,
        "sandbox_id": sandbox["sandbox_id"],
        "guide": "webhooks",
    }
    secret = (system.system.secrets / f"{OPERATOR}.client").read_text().strip()
    operating = {"client_id": OPERATOR, "client_secret": secret}
    return [
        await _reader(system, "operator", operating, common),
        await _reader(system, "animator", animator, common),
        await _reader(system, "company", reading, common),
        Reader("anybody", [{**common, **links} for links in _links(system)]),
    ]


def _common(began: datetime) -> Mapping[str, str]:
    """What every reader may ask about."""
    return {
        "federation": FEDERATION,
        "territory": _HOME,
        "source": SOURCE,
        "month_before": (began.date().replace(day=1) - timedelta(days=1)).strftime("%Y-%m"),
        "since": began.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


async def _write_base(system: Running, flows: int) -> Json:
    """The tool under which it is declared."""
    began = time.monotonic()
    catalogue, now = load_catalogue(), datetime.now(UTC)
    operator = await system.operator()
    await operator.put(f"/v1/territories/{FEDERATION}", {"name": "All", "kind": "federation"})
    for siren in TERRITORIES:
        settings: Json = {"policy": "auto" if siren in _INTRODUCING else "animator"}
        body = {"name": siren, "kind": "epci", "parent": FEDERATION, **settings}
        await operator.put(f"/v1/territories/{siren}", body)
    for number in range(_SETTINGS):  # before there are lists to make anew
        settings = {"policy": "auto", "auto_threshold": 8000 + number % 2}
        body = {"name": _HOME, "kind": "epci", "parent": FEDERATION, **settings}
        await operator.put(f"/v1/territories/{_HOME}", body)
    tool = await operator.post(
        "/v1/principals", {"name": "B", "role": "tool", "source": SOURCE, "verifies": True}
    )
    registry = system.databases["registry"]
    written = await seed(registry, RegionalBase(Rules(catalogue), now, flows, tool["client_id"]))
    for some in chunks(establishments(catalogue, flows), 2000):
        async with registry.write() as session:
            await prospects.keep(session, some, now)
    print(f"base: {written} flows in {time.monotonic() - began:.0f} s", flush=True)
    await system.until_quiet(_WITHIN_S)
    pairs = await live_pairs(system.databases["matching"])
    took = time.monotonic() - began
    print(f"      read by everybody: {pairs / flows:.1f} pairs a flow ({took:.0f} s)", flush=True)
    return tool


# --- what people did -------------------------------------------------------------------------


def _company_of(introductions: list[Json]) -> str:
    """One of the animator's territory that was introduced. Raises StopIteration if none was."""
    return next(
        str(party["organisation_id"])
        for one in introductions
        for party in one["parties"]
        if party["territory"] == _HOME
    )


async def _act(operator: Caller, introductions: list[Json], company: str) -> None:
    """Answers, meetings, more principals: some pages of each."""
    for number, one in enumerate(introductions[:_ANSWERS]):
        yes: Json = {"answer": "interested", "consent": True}
        said = yes if number % 2 else {"answer": "already_done"}
        for party in one["parties"] if number % 2 else one["parties"][:1]:
            body = {**said, "organisation_id": party["organisation_id"]}
            await operator.post(f"/v1/synergies/{one['synergy_id']}/answers", body)
    others = [party["organisation_id"] for one in introductions for party in one["parties"]]
    starts = datetime.now(UTC) + timedelta(days=30)
    meeting: Json = {
        "kind": "workshop",
        "title": "Workshop",
        "place": "Caen",
        "territory": _HOME,
        "starts_at": starts.isoformat(),
        "ends_at": (starts + timedelta(hours=2)).isoformat(),
        "organisations": [
            company,
            *islice((one for one in dict.fromkeys(others) if one != company), _INVITED),
        ],
    }
    for number in range(_MEETINGS):
        about = introductions[number % len(introductions)]["synergy_id"]
        await operator.post("/v1/meetings", {**meeting, "synergy_ids": [about]})
    for number in range(_PRINCIPALS):
        told = {"name": f"Reader {number}", "role": "company", "organisations": [company]}
        await operator.post("/v1/principals", told)


async def _share(tool: Caller, operator: Caller, company: str) -> Mapping[str, str]:
    """What the tool says a site of the company needs: by id, and as the tool calls it."""
    flow = (await operator.get(f"/v1/flows?organisation_id={company}&limit=1"))["items"][0]
    body: Json = {
        "site": _named(flow)["company"],
        "kind": "service",
        "direction": "need",
        "subject": "security",
        "figures": {"hours": "70"},
        "certainty": "estimated",
    }
    made = await tool.put(f"/v1/sources/{SOURCE}/sharings/guards", body)
    return {"sharing_id": made["sharing_id"], "sharing": "guards"}


async def _import(company: Caller, organisation: str) -> str:
    """A file of the company's, a tenth of its rows wrong; the import's id."""
    sites = (await company.get(f"/v1/sites?organisation_id={organisation}"))["items"]
    made = regional_companies(Rules(load_catalogue()), _IMPORTED, _OTHER_SEED)
    flows = [flow for one in made for flow in one.flows]
    wrong = [replace(flow, body={**flow.body, "certainty": "?"}) for flow in flows[::10]]
    rows = [flow for number, flow in enumerate(flows) if number % 10] + wrong
    content = bilan((sites[0]["site_id"], flow) for flow in rows)
    headers = {**company.headers, "Content-Type": "text/csv"}
    answer = await company.http.post("/v1/imports", content=content, headers=headers)
    return str(answer.raise_for_status().json()["import_id"])


async def _until_all_is_mailed(system: Running) -> None:
    """No mail came for two seconds. Raises TimeoutError."""
    async with asyncio.timeout(_MAILED_WITHIN_S):
        seen = -1
        while (count := await system.mail_count()) != seen:
            seen = count
            await asyncio.sleep(2.0)


def _links(system: Running) -> list[Mapping[str, str]]:
    """What stands behind the links of mails, by kind of page."""
    found: dict[str, list[str]] = {name: [] for name in _TOKENS.values()}
    mails = sorted((system.system.home / "mail").glob("*.eml"))
    for path in [*mails[:PAGE], *mails[-PAGE:]]:  # introductions come first, invitations last
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        for part in message.walk():
            text = part.get_content() if part.get_content_type() == "text/plain" else ""
            for kind, token in _LINK.findall(text):
                found[_TOKENS[kind]].append(token)
    keys = Path(system.system.settings("notifications")["BOUCLE_LINK_KEY_FILE"]).read_text()
    key = re.split(r"[\s,]", keys.strip())[0].encode()
    found["morning_token"] = [Links(key, "").token("morning", uuid4())]  # of whoever animates
    return _joined({name: list(dict.fromkeys(tokens)) for name, tokens in found.items()})


# --- what each may ask about -----------------------------------------------------------------


async def _of(system: Running, made: Json) -> Caller:
    return await system.caller(made["client_id"], made["client_secret"])


async def _reader(system: Running, role: Role, made: Json, common: Mapping[str, str]) -> Reader:
    caller = await _of(system, made)
    flows, flows_cursor = await _page(caller, "/v1/flows")
    synergies, synergies_cursor = await _page(caller, "/v1/synergies")
    named, _ = await _page(caller, "/v1/synergies?state=consented")
    introductions, _ = await _page(caller, f"/v1/introductions?territory={_HOME}")
    meetings, _ = await _page(caller, "/v1/meetings")
    counted = [flow for flow in flows if flow["duplicate_of"] is None and flow["sources"]]
    lists = {
        "synergy_id": [one["synergy_id"] for one in synergies],
        "life_id": [one["synergy_id"] for one in introductions],
        "named_id": [one["synergy_id"] for one in named],
        "introduction_id": [one["introduction_id"] for one in introductions],
        "meeting_id": [one["meeting_id"] for one in meetings],
        "offer_id": [flow["flow_id"] for flow in counted if flow["direction"] == "output"],
        "need_id": [flow["flow_id"] for flow in counted if flow["direction"] == "input"],
        "flows_cursor": [flows_cursor],
        "synergies_cursor": [synergies_cursor],
        "webhook_id": [(await caller.post("/v1/webhooks", _HOOK))["webhook_id"]],
        "changes_cursor": [(await caller.get("/v1/changes"))["next"]],
    }
    joined = _joined(lists)
    things = [
        {**common, **joined[number % len(joined)], **_named(flow)}
        for number, flow in enumerate(counted[:PAGE])
    ]
    return Reader(role, things, made["client_id"], made["client_secret"])


def _named(flow: Json) -> Mapping[str, str]:
    """The flow, its site and its organisation, by id and as the tool calls them."""
    name = flow["sources"][0]["external_id"]
    ids = {key: flow[key] for key in ("flow_id", "site_id", "organisation_id", "family")}
    return {**ids, "flow": name, "company": name.rpartition("-")[0]}


async def _page(caller: Caller, path: str) -> tuple[list[Json], str]:
    """The largest first page, and a cursor some pages further on, else behind the first item."""
    sign = "&" if "?" in path else "?"
    first = await caller.get(f"{path}{sign}limit={_LARGEST_PAGE}")
    cursor = (await caller.get(f"{path}{sign}limit=1"))["next"] or ""
    following = first["next"]
    for _ in range(_DEEP):
        if following is None:
            break
        cursor = following
        further = await caller.get(f"{path}{sign}limit={_LARGEST_PAGE}&cursor={cursor}")
        following = further["next"]
    return first["items"], cursor


def _joined(lists: Mapping[str, Sequence[str]]) -> list[Mapping[str, str]]:
    """A page of records, each with one of every list that is not empty."""
    filled = {name: values for name, values in lists.items() if values}
    return [
        {name: values[number % len(values)] for name, values in filled.items()}
        for number in range(PAGE)
    ]
