"""An offer with those it serves, as a group. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final
from uuid import UUID

from msgspec.structs import replace

from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.events.groups import Group, GroupMember
from boucle.contract.events.reasons import Amount, Criterion
from boucle.matching.kinds.detector import ActedOn
from boucle.matching.kinds.ids import group_id
from boucle.matching.kinds.paying import why_not_worth_it
from boucle.matching.kinds.sharing.equipment.declared import (
    ANY,
    EUR_A_KWH,
    UNIT,
    Equipment,
    columns_of,
    parameters_among,
    stream_of,
)
from boucle.matching.kinds.sharing.equipment.links import (
    LINE_COST,
    Requirement,
    apart,
    bounds_of,
    capacity_of,
)
from boucle.matching.kinds.sharing.equipment.tariffs import (
    UPSIDE_DOWN,
    Tariff,
    tariff_of,
    whole_euros,
)
from boucle.matching.kinds.sharing.equipment.transport import Transport, transport_of
from boucle.matching.kinds.sharing.places import metres_between, territory_of
from boucle.matching.kinds.sharing.standing import (
    gone,
    laid_to,
    newcomers_to,
    reasons_seen,
    remaining,
    state_of,
    text,
)
from boucle.matching.kinds.starting import beginning, free_on

_KWH_A_MWH: Final = 1000


@dataclass(frozen=True, eq=False)
class Use:
    """An offer and those who would use it, by id; ``metres`` of each from it, and what bringing it
    there costs."""

    offer: Equipment
    users: tuple[Equipment, ...]
    metres: tuple[int, ...]
    brought: tuple[Transport | None, ...]


def group_of(use: Use, miss: Requirement | None = None) -> Group:
    """One that nobody acts on yet. ``miss``: what keeps it near; so does a price not told."""
    offer, users = use.offer, use.users
    tariff = tariff_of(offer, users, use.brought)
    bound = capacity_of(offer, users) if miss is None else miss
    missing = tariff.missing if miss is None else (miss.missing, *miss.also)
    members = (offer, *users)
    asked = [sum(column) for _, (_, *column) in columns_of(members)]
    return Group(
        synergy_id=group_id("sharing", offer.key, (one.sharing.sharing_id for one in members)),
        kind="sharing",
        subject=offer.subject.key,
        anchor=offer.key,
        stream=stream_of(offer.sharing) or ANY,
        state="near" if missing else "viable",
        territory=territory_of(one.sharing for one in members),
        members=tuple(_members(use, tariff)),
        measure=bound.measure,
        value=text(bound.value),
        threshold=text(bound.threshold),
        unit=bound.unit,
        amount=text(Fraction(max(asked), UNIT)),
        figures=_figures(use, tariff),
        criteria=tuple(_criteria(use, tariff)),
        missing=missing,
        fragile=any(2 * user.booked > tariff.booked for user in users),
        catalogue_version=sharing_catalogue().version,
    )


def standing(acted: ActedOn, declared: Mapping[UUID, Equipment]) -> Group:
    """One that people act on, as its members' declarations are now. ``declared``: all, by id."""
    group = acted.group
    sharings = {key: one.sharing for key, one in declared.items()}
    there = [declared[member.sharing_id] for member in remaining(acted, sharings)]
    reasons = reasons_seen(acted, sharings)
    offers = [one for one in there if one.offered]
    users = tuple(sorted((one for one in there if not one.offered), key=lambda one: one.key))
    if not offers or not users:
        return gone(acted, reasons)
    offer = offers[0]
    if any(apart(offer, user) for user in users):
        return gone(acted, [*reasons, "terms_changed"])
    use = use_of(offer, users)
    tightest = min(_all_bounds(use, acted), key=lambda bound: bound.share)
    now = group_of(use, tightest)
    if tightest.share < 1 and "member_left" not in reasons:
        dearer = why_not_worth_it(group.members, now.members)
        reasons.append(dearer if tightest.measure == "price" else "terms_changed")
    return replace(
        now,
        synergy_id=group.synergy_id,
        territory=group.territory,
        state=state_of(acted, tightest.share, parameters_among(there)["lost_share"], reasons),
        missing=(),
        reasons=tuple(reasons),
    )


def use_of(offer: Equipment, users: Sequence[Equipment]) -> Use:
    metres = [metres_between(offer.sharing.site, user.sharing.site) for user in users]
    brought = (
        transport_of(offer, user, apart, parameters_among((offer, user)))
        for user, apart in zip(users, metres, strict=True)
    )
    return Use(offer, tuple(users), tuple(metres), tuple(brought))


def complementarity(users: Sequence[Equipment]) -> Fraction:
    """How far from one another their fullest hours are: 1 - peak of the sum / sum of the peaks;
    0: all at once."""
    together = max(sum(amounts) for _, amounts in columns_of(users))
    return 1 - Fraction(together, sum(user.peak for user in users))


def _all_bounds(use: Use, acted: ActedOn) -> Iterator[Requirement]:
    """The capacity of all first, that it is said where nothing is tighter. A price that nobody
    knows has not changed, but keeps newcomers out."""
    laid, newcomers = laid_to(acted), newcomers_to(acted)
    yield capacity_of(use.offer, use.users)
    for user in use.users:
        parameters = parameters_among((use.offer, user))
        id_ = user.sharing.sharing_id
        for bound in bounds_of(use.offer, user, parameters, laid=id_ in laid):
            if bound.share < 1 and (bound.measure != LINE_COST or id_ in newcomers):
                yield bound


