"""What holds over all synergies together: one group a need, capacity of offers, posts of needs."""

from __future__ import annotations

from fractions import Fraction

from tests.reference.ledger.groups import Fault
from tests.reference.ledger.kinds.care import CAPACITY, amount
from tests.reference.ledger.kinds.posts import posts_of
from tests.reference.ledger.quantities import ZERO
from tests.reference.ledger.recorded.inputs import World
from tests.reference.ledger.recorded.lives_read import Life
from tests.reference.ledger.rules import carrier_of, members_of

GONE = {"refused", "stopped", "already_done", "contract_until"}


def living(world: World) -> list[Life]:
    """Groups that exist now: not lost, not ended."""
    return [
        life
        for life in world.lives.values()
        if life.group is not None and not life.lost and life.state not in GONE
    ]


def one_thing(life: Life) -> str:
    """A proposal that a group grows is that group with newcomers, not one beside it.

    Issue 37.4: "A running group grows (whoever newly fits is proposed to it)"; ADR 0051: once
    agreed it takes the place of the one that ran, and nothing is counted twice.
    """
    return str((life.group or {}).get("grows") or life.id)


def needs_once(world: World) -> list[Fault]:
    """A need is in one group of its market (groups.md); one of n posts in n (figures.md 17)."""
    where: dict[str, set[str]] = {}
    for life in living(world):
        for party in life.parties:
            sharing = world.sharings.get(party.sharing or "")
            if sharing is not None and sharing.need:
                where.setdefault(sharing.id, set()).add(one_thing(life))
    found = []
    for ident, groups in where.items():
        sharing = world.sharings[ident]
        most = posts_of(sharing) if sharing.kind == "workforce" else 1
        if len(groups) > max(1, most):
            what = f"{ident} in {len(groups)} groups of {max(1, most)}"
            found.append(Fault(what, "a need in one group of its market", "groups.md"))
    return found


def carriers_within_capacity(world: World) -> list[Fault]:
    """An offer that carries several groups has one capacity for all (figures.md 5)."""
    asked: dict[str, dict[str, Fraction]] = {}
    most: dict[str, Fraction] = {}
    for life in living(world):
        carrier = carrier_of(world, life)
        if carrier is None or life.subject not in CAPACITY:
            continue
        own = carrier.sharing.figure(*CAPACITY[life.subject])
        if own is None:
            continue
        ident = carrier.sharing.id
        whole = sum((amount(m.sharing) for m in members_of(world, life)), ZERO)
        groups, name = asked.setdefault(ident, {}), one_thing(life)
        groups[name], most[ident] = max(groups.get(name, ZERO), whole), own
    taken = {ident: sum(groups.values(), ZERO) for ident, groups in asked.items()}
    return [
        Fault(
            f"{ident}: {float(whole):g} of {float(most[ident]):g}",
            "capacity is never exceeded",
            "figures.md 5",
        )
        for ident, whole in taken.items()
        if whole > most[ident]
    ]


def faults(world: World) -> list[Fault]:
    """Everything that is wrong over all groups together."""
    return needs_once(world) + carriers_within_capacity(world)
