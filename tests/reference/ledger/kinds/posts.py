"""A post for several employers: twelve months of full-time equivalents.

kinds 2, jobs: "same ROME parent (or neighbouring mobility); 2-4 employers, never competitors
[35]; summed FTE within 0.9-1.05 every month (permanent full time); otherwise propose seasonal or
part-time; each share >= 0.1; sites <= 30 km; total >= 24 h/week."
"""

from __future__ import annotations

from fractions import Fraction

from tests.reference.ledger.groups import Fault, Member, Reckoned, companies
from tests.reference.ledger.parameters import Parameters
from tests.reference.ledger.quantities import ZERO, exact, unknown
from tests.reference.ledger.recorded.declared import Body, Sharing

FULL, PART, SEASONAL, NONE = "full_time", "part_time", "seasonal", "none"


def summed(months: list[tuple[Fraction, ...]]) -> list[Fraction]:
    """Full-time equivalents asked for in each month, of all together."""
    return [sum((m[n] for m in months if len(m) == 12), ZERO) for n in range(12)]


def posts_of(sharing: Sharing) -> int:
    """A need of n full-time equivalents is n posts (figures.md 17, issue 37.4).

    A post takes at most one full-time equivalent of a need in a month.
    """
    most = max(sharing.months, default=ZERO)
    return max(1, -(-most.numerator // most.denominator)) if most else 0


def one_post(sharing: Sharing) -> tuple[Fraction, ...]:
    """The months of one of the posts of a need: its months by their number of posts."""
    count = posts_of(sharing)
    return tuple(m / count for m in sharing.months) if count else sharing.months


def longest_run(busy: list[bool]) -> int:
    """The longest run of months in a row, over the year's end too (posts.md)."""
    if all(busy):
        return 12
    best = run = 0
    for month in busy * 2:
        run = run + 1 if month else 0
        best = max(best, run)
    return best


def contract(months: list[Fraction], numbers: Parameters) -> str:
    """Which contract the months make (kinds 2; posts.md table).

    A seasonal post is no durable job (figures.md 18: "a seasonal post of 11 months (L1242-2 3)":
    a longer run than `posts_season_most` is none; OPEN 11).
    """
    least, most = numbers.value("posts_full_least"), numbers.value("posts_full_most")
    if max(months) > most:
        return NONE
    if min(months) >= least:
        return FULL
    part = numbers.value("posts_hours_part") / numbers.value("posts_hours_full")
    if min(months) >= part:
        return PART
    run = longest_run([m >= part for m in months])
    fits = numbers.value("posts_season_least") <= run <= numbers.value("posts_season_most")
    return SEASONAL if fits else NONE


def same_family(
    one: str | None, other: str | None, occupations: dict[str, Body], neighbours: bool = True
) -> bool | None:
    """One ROME parent or neighbours; none where the list was not read (kinds 2).

    A territory may refuse neighbours (posts.md: `workforce_neighbours` 0).
    """
    if one == other:
        return True
    a, b = occupations.get(one or ""), occupations.get(other or "")
    if a is None or b is None:
        return None
    parents = {a.get("parent"), b.get("parent")}
    near = {str(n) for n in a.get("neighbours") or []} | {str(n) for n in b.get("neighbours") or []}
    return len(parents) == 1 or (neighbours and bool(near & {one, other, *map(str, parents)}))


def faults(members: list[Member], numbers: Parameters, occupations: dict[str, Body]) -> list[Fault]:
    """Two to four employers, of one family, each with a tenth (kinds 2 [35]; facts J07)."""
    found = []
    count = len(companies(members))
    if not 2 <= count <= numbers.value("posts_members_most"):
        what = f"{count} employers"
        found.append(Fault(what, "two to four employers", "kinds 2 [35], facts J07"))
    if count < len(members):
        found.append(Fault("an employer twice", "one need of each", "kinds 2"))
    for member in members:
        first = members[0].sharing.subject
        near = numbers.value("workforce_neighbours") != 0
        if same_family(first, member.sharing.subject, occupations, near) is False:
            what = f"{first} with {member.sharing.subject}"
            found.append(Fault(what, "one ROME family or neighbours", "kinds 2"))
        asked = [m for m in member.sharing.months if m > 0]
        if asked and sum(asked, ZERO) / len(asked) < numbers.value("posts_share_least"):
            found.append(Fault(f"{member.sharing.id} asks little", "share >= 0.1", "kinds 2"))
    days = {d for m in members for d in m.sharing.weekdays}
    for day in days:
        load = sum((_on_day(m.sharing, day) for m in members), ZERO)
        if load > numbers.value("posts_full_most"):
            found.append(Fault(f"weekday {day}: {float(load):g}", "one person a day", "posts.md"))
    return found


def _on_day(sharing: Sharing, day: int) -> Fraction:
    """Of a day's work: n full time on d days takes 5 n / d of each (posts.md)."""
    if not sharing.weekdays:
        return ZERO
    most = min(Fraction(1), max(one_post(sharing), default=ZERO))
    return most * 5 / len(sharing.weekdays) if day in sharing.weekdays else ZERO


def reckon(members: list[Member], numbers: Parameters, occupations: dict[str, Body]) -> Reckoned:
    """A shared post: its months, contract and hours; nobody's saving is known."""
    found = Reckoned(faults=faults(members, numbers, occupations))
    months = summed([one_post(m.sharing) for m in members])
    kind = contract(months, numbers)
    found.amount = sum(months, ZERO) / 12
    found.figures["fte"] = exact(found.amount)
    found.figures["hours"] = exact(found.amount * numbers.value("posts_hours_year"))
    found.figures["least"], found.figures["most"] = exact(min(months)), exact(max(months))
    found.savings = [unknown("not computed")] * len(members)
    found.eur = unknown("not computed")
    if kind == NONE:
        found.why_not.append("months make no contract")
    if len(companies(members)) < 2:
        found.why_not.append("fewer than two employers")
    found.viable = not found.why_not and not found.faults
    return found
