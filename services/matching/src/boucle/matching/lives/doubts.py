"""Say what speaks against writing to companies about a synergy: a loss, or a gain below the least.
Pure.

The policy introduces nothing of which this says anything; a person may, and is warned.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from boucle.contract.events.matching import Life
from boucle.contract.events.reasons import Amount, SynergyKind
from boucle.contract.events.registry import LEAST_GAIN, Territory
from boucle.contract.kinds import members_of
from boucle.platform.errors import Fault
from boucle.platform.translating import tr


def doubts_of(life: Life, territories: Iterable[Territory]) -> tuple[Fault, ...]:
    """``territories``: of its parties."""
    shares = [one.saving for one in members_of(life) if one.saving is not None]
    return tuple(gain_doubts(life.eur, shares, least_gain(life.kind, territories)))


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


def _range(eur: Amount) -> str:
    return f"{eur.low}..{eur.high}"
