"""What is common to groups of several companies: members, what is reckoned, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from tests.reference.ledger.parameters import Parameters
from tests.reference.ledger.places import Place, farthest
from tests.reference.ledger.quantities import ZERO, Span, exact, months_after, unknown
from tests.reference.ledger.recorded.declared import Organisation, Sharing


@dataclass(frozen=True)
class Fault:
    """What is wrong, the rule, and where the rule was read."""

    what: str
    rule: str
    source: str


@dataclass(frozen=True)
class Member:
    """One member's declaration, its company, and where it truly is."""

    sharing: Sharing
    organisation: Organisation | None
    place: Place | None


@dataclass
class Reckoned:
    """What the ledger finds of a group. `viable` is none where the sources cannot say. `stays`:
    what it pays a year however little it moves, of lines, pipes and tours."""

    amount: Fraction | None = None
    alone: list[Fraction | None] = field(default_factory=list)
    savings: list[Span] = field(default_factory=list)
    eur: Span = field(default_factory=lambda: unknown("not reckoned"))
    stays: Span = field(default_factory=lambda: exact(ZERO))
    figures: dict[str, Span] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    viable: bool | None = None
    why_not: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def joins_on(sharing: Sharing, today: date) -> date:
    """The day after the end of the contract that binds it, else today.

    figures.md 7: "`joins_on` is the day after in pooling, the last day in sharing": one rule;
    on its last day the contract still binds, so it is the day after (OPEN 9).
    """
    end = sharing.contract_end
    return today if end is None or end < today else end + timedelta(days=1)


def in_time(members: list[Member], today: date, numbers: Parameters) -> list[Member]:
    """Who can join within twelve months of today; the others are staged (issue 37.4).

    figures.md 7: "A contract that ends 13 months later counts today ... three are fewer than the
    five required until then".
    """
    until = months_after(today, int(numbers.value("join_months")))
    return [m for m in members if joins_on(m.sharing, today) <= until]


def companies(members: list[Member]) -> set[str]:
    """Members are counted by company (kinds 0.3: two entities or more)."""
    return {m.sharing.organisation for m in members}


def excluded_pairs(members: list[Member]) -> list[Fault]:
    """Nobody is put with whom it excluded, in any kind (figures.md 2, issue 37.4)."""
    found = []
    for one in members:
        for other in members:
            names = {other.sharing.organisation}
            if other.organisation is not None and other.organisation.siren:
                names.add(other.organisation.siren)
            if one is not other and names & one.sharing.excluded:
                what = f"{one.sharing.id} excluded {other.sharing.organisation}"
                found.append(Fault(what, "`excluded` holds in every kind", "figures.md 2"))
    return found


def takes_part(members: list[Member], on: date) -> list[Fault]:
    """Declarations in force, of verified companies, that could be read (verified.md, groups.md)."""
    found = []
    for member in members:
        sharing, company = member.sharing, member.organisation
        if not sharing.in_force(on):
            found.append(Fault(f"{sharing.id} is not in force", "only in force", "sharings.md"))
        if company is not None and (not company.verified or company.withdrawn):
            what = f"{company.id} is not verified"
            found.append(Fault(what, "unverified: in no list, no figure", "verified.md"))
        if sharing.subject is None:
            found.append(Fault(f"{sharing.id} has no subject", "in no group", "sharings.md"))
    return found


def too_far(members: list[Member], radius: Fraction, name: str) -> list[Fault]:
    """No two members farther apart than the radius, which is never doubled (figures.md 10)."""
    places = [m.place for m in members if m.place is not None]
    apart = farthest(places)
    if apart <= float(radius) * 1.001:
        return []
    what = f"{apart:.2f} km apart, {name} {float(radius):g} km"
    return [Fault(what, "radii are never doubled; true places", "figures.md 6, 10")]


def too_few(members: list[Member], least: Fraction) -> list[str]:
    """Why it is not viable, where it has fewer companies than it must."""
    have = len(companies(members))
    return [f"{have} companies of {int(least)}"] if have < least else []
