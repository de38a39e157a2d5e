"""Tell what the reader would gain in euro a year, and what that figure is. Pure.

Until both agreed, the figure is the preview's: what the reader pays today, less freight and
preparation; the other's price is left out (docs/disclosure.md). Who pays nothing reads what the
thing is worth in public. Once they know each other it is what both spare together. That nothing is
spared is never the gain: then it is still to be worked out, with what is missing, or not shown yet.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from boucle.catalogue import Catalogue, PublicPrice
from boucle.contract.events.matching import Role
from boucle.contract.events.reasons import Amount
from boucle.notifications.letters.amounts import euros
from boucle.pages.translating import N_, Translator

_PRICES: Final[dict[str, Role]] = {
    "offer.current_route.cost_eur_per_unit": "offer",
    "need.current_supply.price_eur_per_unit": "need",
}
_OWN_PRICE: Final[dict[Role, str]] = {
    "offer": N_("à chiffrer : il manque ce que vous coûte aujourd'hui l'évacuation de ce flux"),
    "need": N_("à chiffrer : il manque le prix de votre approvisionnement d'aujourd'hui"),
}
_OTHER_PRICE: Final[dict[Role, str]] = {
    "offer": N_("à chiffrer : il manque ce que l'autre entreprise paie pour l'évacuation"),
    "need": N_("à chiffrer : il manque le prix que l'autre entreprise paie aujourd'hui"),
}
_HIDDEN: Final = N_(
    "à chiffrer une fois les noms échangés : cela dépend de ce que paie l'autre entreprise"
)
_ALONE: Final[dict[Role, str]] = {
    "offer": N_(
        "C'est ce que vous coûte aujourd'hui l'évacuation, transport et préparation déduits, avant "
        "le prix dont vous conviendrez avec l'autre entreprise."
    ),
    "need": N_(
        "C'est ce que vous payez aujourd'hui pour vous fournir, transport et préparation déduits, "
        "avant le prix dont vous conviendrez avec l'autre entreprise."
    ),
}
_TOGETHER: Final = N_(
    "C'est ce que vous économisez à vous deux, transport et préparation déduits, à partager "
    "selon le prix dont vous conviendrez."
)
_NOT_AGREED: Final = N_("à chiffrer : il manque le prix dont vous conviendrez")
_TO_CHECK: Final = N_(
    "D'après ce que chacun a déclaré, transport et préparation coûteraient plus que vous n'évitez "
    "à vous deux : à vérifier ensemble."
)
_PUBLIC: Final = N_(
    "C'est ce que vaut la même chose au prix public ({price}). Ce que vous en tirerez dépend du "
    "prix dont vous conviendrez, raccordement, transport et préparation déduits."
)
_PERHAPS: Final = N_(
    "C'est un plafond : transport et préparation, à préciser, peuvent le réduire ou l'absorber."
)

_MORE: Final = N_("{amount} par an de plus qu'aujourd'hui")

Whose = Literal["reader", "all", "public", "loss"]


@dataclass(frozen=True, slots=True)
class Gain:
    """A gain in words. ``amount`` reads « entre 2,3 et 2,6 M€ par an », « repère public : … » or
    « à chiffrer : il manque … ». ``explained`` says what the figure is, and what it depends on.
    ``computed`` tells whether there is a figure; ``whose`` it is; ``public``: what the thing is
    worth to anybody; ``loss``: what it costs more than today."""

    amount: str
    explained: tuple[str, ...] = ()
    computed: bool = False
    whose: Whose = "reader"


def gain_of(
    eur: Amount | None,
    role: Role,
    catalogue: Catalogue,
    *,
    masked: bool,
    _: Translator,
) -> Gain:
    if eur is None or eur.low is None or eur.high is None:
        return Gain(_missing(eur.missing if eur else None, role, _, masked=masked))
    low, high = sorted((Decimal(eur.low), Decimal(eur.high)))
    price = catalogue.find_public_price(eur.factor)
    if price is not None:
        return _worth(price, (low, high), _)
    alone = _ALONE.get(role) if masked else None
    what = _(alone or _TOGETHER)
    whose: Whose = "reader" if alone else "all"
    if high <= 0:
        if alone:
            return Gain(_(_HIDDEN))
        if masked:
            return Gain(_(_NOT_AGREED), (_(_TO_CHECK),))
        return loss_of(low, high, (_(_TO_CHECK),), _)
    return Gain(a_year(low, high, _), (what, *ceiling(low, _)), computed=True, whose=whose)


def loss_of(low: Decimal, high: Decimal, why: tuple[str, ...], _: Translator) -> Gain:
    """Return what is reckoned to cost more than today; nothing of either still lacks a price."""
    if low == 0:
        return Gain(_(_NOT_AGREED), why)
    amount = _(_MORE, amount=euros((-high, -low), _))
    return Gain(amount, why, computed=True, whose="loss")


def a_year(low: Decimal, high: Decimal, _: Translator) -> str:
    """Say what it brings, or the most that it may and, where it may cost more than today, how
    much."""
    if low > 0:
        return _("{amount} par an", amount=euros((low, high), _))
    most = euros((high,), _)
    if low == 0:
        return _("jusqu'à {most} par an", most=most)
    more = euros((-low,), _)
    return _("jusqu'à {most} par an, ou un surcoût jusqu'à {more} par an", most=most, more=more)


def ceiling(low: Decimal, _: Translator) -> tuple[str, ...]:
    """Say that nothing may be left of the most; that it may be a loss is in the amount."""
    return (_(_PERHAPS),) if low == 0 else ()


def _worth(price: PublicPrice, ends: tuple[Decimal, Decimal], _: Translator) -> Gain:
    label = price.label_fr if _.language == "fr" else price.label_en
    return Gain(
        _("repère public : {amount} par an", amount=euros(ends, _)),
        (_(_PUBLIC, price=label),),
        computed=True,
        whose="public",
    )


def _missing(why: str | None, role: Role, _: Translator, *, masked: bool) -> str:
    whose = _PRICES.get(why or "")
    if whose == role:
        return _(_OWN_PRICE[whose])
    if whose is not None:
        return _(_HIDDEN if masked else _OTHER_PRICE[whose])
    if why == "agreed":
        return _("à chiffrer : il manque la quantité dont vous êtes convenus")
    if why == "line_price":
        return _("à chiffrer : il manque le coût de la conduite à poser")
    if why == "the place is not shown":
        return _("à chiffrer une fois les noms échangés : cela dépend de la distance")
    return _("à chiffrer : il manque les quantités et les coûts de chacun")
