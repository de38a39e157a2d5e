"""Put an occupation and its months in words. Pure."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from boucle.catalogue.wording.figures import Language, number
from boucle.pages.translating import N_, Translator

_MONTHS: Final = (
    *(N_("janvier"), N_("février"), N_("mars"), N_("avril"), N_("mai"), N_("juin")),
    *(N_("juillet"), N_("août"), N_("septembre"), N_("octobre"), N_("novembre"), N_("décembre")),
)
_CENT: Final = Decimal("0.01")


def occupation(rome: str, language: Language) -> str:
    """Return our own name for the family of a ROME code, or the code where it has none."""
    from boucle.catalogue.sharing import sharing_catalogue  # noqa: PLC0415  for groups only

    found = sharing_catalogue().occupations.label(rome)
    if found is None:
        return rome
    return found.label_en if language == "en" else found.label_fr


def mean(months: Sequence[str], _: Translator) -> str:
    busy = [amount for amount in map(Decimal, months) if amount > 0]
    fte = (sum(busy, Decimal(0)) / max(len(busy), 1)).quantize(_CENT)
    return number(f"{fte.normalize():f}", _.language)


def period(months: Sequence[str], _: Translator) -> str | None:
    """Return « toute l'année » or « d'octobre à mars », first to last month of need; None:
    never."""
    busy = [rank for rank, amount in enumerate(months) if Decimal(amount) > 0]
    if not busy:
        return None
    if len(busy) == len(months):
        return _("toute l'année")
    first, last = _span(busy, len(months))
    since, until = _(_MONTHS[first]), _(_MONTHS[last])
    if first == last:
        return _("en {month}", month=since)
    if (last - first) % len(months) + 1 > len(busy):
        return _("{count} mois par an", count=len(busy))
    if _MONTHS[first].startswith(("a", "o")):
        return _("d'{since} à {until}", since=since, until=until)
    return _("de {since} à {until}", since=since, until=until)


def is_seasonal(months: Sequence[str]) -> bool:
    return any(Decimal(one) == 0 for one in months)


def _span(busy: Sequence[int], months: int) -> tuple[int, int]:
    """Return the first and last month; over the new year where the longest pause is within the
    year."""
    pauses = [
        ((after - before - 1) % months, before, after)
        for before, after in zip(busy, [*busy[1:], busy[0]], strict=True)
    ]
    _longest, last, first = max(pauses)
    return first, last