def _members(use: Use, tariff: Tariff) -> Iterator[GroupMember]:
    owner, *savings = whole_euros([_of_owner(tariff), *_of_users(use, tariff)])
    yield replace(_member(use.offer), role="owner", saving=owner)
    for user, saving in zip(use.users, savings, strict=True):
        price = user.price("stand_alone")
        alone = None if price is None else text(round(price * user.booked))
        yield replace(_member(user), alone=alone, saving=saving)


def _of_owner(tariff: Tariff) -> Fraction | None:
    if tariff.proposed is None or tariff.cost is None:
        return None
    return (tariff.proposed - tariff.cost) * tariff.booked


def _of_users(use: Use, tariff: Tariff) -> Iterator[Fraction | None]:
    for user, brought in zip(use.users, use.brought, strict=True):
        price = user.price("stand_alone")
        if price is None or tariff.proposed is None or brought is None:
            yield None
        else:
            yield (price - tariff.proposed) * user.booked - brought.middle


def _member(one: Equipment) -> GroupMember:
    sharing = one.sharing
    return GroupMember(
        sharing_id=sharing.sharing_id,
        organisation_id=sharing.organisation_id,
        site_id=sharing.site_id,
        territory=sharing.territory,
        division=sharing.site.naf.code[:2] if sharing.site.naf else None,
        amount=text(Fraction(one.peak, UNIT)),
        joins_on=free_on(sharing),
    )


def _figures(use: Use, tariff: Tariff) -> dict[str, Amount]:
    offer = use.offer
    share = text(tariff.booked / offer.booked)
    apart_peaks = text(complementarity(use.users))
    figures = {
        "use": Amount(unit="1", low=share, high=share),
        "complementarity": Amount(unit="1", low=apart_peaks, high=apart_peaks),
        "eur": _saving(use, tariff),
        "tariff": Amount(
            unit=tariff.unit, missing=_first_missing(tariff, "marginal", "stand_alone", LINE_COST)
        ),
    }
    if tariff.unit == EUR_A_KWH:
        booked = text(tariff.booked / _KWH_A_MWH)
        figures["mwh"] = Amount(unit="MWh", low=booked, high=booked)
    low, high = _transport(use)
    if high > 0:
        figures["transport"] = Amount(unit="EUR", low=text(round(low)), high=text(round(high)))
    if tariff.empty:
        figures["tariff"] = Amount(unit=tariff.unit, missing=UPSIDE_DOWN)
    if tariff.marginal is not None and tariff.alone is not None and tariff.proposed is not None:
        least, most = text(tariff.marginal), text(tariff.alone)
        figures["tariff"] = Amount(unit=tariff.unit, low=least, high=most)
        proposed = text(tariff.proposed)
        figures["tariff_proposed"] = Amount(unit=tariff.unit, low=proposed, high=proposed)
    return figures


def _saving(use: Use, tariff: Tariff) -> Amount:
    """What is left where users pay their part of the equipment, from the dearest transport to the
    cheapest. Nothing where a price is missing."""
    alone = [(user.price("stand_alone"), user.booked) for user in use.users]
    if tariff.missing or tariff.cost is None:
        return Amount(unit="EUR", missing=_first_missing(tariff, *tariff.missing))
    stated = sum((price * booked for price, booked in alone if price is not None), Fraction(0))
    cheapest, dearest = _transport(use)
    saved = stated - tariff.cost * tariff.booked
    least, most = _lines(use)
    return Amount(
        unit="EUR",
        low=text(round(saved - dearest)),
        high=text(round(saved - cheapest)),
        fixed_low=text(-round(most)) if most else None,
        fixed_high=text(-round(least)) if least else None,
    )


def _transport(use: Use) -> tuple[Fraction, Fraction]:
    """Of all users together, EUR a year."""
    return _sums(brought for brought in use.brought if brought is not None)


def _lines(use: Use) -> tuple[Fraction, Fraction]:
    return _sums(brought for brought in use.brought if brought is not None and brought.is_fixed)


def _sums(found: Iterable[Transport]) -> tuple[Fraction, Fraction]:
    known = list(found)
    return sum((of.low for of in known), Fraction(0)), sum((of.high for of in known), Fraction(0))


def _first_missing(tariff: Tariff, *keys: str) -> str | None:
    return next((key for key in keys if key in tariff.missing), None)


def _criteria(use: Use, tariff: Tariff) -> Iterator[Criterion]:
    furthest = max(use.users, key=lambda user: (use.metres[use.users.index(user)], user.key))
    parameters = parameters_among((use.offer, furthest))
    capacity = capacity_of(use.offer, use.users)
    for bound in (capacity, *bounds_of(use.offer, furthest, parameters)):
        if bound is capacity or bound.measure != "capacity":
            yield _criterion(bound)
    yield _tariff_criterion(tariff)
    yield beginning(one.sharing for one in (use.offer, *use.users))


def _tariff_criterion(tariff: Tariff) -> Criterion:
    """Whether what the users can pay covers their part of what the equipment costs."""
    if tariff.alone is None or tariff.cost is None:
        return Criterion(name="tariff", verdict="unknown", value=",".join(tariff.missing))
    return Criterion(
        name="tariff",
        verdict="fail" if tariff.empty else "pass",
        value=text(tariff.alone),
        limit=text(tariff.cost),
        unit=tariff.unit,
    )


def _criterion(bound: Requirement) -> Criterion:
    if bound.measure == LINE_COST:
        return Criterion(name=LINE_COST, verdict="unknown")
    return Criterion(
        name=bound.measure,
        verdict="pass" if bound.share >= 1 else "fail",
        value=text(bound.value),
        limit=text(bound.threshold),
        unit=bound.unit,
    )
