"""What the reader's share of a group's saving is, in euro a year. Pure.

Until all who stay agreed it is the preview's range; then its own share, as it was weighed last.
"""

from decimal import Decimal

from boucle.common.events.reasons import Amount
from boucle.notifications.letters.amounts import euros
from boucle.notifications.letters.gain import PERHAPS, Gain
from boucle.notifications.letters.groups.wording import Wording
from boucle.notifications.letters.translating import Translator


def share_of(
    eur: Amount | None, saving: str | None, alone: str | None, wording: Wording, _: Translator
) -> Gain:
    """``eur``: as it was shown before names were exchanged; ``saving``, ``alone``: the reader's
    own, once they are known to it."""
    if saving is not None and Decimal(saving) > 0:
        return _known(Decimal(saving), alone, wording, _)
    if eur is None or eur.low is None or eur.high is None:
        return Gain(_(wording.missing))
    low, high = sorted((Decimal(eur.low), Decimal(eur.high)))
    if high <= 0:
        return Gain(_("pas d'économie sûre en €"), (_(wording.gain),), known=True)
    if low <= 0:
        most = _("jusqu'à {most} par an", most=euros((high,), _))
        return Gain(most, (_(wording.gain), _(PERHAPS)), known=True)
    return Gain(_("{amount} par an", amount=euros((low, high), _)), (_(wording.gain),), known=True)


def _known(saving: Decimal, alone: str | None, wording: Wording, _: Translator) -> Gain:
    amount = _("environ {amount} par an", amount=euros((saving,), _))
    said = [_(wording.gain)]
    if alone is not None and Decimal(alone) > saving:
        said.append(
            _(
                "Seul, vous paieriez environ {alone} par an.",
                alone=euros((Decimal(alone),), _),
            )
        )
    return Gain(amount, tuple(said), known=True)
