from typing import Literal

ReferenceFamilyNature = Literal['energy', 'material', 'water']

REFERENCE_FAMILY_NATURE_VALUES: set[ReferenceFamilyNature] = { 'energy', 'material', 'water',  }

def check_reference_family_nature(value: str) -> ReferenceFamilyNature:
    if value in REFERENCE_FAMILY_NATURE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REFERENCE_FAMILY_NATURE_VALUES!r}")
