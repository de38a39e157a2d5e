from typing import Literal

TerritoryInKind = Literal['epci', 'federation']

TERRITORY_IN_KIND_VALUES: set[TerritoryInKind] = { 'epci', 'federation',  }

def check_territory_in_kind(value: str) -> TerritoryInKind:
    if value in TERRITORY_IN_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TERRITORY_IN_KIND_VALUES!r}")
