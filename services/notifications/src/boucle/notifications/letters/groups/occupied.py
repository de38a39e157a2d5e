"""An occupation and its months, in words. Pure."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from boucle.catalogue.figures import Language, number
from boucle.notifications.letters.translating import N_, Translator

_MONTHS: Final = (
    *(N_("janvier"), N_("février"), N_("mars"), N_("avril"), N_("mai"), N_("juin")),
    *(N_("juillet"), N_("août"), N_("septembre"), N_("octobre"), N_("novembre"), N_("décembre")),
)
_CENT: Final = Decimal("0.01")


def occupation(rome: str, language: Language) -> str:
    """The family of a ROME code, under our own name; one without a name reads as the code."""
    from boucle.catalogue.sharing import sharing_catalogue  # noqa: PLC0415  for groups only

    found = sharing_catalogue().occupations.label(rome)
    if found is None:
        return rome
    return found.label_en if language == "en" else found.label_fr


def period(months: Sequence[str], _: Translator) -> str:
    """« 0,5 temps plein toute l'année », « 1 temps plein d'octobre à mars »: the mean of the months
    in which somebody is needed, from the first to the last of them."""
    amounts = [Decimal(one) for one in months]
    busy = [rank for rank, amount in enumerate(amounts) if amount > 0]
    if not busy:
        return _("à préciser")
    mean = (sum(amounts, Decimal(0)) / len(busy)).quantize(_CENT)
    fte = number(f"{mean.normalize():f}", _.language)
    first, last = _span(busy, len(amounts))
    if len(busy) == len(amounts):
        return _("{fte} temps plein toute l'année", fte=fte)
    if first == last:
        return _("{fte} temps plein en {month}", fte=fte, month=_(_MONTHS[first]))
    since, until = _(_MONTHS[first]), _(_MONTHS[last])
    if (last - first) % len(amounts) + 1 > len(busy):
        return _("{fte} temps plein {count} mois par an", fte=fte, count=len(busy))
    return _("{fte} temps plein, {since} à {until}", fte=fte, since=since, until=until)


def is_seasonal(months: Sequence[str]) -> bool:
    return any(Decimal(one) == 0 for one in months)


def _span(busy: Sequence[int], months: int) -> tuple[int, int]:
    """First and last month: over the end of the year where the longest pause is within it."""
    pauses = [
        ((after - before - 1) % months, before, after)
        for before, after in zip(busy, [*busy[1:], busy[0]], strict=True)
    ]
    _longest, last, first = max(pauses)
    return first, last
