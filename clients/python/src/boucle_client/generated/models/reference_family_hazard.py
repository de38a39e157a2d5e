from typing import Literal

ReferenceFamilyHazard = Literal['always', 'as_declared', 'never']

REFERENCE_FAMILY_HAZARD_VALUES: set[ReferenceFamilyHazard] = { 'always', 'as_declared', 'never',  }

def check_reference_family_hazard(value: str) -> ReferenceFamilyHazard:
    if value in REFERENCE_FAMILY_HAZARD_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REFERENCE_FAMILY_HAZARD_VALUES!r}")
