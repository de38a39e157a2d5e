"""Tell what the reader's share of a group's saving is, in euro a year. Pure.

Until all who stay agreed it is the preview's range; then its own share as last computed.
"""

from decimal import Decimal
from typing import Final, NamedTuple

from boucle.contract.events.reasons import Amount
from boucle.notifications.letters.amounts import euros
from boucle.notifications.letters.gain import Gain, a_year, ceiling, loss_of
from boucle.notifications.letters.group_words.wording import Wording
from boucle.pages.translating import N_, Translator

HIDDEN: Final = N_(
    "à chiffrer une fois les noms échangés : cela dépend de ce que les autres ont déclaré"
)
_DECLARED: Final = N_("C'est votre part, d'après ce que chacun a déclaré.")
_EVEN: Final = N_("au prix proposé, vos coûts sont couverts")
_NOT_AGREED: Final = N_("à chiffrer : il manque le prix dont vous conviendrez entre vous")
_UNCHANGED: Final = N_("la même dépense qu'aujourd'hui")
_DEPENDS: Final = N_(
    "D'après ce que chacun a déclaré, il ne vous en reste rien de plus : à vérifier ensemble."
)
_AT_MOST: Final = N_(
    "C'est un plafond, d'après ce que vous déclarez : votre part dépend aussi des autres."
)
_AGREED: Final = N_("C'est pour vous tous, à la quantité dont vous êtes convenus.")
_LESS: Final = N_("à chiffrer : il manque ce que la quantité convenue rapporte à chacun")


class Weighed(NamedTuple):
    """The reader's own saving, what it would pay alone, and what all save together. ``owner``: it
    is the reader's equipment that is shared; ``line``: by a line, which its users pay;
    ``runs``: at the agreed quantity; ``priced``: by a price that they are to agree on."""

    saving: str | None = None
    alone: str | None = None
    total: Amount | None = None
    owner: bool = False
    line: bool = False
    runs: bool = False
    priced: bool = True


def share_of(
    eur: Amount | None,
    weighed: Weighed,
    missing: str,
    wording: Wording,
    _: Translator,
) -> Gain:
    """Return the share in words. ``eur`` is the range shown before names were exchanged.
    ``weighed`` is what it may know once they were. ``missing`` is said where there is no figure."""
    if weighed.saving is not None:
        return _computed_share(Decimal(weighed.saving), weighed, _)
    if weighed.runs:
        return _of_all(weighed.total, _)
    if eur is None or eur.low is None or eur.high is None:
        return Gain(missing)
    low, high = sorted((Decimal(eur.low), Decimal(eur.high)))
    if high <= 0:
        return Gain(_(HIDDEN))
    what = wording.gain if low > 0 else _AT_MOST
    return Gain(a_year(low, high, _), (_(what),), computed=True)


def _computed_share(saving: Decimal, weighed: Weighed, _: Translator) -> Gain:
    if saving == 0:
        even = _EVEN if weighed.owner else _NOT_AGREED if weighed.priced else _UNCHANGED
        return Gain(_(even), (_(_DEPENDS),))
    low, high = _ends(saving, weighed)
    if high <= 0:
        if weighed.runs or not weighed.priced:
            return loss_of(low, high, (_(_DECLARED),), _)
        return Gain(_(_NOT_AGREED), (_(_DEPENDS),))
    amount = (
        _("environ {amount} par an", amount=euros((saving,), _))
        if low == high
        else a_year(low, high, _)
    )
    lines = [_(_DECLARED), *ceiling(low, _)]
    if (total := _range_of(weighed.total, _)) is not None:
        lines.append(_("À vous tous : {total} par an.", total=total))
    if weighed.alone is not None and Decimal(weighed.alone) > saving:
        paid = euros((Decimal(weighed.alone),), _)
        lines.append(_("Seul, vous paieriez environ {alone} par an.", alone=paid))
    return Gain(amount, tuple(lines), computed=True)


def _of_all(total: Amount | None, _: Translator) -> Gain:
    if total is None or total.low is None or total.high is None:
        return Gain(_(_LESS))
    low, high = Decimal(total.low), Decimal(total.high)
    if high <= 0:
        return loss_of(low, high, (_(_AGREED),), _)
    explained = (_(_AGREED), *ceiling(low, _))
    return Gain(a_year(low, high, _), explained, computed=True, whose="all")


def _ends(saving: Decimal, weighed: Weighed) -> tuple[Decimal, Decimal]:
    """Return the reader's own range. Of a line all of the range is the users'; else each has its
    part of it. Nobody saves more than it pays."""
    total = weighed.total
    if total is None or total.low is None or total.high is None:
        return saving, saving
    low, high = Decimal(total.low), Decimal(total.high)
    half, middle = (high - low) / 2, (high + low) / 2
    if total.fixed_low is not None and weighed.line:
        half = Decimal(0) if weighed.owner else half
    else:
        half = half * saving / middle if middle > 0 else Decimal(0)
    most = saving + half
    if weighed.alone is not None and Decimal(weighed.alone) >= saving:
        most = min(most, Decimal(weighed.alone)) if not weighed.owner else most
    return saving - half, most


def _range_of(total: Amount | None, _: Translator) -> str | None:
    """Return what all save in words, where that is a range: then a share is its middle."""
    if total is None or total.low is None or total.high is None or total.low == total.high:
        return None
    low, high = Decimal(total.low), Decimal(total.high)
    return euros((low, high), _) if low > 0 else _("au plus {most}", most=euros((high,), _))
