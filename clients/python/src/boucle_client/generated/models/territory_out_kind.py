from typing import Literal

TerritoryOutKind = Literal['epci', 'federation']

TERRITORY_OUT_KIND_VALUES: set[TerritoryOutKind] = { 'epci', 'federation',  }

def check_territory_out_kind(value: str) -> TerritoryOutKind:
    if value in TERRITORY_OUT_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TERRITORY_OUT_KIND_VALUES!r}")
