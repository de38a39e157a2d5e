from typing import Literal

SynergyInKind = Literal['new_activity', 'pooling', 'sharing', 'substitution']

SYNERGY_IN_KIND_VALUES: set[SynergyInKind] = { 'new_activity', 'pooling', 'sharing', 'substitution',  }

def check_synergy_in_kind(value: str) -> SynergyInKind:
    if value in SYNERGY_IN_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SYNERGY_IN_KIND_VALUES!r}")
