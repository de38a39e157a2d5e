"""Put in words how an exchange or a group goes: since when, how much, what it brought. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from msgspec.structs import replace

from boucle.catalogue.wording.figures import NBSP, Language, number
from boucle.contract.agreed import QUANTITIES, of_quantity, share_of, share_of_group
from boucle.contract.events.matching import Life, Result
from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Quantity
from boucle.contract.kinds import Form, form_of, of_group, the_group
from boucle.contract.plausible import most_reported
from boucle.contract.views import GroupView, SynergyView
from boucle.notifications.letters import words
from boucle.notifications.letters.amounts import in_unit_of
from boucle.notifications.translating import translator
from boucle.pages.translating import Translator

_LATEST: Final = 4


@dataclass(frozen=True, slots=True)
class Running:
    """How it goes, for a reader who is in it. ``agreed``: a year's quantity. ``results``: period
    and what it brought, the latest last."""

    since: str
    until: str | None
    agreed: str | None
    results: tuple[tuple[str, str], ...]


def running_of(view: SynergyView, life: Life, language: Language) -> Running | None:
    """``view``: what the reader sees of the life."""
    if view.running_since is None or view.masked:
        return None
    agreed = view.agreed
    return Running(
        since=words.day(view.runs_since or view.running_since, language),
        until=words.day(view.stopped_on, language) if view.stopped_on else None,
        agreed=words.own_quantity(agreed, language) if agreed else None,
        results=tuple(_brought(view.results, life, translator(language))),
    )


def at_agreed(view: SynergyView) -> SynergyView:
    """Return what runs with what its agreed quantity brings; a member's share is of all that was
    declared."""
    if view.running_since is None or view.masked:
        return view
    share = _SHARES[form_of(view)](view)
    brought = replace(
        view,
        quantity=view.agreed,
        eur=_brings(view.eur, share),
        tco2e=_brings(view.tco2e, share),
    )
    return of_group(brought, lambda group: _group_at(brought, group, share)) or brought


def _group_at(view: SynergyView, group: GroupView, share: Decimal | str) -> SynergyView:
    if share == 1:
        return view
    figures = {**group.figures}
    if "eur" in figures:
        figures["eur"] = of_quantity(figures["eur"], share)
    members = tuple(replace(one, saving=None) for one in group.members)
    return replace(view, group=replace(group, figures=figures, members=members))


def _brings(amount: Amount | None, share: Decimal | str) -> Amount | None:
    return None if amount is None else of_quantity(amount, share)


def _share_of_pair(view: SynergyView) -> Decimal | str:
    return share_of(_value(view.agreed, view.agreed), _value(view.quantity, view.agreed))


def _share_of_group(view: SynergyView) -> Decimal | str:
    """What has no quantity is agreed as its members declared it."""
    figures = the_group(view).figures
    for key in QUANTITIES:
        amount = figures.get(key)
        if amount is not None and amount.high is not None:
            now = _value(Quantity(amount.high, amount.unit), view.agreed)
            possible = _value(view.quantity, view.agreed) or now
            return share_of_group(_value(view.agreed, view.agreed), possible, now)
    return Decimal(1)


def _value(quantity: Quantity | None, like: Quantity | None) -> Decimal | None:
    if quantity is None or like is None:
        return None
    found = in_unit_of(quantity, like)
    return Decimal(found.value) if found.unit == like.unit else None


_SHARES: Final[Mapping[Form, Callable[[SynergyView], Decimal | str]]] = {
    Form.PAIR: _share_of_pair,
    Form.GROUP: _share_of_group,
}


def _brought(results: Iterable[Result], life: Life, _: Translator) -> Iterator[tuple[str, str]]:
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
            *([_("montant non compté sans justificatif")] if _is_doubted(one, life) else []),
        ]
        yield _period(one.period_start, one.period_end, _), ", ".join(said)


def _is_doubted(result: Result, life: Life) -> bool:
    most = most_reported(life, result)
    if result.eur is None or most is None or result.grade == "verified":
        return False
    return Decimal(result.eur) > most


def _period(start: date, end: date, _: Translator) -> str:
    return _("Du {start} au {end}", start=_day(start, _), end=_day(end, _))


def _day(one: date, _: Translator) -> str:
    return one.isoformat() if _.language == "en" else f"{one:%d/%m/%Y}"
