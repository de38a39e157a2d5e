"""Add up what members of a group reported, and what the others bring as agreed. Pure.

Who reported nothing goes on as agreed, by its part: a report takes nothing from the others.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import reduce
from typing import Final, NamedTuple
from uuid import UUID

from msgspec.structs import replace

from boucle.contract.agreed import of_share
from boucle.contract.events.matching import Result
from boucle.contract.events.reasons import Amount
from boucle.contract.plausible import Values, part_of, sum_of
from boucle.indicators.facts.bodies import GroupBody, MemberPart
from boucle.indicators.figures.figure import EXACT

NOT_BY_ALL: Final = "not reported by all"
_NOT_COMPUTED: Final = "not computed"
_OTHERS: Final = 3
_DOMINANT: Final = Decimal("0.7")
"""Of what others take together: of one who has more, their sum would tell."""


def by_member(results: Iterable[Result]) -> Mapping[UUID, Sequence[Result]]:
    found: dict[UUID, list[Result]] = {}
    for one in results:
        if one.organisation_id is not None:
            found.setdefault(one.organisation_id, []).append(one)
    return found


class Parts(NamedTuple):
    """Which part each company has of what follows the quantity, and of what is fixed."""

    follows: Mapping[UUID, Decimal | None]
    bears: Mapping[UUID, Decimal | None]


def rest_of(
    amount: Amount | None, whole: Amount | None, parts: Parts, without: Collection[UUID]
) -> Iterator[Amount]:
    """Yield what the others bring of this amount, if there are any. It is of all members, of what
    is computed for the ``whole`` quantity."""
    if parts.follows.keys() <= set(without):
        return
    if parts.follows.keys().isdisjoint(without):
        yield amount or Amount("", missing=_NOT_COMPUTED)
    else:
        yield _rest(amount, whole, parts, without)


def parts_of(
    members: Iterable[MemberPart], organisations: Iterable[UUID], key: str, whole: Amount | None
) -> Parts:
    """Of euros by its saving beside what it bears, else by what it takes: an owner takes none."""
    members = tuple(members)
    every = dict.fromkeys([*organisations, *(one.organisation for one in members)])
    bears = {one: part_of_users(members, one) for one in every}
    follows: dict[UUID, Decimal | None] = dict(every)
    for one, value in weighed_by(members, key):
        before = follows[one] or Decimal(0)
        follows[one] = None if value is None else value + before
    fixed = _fixed_middle(whole)
    if key == "eur" and fixed:
        for organisation, value in follows.items():
            its = bears[organisation]
            unknown = value is None or its is None
            follows[organisation] = None if unknown else (value or 0) - fixed * (its or 0)
    return Parts(follows, bears)


def weighed_by(members: Sequence[MemberPart], key: str) -> Values:
    """Return what a figure of all is shared by. Where no saving is computed, euros follow the share
    of a post, else what each pays today."""
    taken = [(o.organisation, o.amount if o.role == "user" else Decimal(0)) for o in members]
    if key != "eur":
        return taken
    saved, worked, paid = (
        [(one.organisation, getattr(one, name)) for one in members]
        for name in ("saving", "fte", "alone")
    )
    if any(value is not None for _, value in saved) or owners_of(members):
        return saved
    return next((each for each in (worked, paid) if sum_of(each)), taken)


def members_in(found: GroupBody | None) -> Sequence[MemberPart]:
    return found.members if found else ()


def owners_of(members: Iterable[MemberPart]) -> Collection[UUID]:
    """Return who only gives: what it gives is what users take."""
    roles = [(one.organisation, one.role) for one in members]
    return {one for one, role in roles if role == "owner" and (one, "user") not in roles}


def _fixed_middle(whole: Amount | None) -> Decimal:
    if whole is None:
        return Decimal(0)
    return (Decimal(whole.fixed_low or 0) + Decimal(whole.fixed_high or 0)) / 2


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
    agreed: Amount | None, whole: Amount | None, parts: Parts, reports: Collection[UUID]
) -> Amount:
    if agreed is None or agreed.low is None or agreed.high is None:
        return agreed or Amount("", missing=_NOT_COMPUTED)
    whole = whole or Amount(agreed.unit)
    follows, bears = (_left(one, reports) for one in parts)
    fixed = Amount(agreed.unit, whole.fixed_low or "0", whole.fixed_high or "0")
    if follows is None or (bears is None and (whole.fixed_low or whole.fixed_high)):
        return Amount(agreed.unit, missing=NOT_BY_ALL)
    rest = replace(
        agreed,
        low=_less(agreed.low, whole.fixed_low, None),
        high=_less(agreed.high, whole.fixed_high, None),
    )
    # A report is one figure: which end of what is fixed it holds leaves more, nobody knows.
    return _ordered(added([of_share(rest, follows), of_share(fixed, bears or Decimal(0))]))


def _ordered(amount: Amount) -> Amount:
    low, high = sorted((amount.low or "0", amount.high or "0"), key=Decimal)
    return amount if amount.low is None else replace(amount, low=low, high=high)


def _left(parts: Mapping[UUID, Decimal | None], reports: Collection[UUID]) -> Decimal | None:
    """Return the part of who reported nothing; None where one is unknown."""
    known = {one: part for one, part in parts.items() if part is not None}
    every = sum(known.values(), Decimal(0))
    if len(known) < len(parts) or every <= 0:
        return None
    left = sum((part for one, part in known.items() if one not in reports), Decimal(0))
    return EXACT.divide(left, every)


def added(amounts: Sequence[Amount]) -> Amount:
    known = [one for one in amounts if one.low is not None and one.high is not None]
    missing = next((one.missing for one in amounts if one.missing), None)
    if not known:
        return Amount("", missing=missing)
    low = reduce(EXACT.add, (Decimal(one.low or 0) for one in known))
    high = reduce(EXACT.add, (Decimal(one.high or 0) for one in known))
    factor = next((one.factor for one in known if one.factor), None)
    return Amount(known[0].unit, f"{low:f}", f"{high:f}", factor, missing)


def few_others(members: Iterable[MemberPart], organisation: UUID) -> bool:
    """Tell whether too few others are behind a sum over all members, or one almost alone."""
    taken: dict[UUID, Decimal] = {}
    for one in members:
        if one.organisation != organisation:
            its = one.amount if one.role == "user" else None
            taken[one.organisation] = taken.get(one.organisation, Decimal(0)) + (its or 0)
    most = max(taken.values(), default=Decimal(0))
    return len(taken) < _OTHERS or most > _DOMINANT * sum(taken.values())
