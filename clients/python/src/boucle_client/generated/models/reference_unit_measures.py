from typing import Literal

ReferenceUnitMeasures = Literal['energy', 'mass', 'volume']

REFERENCE_UNIT_MEASURES_VALUES: set[ReferenceUnitMeasures] = { 'energy', 'mass', 'volume',  }

def check_reference_unit_measures(value: str) -> ReferenceUnitMeasures:
    if value in REFERENCE_UNIT_MEASURES_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REFERENCE_UNIT_MEASURES_VALUES!r}")
