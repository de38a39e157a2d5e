"""Play the demo, step by step, over the public API, as a tool, an animator and companies would."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from boucle.demo.cast import SOURCE, Cast
from boucle.demo.client import wait_for
from boucle.demo.declarations import Declarations, Decoy, DemoDeclaration, DemoExchange
from boucle.demo.mailbox import DemoMail, mails_in

Json = dict[str, Any]
_LOOKED_AT = "tereos_vapeur"
SHOWN_TERRITORY, AUTO_TERRITORY = "200010700", "200084952"


@dataclass(frozen=True, slots=True)
class FoundExchange:
    """A real exchange as the engine found it; ranks from 1, ``None`` where it is in no list. One
    reported as ended by an earlier run takes no place in lists any more."""

    exchange: DemoExchange
    synergy: Json
    rank_of_offer: int | None
    rank_of_need: int | None


@dataclass(frozen=True, slots=True)
class StoryRefused:
    """A decoy, the synergies it is in (none is right), and the criteria that fail it."""

    decoy: Decoy
    synergies: int
    failing: tuple[str, ...]

    @property
    def right(self) -> bool:
        return self.synergies == 0 and self.decoy.fails in self.failing


@dataclass(frozen=True, slots=True)
class Moved:
    """One change of a flow: its partners before and after, and two figures around it."""

    change: str
    before: Sequence[str]
    after: Sequence[str]
    figure: str
    figure_before: str
    figure_after: str


def declare(cast: Cast, declared: Declarations, progress: Callable[[int], None]) -> None:
    for kind, entities in (
        ("organisations", declared.organisations),
        ("sites", declared.sites),
        ("flows", declared.flows),
    ):
        for entity in entities:
            body = {**entity.body}
            if "territory" in body:
                body["territory"] = cast.codes[body["territory"]]
            answer = cast.tool.put(f"/v1/sources/{SOURCE}/{kind}/{entity.external_id}", body)
            if kind == "flows":
                cast.ids[entity.external_id] = answer["flow_id"]
            if kind == "organisations":
                cast.organisations[entity.external_id] = answer["organisation_id"]
            progress(1)


def partners(cast: Cast, flow: str) -> list[Json]:
    found = cast.operator.every("/v1/synergies", flow_id=cast.ids[flow], candidacy="true")
    return sorted(found, key=lambda synergy: -synergy["score"])


def find(cast: Cast, exchange: DemoExchange) -> FoundExchange | None:
    pair = cast.ids[exchange.offer], cast.ids[exchange.need]
    of_need = [s for s in partners(cast, exchange.need) if s["candidacy"]["in_need_list"]]
    of_offer = [s for s in partners(cast, exchange.offer) if s["candidacy"]["in_offer_list"]]
    followed = cast.operator.every("/v1/synergies", flow_id=pair[1], state="stopped")
    found = next((s for s in (*of_need, *of_offer, *followed) if flows_of(s) == pair), None)
    if found is None:
        return None
    id_ = found["synergy_id"]
    return FoundExchange(exchange, found, _rank(of_need, id_), _rank(of_offer, id_))


def flows_of(synergy: Json) -> tuple[str | None, str | None]:
    sides = {side["role"]: side["flow_id"] for side in synergy["sides"]}
    return sides.get("offer"), sides.get("need")


def refusal(cast: Cast, decoy: Decoy) -> StoryRefused:
    pair = (
        (decoy.flow, decoy.against) if decoy.direction == "output" else (decoy.against, decoy.flow)
    )
    offer, need = (cast.ids[flow] for flow in pair)
    answer = cast.operator.get("/v1/synergies/refusals", offer=offer, need=need)
    failing = tuple(c["name"] for c in answer["criteria"] if c["verdict"] == "fail")
    return StoryRefused(decoy, len(partners(cast, decoy.flow)), failing)


def revise(cast: Cast, declared: Declarations, flow: str, quantity: str) -> Moved:
    """Revise a company's quantity: the scores of its pairs follow."""
    was = _declaration(declared, flow)
    unit = was.body["quantity"]["unit"]
    body = {**was.body, "quantity": {"value": quantity, "unit": unit}, "valid_from": None}
    return _around(
        cast,
        declared,
        flow,
        f"{declared.names()[flow]} revises {was.body['quantity']['value']} {unit} to {quantity}",
        "energy_offered",
        lambda: cast.tool.put(f"/v1/sources/{SOURCE}/flows/{flow}", _without_null(body)),
    )


def withdraw(cast: Cast, declared: Declarations, flow: str, watched: str) -> Moved:
    """Withdraw a company's flow: it leaves the lists of its partners."""
    return _around(
        cast,
        declared,
        watched,
        f"{declared.names()[flow]} withdraws its flow; partners of {declared.names()[watched]}",
        "flows_offered",
        lambda: cast.tool.delete(f"/v1/sources/{SOURCE}/flows/{flow}"),
    )


def crowds(cast: Cast) -> list[str] | None:
    """Return how many companies stand behind what is shown of each possibility of a flow; ``None``
    until the register is divided."""
    flow = cast.tool.get(f"/v1/sources/{SOURCE}/flows/{_LOOKED_AT}")["flow_id"]
    shown = cast.tool.get(f"/v1/flows/{flow}/possibilities")
    found = [one["crowd"] for one in shown["possibilities"]]
    return found if all(found) else None


def qualify(cast: Cast, synergy_id: str) -> None:
    if cast.animator.get(f"/v1/synergies/{synergy_id}")["state"] == "detected":
        cast.animator.post(f"/v1/synergies/{synergy_id}/qualification", {})


def mails(cast: Cast) -> list[DemoMail]:
    return mails_in(cast.sandbox, cast.tool)


