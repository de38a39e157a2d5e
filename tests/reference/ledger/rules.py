"""Whether a pair or group that the system says exists is allowed, and what it is worth.

The ledger takes which exist from the system; each is checked against the rules of its kind.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from tests.reference.ledger.groups import (
    Fault,
    Member,
    Reckoned,
    companies,
    excluded_pairs,
    in_time,
    joins_on,
    takes_part,
    too_far,
)
from tests.reference.ledger.kinds import (
    care,
    equipment,
    freight,
    pairs,
    posts,
    purchasing,
    rain,
    waste,
)
from tests.reference.ledger.parameters import Parameters
from tests.reference.ledger.places import distance_km
from tests.reference.ledger.quantities import number
from tests.reference.ledger.recorded.declared import Body, Sharing
from tests.reference.ledger.recorded.inputs import World
from tests.reference.ledger.recorded.lives_read import Life

RADIUS = {
    "waste_collection": "waste_radius_km",
    "rainwater": "rainwater_radius_km",
    "purchasing": "purchasing_radius_km",
    "security": "security_radius_km",
    "catering": "catering_radius_km",
    "childcare": "childcare_radius_km",
    "mobility": "mobility_radius_km",
}
ACTED = {"proposed", "running", "at_risk"}
AT_MOST = {"distance", "reach", "cold", "coldness", "peak"}


def pair_of(world: World, life: Life, *, now: bool = False) -> pairs.Pair | None:
    """Both flows of a pair, where the ledger knows them: now, or as at its last step.

    scores.md: "Of a synergy that somebody acted on: the figures of its last step."
    """
    acted = life.state != "detected" and not now
    flows = {**world.flows, **life.flows} if acted else world.flows
    found = {p.role: flows.get(p.flow or "") for p in life.parties}
    offer, need = found.get("offer"), found.get("need")
    if offer is None or need is None:
        return None
    route = world.routes.get(life.subject or "", {})
    places = (world.place_of(offer.site), world.place_of(need.site))
    return pairs.Pair(offer, need, route, *places)


def member_of(world: World, sharing: Sharing) -> Member:
    """A declaration with its company and its true place."""
    company = world.organisations.get(sharing.organisation)
    return Member(sharing, company, world.place_of(sharing.site))


def members_of(world: World, life: Life) -> list[Member]:
    """The members of a group that still take part, in the order of its sides."""
    gone = {"refused", "already_done", "contract_until", "left"}
    ids = [p.sharing for p in life.parties if p.sharing and p.standing not in gone]
    return [member_of(world, world.sharings[i]) for i in ids if i in world.sharings]


def carrier_of(world: World, life: Life) -> Member | None:
    """The named carrier, else the one that `criteria` name (pooling.md: "Until the animator names
    a carrier, the best in reach enters the figures")."""
    named = ((life.group or {}).get("carrier") or {}).get("sharing_id") or life.carrier
    if named is None:
        why = life.seen.get("why") or []
        named = next((one.get("value") for one in why if one.get("name") == "carrier"), None)
    sharing = world.sharings.get(str(named))
    return member_of(world, sharing) if sharing is not None else None


def reckon_group(world: World, life: Life, members: list[Member], numbers: Parameters) -> Reckoned:
    """The figures of a group by the rules of its kind; the same again is remembered."""
    carrier = carrier_of(world, life)
    everybody = members + ([carrier] if carrier else [])
    key = (
        life.subject,
        carrier is not None,
        tuple((m.sharing.id, m.sharing.version, m.place, m.sharing.cost) for m in everybody),
        tuple(sorted(numbers.told.items())),
        tuple(sorted(numbers.own.items())),
    )
    known: Reckoned | None = world.memo.get(key)
    if known is None:
        known = world.memo[key] = _reckon(world, life.subject or "", members, carrier, numbers)
    return known


def _reckon(
    world: World, subject: str, members: list[Member], carrier: Member | None, numbers: Parameters
) -> Reckoned:
    offer = carrier.sharing if carrier else None
    if subject == "waste_collection":
        return waste.reckon(members, numbers, offer, carrier.place if carrier else None)
    if subject == "freight":
        return freight.reckon(members, numbers, offer)
    if subject == "rainwater":
        return rain.reckon(members, numbers)
    if subject == "purchasing":
        return purchasing.reckon(members, numbers)
    if subject in ("childcare", "catering", "mobility", "security"):
        return care.reckon(members, numbers, offer)
    if members and members[0].sharing.kind == "workforce":
        return posts.reckon(members, numbers, world.occupations)
    owners = [m for m in members if not m.sharing.need]
    if owners:
        users = [m for m in members if m.sharing.need]
        return equipment.reckon(owners[0], users, numbers, world.equipment_units)
    return Reckoned(missing=("unknown kind",))


def group_faults(
    world: World, life: Life, members: list[Member], numbers: Parameters, on: date
) -> list[Fault]:
    """What no group may be, whatever its kind (figures.md 2, 6, 7, 10)."""
    carrier = carrier_of(world, life)
    everybody = members + ([carrier] if carrier else [])
    found = excluded_pairs(everybody) + takes_part(members, on)
    subjects = {m.sharing.subject for m in members}
    work = {m.sharing.kind for m in members} == {"workforce"}
    if len(subjects) > 1 and not work:
        found.append(Fault(f"subjects {sorted(map(str, subjects))}", "one subject", "kinds 1"))
    if life.subject in RADIUS:
        found += too_far(members, numbers.value(RADIUS[life.subject]), life.subject)
    if work:
        found += too_far(members, numbers.value("posts_radius_km"), "posts")
    if life.subject == "waste_collection":
        found += _one_stream(members)
    return found


def _one_stream(members: list[Member]) -> list[Fault]:
    """Hazardous and not are apart (pooling.md), electrical waste is one stream (facts C10)."""
    kinds = {waste.electrical(m.sharing) for m in members}
    if len(kinds) > 1:
        return [Fault("electrical with other waste", "same material family", "pooling.md")]
    return []


def told_viable(group: Body) -> bool:
    """Whether the system says that it is viable, or that people act on it as such."""
    return group.get("state") in ("viable", "proposed", "running")


def viability_faults(
    world: World, life: Life, members: list[Member], numbers: Parameters, on: date
) -> list[Fault]:
    """Viable only with who can join within twelve months, never on assumed costs (issue 37.4)."""
    group = life.group or {}
    if not told_viable(group):
        return []
    found = []
    whole = reckon_group(world, life, members, numbers)
    if whole.viable is False:
        why = "; ".join(whole.why_not) or "faults of its members"
        found.append(Fault(f"told {group.get('state')}: {why}", "viable when all hold", "kinds 1"))
    first = min((joins_on(one.sharing, on) for one in members), default=on)
    soon = in_time(members, first if life.kind == "pooling" else on, numbers)
    if len(soon) < len(members) and whole.viable is not False:
        enough = len(companies(soon)) >= 2
        if not enough or reckon_group(world, life, soon, numbers).viable is False:
            what = f"viable with {len(members)}, of whom {len(soon)} can join within twelve months"
            found.append(Fault(what, "only who can join within twelve months", "figures.md 7"))
    return found


def state_faults(group: Body, numbers: Parameters) -> list[Fault]:
    """The state follows the value and its threshold (kinds 1: states).

    near from 70 % of the threshold, viable from it on; at risk from 90 % to below it, or with a
    reason; lost below 90 %.
    """
    value, threshold = number(group.get("value")), number(group.get("threshold"))
    state = str(group.get("state"))
    if value is None or threshold is None or threshold <= 0:
        return []
    if str(group.get("measure")) in AT_MOST:
        return []
    share = value / threshold
    low, lost = numbers.value("near_share"), numbers.value("lost_share")
    fits = {
        "near": low <= share,
        "viable": share >= 1,
        "at_risk": share >= lost or bool(group.get("risks")),
    }.get(state, True)
    if state in ("proposed", "running") and share < 1:
        fits = False
    if fits:
        return []
    what = f"{state} at {float(value):g} of {float(threshold):g} ({group.get('measure')})"
    return [Fault(what, "states by threshold", "kinds 1")]


def carrier_faults(
    world: World, life: Life, members: list[Member], numbers: Parameters
) -> list[Fault]:
    """A carrier reaches its members by true places, not by cells (figures.md 6)."""
    carrier = carrier_of(world, life)
    if carrier is None or carrier.place is None:
        return []
    reach = carrier.sharing.figure("radius", "reach", "reach_km", "radius_km")
    if reach is None:
        return []
    far = [
        m.sharing.id
        for m in members
        if m.place is not None and distance_km(carrier.place, m.place) > float(reach) * 1.001
    ]
    if not far:
        return []
    what = f"the carrier's reach of {float(reach):g} km leaves out {', '.join(far)}"
    return [Fault(what, "reach by true places", "figures.md 6, issue 37.4")]


def all_faults(world: World, life: Life, on: date) -> list[Fault]:
    """Everything that is wrong with a group that the system says exists."""
    members = members_of(world, life)
    group = life.group or {}
    if not members or group.get("state") == "lost":
        return []
    numbers = world.parameters(group.get("territory") or members[0].sharing.territory)
    found = group_faults(world, life, members, numbers, on)
    found += reckon_group(world, life, members, numbers).faults
    found += carrier_faults(world, life, members, numbers)
    if group.get("state") in ("viable", "near"):
        found += viability_faults(world, life, members, numbers, on)
    found += state_faults(group, numbers)
    return unique(found)


def unique(faults: Iterable[Fault]) -> list[Fault]:
    """Each fault once."""
    return list(dict.fromkeys(faults))


def declared_cost(sharing: Sharing) -> Fraction | None:
    """What a site says it pays a year: its cost, or of water its price by what it asks for."""
    if sharing.cost is not None or sharing.subject != "rainwater":
        return sharing.cost
    price = rain.water_price(sharing)
    if price.high is None:
        return None
    return price.high * sum(rain.monthly_demand(sharing), Fraction(0))


def own_bound(sharing: Sharing, numbers: Parameters) -> Fraction | None:
    """The most that a member may be told to save: by its own declared cost (figures.md 4)."""
    if sharing.cost is None:
        return declared_cost(sharing)
    if sharing.subject == "waste_collection":
        if waste.electrical(sharing):
            return sharing.cost
        return waste.bound(sharing, None, numbers)
    return sharing.cost
