"""Say what speaks against what people do with a synergy: they may, and are warned. Pure.

Writing to companies about a loss, or a gain below the least: the policy does not. More agreed than
can move now (than ever could is refused); a run before both flows are free; a group that nobody was
asked about. A result that nobody believes without a document, or of days on which it did not run.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final
from uuid import UUID

from boucle.contract.agreed import nature_in
from boucle.contract.events.groups import GroupMember
from boucle.contract.events.matching import Life, Result
from boucle.contract.events.reasons import Amount, SynergyKind
from boucle.contract.events.registry import LEAST_GAIN, Nature, Quantity, Territory
from boucle.contract.kinds import members_of, of_group
from boucle.contract.kinds.members import weighed_group
from boucle.contract.plausible import (
    as_it_ran,
    most_avoided,
    most_moved,
    most_reported,
    part_of,
)
from boucle.contract.views import SynergyView
from boucle.matching.lives.groups import possible_now, quantity_of
from boucle.matching.lives.results import is_within
from boucle.matching.lives.runs import stretches
from boucle.matching.quantities import in_base
from boucle.platform.errors import Fault, Faulty
from boucle.platform.translating import tr

_TOLD_IN: Final[Mapping[Nature, tuple[str, int]]] = {
    "material": ("t", 6),
    "water": ("m3", 3),
    "energy": ("MWh", 6),
}
"""The unit of what moved, and its digits above g, L or Wh."""


def doubts_of(shown: SynergyView, territories: Iterable[Territory]) -> tuple[Fault, ...]:
    """Of what is ``shown`` to who is warned: exact euros tell a price. ``territories``: of its
    parties."""
    shares = [one.saving for one in members_of(shown) if one.saving is not None]
    return tuple(gain_doubts(shown.eur, shares, least_gain(shown.kind, territories)))


def least_gain(kind: SynergyKind, territories: Iterable[Territory]) -> Decimal:
    """Return the greatest of theirs."""
    return max(
        (Decimal(one.least_gain_of(kind)) for one in territories), default=Decimal(LEAST_GAIN)
    )


def gain_doubts(eur: Amount | None, shares: Iterable[str], least: Decimal) -> Iterator[Fault]:
    """``eur``: what all save together; ``shares``: what each does. What is not known is no doubt:
    it is to be worked out together."""
    lost = [share for share in shares if Decimal(share) < 0]
    if lost:
        yield Fault(
            "eur",
            ", ".join(lost),
            "one of them would pay more than alone",
            "a synergy that costs nobody more than today",
        )
    middle = None if eur is None else eur.middle
    if middle is None or eur is None:
        return
    if eur.is_loss:
        expected = "a synergy that spares more than transport and preparation cost"
        yield Fault("eur", _range(eur), "all together would lose money", expected)
    elif middle < least:
        expected = tr("{least} EUR a year at least: the territory's least_gain", least=least)
        yield Fault("eur", _range(eur), "it saves little", expected)
    elif middle + Decimal(eur.low or 0) < 0:
        expected = tr("a loss of {most} EUR a year at most: its likely gain", most=f"{middle:.0f}")
        yield Fault("eur", _range(eur), "it may lose more than it is likely to bring", expected)


def ensure_possible(life: Life, most: Quantity | None) -> None:
    """Raises ``Faulty`` where more is agreed than this; None: nobody reckoned how much could be."""
    possible, agreed = _amount(life, most), _amount(life, life.agreed)
    if most and life.agreed and possible is not None and agreed is not None and agreed > possible:
        message = "more than its parties declare, beside what else runs"
        right = tr("at most {most} {unit} a year", most=most.value, unit=most.unit)
        raise Faulty(Fault("quantity.value", life.agreed.value, message, right))


def run_doubts(life: Life, possible: Quantity | None) -> Iterator[Fault]:
    """``possible``: what its parties declare now, beside what else runs."""
    most, agreed = _amount(life, possible), _amount(life, life.agreed)
    if possible and life.agreed and most is not None and agreed is not None and agreed > most:
        yield Fault(
            "agreed",
            f"{life.agreed.value} {life.agreed.unit}",
            "more than its parties declare",
            tr("at most {most} {unit} a year", most=possible.value, unit=possible.unit),
        )
    if possible is None and life.agreed:
        value, expected = f"{life.agreed.value} {life.agreed.unit}", "what its parties declare"
        yield Fault("agreed", value, "nobody reckoned how much there can be", expected)
    yield from _early_doubts(life)
    state = of_group(life, lambda group: group.state)
    if state == "near" and life.introduced_at is None:
        expected = "a group that reaches its threshold, and whose members were asked"
        yield Fault("group.state", state, "its members were never introduced", expected)


def _early_doubts(life: Life) -> Iterator[Fault]:
    """Before the first day on which both flows are there and bound by no contract."""
    free = next((one.value for one in life.criteria if one.name == "window"), None)
    since = life.running_since.isoformat() if life.running_since else None
    if free and since and since < free:
        message = "before both flows are free: a contract binds one, or it begins later"
        yield Fault("running_since", since, message, tr("{day} or later", day=free))


def days_doubts(life: Life) -> Iterator[Fault]:
    """Of a run that ends or begins on a day that contradicts what was reported."""
    outside = [one for one in life.results if not is_within(one, stretches(life))]
    if not outside:
        return
    field, day = "since", life.running_since
    if life.stopped_on is not None:
        field, day = "on", life.stopped_on
    first, last = min(one.period_start for one in outside), max(one.period_end for one in outside)
    yield Fault(
        field,
        "" if day is None else day.isoformat(),
        "results tell of days on which it did not run: only the others are counted",
        tr("a run that holds {period_start} to {period_end}", period_start=first, period_end=last),
    )


def result_doubts(life: Life, result_id: UUID) -> Iterator[Fault]:
    for one in life.results:
        if one.result_id == result_id:
            found = [list(_doubts_of(run, one)) for run in as_it_ran(life, one)]
            yield from found[-1] if all(found) else ()
            yield from _overlap_doubts(life, one)


def _overlap_doubts(life: Life, result: Result) -> Iterator[Fault]:
    """One member and all together reported some common days, and others."""
    for other in life.results:
        one, joint = (other, result) if result.organisation_id is None else (result, other)
        both = one.organisation_id is not None and joint.organisation_id is None
        shown = one.grade == "verified" and joint.grade != "verified"
        if both and not shown and _meets_in_part(one, joint):
            yield Fault(
                "period_start",
                result.period_start.isoformat(),
                "one member's result shares some days with one of all: only that of all is counted",
                tr(
                    "a member's period within {period_start} to {period_end}, or apart from it",
                    period_start=joint.period_start,
                    period_end=joint.period_end,
                ),
            )


def _meets_in_part(one: Result, joint: Result) -> bool:
    apart = one.period_end < joint.period_start or joint.period_end < one.period_start
    within = joint.period_start <= one.period_start and one.period_end <= joint.period_end
    return not apart and not within


def _doubts_of(life: Life, result: Result) -> Iterator[Fault]:
    if result.grade == "verified" and result.document is not None:
        return
    period, organisation = (result.period_start, result.period_end), result.organisation_id
    users = [one for one in _members(life) if one.role == "user"]
    declared = _declared(life, users, organisation)
    most = None if declared is None else most_moved(declared, *period, life.months)
    moved = _amount(life, result.quantity)
    if moved is not None and most is not None and moved > most:
        value = f"{result.quantity.value} {result.quantity.unit}" if result.quantity else ""
        expected = "at most what its parties declare; else a document that shows it"
        yield Fault("quantity", value, "more than its parties declare: it is not counted", expected)
    yield from _money_doubts(life, result)
    yield from _carbon_doubts(life, result, most if moved is None else moved)


def _carbon_doubts(life: Life, result: Result, moved: Decimal | None) -> Iterator[Fault]:
    """``moved``: at most, in base units of what flows."""
    nature = _nature(life)
    if result.tco2e is None or moved is None or nature is None:
        return
    unit, digits = _TOLD_IN[nature]
    most = most_avoided(moved.scaleb(-digits), unit)
    if most is not None and Decimal(result.tco2e) > most:
        message = "more CO2e than what moved could avoid: it is not counted"
        expected = tr("at most {most} tCO2e, else a document that shows it", most=f"{most:.3g}")
        yield Fault("tco2e", result.tco2e, message, expected)


def _money_doubts(life: Life, result: Result) -> Iterator[Fault]:
    most = most_reported(life, result)
    message = "more than twice what all of it could save: it is not counted"
    if members_of(life):
        message = "saves more than it costs today: it is not counted"
    if result.eur is not None and most is not None and Decimal(result.eur) > most:
        expected = tr("at most {most} EUR, else a document that shows it", most=int(most))
        yield Fault("eur", result.eur, message, expected)


def _declared(
    life: Life, users: Sequence[GroupMember], organisation: UUID | None
) -> Decimal | None:
    amounts = [_amount(life, one) for one in (possible_now(life), life.agreed)]
    if organisation is None:  # with those who left since
        amounts.append(_amount(life, of_group(life, quantity_of)))
    most = max((one for one in amounts if one is not None), default=None)
    if most is None or organisation is None:
        return most
    part = part_of([(one.organisation_id, _number(one.amount)) for one in users], organisation)
    return most * part if part else None


def _members(life: Life) -> tuple[GroupMember, ...]:
    return of_group(life, lambda _: weighed_group(life).members) or ()


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _amount(life: Life, quantity: Quantity | None) -> Decimal | None:
    """In base units of what flows; in its own unit of a group without."""
    nature = _nature(life)
    if quantity is None or nature is None:
        return None if quantity is None else Decimal(quantity.value)
    families = {party.side.role: party.side.family for party in life.parties}
    return in_base(quantity, nature, families.get("offer") or families.get("need"))


def _nature(life: Life) -> Nature | None:
    figures = of_group(life, lambda _: weighed_group(life).figures) or {}
    return life.nature or nature_in(figures)


def _range(eur: Amount) -> str:
    return f"{eur.low}..{eur.high}"
