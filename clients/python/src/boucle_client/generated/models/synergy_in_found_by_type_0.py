from typing import Literal

SynergyInFoundByType0 = Literal['animator', 'company', 'engine', 'tool', 'visit', 'workshop']

SYNERGY_IN_FOUND_BY_TYPE_0_VALUES: set[SynergyInFoundByType0] = { 'animator', 'company', 'engine', 'tool', 'visit', 'workshop',  }

def check_synergy_in_found_by_type_0(value: str) -> SynergyInFoundByType0:
    if value in SYNERGY_IN_FOUND_BY_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SYNERGY_IN_FOUND_BY_TYPE_0_VALUES!r}")
