"""What is told of a group: whole to animators and members who know each other, masked before."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tests.reference.ledger import masks
from tests.reference.ledger.checks.check_pairs import life_told, result_faults
from tests.reference.ledger.findings import Difference, Told, inside, meets, same
from tests.reference.ledger.groups import Fault, Member, Reckoned, joins_on
from tests.reference.ledger.kinds import waste
from tests.reference.ledger.parameters import Parameters
from tests.reference.ledger.quantities import CENT, ZERO, Span, number, shown
from tests.reference.ledger.recorded.declared import Body, Sharing
from tests.reference.ledger.recorded.inputs import World
from tests.reference.ledger.recorded.lives_read import Life, read_fixed, read_span
from tests.reference.ledger.rules import (
    AT_MOST,
    all_faults,
    declared_cost,
    members_of,
    own_bound,
    reckon_group,
    told_viable,
)
from tests.reference.ledger.shares import fragile

EXACT = {"waste_collection"}
OVER = {"refused", "already_done", "stopped"}
NEVER_TOLD = {"purchasing"}


def numbers_of(world: World, life: Life, members: list[Member]) -> Parameters:
    """The anchor's least territory sets the parameters (pooling.md)."""
    own = (life.group or {}).get("territory")
    return world.parameters(own or min(m.sharing.territory for m in members))


def whole(world: World, life: Life, answer: Body, told: Told, on: date) -> list[Difference]:
    """A group as somebody who sees it whole reads it."""
    group: Body = answer.get("group") or {}
    members = members_of(world, life)
    found = life_told(life, answer, told, on)
    if not members:
        return found
    if answer.get("state") in OVER:
        return found + _over(group, told)
    numbers = numbers_of(world, life, members)
    found += told.faults(all_faults(world, life, on))
    found += told.faults(result_faults(life, numbers.value("plausible_tco2e")))
    hidden = sum(1 for s in answer.get("sides") or [] if s.get("masked"))
    found += told.faults(masks.subtractable(group, hidden))
    right = reckon_group(world, life, members, numbers)
    if not hidden:
        found += _members(group, members, told, numbers, on)
        found += _shares(life, group, members, right, told)
        found += _sums(group, answer, told)
        found += _figures(life, group, answer, right, told)
        found += _fragile(life, group, members, told, numbers)
        found += _near(group, right, told)
    found += _health(group, answer, told)
    return found


def _over(group: Body, told: Told) -> list[Difference]:
    """What nobody goes on with is no viable group (issue 37.2 "lost groups are counted as such").

    Its members and amounts are told as they were when it ended: they are nobody's business now.
    """
    state = group.get("state")
    if state not in ("near", "viable", "proposed", "running"):
        return []
    return [told.differs("state", state, "lost", "a group that ended is lost", "issue 37.2")]


def _members(
    group: Body, members: list[Member], told: Told, numbers: Parameters, on: date
) -> list[Difference]:
    """Each member's own line: what it pays alone, what it saves, when it joins."""
    known = {m.sharing.id: m.sharing for m in members}
    found = []
    for line in group.get("members") or []:
        sharing = known.get(str(line.get("sharing_id")))
        if sharing is None or line.get("role") == "carrier":
            continue
        who = sharing.id
        alone, saving = number(line.get("alone")), number(line.get("saving"))
        if sharing.cost is not None and alone is not None and alone != sharing.cost:
            rule = "alone is what it declared"
            found.append(told.differs(f"{who} alone", alone, sharing.cost, rule, "figures.md 3"))
        if sharing.kind == "service":
            found += told.faults(_saving_faults(sharing, alone, saving, numbers))
        elif saving is not None and saving < 0 and told_viable(group):
            rule = "nobody is in a viable group that it loses by"
            found.append(told.differs(f"{who} saving", saving, ">= 0", rule, "kinds 1, the issue"))
        joins = line.get("joins_on")
        if joins and sharing.contract_end is not None and sharing.contract_end >= on:
            right = joins_on(sharing, on).isoformat()
            if joins != right:
                rule = "the day after its contract's end"
                found.append(
                    told.differs(f"{who} joins_on", joins, right, rule, "figures.md 7", "OPEN 9")
                )
    return found


