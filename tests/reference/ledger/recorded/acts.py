"""What people do with a synergy, call by call, and how who sees it whole reads it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.reference.ledger.kinds.pairs import moving_months
from tests.reference.ledger.quantities import number
from tests.reference.ledger.recorded.declared import Body, day
from tests.reference.ledger.recorded.lives_read import (
    Amount,
    Life,
    Party,
    Report,
    read_fixed,
    read_span,
)
from tests.reference.ledger.recorded.recording import WHOLE, Entry

if TYPE_CHECKING:
    from .inputs import World


def act(world: World, synergy: str, what: str, entry: Entry) -> None:
    life = world.lives.setdefault(synergy, Life(synergy))
    body = entry.body or {}
    if what == "qualification":
        life.qualified_by = entry.role
    elif what == "carrier":
        life.carrier = body.get("sharing_id")
    elif what == "results":
        by = entry.who if entry.role == "company" else None
        told = {**body}
        if not told.get("result_id"):
            told.pop("result_id", None)
        life.report(Report.read(told, by, f"{entry.role}:{entry.who}"))
    elif what == "state":
        _move(life, body, entry)
    elif what == "answers" and (company := str(body.get("organisation_id") or entry.who)):
        where = world.territory_of(synergy, company)
        if (entry.answer or {}).get("state") != "running":  # else it leaves what runs
            world.introduced.answered(synergy, company, entry.on, where)
        if body.get("answer") in ("refused", "already_done"):
            life.left_on = entry.on
            if life.state == "running":
                life.before_left = replace(life, before_left=None)


def _move(life: Life, body: Body, entry: Entry) -> None:
    state = body.get("state")
    if state == "running":
        amount = Amount.read(body.get("quantity"))
        since = day(body.get("since"))
        if since is None and life.agreements and life.state == "running":
            since = life.agreements[-1].since
        life.begin(since or entry.on, amount)
    elif state == "stopped":
        on = day(body.get("on")) or entry.on
        life.stop(on)
        life.enter("stopped", on)
    elif state == "reopen":
        life.stopped = None
        life.enter("qualified", entry.on)
    elif state:
        life.enter(str(state), entry.on)


def know(world: World, thing: Body, entry: Entry) -> None:
    """A synergy as somebody who sees it whole reads it: who is in it, and its figures."""
    if entry.role not in WHOLE:
        return
    sides = [Party.read(s) for s in thing["sides"] or []]
    life = world.lives.setdefault(thing["synergy_id"], Life(thing["synergy_id"]))
    if any(p.organisation is None for p in sides) and life.parties:
        return
    group = thing.get("group")
    life.kind = str(thing.get("kind"))
    life.subject = (group or {}).get("subject") or thing.get("route")
    life.parties, life.group = sides, group
    life.former = world.lives.get(str((group or {}).get("grows")))
    life.read_group(entry.on)
    life.at_risk, life.disclosed = bool(thing.get("at_risk")), bool(thing.get("disclosed"))
    life.pre_existing = bool(thing.get("pre_existing"))
    life.enter(str(thing.get("state")), day(thing.get("state_since")) or entry.on)
    if life.state == "detected":  # reopened: nobody knows of it until it is introduced again
        world.mailed -= {(party.organisation, life.id) for party in sides}
    _step(world, life, thing)
    life.seen = thing
    life.possible = Amount.read(thing.get("quantity")) or life.possible
    if group is not None or life.state not in ("running", "stopped"):
        life.basis = group_amount(group) if group is not None else life.possible
        # Of a group that runs `eur` is of the agreed, its own figures are of the declared quantity.
        told = {"eur": thing.get("eur"), "tco2e": thing.get("tco2e"), **_figures(group)}
        life.eur, life.tco2e = read_span(told["eur"]), read_span(told["tco2e"])
        found = {key: read_fixed(body) for key, body in told.items()}
        life.fixed = {key: span for key, span in found.items() if span is not None}
    since = day(thing.get("running_since"))
    if life.state == "running" and not life.agreements and since is not None:
        # It took the place of the group that it grew from (group_lives.md): nobody told it.
        life.begin(since, Amount.read(thing.get("agreed")))
    if thing.get("stopped_on"):
        life.stop(day(thing["stopped_on"]) or entry.on)


def _step(world: World, life: Life, thing: Body) -> None:
    """Who answered, what runs: its flows are kept as they were then.

    scores.md: "Of a synergy that somebody acted on: the figures of its last step."
    """
    standings = tuple(p.standing for p in life.parties)
    step = (life.state, standings, Amount.read(thing.get("agreed")))
    if step == life.step:
        return
    life.step = step
    ids = [p.flow for p in life.parties if p.flow in world.flows]
    life.flows = {str(i): world.flows[str(i)] for i in ids}
    sides = {p.role: life.flows.get(p.flow or "") for p in life.parties}
    offer, need = sides.get("offer"), sides.get("need")
    if offer is not None and need is not None:
        life.months = moving_months(offer, need, world.routes.get(life.subject or "", {}))
        if life.agreements and life.state == "running":
            life.agreements[-1] = replace(life.agreements[-1], months=life.months)


def _figures(group: Body | None) -> Body:
    return (group or {}).get("figures") or {}


def group_amount(group: Body) -> Amount | None:
    """The amount of a group in its service's unit (pooling.md: t a year, m3 a year); of heat and
    cold what its users book a year, which the animator agrees in MWh; of freight the tonnes a year
    ("what members declare is possible (tonnes, ...)", indicators.md)."""
    figures = group.get("figures") or {}
    booked = number((figures.get("mwh") or {}).get("high"))
    if booked is not None:
        return Amount(booked, "MWh")
    moved = number((figures.get("tonnes") or {}).get("high"))
    if group.get("subject") == "freight" and moved is not None:
        return Amount(moved, "t")
    value = number(group.get("amount"))
    unit = {"waste_collection": "t", "rainwater": "m3"}.get(str(group.get("subject")))
    return Amount(value, unit) if value is not None and unit is not None else None
