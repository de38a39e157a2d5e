from typing import Literal

TerritoryInPolicy = Literal['animator', 'auto']

TERRITORY_IN_POLICY_VALUES: set[TerritoryInPolicy] = { 'animator', 'auto',  }

def check_territory_in_policy(value: str) -> TerritoryInPolicy:
    if value in TERRITORY_IN_POLICY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TERRITORY_IN_POLICY_VALUES!r}")