def _saving_faults(
    sharing: Sharing, alone: Fraction | None, saving: Fraction | None, numbers: Parameters
) -> list[Fault]:
    """No saving without a cost, none below nothing, none above the own bound (figures.md 3, 4)."""
    found = []
    cost = declared_cost(sharing)
    if cost is None and alone is not None:
        what = f"{sharing.id}: alone {shown(alone)} without a declared cost"
        found.append(Fault(what, "no assumed cost", "figures.md 3"))
    if saving is None:
        return found
    if saving < 0:
        found.append(Fault(f"{sharing.id} saves {shown(saving)}", "phi >= 0", "kinds 1"))
    span = Span(saving, saving)
    found += masks.no_assumed(span, cost, f"{sharing.id} saving")
    return found + masks.at_most(span, own_bound(sharing, numbers), f"{sharing.id} saving")


def _shares(
    life: Life, group: Body, members: list[Member], right: Reckoned, told: Told
) -> list[Difference]:
    """Each member's share, where the ledger enumerates it (kinds 1: Shapley's)."""
    if life.subject not in EXACT:
        return []
    own = dict(zip((m.sharing.id for m in members), right.savings, strict=False))
    found = []
    for line in group.get("members") or []:
        saving, reckoned = number(line.get("saving")), own.get(str(line.get("sharing_id")))
        if saving is None or reckoned is None or not reckoned.known or reckoned.holds(saving):
            continue
        rule, ident = "Shapley's share within bounds", line.get("sharing_id")
        found.append(
            told.differs(f"{ident} saving", shown(saving), reckoned, rule, "kinds 1", "OPEN 6, 19")
        )
    return found


def _sums(group: Body, answer: Body, told: Told) -> list[Difference]:
    """Shares add up to what all save, to the cent, or to some of its range (figures.md "What
    holds": to the cent)."""
    lines = [m for m in group.get("members") or [] if m.get("role") != "carrier"]
    parts = [number(m.get("saving")) for m in lines]
    known = [part for part in parts if part is not None]
    gain = read_span(answer.get("eur"))
    if not known or gain is None or not gain.known:
        return []
    whole_sum, (low, high) = sum(known, Fraction(0)), gain.bounds()
    if max(low, Fraction(0)) - CENT <= whole_sum <= max(high, Fraction(0)) + CENT:
        return []
    rule = "members' shares add up to the whole"
    return [told.differs("sum of savings", shown(whole_sum), gain, rule, "kinds 1")]


def _figures(
    life: Life, group: Body, answer: Body, right: Reckoned, told: Told
) -> list[Difference]:
    """Euros, tonnes, kilometres, CO2 of all together against the rules of the kind."""
    found = []
    gain = read_span(answer.get("eur"))
    subject = life.subject or ""
    if subject in NEVER_TOLD:
        if gain is not None and gain.known:
            rule = "benefit may be access: no saving is displayed"
            found.append(told.differs("eur", gain, "none", rule, "facts C21"))
        return found
    if gain is not None and gain.known and not right.eur.known and right.eur.missing:
        rule = "an unknown cost or price gives no figure"
        found.append(told.differs("eur", gain, right.eur, rule, "figures.md 3, issue 37.4"))
    elif subject in EXACT and right.eur.known and not same(gain, right.eur):
        rule = "C(G) and Shapley's shares, costs as declared"
        found.append(told.differs("eur", gain, right.eur, rule, "kinds 1", "OPEN 6, 19"))
    elif right.eur.known and life.kind == "sharing" and not meets(gain, right.eur):
        rule = "alone less marginal, annuity by capacity, and the line"
        found.append(told.differs("eur", gain, right.eur, rule, "kinds 2", "OPEN 22"))
    elif right.eur.known and life.kind != "sharing" and not inside(gain, right.eur):
        found.append(told.differs("eur", gain, right.eur, "within", "kinds 1, 2", "OPEN 19"))
    found += _stays(gain, group, right, told)
    if subject == "freight" and gain is not None and gain.known and gain.low == gain.high:
        rule = "euros of freight are a range"
        found.append(told.differs("eur", gain, "a range", rule, "figures.md 18"))
    return found + _named(group, right, told)


def _stays(gain: Span | None, group: Body, right: Reckoned, told: Told) -> list[Difference]:
    """What stays due however little runs: lines and pipes wholly, tours at most (OPEN 41)."""
    if gain is None or not gain.known or not right.stays.known or not any(right.stays.bounds()):
        return []
    fixed = read_fixed((group.get("figures") or {}).get("eur"))
    paid = Span(ZERO, ZERO) if fixed is None else fixed.times(Fraction(-1))
    if meets(paid, right.stays) and paid.bounds()[1] > 0:
        return []
    rule = "a line's annuity does not shrink with the quantity"
    return [told.differs("eur fixed", paid, right.stays, rule, "hour's findings", "OPEN 41")]


