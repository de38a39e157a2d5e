"""What a group brings, all of it or one member's part: as agreed, then as members reported.

Who reported nothing goes on as agreed, by its part: DIRECTION "Declaring more must never pay
less", so one member's report takes nothing from the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from tests.reference.ledger.agreed import Rate, agreed_rate, agreement_on, at
from tests.reference.ledger.quantities import ZERO, Span, exact, number, total, unknown
from tests.reference.ledger.recorded.declared import Body
from tests.reference.ledger.recorded.lives_read import Life, Report
from tests.reference.ledger.reports import (
    Read,
    believed,
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
FEW = "fewer than three other organisations"


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
        before = found.get(company, ZERO)
        found[company] = None if value is None or before is None else before + value
    return found


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
    lasting = [one for one in life.reports.values() if lasts(one) and believed(life, one)]
    known = [one for one in lasting if of_this_run(life, one, on)]
    return [report for report in known if life.group is None or report.by not in left]


def _of_all(
    life: Life, on: date, agreed: Span, read: Read, key: str, fixed: Span | None = None
) -> Span:
    found = chosen(_believed(life, on), read, on)
    if not found:
        return agreed
    if any(report.by is None for report in found):
        return lesser(found, read)
    by: dict[str | None, Span] = {}
    for company in {report.by for report in _believed(life, on) if report.by}:
        its = [report for report in _believed(life, on) if report.by == company]
        if own := chosen(its, read, on):
            by[company] = lesser(own, read)
    return total([*by.values(), *_rest(agreed, life, key, by, fixed)])


def of_all(life: Life, on: date) -> Rate:
    """A group's rate on a day on which it runs."""
    agreed = agreed_rate(life, on)
    return Rate(
        _of_all(life, on, agreed.amount, quantity, "amount"),
        agreed.unit,
        _of_all(life, on, agreed.eur, euros(life), "saving", life.fixed.get("eur")),
        _of_all(life, on, agreed.tco2e, carbon(life), "amount", life.fixed.get("tco2e")),
        agreed.grade,
    )


def of_member(life: Life, on: date, company: str) -> Rate:
    """A member's own rate (indicators.md: "its own saving, tonnes"; a joint figure, CO2, and its
    part of a smaller agreed quantity need at least three others)."""
    inside = {p.organisation: p.standing for p in life.parties}
    if inside.get(company) in LEFT:
        return Rate(exact(ZERO), None, exact(ZERO), exact(ZERO), "declared")
    agreed = agreed_rate(life, on)
    others = [one for one, standing in inside.items() if standing not in LEFT and one != company]
    joint = of_users(life, agreed.tco2e, company)
    joint = joint if len(others) >= 3 or not agreed.tco2e.known else unknown(FEW)
    its = [report for report in _believed(life, on) if report.by == company]

    def own(part: Span, read: Read) -> Span:
        found = chosen(its, read, on)
        return lesser(found, read) if found else part

    few = len(others) < 3
    return Rate(
        own(_own_part(life, on, company, "amount", agreed.amount, few), quantity),
        agreed.unit,
        own(_own_part(life, on, company, "saving", agreed.eur, few), euros(life)),
        own(joint, carbon(life)),
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
