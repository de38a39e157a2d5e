"""What fewer kilometres of lorries spare the climate, by the catalogue's factors; and which figures
are too good to be true. Pure.

The factors are per t.km of a lorry of usual load: kilometres are counted with the tonnes that are
on board, so what a half-empty lorry emits is rather under- than overstated.
"""

from decimal import Decimal
from typing import Final

from boucle.catalogue import load_catalogue
from boucle.contract.events.reasons import Amount
from boucle.matching.kinds.detector import Parameters

_LORRIES: Final = ((27, "road_44t"), (15, "road_40t"), (6, "road_26t"), (0, "road_12t"))
"""From which payload on, in t, which factor."""
_KG: Final = Decimal("0.001")


def road_factor(payload_t: Decimal) -> str:
    return next(key for least, key in _LORRIES if payload_t >= least)


def road_tco2e(
    tkm: tuple[Decimal, Decimal],
    payload_t: Decimal,
    tonnes: Decimal,
    parameters: Parameters,
    stays: Decimal,
) -> Amount:
    """Of so many tonne-kilometres less a year, from, to; ``tonnes``: all that the group moves;
    ``stays``: tonne-kilometres that it still drives, at worst also for less."""
    key = road_factor(payload_t)
    factor = load_catalogue().factor(key)
    if factor is None:
        return Amount(unit="tCO2e", missing=key)
    kg = Decimal(str(factor.value))
    unsure = Decimal(factor.uncertainty_pct or 0) / 100
    ends = [each * kg / 1000 * (1 + off) for each in tkm for off in (-unsure, unsure)]
    low, high = min(ends), max(ends)
    if not is_plausible(high, tonnes, parameters):
        return Amount(unit="tCO2e", missing="implausible")
    driven = stays * kg / 1000 * (1 + unsure)
    return Amount(
        unit="tCO2e",
        low=f"{low.quantize(_KG):f}",
        high=f"{high.quantize(_KG):f}",
        factor=key,
        fixed_low=f"{-driven.quantize(_KG):f}" if driven else None,
    )


def is_plausible(tco2e: Decimal, tonnes: Decimal, parameters: Parameters) -> bool:
    """Whether so much may be avoided by moving so many tonnes otherwise: more needs evidence."""
    return abs(tco2e) <= tonnes * parameters["pooling_tco2e_per_t_most"]
