from typing import Literal

SynergyInNatureType0 = Literal['energy', 'material', 'water']

SYNERGY_IN_NATURE_TYPE_0_VALUES: set[SynergyInNatureType0] = { 'energy', 'material', 'water',  }

def check_synergy_in_nature_type_0(value: str) -> SynergyInNatureType0:
    if value in SYNERGY_IN_NATURE_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SYNERGY_IN_NATURE_TYPE_0_VALUES!r}")
