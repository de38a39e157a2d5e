"""Add up what members of a group reported, and what the others bring as agreed. Pure.

Who reported nothing goes on as agreed, by its part: a report takes nothing from the others.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import reduce
from typing import Final
from uuid import UUID

from msgspec.structs import replace

from boucle.contract.agreed import of_share
from boucle.contract.events.matching import Result
from boucle.contract.events.reasons import Amount
from boucle.contract.plausible import part_of
from boucle.indicators.facts.bodies import MemberPart
from boucle.indicators.figures.figure import EXACT
from boucle.indicators.figures.rates import Tell, lesser

NOT_BY_ALL: Final = "not reported by all"
_NOT_COMPUTED: Final = "not computed"


def by_member(results: Iterable[Result]) -> Mapping[UUID, Sequence[Result]]:
    found: dict[UUID, list[Result]] = {}
    for one in results:
        if one.organisation_id is not None:
            found.setdefault(one.organisation_id, []).append(one)
    return found


def together(
    reports: Mapping[UUID, Sequence[Result]],
    tell: Tell,
    agreed: Amount | None,
    parts: Mapping[UUID, Decimal | None],
) -> Amount:
    """``agreed`` is of all members; ``parts``: which part of it each has."""
    amounts = [amount for its in reports.values() if (amount := lesser(its, tell)) is not None]
    if parts.keys() - reports.keys():
        amounts.append(_rest(agreed, parts, reports.keys()))
    return added(amounts)


def parts_of(
    members: Iterable[MemberPart], organisations: Iterable[UUID], key: str
) -> dict[UUID, Decimal | None]:
    """Return each company's part: of euros by its saving, else by its amount."""
    found: dict[UUID, Decimal | None] = {}
    for one in members:
        value = one.saving if key == "eur" else one.amount
        before = found.get(one.organisation, Decimal(0))
        found[one.organisation] = None if value is None or before is None else value + before
    return dict.fromkeys(organisations) | found


def part_of_users(members: Iterable[MemberPart], organisation: UUID | None) -> Decimal | None:
    """Return its part of what they take together; None where one amount is unknown."""
    return part_of([(o.organisation, o.amount) for o in members if o.role == "user"], organisation)


def bears(amount: Amount, part: Decimal | None) -> Amount:
    """Return it with this part of what is fixed: what of it follows the quantity stays whole."""
    if amount.low is None or amount.high is None or not (amount.fixed_low or amount.fixed_high):
        return amount
    if part is None:
        return Amount(amount.unit, missing=_NOT_COMPUTED)
    own = of_share(amount, part)
    return replace(
        own,
        low=_less(amount.low, amount.fixed_low, own.fixed_low),
        high=_less(amount.high, amount.fixed_high, own.fixed_high),
    )


def _less(end: str, fixed: str | None, own: str | None) -> str:
    return f"{EXACT.add(EXACT.subtract(Decimal(end), Decimal(fixed or 0)), Decimal(own or 0)):f}"


def _rest(
    agreed: Amount | None, parts: Mapping[UUID, Decimal | None], reports: Collection[UUID]
) -> Amount:
    if agreed is None or agreed.low is None:
        return agreed or Amount("", missing=_NOT_COMPUTED)
    known = {one: part for one, part in parts.items() if part is not None}
    every = sum(known.values(), Decimal(0))
    if len(known) < len(parts) or every <= 0:
        return Amount(agreed.unit, missing=NOT_BY_ALL)
    left = sum((part for one, part in known.items() if one not in reports), Decimal(0))
    return of_share(agreed, EXACT.divide(left, every))


def added(amounts: Sequence[Amount]) -> Amount:
    known = [one for one in amounts if one.low is not None and one.high is not None]
    missing = next((one.missing for one in amounts if one.missing), None)
    if not known:
        return Amount("", missing=missing)
    low = reduce(EXACT.add, (Decimal(one.low or 0) for one in known))
    high = reduce(EXACT.add, (Decimal(one.high or 0) for one in known))
    factor = next((one.factor for one in known if one.factor), None)
    return Amount(known[0].unit, f"{low:f}", f"{high:f}", factor, missing)