def mails_about(cast: Cast, companies: Sequence[str]) -> list[DemoMail] | None:
    """Return the newest mail with an answer page of each company; ``None`` until all have one."""
    found = {
        company: mail
        for mail in mails(cast)
        for company in companies
        if mail.link and f"environnement@{company}.example" in mail.to
    }
    return list(found.values()) if len(found) == len(companies) else None


def answer(mail: DemoMail) -> int:
    """Open the page, tick the box, press the button of the form, as a browser would."""
    assert mail.link is not None  # noqa: S101 - mails_about only returns mails with a page
    with httpx.Client(timeout=10, follow_redirects=True) as browser:
        browser.get(mail.link).raise_for_status()
        sent = browser.post(mail.link, data={"answer": "interested", "consent": "yes"})
        return sent.raise_for_status().status_code


def report_ended(cast: Cast, synergy_id: str) -> Json:
    """Report that it ran until the mill closed (S18). It takes no place any more; the wood looks
    for others."""
    state = cast.animator.get(f"/v1/synergies/{synergy_id}")["state"]
    path = f"/v1/synergies/{synergy_id}/state"
    if state != "stopped":
        if state != "running":
            agreed = {"value": "50000", "unit": "t"}
            running = {"state": "running", "quantity": agreed, "since": "2015-01-01"}
            cast.animator.post(path, running)
        cast.animator.post(path, {"state": "stopped", "on": "2020-06-30"})
    return cast.animator.get(f"/v1/synergies/{synergy_id}")


def report_lead(cast: Cast, exchange: DemoExchange) -> Json:
    """Report that people spoke of it (S21); it is followed by hand from there."""
    body = {
        "kind": "substitution",
        "found_by": "animator",
        "parties": [
            {"role": "offer", "flow_id": cast.ids[exchange.offer]},
            {"role": "need", "flow_id": cast.ids[exchange.need]},
        ],
    }
    lead = cast.animator.post("/v1/synergies", body)
    due = (datetime.now(UTC) + timedelta(days=14)).date().isoformat()
    cast.animator.post(
        f"/v1/synergies/{lead['synergy_id']}/next-action",
        {"action": {"who": "animator", "what": "Visiter les deux entreprises", "due": due}},
    )
    return cast.animator.get(f"/v1/synergies/{lead['synergy_id']}")


def invite(cast: Cast, territory: str, synergies: Sequence[str]) -> Json:
    starts = (datetime.now(UTC) + timedelta(days=21)).replace(
        hour=8, minute=0, second=0, microsecond=0
    )
    return cast.animator.post(
        "/v1/meetings",
        {
            "territory": cast.codes[territory],
            "kind": "workshop",
            "title": "Atelier vapeur et chaleur",
            "place": "Maison du territoire",
            "street": "3 rue de l'Exemple, 76170 Lillebonne",
            "agenda": "9 h : ce que la visite de la chaudière a montré\n"
            "10 h : prix et durée d'une fourniture de vapeur\n11 h : qui fait quoi, pour quand",
            "host": {"name": "Camille Lefèvre", "phone": "02 61 91 00 11"},
            "starts_at": starts.isoformat(),
            "ends_at": (starts + timedelta(hours=3)).isoformat(),
            "synergy_ids": list(synergies),
        },
    )


def figures(cast: Cast, territory: str) -> dict[str, str]:
    report = cast.animator.get(f"/v1/territories/{cast.codes[territory]}/indicators")
    return {f"{f['key']} ({f['grade']})": _text_of(f) for f in report["figures"]}


def figure(cast: Cast, territory: str, key: str) -> str:
    values = figures(cast, territory)
    return next(
        (f"{value} [{name}]" for name, value in values.items() if name.startswith(key)), "none"
    )


def _around(
    cast: Cast, declared: Declarations, flow: str, change: str, key: str, act: Callable[[], object]
) -> Moved:
    """Act, then wait until both the list and the figure moved."""
    before, figure_before = _partners_of(cast, declared, flow), figure(cast, AUTO_TERRITORY, key)
    act()

    def moved() -> Moved | None:
        after, figure_after = _partners_of(cast, declared, flow), figure(cast, AUTO_TERRITORY, key)
        if after == before or figure_after == figure_before:
            return None
        return Moved(change, before, after, key, figure_before, figure_after)

    return wait_for(f"what moves after: {change}", moved)


def _partners_of(cast: Cast, declared: Declarations, flow: str) -> list[str]:
    names = {cast.ids[ours]: name for ours, name in declared.names().items()}
    return [
        f"{names.get(str(other), 'not of this demo')}: {synergy['score']}"
        for synergy in partners(cast, flow)
        for other in flows_of(synergy)
        if other != cast.ids[flow]
    ]


def _text_of(found: Json) -> str:
    unit = "" if found["unit"] == "1" else f" {found['unit'].removeprefix('1')}"
    if found["value"] is not None:
        return f"{found['value']}{unit}"
    if found["low"] is not None and found["low"] == found["high"]:
        return f"{found['low']}{unit}"
    if found["low"] is not None:
        return f"{found['low']} … {found['high']}{unit}"
    return f"null ({'; '.join(found['missing'])})"


def _rank(synergies: Sequence[Json], synergy_id: str) -> int | None:
    ids = [synergy["synergy_id"] for synergy in synergies]
    return ids.index(synergy_id) + 1 if synergy_id in ids else None


def _declaration(declared: Declarations, flow: str) -> DemoDeclaration:
    return next(one for one in declared.flows if one.external_id == flow)


def _without_null(body: Json) -> Json:
    return {key: value for key, value in body.items() if value is not None}