def _named(group: Body, right: Reckoned, told: Told) -> list[Difference]:
    """The figures that a group names and that the ledger reckons too."""
    found = []
    for name, body in (group.get("figures") or {}).items():
        reckoned = right.figures.get(name)
        given = read_span(body)
        if reckoned is None or given is None or name == "fragile":
            continue
        if name == "km" and reckoned.known:  # told whole (OPEN 43)
            reckoned = reckoned.plus(Span(Fraction(-1, 2), Fraction(1, 2)))
        if not inside(given, reckoned):
            found.append(told.differs(name, given, reckoned, "within", "kinds 1, 2", "OPEN 19"))
    amount = number(group.get("amount"))
    if amount is None or not right.amount or abs(amount - right.amount) <= right.amount / 200:
        return found
    rule, opened = "what all members declare together", "OPEN 19"
    ends = (shown(amount), shown(right.amount))
    found.append(told.differs("amount", *ends, rule, "kinds 1", opened))
    return found


def _fragile(
    life: Life, group: Body, members: list[Member], told: Told, numbers: Parameters
) -> list[Difference]:
    """A member above half of the volume makes it fragile (kinds 1; figures.md Sentences)."""
    if life.subject != "waste_collection":
        return []
    by_company: dict[str, Fraction] = {}
    for member in members:
        own = member.sharing.organisation
        by_company[own] = by_company.get(own, Fraction(0)) + waste.tonnes(member.sharing)
    right = fragile(list(by_company.values()), numbers.value("concentration"))
    if bool(group.get("fragile")) == right:
        return []
    rule = "one member above 50 % of volume"
    return [told.differs("fragile", group.get("fragile"), right, rule, "kinds 1")]


def _near(group: Body, right: Reckoned, told: Told) -> list[Difference]:
    """A group that meets every condition is viable, not near (kinds 1: viable when all hold).

    What misses a reach is left aside: radii of equipment have no source (OPEN 25).
    """
    if group.get("state") != "near" or right.viable is not True or right.faults:
        return []
    if group.get("measure") in AT_MOST:
        return []
    rule = "viable from the threshold on"
    return [told.differs("state", "near", "viable", rule, "kinds 1", "OPEN 19")]


def _health(group: Body, answer: Body, told: Told) -> list[Difference]:
    """A group at risk or lost says so; a lost one is not healthy (figures.md 11)."""
    found = []
    state, flag = group.get("state"), bool(answer.get("at_risk"))
    if (state == "at_risk" or (group.get("risks") and state != "lost")) and not flag:
        rule = "at risk is told as such"
        found.append(told.differs("at_risk", flag, True, rule, "figures.md 11"))
    acted = answer.get("state") not in (None, "detected", "refused", "stopped")
    if acted and state in ("near", "viable"):
        rule = "near and viable while nobody acts on it, then proposed"
        found.append(told.differs("state", state, "proposed", rule, "groups.md", "OPEN 34"))
    if state == "lost" and answer.get("state") == "running" and not flag:
        rule = "a lost group looks not healthy"
        found.append(told.differs("at_risk", flag, "lost", rule, "figures.md 11"))
    if told_viable(group) and group.get("missing") and "cost" in group["missing"]:
        rule = "without a declared or sourced cost never viable"
        found.append(told.differs("state", state, "not viable", rule, "issue 37.4", "OPEN 20"))
    return found


def member_view(
    world: World, life: Life, answer: Body, told: Told, company: str
) -> list[Difference]:
    """A group as one of its members reads it."""
    faults = masks.names_hidden(answer, company, life)
    if answer.get("state") in OVER:
        return told.faults(faults)
    faults += masks.steps_of(answer, life, company)
    members = members_of(world, life)
    own = [m.sharing for m in members if m.sharing.organisation == company]
    gain = masks.told_gain(answer)
    if not own or not members or answer.get("disclosed"):
        return told.faults(faults)
    numbers = numbers_of(world, life, members)
    for sharing in own:
        if sharing.kind == "service":
            faults += masks.no_assumed(gain, declared_cost(sharing), "own gain")
            faults += masks.at_most(gain, own_bound(sharing, numbers), "own gain")
    right = reckon_group(world, life, members, numbers)
    for member, saving in zip(members, right.savings, strict=False):
        if member.sharing.organisation == company and life.subject in EXACT:
            faults += masks.hides(gain, saving, "own share")
    return told.faults(faults, "OPEN 21" if life.subject in EXACT else "")
