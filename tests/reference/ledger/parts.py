"""What a group brings, all of it or one member's part: as agreed, then as members reported.

Who reported nothing goes on as agreed, by its part: DIRECTION "Declaring more must never pay
less", so one member's report takes nothing from the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from tests.reference.ledger.agreed import Rate, agreed_rate, agreement_on, at
from tests.reference.ledger.quantities import ZERO, Span, exact, number, total, unknown
from tests.reference.ledger.recorded.declared import Body
from tests.reference.ledger.recorded.lives_read import Life, Report
from tests.reference.ledger.reports import (
    Read,
    all_believed,
    carbon,
    chosen,
    euros,
    lasts,
    lesser,
    of_this_run,
    quantity,
    user_part,
)

LEFT = ("refused", "already_done")
FEW = "fewer than three other organisations, or one of more than 70 %"


def members(life: Life) -> list[Body]:
    """Who is in it, without its carrier (group_lives.md: who is not in `sides`)."""
    found = (life.group or {}).get("members") or []
    return [one for one in found if one.get("role") != "carrier"]


def _weights(life: Life, key: str) -> dict[str, Fraction | None]:
    """Each company's part of a figure; unknown where one of its declarations has none. Of amounts
    an owner takes none (hour of a user: the owner's "part" of MWh was added to the only user's)."""
    found: dict[str, Fraction | None] = {}
    for one in members(life):
        company, value = str(one.get("organisation_id")), number(one.get(key))
        if key == "amount" and (one.get("role") or "user") != "user":
            value = ZERO
        if key == "saving":
            value = number(one.get(_of_euros(life)))
        before = found.get(company, ZERO)
        found[company] = None if value is None or before is None else before + value
    return found


def _of_euros(life: Life) -> str:
    """What euros of all are shared by where no saving is reckoned: a part of a post, else what each
    pays (hour of a user: a member's own euros came on top of a post's; the other buyers' "not
    reported by all")."""
    lines = members(life)
    if any(number(one.get("saving")) is not None for one in lines) or owners(life):
        return "saving"
    paid = [number(one.get("alone")) for one in lines]
    post = any(one.get("months") for one in lines)
    return "alone" if not post and None not in paid and any(paid) else "amount"


def is_one_of_few(life: Life, company: str | None) -> bool:
    """Whether fewer than three others are in it, or one takes over 70 % of theirs (issue 38.3)."""
    there = {p.organisation for p in life.parties if p.standing not in LEFT}
    taken = [v or ZERO for one, v in _weights(life, "amount").items() if one != company]
    return len(there - {company, None}) < 3 or max(taken) > sum(taken, ZERO) * 7 / 10


def owners(life: Life) -> set[str]:
    """Who only gives: what it gives is what the users take (hour of a user: 3,400 MWh of 3,000)."""
    roles = [(str(o.get("organisation_id")), o.get("role") or "user") for o in members(life)]
    return {one for one, role in roles if role == "owner" and (one, "user") not in roles}


def given(
    life: Life, told: Report, reports: list[Report], part: Callable[[Report], Fraction | None]
) -> bool:
    """Whether an owner gave what users say that they took of these days; euros are its own."""
    only, value = owners(life), part(told)
    if told.by not in only or value is None or value in (told.eur, told.jobs):
        return False
    took = [one for one in reports if one.by not in only and part(one) is not None]
    return any(one.first <= told.last and told.first <= one.last for one in took)


def _rest(
    agreed: Span, life: Life, key: str, told: Iterable[str | None], fixed: Span | None
) -> list[Span]:
    """What those who reported nothing bring as agreed; users bear what is fixed (OPEN 41)."""
    weights, said = _weights(life, key), set(told)
    borne = {one: user_part(life, one) or ZERO for one in weights} if fixed else {}
    if fixed is not None and key == "saving":
        middle = sum(fixed.bounds(), ZERO) / 2
        weights = {
            one: None if value is None else value - middle * borne[one]
            for one, value in weights.items()
        }
    if not weights.keys() - said:
        return []
    if not agreed.known or not any(agreed.bounds()):
        return [agreed]
    values = [value for value in weights.values() if value is not None]
    if len(values) < len(weights) or not sum(values):
        return [unknown("not reported by all")]
    left = sum((value or ZERO for one, value in weights.items() if one not in said), ZERO)
    if fixed is None:
        return [agreed.times(left / sum(values))]
    silent = sum((part for one, part in borne.items() if one not in said), ZERO)
    follows = agreed.plus(fixed.part(Fraction(-1))).part(left / sum(values))
    return [follows.plus(fixed.part(silent))]


def _believed(life: Life, on: date) -> list[Report]:
    """Who left brings nothing (indicators.md: "A member's leaving counts from that day on")."""
    left = {party.organisation for party in life.parties if party.standing in LEFT}
    lasting = [one for one in all_believed(life) if lasts(life, one)]
    known = [one for one in lasting if of_this_run(life, one, on)]
    return [report for report in known if life.group is None or report.by not in left]


@dataclass(frozen=True)
class Said:
    """What was reported: of all members of the group `of`, and by one of days after that."""

    joint: Span | None
    of: Life
    by: dict[str, Span]


def _said(life: Life, on: date, reader: Callable[[Life], Read]) -> Said:
    """One of all replaces what each said of these days and before, not of days after (hour of a
    user: a verified result for all was given up as soon as one member reported the next month). A
    group that grew goes on by the reports of the one before (hour of a user; OPEN 47)."""
    known, only, its = _believed(life, on), owners(life), reader(life)

    def read(told: Report) -> Span | None:
        own = reader is euros and told.eur is not None
        return its(told) if own or told.by not in only else None

    joint = chosen([r for r in known if r.by is None], read, on)
    by: dict[str, Span] = {}
    for company in {r.by for r in known if r.by}:
        own = chosen([r for r in known if r.by == company], read, on)
        if own and not _gives_way(own, joint, on):
            by[company] = lesser(own, read)
    former = life.former
    anew = former is not None and not 0 <= _joined_share(life, former) <= Fraction(1001, 1000)
    if joint or former is None or former.stopped is None or len(life.agreements) > 1 or anew:
        return Said(lesser(joint, read) if joint else None, life, by)
    before = _said(former, former.stopped - timedelta(days=1), reader)
    here = set(_weights(life, "amount"))
    kept = {company: span for company, span in before.by.items() if company in here}
    return Said(before.joint, before.of, {**kept, **by})


def _joined_share(life: Life, former: Life) -> Fraction:
    """Which part of what newcomers declare is agreed, beside what was agreed before they came."""
    here = _weights(life, "amount")
    told = [one.agreements[-1].amount if one.agreements else None for one in (life, former)]
    new = [value for one, value in here.items() if one not in _weights(former, "amount")]
    whole = sum((value or ZERO for value in here.values()), ZERO)
    left = any(party.standing in LEFT for party in life.parties)
    if left or None in (*told, *new) or life.basis is None or not new or not whole:
        return Fraction(1)
    agreed, before = (one.value for one in told if one is not None)
    return (agreed - before) * whole / (sum(one or ZERO for one in new) * life.basis.value)


def _gives_way(own: list[Report], joint: list[Report], on: date) -> bool:
    if not joint:
        return False
    holds = any(r.first <= on <= r.last for r in joint)
    return holds or max(r.last for r in own) <= max(r.last for r in joint)


def _of_all(
    life: Life, on: date, agreed: Span, whole: Span, reader: Callable[[Life], Read], what: str
) -> Span:
    """`whole`: of the possible quantity. Newcomers bring that part of it (OPEN 47)."""
    key = "saving" if what == "eur" else "amount"
    said, fixed = _said(life, on, reader), life.fixed.get(what)
    if said.joint is None and not said.by:
        return agreed
    if said.joint is None:
        return total([*said.by.values(), *_rest(agreed, life, key, said.by, fixed)])
    here, then = set(_weights(life, key)), set(_weights(said.of, key))
    rest = _rest(said.joint, said.of, key, {*said.by, *(then - here)}, said.of.fixed.get(what))
    if not said.by and then <= here:
        rest = [said.joint]
    spans = [*said.by.values(), *rest]
    if said.of is not life:
        base = _joined(life, said.of, agreed, whole, fixed)
        spans += _rest(base, life, key, {*said.by, *then}, fixed)
    return total(spans)


def _joined(life: Life, former: Life, agreed: Span, whole: Span, fixed: Span | None) -> Span:
    """What all would bring if each had as much agreed of what it declares as newcomers have."""
    share = min(_joined_share(life, former), Fraction(1))
    return at(whole, share, fixed) if agreed.known else agreed


def of_all(life: Life, on: date) -> Rate:
    """A group's rate on a day on which it runs."""
    agreed = agreed_rate(life, on)
    possible = exact(life.basis.value) if life.basis else unknown("possible")
    return Rate(
        _of_all(life, on, agreed.amount, possible, quantity, ""),
        agreed.unit,
        _of_all(life, on, agreed.eur, life.eur or unknown("computed"), euros, "eur"),
        _of_all(life, on, agreed.tco2e, life.tco2e or unknown("computed"), carbon, "tco2e"),
        agreed.grade,
    )


def of_member(life: Life, on: date, company: str) -> Rate:
    """A member's own rate (indicators.md: "its own saving, tonnes"; a joint figure, CO2, and its
    part of a smaller agreed quantity need at least three others)."""
    inside = {p.organisation: p.standing for p in life.parties}
    if inside.get(company) in LEFT:
        return Rate(exact(ZERO), None, exact(ZERO), exact(ZERO), "declared")
    agreed = agreed_rate(life, on)
    joint, few = of_users(life, agreed.tco2e, company), is_one_of_few(life, company)
    joint = joint if not few or not agreed.tco2e.known else unknown(FEW)

    def own(part: Span, whole: Span, reader: Callable[[Life], Read], what: str) -> Span:
        key, said = "saving" if what == "eur" else "amount", _said(life, on, reader)
        if company in said.by or said.joint is None:
            return said.by.get(company, part)
        if few:
            its = [report for report in _believed(life, on) if report.by == company]
            found = chosen(its, reader(life), on)
            return lesser(found, reader(life)) if found else part
        of, of_all = said.of, said.joint
        if company not in _weights(of, key):
            of, of_all = life, _joined(life, of, part, whole, life.fixed.get(what))
        silent = set(_weights(of, key)) - {company}
        rest = _rest(of_all, of, key, silent, of.fixed.get(what))
        return rest[0] if rest else part

    possible = exact(life.basis.value) if life.basis else unknown("possible")
    eur, tco2e = life.eur or unknown("computed"), life.tco2e or unknown("computed")
    return Rate(
        own(_own_part(life, on, company, "amount", agreed.amount, few), possible, quantity, ""),
        agreed.unit,
        own(_own_part(life, on, company, "saving", agreed.eur, few), eur, euros, "eur"),
        own(joint, tco2e, carbon, "tco2e"),
        agreed.grade,
    )


def _own_part(life: Life, on: date, company: str, key: str, agreed: Span, few: bool) -> Span:
    if not agreed.known or not any(agreed.bounds()):
        return agreed
    own = _weights(life, key).get(company)
    if own is None:
        return unknown("its own part")
    told = agreement_on(life, on)
    if told is None or told.amount is None or life.basis is None or life.basis.value == 0:
        return exact(own)
    share = min(told.amount.value / life.basis.value, Fraction(1))
    if few and share != 1:
        return unknown(FEW)
    fixed, part = life.fixed.get("eur"), user_part(life, company)
    if key != "saving" or fixed is None:
        return exact(own * share)
    if part is None:
        return unknown("its own part")
    return at(exact(own), share, fixed.part(part))


def of_users(life: Life, figure: Span, company: str) -> Span:
    """A company's part of a joint figure: as of what users take (hour's findings: five pages that
    show the joint kilometres sum to five times the territory's; OPEN 41)."""
    part = user_part(life, company)
    if not figure.known or not any(figure.bounds()):
        return figure
    return unknown("its own part") if part is None else figure.times(part)


def reported_to(
    life: Life, same: list[Report], company: str, part: Callable[[Report], Fraction | None]
) -> list[Span]:
    """What it said itself, else its part of what is said of all (indicators.md), with others."""
    own = [value for r in same if r.by == company and (value := part(r)) is not None]
    joint = [(r, value) for r in same if r.by is None and (value := part(r)) is not None]
    if own or not joint or is_one_of_few(life, company):
        return [exact(value) for value in own]
    savings = _weights(life, "saving")
    known = [value for value in savings.values() if value is not None]
    saved = savings.get(company) if len(known) == len(savings) and sum(known, ZERO) else None
    of_euros = None if saved is None else saved / sum(known, ZERO)
    parts = [(v, of_euros if v == r.eur else user_part(life, company)) for r, v in joint]
    return [exact(value * own_part) for value, own_part in parts if own_part is not None]
