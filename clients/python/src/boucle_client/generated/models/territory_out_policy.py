from typing import Literal

TerritoryOutPolicy = Literal['animator', 'auto']

TERRITORY_OUT_POLICY_VALUES: set[TerritoryOutPolicy] = { 'animator', 'auto',  }

def check_territory_out_policy(value: str) -> TerritoryOutPolicy:
    if value in TERRITORY_OUT_POLICY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TERRITORY_OUT_POLICY_VALUES!r}")
