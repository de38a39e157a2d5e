"""Put in words how an exchange or a group goes: since when, how much, what it brought. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from boucle.catalogue.wording.figures import NBSP, Language, number
from boucle.contract.events.matching import Result
from boucle.contract.events.registry import Quantity
from boucle.contract.views import SynergyView
from boucle.notifications.letters import words
from boucle.notifications.letters.amounts import in_unit_of
from boucle.notifications.translating import translator
from boucle.pages.translating import Translator

_LATEST: Final = 4


@dataclass(frozen=True, slots=True)
class Running:
    """How it goes, for a reader who is in it. ``agreed``: a year's quantity. ``part``: it is less
    than what was declared. ``results``: period and what it brought, the latest last."""

    since: str
    until: str | None
    agreed: str | None
    part: bool
    results: tuple[tuple[str, str], ...]


def running_of(view: SynergyView, language: Language) -> Running | None:
    if view.running_since is None or view.masked:
        return None
    agreed = view.agreed
    return Running(
        since=words.day(view.running_since, language),
        until=words.day(view.stopped_on, language) if view.stopped_on else None,
        agreed=words.own_quantity(agreed, language) if agreed else None,
        part=agreed is not None and any(_is_less(agreed, one) for one in _possible(view)),
        results=tuple(_brought(view.results, translator(language))),
    )


def _possible(view: SynergyView) -> Iterator[Quantity]:
    group = view.group
    if view.quantity is not None:
        yield view.quantity
    elif group is not None and group.amount is not None and group.unit is not None:
        yield Quantity(group.amount, group.unit)


def _is_less(agreed: Quantity, possible: Quantity) -> bool:
    whole = in_unit_of(possible, agreed)
    return whole.unit == agreed.unit and Decimal(agreed.value) < Decimal(whole.value)


def _brought(results: Iterable[Result], _: Translator) -> Iterator[tuple[str, str]]:
    figured = [one for one in results if one.eur is not None or one.quantity is not None]
    for one in sorted(figured, key=lambda one: (one.period_end, one.period_start))[-_LATEST:]:
        said = [
            *([f"{number(one.eur, _.language)}{NBSP}€"] if one.eur is not None else []),
            *(
                [words.figure(one.quantity.value, one.quantity.unit, _.language)]
                if one.quantity
                else []
            ),
            *([_("vérifié")] if one.grade == "verified" else []),
        ]
        yield _period(one.period_start, one.period_end, _), ", ".join(said)


def _period(start: date, end: date, _: Translator) -> str:
    return _("Du {start} au {end}", start=_day(start, _), end=_day(end, _))


def _day(one: date, _: Translator) -> str:
    return one.isoformat() if _.language == "en" else f"{one:%d/%m/%Y}"
